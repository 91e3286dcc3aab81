"""Acronyms and names in Latin letters: what of a source has to stand in its translation.

Acronyms that languages have forms of their own for are rows of corpora/acronyms: НАТО is NATO, OTAN, 北约.
Latin words in a text of another script are names of things; a translation into a Latin script keeps them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

import msgspec

from mtcheck import lazyre
from mtcheck.bitext.links import find_links
from mtcheck.bitext.numberdata import base
from mtcheck.document import Span, overlaps
from mtcheck.languages.codes import BY_TABLE
from mtcheck.resources import read_toml, word_set

_FILE: Final = "acronyms/known.toml"
_ALSO: Final = "also"
_LATIN_LANGUAGES: Final = frozenset(BY_TABLE["latin"].split())
# A name or an acronym: a capital and at least one more letter or digit; product codes too.
_LATIN = lazyre.compile(r"(?<![\w.@/#&'’-])[A-Z][A-Za-z0-9]*(?:[-+&.'’][A-Za-z0-9]+)*(?![\w@])")
_NAMES_IN_A_ROW = lazyre.compile(r"[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)+")
# An acronym in brackets is said a second time; where the name before it is translated, it may go.
_IN_BRACKETS = lazyre.compile(r"[(（]$")
_CLOCK = lazyre.compile(r"[AP]M\d")
_ROMAN = lazyre.compile(r"[IVXLCDM]+")
_LETTER = lazyre.compile(r"[^\W\d_]")
_CAPITALS: Final = 2
_SHORTEST: Final = 3
_KEY = lazyre.compile(r"[^a-z0-9]+")
# Abbreviations and interjections that every language replaces.
# A source with more Latin than this is no text of another script.
_MOST_LATIN_SHARE: Final = 0.5


class Lost(NamedTuple):
    """An acronym or name of the source that the target lacks; ``wanted`` are forms it might have."""

    span: Span
    text: str
    wanted: tuple[str, ...]


class _Row(NamedTuple):
    forms: tuple[str, ...]
    targets: tuple[str, ...]
    also: re.Pattern[str] | None


@cache
def _table() -> dict[str, dict[str, str]]:
    return msgspec.convert(read_toml(_FILE), dict[str, dict[str, str]])


@cache
def _rows(source_lang: str, target_lang: str) -> tuple[re.Pattern[str] | None, dict[str, _Row]]:
    """The rows for a pair of languages by source form, and the pattern of these forms."""
    rows: dict[str, _Row] = {}
    for forms in _table().values():
        if source_lang in forms and target_lang in forms:
            also = lazyre.compile(forms[_ALSO], re.IGNORECASE) if _ALSO in forms else None
            row = _Row(tuple(forms[source_lang].split("|")), tuple(forms[target_lang].split("|")), also)
            # One Han character is part of many words, and "US" of English is also a word in capitals.
            rows |= {form: row for form in row.forms if len(form) > 1}
    if not rows:
        return None, {}
    joined = "|".join(re.escape(form) for form in sorted(rows, key=len, reverse=True))
    return lazyre.compile(
        joined if source_lang in ("zh", "ja", "ko") else rf"(?<!\w)(?:{joined})(?!\w)"
    ), rows


def lost_acronyms(source: str, target: str, source_lang: str, target_lang: str) -> list[Lost]:
    """Acronyms of the source whose forms of the target language, and all that stands for them, are missing.

    >>> [lost.wanted for lost in lost_acronyms("Саммит НАТО", "The summit", "ru", "en")]
    [('NATO',)]
    >>> lost_acronyms("Саммит НАТО", "The Alliance's summit", "ru", "en")
    []
    """
    pattern, rows = _rows(base(source_lang), base(target_lang))
    if pattern is None:
        return []
    out = []
    links = [Span(link.start, link.end) for link in find_links(source)]
    for match in pattern.finditer(source):
        if overlaps(Span(*match.span()), links):
            continue  # the en-US of an address
        row = rows[match[0]]
        as_it_is = match[0].isascii() and _stands(match[0], target)
        if (
            as_it_is
            or any(_stands(form, target) for form in row.targets)
            or (row.also and row.also.search(target))
        ):
            continue
        out.append(Lost(Span(*match.span()), match[0], row.targets))
    return out


def _stands(form: str, text: str) -> bool:
    """Whether an acronym is in a text by itself, or begins a word: NATO's, НАТОвский, US-led."""
    return bool(re.search(rf"(?<!\w){re.escape(form)}", text)) if form.isascii() else form in text


def lost_names(source: str, target: str, source_lang: str, target_lang: str) -> list[Lost]:
    """Latin names in a source of another script that a target in Latin letters lacks.

    >>> [lost.text for lost in lost_names("SpaceX запустила ракету.", "It launched a rocket.", "ru", "en")]
    ['SpaceX']
    """
    if base(target_lang) not in _LATIN_LANGUAGES or base(source_lang) in _LATIN_LANGUAGES or source.isascii():
        return []
    found = list(_LATIN.finditer(source))
    if not found or _latin_share(source) > _MOST_LATIN_SHARE:
        return []
    keys = _KEY.sub("", target.lower())
    out = []
    for match in found:
        key = _KEY.sub("", match[0].lower())
        letters = len(_LETTER.findall(match[0]))
        if len(key) < _SHORTEST or letters < _CAPITALS or key in word_set("und", "replaced") or key in keys:
            continue
        if _IN_BRACKETS.search(source, max(0, match.start() - 1), match.start()) or _CLOCK.match(match[0]):
            continue
        if _ROMAN.fullmatch(match[0]) or _is_initial(match, source, target):
            continue
        out.append(Lost(Span(*match.span()), match[0], (match[0],)))
    return out


def _is_initial(match: re.Match[str], source: str, target: str) -> bool:
    """Whether a name is part of one that the target gives by its initials: WSJ for Wall Street Journal."""
    around = _NAMES_IN_A_ROW.finditer(source)
    whole = next((row[0] for row in around if row.start() <= match.start() < row.end()), match[0])
    initials = "".join(letter for letter in whole if letter.isupper())
    return len(initials) > 1 and any(initials[skip:] in target for skip in (0, 1) if len(initials) > skip + 1)


def _latin_share(text: str) -> float:
    letters: list[str] = _LETTER.findall(text)
    return sum(letter.isascii() for letter in letters) / max(1, len(letters))
