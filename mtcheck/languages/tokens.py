"""A mixed text as words: where each lies, what it costs in each language, and what is before it."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck import lazyre
from mtcheck.languages import ngrams
from mtcheck.languages.codes import BY_TABLE, SOLE_LANGUAGE
from mtcheck.languages.east_asian import chinese_japanese, parts_chinese
from mtcheck.languages.evidence import TABLES
from mtcheck.languages.memo import memo
from mtcheck.languages.word_costs import NAME_IN_LATIN, of_alphabets, of_one_table
from mtcheck.lexicon.scripts import (
    COMMON,
    CYRILLIC,
    GREEK,
    HAN,
    KANA,
    LATIN,
    NAMES,
    Bytes,
    CodePoints,
    code_points,
    fold,
    looked_up,
    scripts_of,
)

#: How strong the break before a word is.
NEAR: Final = 0
COMMA: Final = 1
QUOTE: Final = 2
SENTENCE: Final = 3
LINE: Final = 4

_BREAKS: Final = {
    COMMA: ",;،؛、，；",
    QUOTE: '"“”„‟«»‹›‘‚()[]{}|/:：—–「」『』《》（）',
    SENTENCE: ".!?…։۔؟।॥。！？",
    LINE: "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029",
}
#: What an address has in it, and how far an address reaches from there.
#: The first character comes first: the pattern is tried at no other.
_ADDRESS_MARK: Final = lazyre.compile(r"[:wW@#](?:(?<=:)//|(?<=[wW])[wW]{2}\.|(?<=@)|(?<=#)(?=\w))")
_ADDRESS_SIGNS: Final = ("://", "@", "#", "www.", "WWW.", "Www.")
_ADDRESS_REST: Final = lazyre.compile(r"[!-~]*")
#: So many characters may stand before the mark.
_ADDRESS_HEAD: Final = 80

#: A short quotation that begins with a capital is mostly a title.
_TITLE: Final = lazyre.compile('[“"«„‘][A-ZÀ-ÖØ-ÞĀ-Ž][^“”"«»„\n]{1,60}[”"»“]')

#: A unit of measure has at most so many letters.
LONGEST_UNIT: Final = 4


class Tokens(NamedTuple):
    """The words of a text in order; spans of code points, half-open."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    #: The break before each word: NEAR to LINE; LINE before the first.
    breaks: NDArray[np.int64]
    capital: NDArray[np.bool_]
    #: Whether the word is in another script than the one before it, and no name in Latin letters.
    crossing: NDArray[np.bool_]
    #: Whether the word is a unit of measure (short, after a digit) or part of a quoted title.
    unit: NDArray[np.bool_]
    #: 1/16 nat above the best language of the word, one row a word, one column a language.
    costs: ngrams.Costs
    languages: tuple[str, ...]


def _break_array() -> NDArray[np.uint8]:
    levels = np.zeros(0x10000, np.uint8)
    for level, characters in _BREAKS.items():
        levels[[ord(character) for character in characters]] = level
    return levels


_BREAK_OF: Final = _break_array()


def _without_addresses(text: str, scripts: Bytes) -> Bytes:
    """The scripts with those of URLs, addresses and handles blanked: they are in no language."""
    if not any(mark in text for mark in _ADDRESS_SIGNS):
        return scripts
    cleared, end = scripts, 0
    for mark in _ADDRESS_MARK.finditer(text):
        if mark.start() < end:
            continue
        if cleared is scripts:
            cleared = scripts.copy()
        start = mark.start()
        least = max(end, start - _ADDRESS_HEAD)
        while start > least and "!" <= text[start - 1] <= "~":
            start -= 1
        rest = _ADDRESS_REST.match(text, mark.end())
        end = rest.end() if rest else mark.end()
        cleared[start:end] = 0
    return cleared


@lru_cache(maxsize=256)
def _languages(present: tuple[int, ...], among: frozenset[str] | None) -> tuple[str, ...]:
    """The languages that the scripts in a text may be in, sorted."""
    found: set[str] = set()
    for script in present:
        if script in TABLES:
            found.update(BY_TABLE[TABLES[script]].split())
        elif script in (HAN, KANA):
            found.update(("zh", "ja"))
        else:
            found.add(SOLE_LANGUAGE[NAMES[script]])
    if among is not None:
        found.intersection_update(among)
    return tuple(sorted(found))


def tokens_of(text: str, among: Collection[str] | None) -> Tokens | None:
    """The words of a text; None where it has none that could be in one of the languages."""
    original = code_points(text)
    points = code_points(fold(text))
    scripts = _without_addresses(text, scripts_of(points))
    held = scripts.tobytes()
    present = tuple(script for script in range(COMMON + 1, len(NAMES)) if script in held)
    del held  # a text may have ten million characters: what is not needed goes
    languages = _languages(present, None if among is None else frozenset(among))
    if not present or not languages:
        return None
    if len(present) == 1 and present[0] in TABLES and languages == memo(TABLES[present[0]]).table.languages:
        starts, ends, costs = of_one_table(present[0], points, scripts)
    else:
        starts, ends, costs = of_alphabets(present, points, scripts, original, languages)
    if HAN in present or KANA in present:
        more = chinese_japanese(scripts, points, languages)
        starts, ends = np.concatenate([starts, more[0]]), np.concatenate([ends, more[1]])
        costs = np.concatenate([costs, more[2]])
        order = np.argsort(starts, kind="stable")
        starts, ends, costs = starts[order], ends[order], costs[order]
    capital = original[starts] != points[starts]
    breaks = _breaks(points, starts, ends)
    unit = _after_digit(points, starts) & (ends - starts <= LONGEST_UNIT)
    for title in _TITLE.finditer(text):
        unit[np.searchsorted(starts, title.start()) : np.searchsorted(starts, title.end())] = True
    crossing = np.zeros(len(starts), bool)
    if len(present) > 1:
        _forgive_look_alikes(scripts, starts, ends, costs)
        written = np.where(scripts[starts] == KANA, HAN, scripts[starts])
        crossing[1:] = (written[1:] != written[:-1]) & ~(capital[1:] & (written[1:] == LATIN))
        if HAN in present and KANA in present:
            crossing[1:] |= parts_chinese(points, scripts, starts, ends)
    return Tokens(starts, ends, breaks, capital, crossing, unit, costs, languages)


def _forgive_look_alikes(
    scripts: Bytes, starts: NDArray[np.int64], ends: NDArray[np.int64], costs: ngrams.Costs
) -> None:
    """Parts of one word in look-alike letters of two scripts (Latin, Cyrillic, Greek) speak for little."""
    glued = starts[1:] == ends[:-1]
    if glued.any():
        alphabets = np.isin(scripts[starts], (LATIN, CYRILLIC, GREEK))
        glued &= alphabets[1:] & alphabets[:-1]
        parts = np.zeros(len(starts), bool)
        parts[1:] |= glued
        parts[:-1] |= glued
        costs[parts] = np.minimum(costs[parts], NAME_IN_LATIN)


def _after_digit(points: CodePoints, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which words follow a digit, with or without a space."""
    near, far = points[np.maximum(starts - 1, 0)], points[np.maximum(starts - 2, 0)]
    found: NDArray[np.bool_] = (near - 0x30 < 10) | ((near == 0x20) & (far - 0x30 < 10))
    return found


def _breaks(points: CodePoints, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    levels = looked_up(_BREAK_OF, points)
    breaks = np.empty(len(starts), np.int64)
    breaks[0] = LINE
    if len(starts) > 1:
        edges = np.empty(2 * len(starts) - 2, np.int64)
        edges[::2], edges[1::2] = ends[:-1], starts[1:]
        highest = np.maximum.reduceat(levels, edges)[::2]
        breaks[1:] = np.where(ends[:-1] < starts[1:], highest, NEAR)
    return breaks
