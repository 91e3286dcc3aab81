"""The wording of notices of machine translation, language by language: corpora/disclaimers."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from mtcheck import lazyre, resources
from mtcheck.rules.phrases import Literals, fold, required, stems

_FOLDER = "disclaimers"
_COMMON = f"{_FOLDER}/common.toml"
# Languages whose nouns have a capital: there it tells no name.
_CAPITAL_NOUNS = ("de", "lb")


class Language(NamedTuple):
    """One language's slots, folded."""

    lang: str
    spaced: bool
    translated: tuple[str, ...]
    machine: tuple[str, ...]
    text: tuple[str, ...]
    evidence: tuple[str, ...]
    tongue: tuple[str, ...]
    veto: tuple[str, ...]
    this: frozenset[str]
    capital_nouns: bool
    small: frozenset[str]
    known: tuple[str, ...]
    eraser: re.Pattern[str] | None


@cache
def engines(ascii_only: bool) -> tuple[str, ...]:
    """Names of engines, folded, longest first; ``ascii_only``: those that a text in ASCII may hold."""
    listing = required(resources.read_toml(_COMMON), "engines", _COMMON)
    names = sorted(stems(listing), key=len, reverse=True)
    return tuple(name for name in names if name.isascii() or not ascii_only)


# What an ending adds to the name of an engine: с помощью Google Переводчика, Google Перекладачем.
_ENDING = r"[^\W\d_]{0,2}\b"


def without_engine(words: str, engine: str) -> str:
    """The words without an engine, whose name may be declined where it is a word of the language."""
    declined = " " in engine.strip() and engine[-1:].isalpha() and not engine.isascii()
    return re.sub(re.escape(engine) + _ENDING, " ", words) if declined else words.replace(engine, " ")


class Named(NamedTuple):
    """Folded words without the names of engines; whether one was there, and whether one was first."""

    words: str
    engine: bool
    starts: bool


def without_engines(words: str) -> Named:
    """Folded words without the names of engines.

    >>> words, engine, starts = without_engines(" deepl translated it ")
    >>> words.split(), engine, starts
    (['translated', 'it'], True, True)
    """
    engine = starts = False
    for name in engines(words.isascii()):
        if name in words:
            starts = starts or words.startswith(name if name[0] == " " else f" {name}")
            engine = True
            words = words.replace(name, " ") if words.isascii() else without_engine(words, name)
    return Named(words, engine, starts)


@cache
def gates() -> Literals:
    """The literals of which a text with a notice holds one."""
    listing = required(resources.read_toml(_COMMON), "gates", _COMMON)
    return Literals(literal.replace("_", " ") for literal in listing.split())


@cache
def by_translated(ascii_only: bool) -> dict[str, list[Language]]:
    """The languages of each stem for "translated"; ``ascii_only``: of stems that a text in ASCII may hold."""
    found: dict[str, list[Language]] = {}
    for language in languages():
        for stem in language.translated:
            if stem.isascii() or not ascii_only:
                found.setdefault(stem, []).append(language)
    return found


@cache
def words_for_translated(ascii_only: bool) -> tuple[str, ...]:
    """Of each stem for "translated" the longest word: a notice holds one of these."""
    return tuple(dict.fromkeys(max(stem.split(), key=len) for stem in by_translated(ascii_only)))


@cache
def languages() -> tuple[Language, ...]:
    """Every language of corpora/disclaimers."""
    return tuple(
        _language(row, file)
        for file in resources.list_names(_FOLDER, ".toml")
        if file != _COMMON
        for row in required(resources.read_toml(file), "language", file)
    )


def _language(row: dict[str, Any], file: str) -> Language:
    slots = {
        key: stems(required(row, key, file))
        for key in ("translated", "machine", "text", "evidence", "tongue")
    }
    spaced = bool(row.get("spaced", True))
    small = fold(required(row, "small", file)).split()
    # A phrase of two words accounts for each of its words.
    known = tuple(dict.fromkeys(part for slot in slots.values() for stem in slot for part in stem.split()))
    longest_first = sorted({*known, *small}, key=len, reverse=True)
    veto = stems(row.get("veto", ""))
    return Language(
        lang=required(row, "lang", file),
        spaced=spaced,
        translated=slots["translated"],
        machine=slots["machine"],
        text=slots["text"],
        evidence=slots["evidence"],
        tongue=slots["tongue"],
        veto=tuple(f" {word.strip()} " for word in veto) if spaced else veto,
        this=frozenset(fold(row.get("this", "")).split()),
        capital_nouns=row["lang"] in _CAPITAL_NOUNS,
        small=frozenset(small),
        known=known,
        eraser=None if spaced else lazyre.compile("|".join(map(re.escape, longest_first))),
    )


def is_known(word: str, language: Language) -> bool:
    """Whether a slot of the language accounts for a folded word."""
    return (
        word in language.small
        or word in language.this
        or any(stem.strip() in word for stem in language.known)
    )


@cache
def automatic() -> tuple[str, ...]:
    """How words for "automatic" begin, folded."""
    return tuple(stem.strip() for stem in stems(required(resources.read_toml(_COMMON), "automatic", _COMMON)))


def speaks_of_it(said: str, language: Language) -> bool:
    """Whether a folded sentence speaks of a translation, or of an original text."""
    evidence = any(stem in said for stem in language.evidence)
    return any(stem in said for stem in language.translated) or (
        evidence and any(stem in said for stem in language.text)
    )
