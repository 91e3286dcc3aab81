"""Terms in running text: found with the endings that a language gives its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import msgspec

from mtcheck import lazyre
from mtcheck.bitext.numberdata import base
from mtcheck.document import Span
from mtcheck.tags import tag

# By language: how many letters of a word's end may change, and how many may follow what is left. English and
# its like add little; Slavic words change a letter or two; Finnish and Turkish words go on for long.
_ENDINGS: Final[dict[str, tuple[int, int]]] = {
    **dict.fromkeys("ru uk be bg sr mk pl cs sk sl hr bs lt lv".split(), (2, 4)),
    **dict.fromkeys("fi et hu tr az kk eu".split(), (2, 8)),
    **dict.fromkeys("de nl sv da nb nn is".split(), (1, 4)),
    **dict.fromkeys("fr es it pt ca ro la el sq".split(), (1, 3)),
    "en": (0, 3),
}
_USUAL: Final = (1, 3)
# Endings that English gives a word; anything else is another word.
_ENGLISH: Final = "(?:e?s|['’]s|s['’]|e?d|ing)?"
# A shorter word keeps its letters: they are all it has.
_SHORTEST_CHANGED: Final = 4
_PREFIXED: Final = {"ar": "[وفبلكا]{0,4}", "he": "[ובהלמשכ]{0,4}", "fa": ""}
_VOWELS: Final = "aeiouyąęěéíýůúáóаеиоуыэюяіїєьъй"
_WORD = lazyre.compile(r"\w+")


class Term(msgspec.Struct, frozen=True):
    """One entry of a glossary, for one pair of languages.

    ``targets`` are the translations that are right, ``forbidden`` those that are wrong; ``keep`` says that
    the source itself has to stand in the target. ``case`` makes capitals matter. ``place`` names the file
    and row, for messages.
    """

    source: str
    targets: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    keep: bool = False
    case: bool = False
    place: str = ""


@lru_cache(maxsize=8192)
def pattern(phrase: str, lang: str, case: bool = False) -> re.Pattern[str]:
    """A phrase with the endings of a language, as a pattern of whole words.

    >>> bool(pattern("мост", "ru").search("на мосту")), bool(pattern("мост", "ru").search("мостовая"))
    (True, False)
    >>> bool(pattern("power plant", "en").search("two power plants"))
    True
    """
    lang = base(lang)
    flags = re.NOFLAG if case else re.IGNORECASE
    if tag(lang).spaceless:
        return re.compile(r"\s?".join(map(re.escape, phrase.split())), flags)
    words = [re.escape(part) if not part.isalpha() else _word(part, lang) for part in _parts(phrase)]
    prefix = _PREFIXED.get(lang, "")
    return re.compile(rf"(?<!\w){prefix}{''.join(words)}(?!\w)", flags)


def _parts(phrase: str) -> list[str]:
    """The words of a phrase and what is between them; any white space is as good as another."""
    return [part for part in re.split(r"([^\W\d_]+)", phrase.strip()) if part]


def _word(word: str, lang: str) -> str:
    if len(word) < _SHORTEST_CHANGED or word.isupper():
        return re.escape(word)
    if lang == "en":
        if word.endswith("y"):
            return f"{re.escape(word[:-1])}(?:y|ies|y['’]s)"
        return re.escape(word.removesuffix("e")) + ("e?" if word.endswith("e") else "") + _ENGLISH
    cut, added = _ENDINGS.get(lang, _USUAL)
    stem = word
    for _ in range(cut):
        if len(stem) > _SHORTEST_CHANGED - 1 and stem[-1].lower() in _VOWELS:
            stem = stem[:-1]
    ending = rf"[^\W\d_]{{0,{added}}}"
    if lang in _SLAVIC:
        # An ending is a few vowels and а consonant of the cases; "мостовая" is another word.
        ending = _SLAVIC_ENDING
    return re.escape(stem) + ending


_SLAVIC: Final = frozenset("ru uk be bg sr mk pl cs sk sl hr bs".split())
_SLAVIC_ENDING: Final = (
    "(?:[аеиоуыэюяіїєьйaeiouyąęěéíýůúáóō]{0,3}"
    "(?:в|м|ми|мі|х|й|го|му|в|мы|т|w|m|mi|ch|go|mu|j|ů|ům|ami|ách|ých|ým|ých)?)"
)


def occurrences(phrase: str, text: str, lang: str, case: bool = False) -> Iterator[Span]:
    """Every place of a phrase in a text, in any form of its words.

    >>> list(occurrences("city council", "The City Council met.", "en"))
    [Span(start=4, end=16)]
    """
    for match in pattern(phrase, lang, case).finditer(text):
        yield Span(*match.span())


def is_used(phrase: str, text: str, lang: str, case: bool = False) -> bool:
    """Whether a phrase is in a text, loosely: its words in any order and form, also inside compounds.

    >>> is_used("Stadtrat", "der Beschluss des Stadtrates", "de")
    True
    >>> is_used("rate limit", "limits of the rate", "en")
    True
    """
    if pattern(phrase, lang, case).search(text):
        return True
    if case:
        return False
    lowered, lang = text.lower(), base(lang)
    words = _WORD.findall(phrase.lower())
    return bool(words) and all(_loose_stem(word, lang) in lowered for word in words)


def _loose_stem(word: str, lang: str) -> str:
    """The part of a word that all its forms share."""
    if len(word) <= _SHORTEST_CHANGED or tag(lang).spaceless:
        return word
    cut = _ENDINGS.get(lang, _USUAL)[0]
    stem = word
    for _ in range(cut):
        if len(stem) > _SHORTEST_CHANGED and stem[-1] in _VOWELS:
            stem = stem[:-1]
    return stem


def outermost(found: Iterable[tuple[Span, Term]]) -> list[tuple[Span, Term]]:
    """The finds that no longer find holds inside it: "data" in "data base" is not the term "data".

    >>> data, base_ = Term("data"), Term("data base")
    >>> [term.source for _, term in outermost([(Span(0, 4), data), (Span(0, 9), base_)])]
    ['data base']
    """
    out: list[tuple[Span, Term]] = []
    for span, term in sorted(found, key=lambda item: (item[0].start, -item[0].end)):
        inside = any(
            other.start <= span.start and span.end <= other.end and other != span for other, _ in out
        )
        if not inside:
            out.append((span, term))
    return out
