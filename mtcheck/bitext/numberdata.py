"""Number words, scale words and months of each language: corpora/numbers, read once a language."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final

import msgspec

from mtcheck import lazyre, resources
from mtcheck.tags import tag

_WORDS: Final = "numbers/words.json"
# Languages that share words: Serbo-Croatian, the two Norwegian standards.
_NEIGHBOURS: Final = {"no": "nb", "iw": "he", "in": "id", "sh": "hr", "cmn": "zh", "fil": "tl"}
# Scale words so short are symbols of units too: "5 m", "3 k".
_MILLION = 1_000_000
# So are mebibytes in French (10 Mio), and parts of a coin, or of a semitone.
_UNITS_TOO: Final = ("mio", "cent", "cents")
_SHORTEST_SURE: Final = 3
# A scale word at least this long may take endings: миллион, миллионами.
_SHORTEST_STEM: Final = 5
_LONGEST_ENDING: Final = 4


class _Language(msgspec.Struct, frozen=True):
    words: dict[str, str]
    scales: dict[str, str]
    months: dict[str, int]


@cache
def _table() -> dict[str, _Language]:
    return msgspec.json.decode(resources.read_bytes(_WORDS), type=dict[str, _Language])


def base(lang: str) -> str:
    """The code of the tables for a BCP 47 code.

    >>> base("no"), base("pt-BR")
    ('nb', 'pt')
    """
    code = tag(lang).base
    return _NEIGHBOURS.get(code, code)


def fold(word: str) -> str:
    """A word as the tables hold it: lower case, one kind of apostrophe, no stress and no dots on ё.

    >>> fold("П’ЯТЬ"), fold("Трёх")
    ("п'ять", 'трех')
    """
    return word.lower().replace("’", "'").replace("ʼ", "'").replace("ё", "е")


class Words(msgspec.Struct, frozen=True):
    """The words of one language: whole ones, and beginnings, with the values they may mean."""

    whole: dict[str, tuple[Decimal, ...]]
    stems: dict[str, tuple[Decimal, ...]]
    months: dict[str, int]


@cache
def words_of(lang: str) -> Words:
    """The number words of a language; empty ones for a language without.

    >>> [str(value) for value in words_of("en").whole["dozen"]]
    ['12']
    """
    lang = base(lang)
    known = _table().get(lang)
    whole: dict[str, tuple[Decimal, ...]] = {}
    stems: dict[str, tuple[Decimal, ...]] = {}
    for rows in (known.words if known else {}), resources.language_facts(lang).get("number-words", {}):
        for value, said in rows.items():
            for word in said.split():
                into, word = (stems, word[:-1]) if word.endswith("*") else (whole, word)
                word = fold(word)
                into[word] = (*into.get(word, ()), Decimal(value))
    months = {fold(word): number for word, number in known.months.items()} if known else {}
    return Words(whole, stems, months)


@cache
def _scales(lang: str) -> dict[str, int]:
    known = _table().get(lang)
    rows = [(int(size), said) for size, said in (known.scales if known else {}).items()]
    # Beside CLDR's: other usual abbreviations, and words of English in other languages.
    rows += [(int(size), said) for size, said in resources.language_facts(lang).get("scales", {}).items()]
    out: dict[str, int] = {}
    for size, said in rows:
        for word in said.split("|"):
            out.setdefault(fold(word), size)
    return out


@cache
def scale_pattern(lang: str) -> re.Pattern[str] | None:
    """What follows digits and multiplies them, as its group 1; None for a language without scale words."""
    words = [word for word in _scales(base(lang)) if word[0].isalpha()]
    if not words or base(lang) in ("ja", "zh", "ko"):
        return None
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    joined = "|".join(
        re.escape(word) + (rf"\w{{0,{_LONGEST_ENDING}}}" if len(word) >= _SHORTEST_STEM else "")
        for word in longest_first
    )
    return lazyre.compile(rf"[ \u00a0\u202f-]?({joined})(?!\w)", re.IGNORECASE)


@cache
def large_scales(lang: str) -> frozenset[str]:
    """The words of a language for a million and more, written out: millones, milyon."""
    sizes = _scales(base(lang)).items()
    return frozenset(word for word, size in sizes if size >= _MILLION and len(word) >= _SHORTEST_SURE)


def scale_value(lang: str, said: str) -> tuple[int, bool]:
    """What a scale word multiplies by, and whether it can mean nothing else.

    >>> scale_value("ru", "миллионами"), scale_value("en", "m")
    ((1000000, True), (1000000, False))
    """
    scales = _scales(base(lang))
    word = fold(said)
    if word in scales:
        return scales[word], len(word) >= _SHORTEST_SURE and word not in _UNITS_TOO
    stem = max((known for known in scales if word.startswith(known)), key=len)
    return scales[stem], True
