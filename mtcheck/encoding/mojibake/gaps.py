"""Whether the spaces of a repaired stretch are certain: `h √ ™ tre` may not become `h être`.

A translator puts spaces beside symbols, and a symbol was a piece of a letter. Where the words beside such a
gap are words as well when it is closed, opened or moved by a letter, nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.encoding.mojibake import codecs, proof, regions, word_spaces
from mtcheck.lexicon import char_model, wordlists

_SELDOM, _UNHEARD = -14.0, -16.0  # nats: a word that only the longer list has; none that a list has
_NOISE = 4.0  # nats by which a word may be rarer than its halves, where a symbol was beside the gap
_CLOSE = 3.0  # nats by which two words may be less likely than one, and still be possible
_MOVED = 6.0  # the same for two words that part at another letter
_FEW_WORDS = 4  # of a repair; in more of them two stand side by side by chance that could be one,
_MARGIN = 5.0  # nats: so one word has to be so much likelier there
_A_WORD = -7.5  # nats: letters that are words are frequent ones
_EDGES = lazyre.compile(r"^[\W\d_]+|[\W\d_]+$")


class _Gaps(NamedTuple):
    """Places between the characters of a text without spaces where it had one, and those beside a symbol."""

    places: set[int]
    noisy: set[int]


@lru_cache(maxsize=20_000)
def may_be_two(left: str, right: str) -> bool:
    """Whether a word that was found in two pieces may be two words, together about as likely: от чего.

    >>> may_be_two("от", "чего"), may_be_two("ка", "нал")
    (True, False)
    """
    one, two = _core(left), _core(right)
    for lang in _languages(one + two):
        first = _frequency(one, lang)
        second = _frequency(two, lang) if first > _UNHEARD else _UNHEARD
        if second > _UNHEARD and first + second > _frequency(one + two, lang) - _CLOSE:
            return True
    return False


@lru_cache(maxsize=20_000)
def is_half(left: str, right: str, margin: float) -> bool:
    """Whether two pieces are likelier one word, by so many nats, than the rarer of them is a word.

    >>> is_half("Го", "род", 0.0), is_half("по", "школе", 0.0)
    (True, False)
    """
    if not (left[-1:].isalpha() and right[:1].isalpha() and right[:1].islower()):
        return False
    one, two = _core(left), _core(right)
    langs = _languages(one + two)
    for lang in wordlists.having(one + two, langs):
        if _frequency(one + two, lang) - margin >= min(_frequency(one, lang), _frequency(two, lang)):
            return True
    if _SELDOM - margin < _UNHEARD:
        return False  # nothing is so seldom
    return any(
        _frequency(one + two, lang) - margin >= min(_frequency(one, lang), _frequency(two, lang))
        for lang in proof.listing(one + two, langs)
    )


def _languages(word: str) -> tuple[str, ...]:
    """The languages that write the letters of a word."""
    return _of_letters(frozenset(word).difference(char_model.ASCII))


@lru_cache(maxsize=5_000)
def _of_letters(letters: frozenset[str]) -> tuple[str, ...]:
    odd = frozenset(c for c in letters if char_model.SCRIPTS[c] != "MARK")
    script = char_model.SCRIPTS[min(odd)] if odd else "LATI"
    return tuple(n for n in char_model.languages_of(script) if odd <= char_model.model(n).letters)


def _is_lone(left: str, right: str) -> bool:
    """Whether one of two pieces is a letter that is no word: Rimpelä n."""
    one, two = _core(left), _core(right)
    letters = {piece for piece in (one, two) if len(piece) == 1 and piece not in "ªº"}
    langs = word_spaces.languages(one + two)
    return any(max((_frequency(c, lang) for lang in langs), default=_UNHEARD) < _A_WORD for c in letters)


def _core(piece: str) -> str:
    return _EDGES.sub("", piece).lower()


def _frequency(word: str, lang: str) -> float:
    """Log probability of a word in a language."""
    listed = wordlists.wordlist(lang)
    return (listed.log(word) if listed else 0.0) or (_SELDOM if proof.is_listed(word, lang) else _UNHEARD)


def are_open(old: str, new: str, codec: str) -> bool:
    """Whether a space of a repaired stretch may be somewhere else, its outer words taken with it.

    >>> are_open("un h √ ™ tre", "un h être", "mac_roman"), are_open("le h√™tre", "le hêtre", "mac_roman")
    (True, False)
    """
    new = new.replace("\xa0", " ")
    if " " not in old and " " not in new:
        return False
    words = new.split(" ")
    is_plain = len(words) > _FEW_WORDS and old.count(" ") == new.count(" ")
    gaps = (
        None if is_plain else _gaps(old, new, codec)
    )  # in a whole sentence that decodes, spaces are its own
    margin = 0.0 if len(words) <= _FEW_WORDS else _MARGIN
    place = 0
    for left, right in pairwise(words):
        place += len(left)
        is_noisy = not is_plain and (gaps is None or place in gaps.noisy)
        if is_half(left, right, -_NOISE if is_noisy else margin) or (is_noisy and _is_lone(left, right)):
            return True
        others = _moved(left, right, place, gaps) if gaps is not None and is_noisy else ()
        if any(_is_as_likely(*other, left, right) for other in others):
            return True
    return gaps is not None and any(may_be_two(*pair) for pair in _closed(words, gaps))


def _gaps(old: str, new: str, codec: str) -> _Gaps | None:
    """Where a garbled text had its spaces, by the characters of the repaired one; None where bytes miss."""
    data = old.translate(codecs.table(codec).to_bytes)
    found = _Gaps(set(), set())
    at = 0
    for count, char in enumerate(new.replace(" ", "")):
        while at < len(old) and (old[at] == " " or (old[at] == "\xa0" and _unit_end(data, at, char) is None)):
            found.places.add(count)
            if regions.noisy(old[at - 1 : at] or " ") or regions.noisy(old[at + 1 : at + 2] or " "):
                found.noisy.add(count)
            at += 1
        end = _unit_end(data, at, char)
        if end is None and at < len(old) and old[at] == char:
            end = at + 1
        if end is None:
            return None
        at = end
    return found


def _unit_end(data: str, at: int, char: str) -> int | None:
    """Where the bytes of a character end that begin at a place, spaces between them."""
    for byte in char.encode("utf-8", "surrogatepass").decode("latin-1"):
        while byte != " " and data[at : at + 1] == " ":
            at += 1
        if data[at : at + 1] != byte:
            return None
        at += 1
    return at


def _moved(left: str, right: str, place: int, gaps: _Gaps) -> Iterator[tuple[str, str]]:
    """Two words with the letter between two gaps on the other side."""
    if place + 1 in gaps.places and len(right) > 1:
        yield left + right[0], right[1:]
    if place - 1 in gaps.places and len(left) > 1:
        yield left[:-1], left[-1] + right


def _is_as_likely(one: str, two: str, left: str, right: str) -> bool:
    """Whether two pieces are words of one language, together about as likely as two others."""
    if not (_core(one) and _core(two)):
        return False
    for lang in _languages(_core(one + two)):
        found = [_frequency(_core(piece), lang) for piece in (one, two, left, right)]
        if min(found[:2]) > _UNHEARD and sum(found[:2]) > sum(found[2:]) - _MOVED:
            return True
    return False


def _closed(words: list[str], gaps: _Gaps) -> Iterator[tuple[str, str]]:
    """The halves of words inside which there was a space."""
    start = 0
    for word in words:
        for place in gaps.places:
            if start < place < start + len(word):
                left, right = word[: place - start], word[place - start :]
                if char_model.SCRIPTS[left[-1]] and char_model.SCRIPTS[right[0]]:
                    yield left, right
        start += len(word)
