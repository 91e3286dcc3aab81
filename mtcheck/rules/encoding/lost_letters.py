"""Letters of which a question mark, a box or a space is left: `caf? owner`, `mus□e`, `Br cke`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product

import msgspec

from mtcheck import lazyre
from mtcheck.findings import Hit
from mtcheck.resources import language_facts
from mtcheck.rules.fluency.glued_or_split_word import Lexicon, lexicon
from mtcheck.text.view import View

# Words with question marks for letters, by their shape alone: so many in a paragraph, so many of them inside.
_MIN_MARKS, _MIN_INSIDE = 3, 2
# Words that are looked up in a text; ways to fill the marks of one.
_MOST_TRIED, _MOST_WAYS = 60, 400
# What is listed without its last letter is this rare: `caf`, `perch`.
_RARE = -11.5
# A filled word is at least this frequent, in nats; a short one more so (`a?o`).
_LEAST, _LEAST_SHORT, _SHORT = -15.0, -11.0, 3
_OPENING, _CLOSING = "\"“„«(¿'", "\"“”»),.;:!'"
_ANY_BOX = lazyre.compile("[□▯￼]")
_BOX = lazyre.compile("[^\\W\\d_][□▯￼]+[^\\W\\d_]")
_BOX_WORD = lazyre.compile("[^\\W\\d_]*(?:[□▯￼]+[^\\W\\d_]*)+")
# Words of question marks only: two in a paragraph, or a long one, with a word in small letters after one.
_BARE = lazyre.compile(r"(?<!\S)[\"“«(]?(\?{4,})[\"”»),.;:]*(?!\S)")
_LONG_BARE = 5
_AFTER = lazyre.compile(r"\s+[^\W\d_]")


class _Word(msgspec.Struct, frozen=True):
    """A word with marks in it, where it is, and whether one is between its letters or before them."""

    text: str
    start: int
    inside: bool


def marked_words(view: View) -> Iterator[Hit]:
    """Words with question marks for letters, where the lexicon knows what they were or many are there."""
    lists, tried = lexicon(view.lang), 0
    for paragraph in view.paragraphs:
        part = view.text[paragraph.start : paragraph.end]
        if "?" not in part:
            continue
        found = list(_marked_words(part, lists))
        tried += len(found)
        filled = {
            word.start: _filled(word.text, lists, view.tag.base) for word in found if tried <= _MOST_TRIED
        }
        many = len(found) >= _MIN_MARKS and sum(word.inside for word in found) >= _MIN_INSIDE
        if not many and not any(filled.values()):
            continue
        for word in found:
            start = word.start + paragraph.start
            whole = filled.get(word.start, ())
            message = f"question marks for lost letters: {word.text!r}"
            yield Hit(start, start + len(word.text), message, whole[0] if len(whole) == 1 else None)


def _marked_words(part: str, lists: Lexicon | None) -> Iterator[_Word]:
    """What may be a word that lost letters: no address, no pattern, no end of a sentence."""
    tokens = list(re.finditer(r"\S+", part))
    for token, following in pairwise([*tokens, None]):
        if token is None or "?" not in token[0]:
            continue
        left = token[0].lstrip(_OPENING)
        text = left.rstrip(_CLOSING)
        letters = text.replace("?", "")
        if not letters.isalpha() or text.count("?") > len(letters) + 1:
            continue
        start = token.end() - len(left)
        before, _, after = text.partition("?")
        if after.strip("?"):
            if not (len(before) > 1 and after.lstrip("?")[0].isupper()):
                yield _Word(text, start, True)
        elif following is not None and following[0][0].islower() and text == left:
            # The end of a question, or of a word: no sentence goes on in small letters.
            yield from [_Word(text, start, False)] if lists and _is_rare(letters.lower(), lists) else []


# Where every letter is beyond ASCII, each of them may be lost.
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_WHOLE = {
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",
    "ru": _CYRILLIC + "ё",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
}


@cache
def _alphabet(lang: str) -> str:
    facts = language_facts(lang).get("alphabet", {})
    return str(facts.get("letters", "") or facts.get("borrowed", "") or _WHOLE.get(lang, ""))


def _filled(word: str, lists: Lexicon | None, lang: str) -> list[str]:
    """The words of the language that a word with marks may have been, in its own case."""
    letters = _alphabet(lang)
    if lists is None or not letters:
        return []
    low, found = word.lower(), set()
    # One mark a letter, or one a byte: two for a letter.
    for pieces in {tuple(low.split("?")), tuple(re.split(r"\?\?", low))}:
        if any("?" in piece for piece in pieces) or len(letters) ** (len(pieces) - 1) > _MOST_WAYS:
            continue
        for chosen in product(letters, repeat=len(pieces) - 1):
            whole = "".join(a + b for a, b in zip(pieces, (*chosen, ""), strict=True))
            log = lists.words.log(whole)
            single = len(pieces) == 2 and pieces[-1] and not log and len(whole) > _SHORT + 1
            if (single and lists.is_word(whole)) or (
                log and log > (_LEAST_SHORT if len(whole) <= _SHORT else _LEAST)
            ):
                found.add(whole)
    return sorted(_as_written(whole, word) for whole in found)


def _as_written(whole: str, word: str) -> str:
    if word.isupper() and len(word) > 2:
        return whole.upper()
    return whole[0].upper() + whole[1:] if word[0].isupper() else whole


def bare_marks(view: View) -> Iterator[Hit]:
    """Words of which nothing but question marks is left."""
    for paragraph in view.paragraphs if "????" in view.text else ():
        found = list(_BARE.finditer(view.text, *paragraph))
        goes_on = any(
            (after := _AFTER.match(view.text, match.end())) and after[0][-1].islower() for match in found
        )
        if goes_on and (len(found) > 1 or len(found[0][1]) >= _LONG_BARE):
            for match in found:
                yield Hit(*match.span(1), f"question marks for lost letters: {match[1]!r}")


def boxes(view: View) -> Iterator[Hit]:
    """Boxes inside words, and at the ends of words in the same text."""
    if _ANY_BOX.search(view.characters) and _BOX.search(view.text):
        for match in _BOX_WORD.finditer(view.text):
            if len(match[0]) > 1:
                yield Hit(*match.span(), f"boxes for lost letters: {match[0]!r}")


def _is_rare(word: str, lists: Lexicon) -> bool:
    log = lists.words.log(word)
    return not log or log < _RARE


def spaces(view: View) -> Iterator[Hit]:
    """Spaces for letters, in a text that has none of the letters its language adds to ASCII."""
    letters, lists = _alphabet(view.tag.base), lexicon(view.lang)
    rare = bool(language_facts(view.tag.base).get("alphabet", {}).get("rare"))
    if rare or not letters or lists is None or len(view.tokens) < 3:
        return
    if any(letter in view.lowered for letter in letters):
        return
    found: list[tuple[int, str]] = []
    for index in range(1, len(view.tokens)):
        left, right = view.tokens[index - 1].lstrip(_OPENING), view.tokens[index].rstrip(_CLOSING)
        if not (left.isalpha() and right.isalpha()) or len(left + right) < _SHORT:
            continue
        if not (_is_rare(right, lists) and (len(left) == 1 or _is_rare(left, lists))):
            continue
        whole = [c for c in letters if lists.words.log(left + c + right)]
        if whole:
            found.append((index, left + whole[0] + right if len(whole) == 1 else ""))
    for index, known in found:
        start = view.token_span(index - 1).end - len(view.tokens[index - 1].lstrip(_OPENING))
        end = view.token_starts[index] + len(view.tokens[index].rstrip(_CLOSING))
        text = view.text[start:end]
        if text[-1].islower():
            better = _as_written(known, text) if known else None
            yield Hit(start, end, f"space for a lost letter: {text!r}", better)
