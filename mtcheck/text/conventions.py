"""How a language sets its punctuation; the data is the language's file in corpora/lang."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from mtcheck.resources import language_facts, list_names
from mtcheck.tags import tag


class Conventions(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """Punctuation of one language; docs/adding-a-language.md says what each field means."""

    quotes: tuple[str, ...]
    space_before: str = ""
    inner_space: tuple[str, ...] = ()
    decimal: str = "."
    thousands: str = ","
    currency_attached: bool = False
    dialogue_dash: bool = False
    spaced_ellipsis: bool = False
    full_width: bool = False
    question: str = "?"
    comma: str = ","
    semicolon: str = ";"
    stop: str = "."
    opening: str = ""
    percent: str = ""
    ending_touches_quote: bool = False


class MarkWords(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """Words of one language that punctuation rules have to know; the table mark-words.

    ``abbreviations`` take a full stop inside a sentence; ``speech`` are words that tell who speaks, after
    a quotation, and ``speakers`` may stand before one of them; ``times`` stand beside a time of day,
    ``books`` before a chapter and verse; ``listed`` stand before a number that is a name (chapter 3);
    ``percent`` and ``percent_before`` are the per cent sign in words ("*" for any ending), after a number
    and before it; ``ranges`` stand between two numbers (12 to 15), ``leading`` before what they belong to
    (in May); ``asking`` are words that only questions begin with.
    """

    abbreviations: tuple[str, ...] = ()
    speech: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    books: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    percent_before: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()


@cache
def conventions(lang: str) -> Conventions:
    """The conventions of a language by its BCP 47 code; the default for one that is not listed.

    A region or script inherits what its own table does not say.

    >>> conventions("fr-CA").space_before, conventions("de-CH").quotes[0], conventions("xx").decimal
    (';:!?', '«»', '.')
    """
    merged: dict[str, Any] = {}
    for name in ("und", *tag(lang).parents):
        merged |= language_facts(name).get("conventions", {})
    return msgspec.convert(merged, Conventions)


@cache
def regional(lang: str) -> tuple[Conventions, ...]:
    """The conventions of the regions of a language that set some thing otherwise.

    >>> any(region.decimal == "." for region in regional("es"))
    True
    """
    base = tag(lang).base
    names = (name[5:-5] for name in list_names("lang", ".toml"))
    return tuple(conventions(name) for name in names if name.startswith(f"{base}-"))


@cache
def mark_words(lang: str) -> MarkWords:
    """The words of a language that punctuation rules know; none for one that is not listed.

    >>> "approx" in mark_words("en-GB").abbreviations, mark_words("xx").speech
    (True, ())
    """
    return msgspec.convert(language_facts(tag(lang).base).get("mark-words", {}), MarkWords)


@cache
def open_phrases(lang: str) -> tuple[str, ...]:
    """Words that nothing ends with together, each with a space before it: because of, parce que.

    >>> " because of" in open_phrases("en"), open_phrases("xx")
    (True, ())
    """
    phrases = language_facts(tag(lang).base).get("endings", {}).get("phrases", ())
    return tuple(f" {phrase}" for phrase in phrases)


@cache
def open_words(lang: str) -> frozenset[str]:
    """Words of a language that nothing ends with: articles, conjunctions, prepositions.

    >>> "the" in open_words("en"), open_words("xx")
    (True, frozenset())
    """
    return frozenset(language_facts(tag(lang).base).get("endings", {}).get("words", "").split())


@cache
def introducing(lang: str) -> frozenset[str]:
    """What introduces an example or a name that has to follow, in small letters.

    >>> "for example" in introducing("en"), introducing("xx")
    (True, frozenset())
    """
    return _listed(lang, "introducing")


@cache
def exemplifying(lang: str) -> frozenset[str]:
    """What introduces an example, in small letters.

    >>> "e.g." in exemplifying("en"), exemplifying("xx")
    (True, frozenset())
    """
    return _listed(lang, "examples")


def _listed(lang: str, key: str) -> frozenset[str]:
    listed = language_facts(tag(lang).base).get("endings", {}).get(key, "")
    return frozenset(phrase.strip() for phrase in listed.split("|") if phrase.strip())
