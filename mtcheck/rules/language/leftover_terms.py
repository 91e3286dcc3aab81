"""Words of another language that are part of a name or a borrowed term, and runs that are a whole term."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import compress, count

import msgspec

from mtcheck.document import Span
from mtcheck.lexicon.judged import Judged
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.resources import read_bytes, read_toml
from mtcheck.rules.fluency.glued_or_split_word import lexicon
from mtcheck.text.view import View

_MARKS = "“”\"'‘’«»„.,;:!?…()[]*_¿¡"
# So much more frequent (nats) is a word in its own language than where it is part of a name; and so frequent
# it is anyway: the small words between the parts.
_CONTRAST, _SMALL_WORD = 2.0, -7.0
# Tokens between the capital that begins a name and a word in it.
_LONGEST_NAME = 6
# The first letter behind Latin ones.
_OTHER_SCRIPTS = "\u0370"
# Languages that write nouns with a capital.
_CAPITAL_NOUNS = ("de", "lb")
# Three words of English side by side are told where each is this frequent (nats) and the list here lacks it.
_IN_RUN, _SLIP, _SHORTEST_RUN, _SHORTEST_WORD = -11.5, -15.0, 3, 4


@lru_cache(maxsize=50_000)
def _gain(word: str, code: str, lang: str) -> float:
    """How much more frequent a word is in one language than in another, in nats."""
    known, lists = wordlist(code), lexicon(lang)
    if known is None or lists is None:
        return 0.0
    there = known.log(word)
    return there - lists.log(word) if there else 0.0


def is_in_name(view: View, first: int, code: str) -> bool:
    """Whether the tokens before a word lead to the capital of a name of its language.

    `Pays de la vallée`, `Place des martyrs de la résistance`, `Ascendance of a bookworm`.
    """
    lang, known = view.tag.base, wordlist(code)
    foreign = 0
    for index in range(first - 1, max(-1, first - 1 - _LONGEST_NAME), -1):
        token = view.tokens[index]
        if token[-1:] in ".,;:!?…":
            return False
        start = view.token_starts[index]
        written = view.text[start : start + len(token)].strip(_MARKS)
        word = token.strip(_MARKS)
        if not word.isalpha() and "'" not in word and "’" not in word:
            return False
        if written[:1].isupper():
            if (written[0] < _OTHER_SCRIPTS) != (view.tokens[first].lstrip(_MARKS) < _OTHER_SCRIPTS):
                return False
            return foreign > 0 and (lang not in _CAPITAL_NOUNS or _gain(word, code, lang) >= 0.0)
        if _gain(word, code, lang) >= _CONTRAST:
            foreign += 1
        elif known is None or not _SMALL_WORD < known.log(word) < 0:
            return False
    return False


def english_runs(view: View) -> Iterator[Span]:
    """Three or more words of English in small letters, none of which the text's language has."""
    lang, english = view.tag.base, wordlist("en")
    lists = lexicon(lang)
    if lang == "en" or english is None or lists is None:
        return
    strange = _strange(lang).among(view.distinct_tokens)
    if len(strange) < _SHORTEST_RUN:
        return
    for first, last in _runs(view, strange):
        if last - first >= _SHORTEST_RUN - 1:
            piece = Span(view.token_starts[first], view.token_span(last).end)
            written = view.text[slice(*piece)]
            yield Span(piece.start, piece.end - (len(written) - len(written.rstrip(_MARKS))))


def _runs(view: View, words: set[str]) -> Iterator[tuple[int, int]]:
    """The first and the last token of each run of some words in small letters, to the next mark."""
    first = last = -1
    for index in compress(count(), map(words.__contains__, view.tokens)):
        if not view.written[index].islower():
            continue
        goes_on = index == last + 1 and view.tokens[last][-1].isalpha()
        if first >= 0 and not goes_on:
            yield first, last
        first, last = first if first >= 0 and goes_on else index, index
    if first >= 0:
        yield first, last


@cache
def _strange(lang: str) -> Judged:
    """Tokens that are words of English and not of the language."""
    return Judged(lambda token: _is_english(token.strip(_MARKS), lang))


def _is_english(word: str, lang: str) -> bool:
    """Whether a word is frequent in English, and in the language at hand at most a slip of a long list."""
    english, lists = wordlist("en"), lexicon(lang)
    if len(word) < _SHORTEST_WORD or not word.isascii() or english is None or lists is None:
        return False
    return word not in lists.words and lists.log(word) < _SLIP and _IN_RUN < english.log(word) < 0


@cache
def _terms() -> frozenset[str]:
    return frozenset(read_toml("languages/leftovers.toml")["terms"].split("\n"))


# Letters that a borrowed word may have as its ending: rock and rolla.
_ENDING = 2


def is_in_term(view: View, index: int) -> bool:
    """Whether a token is in a term of two or three words that languages borrow whole: rock and roll."""
    for size in (2, 3):
        for first in range(max(0, index - size + 1), index + 1):
            words = [token.strip(_MARKS) for token in view.tokens[first : first + size]]
            for cut in range(min(_ENDING + 1, len(words[-1]))):
                if " ".join((*words[:-1], words[-1][: len(words[-1]) - cut])) in _terms():
                    return True
    return False


def is_borrowed_plural(word: str, lang: str) -> bool:
    """Whether a word is a word of the language with an s: the saloons of a French saloon."""
    lists = lexicon(lang)
    return lists is not None and word.endswith("s") and lists.is_word(word[:-1])


# Endings that a verb or adjective has for a final vowel: compete is of competir, celebrate of celebrato.
_OWN_ENDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "es": {"e": ("ar", "er", "ir"), "a": ("ar", "er", "ir")},
    "pt": {"e": ("ar", "er", "ir"), "a": ("ar", "er", "ir")},
    "it": {"e": ("ato", "ata", "o", "a", "are", "ere"), "i": ("are", "ire", "o")},
}


def is_own_form(word: str, lang: str) -> bool:
    """Whether a word that the lists lack is a regular form of one that the short list has."""
    known, endings = wordlist(lang), _OWN_ENDINGS.get(lang, {}).get(word[-1:], ())
    return known is not None and any(word[:-1] + ending in known for ending in endings)


# A word of English is international where so many lists have it nearly as often (nats): video, taxi, email.
_AS_OFTEN, _LISTS = 1.5, 3


@lru_cache(maxsize=4096)
def is_international(word: str) -> bool:
    """Whether many languages have borrowed a word of English.

    >>> is_international("video"), is_international("cancel")
    (True, False)
    """
    english = wordlist("en")
    least = (english.log(word) if english else 0.0) - _AS_OFTEN
    lists = (wordlist(name) for name in read_toml("languages/leftovers.toml")["borrowers"].split())
    return sum(known is not None and least < known.log(word) < 0 for known in lists) >= _LISTS


@cache
def english_kinds() -> dict[str, list[str]]:
    """The words of English grammar by their kind: noun, plural, verb, past, comparative …"""
    kinds: dict[str, str] = msgspec.json.decode(read_bytes("grammar/english.json"))
    return {kind: words.split() for kind, words in kinds.items()}


@cache
def english_nouns() -> frozenset[str]:
    """Frequent nouns of English, in both numbers."""
    return frozenset(english_kinds()["noun"]).union(english_kinds()["plural"])
