"""A mixed text as words: where each lies, what it costs in each language, and what is before it."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mtcheck import lazyre
from mtcheck.languages import ngrams
from mtcheck.languages.codes import BY_TABLE, SOLE_LANGUAGE
from mtcheck.languages.evidence import LEAST_CHINESE, TABLES, only_letters
from mtcheck.languages.memo import memo
from mtcheck.languages.ngrams import HIGHEST, PER_NAT
from mtcheck.lexicon import char_model
from mtcheck.lexicon.scripts import (
    COMMON,
    CYRILLIC,
    DEVANAGARI,
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

#: Costs of a word in a script that the language does not write. A Latin word may be a name or an
#: abbreviation anywhere; a word in another script is foreign to English, but for symbols such as α.
NAME_IN_LATIN: Final = 2 * PER_NAT
SHORT_IN_LATIN: Final = 3 * PER_NAT
WORD_IN_LATIN: Final = 6 * PER_NAT
OTHER_SCRIPT: Final = 29 * PER_NAT // 2

#: No single word of a script speaks for one of its languages over another by more than this.
WORD_LIMIT: Final = 10 * PER_NAT
#: The same for words of one letter and of two; of Han and kana, each two characters are a word.
SHORT_OTHER_SCRIPT: Final = (3 * PER_NAT, 8 * PER_NAT)

#: What a letter of kana says against Chinese, and a character that only Chinese writes against Japanese.
CERTAIN_KANA: Final = 4 * PER_NAT
CERTAIN_HAN: Final = 5 * PER_NAT
#: So many characters of Han between kana may be of one title.
_IN_TITLE: Final = 3
#: Letters of kana that are a title where a clause has as many of Han.
_LEAST_TITLE: Final = 3
#: Nats; a character that Japanese text does not have.
_UNWRITTEN: Final = -11.0

#: A word that costs more than this a symbol in every language is mojibake or a key, and speaks for little.
WORST_SPELLING: Final = 7 * PER_NAT // 2

#: The table of Devanagari has three letters at most, from small profiles: its words say this much less.
COARSE: Final = 2

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


def _foreign(lengths: NDArray[np.int64], languages: int, letters_a_word: float) -> ngrams.Costs:
    """What words of these lengths cost in languages that are not written in their script."""
    costs = np.minimum(OTHER_SCRIPT * np.maximum(1.0, lengths / letters_a_word), HIGHEST)
    for length, cost in enumerate(SHORT_OTHER_SCRIPT, 1):
        costs[lengths == length] = cost
    return np.repeat(costs.astype(np.int16)[:, None], languages, axis=1)


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
    parts = []
    if HAN in present or KANA in present:
        parts.append(_chinese_japanese(scripts, points, languages))
    parts += [
        _of_table(script, points, scripts, original, languages) for script in present if script in TABLES
    ]
    sole = [script for script in present if script not in TABLES and script not in (HAN, KANA)]
    parts += [_of_sole(script, scripts, languages) for script in sole]
    starts, ends, costs = parts[0]
    if len(parts) > 1:
        starts = np.concatenate([part[0] for part in parts])
        ends = np.concatenate([part[1] for part in parts])
        costs = np.concatenate([part[2] for part in parts])
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
            crossing[1:] |= _parts_chinese(points, scripts, starts, ends)
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


Part: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64], ngrams.Costs]


def _of_table(
    script: int, points: CodePoints, scripts: Bytes, original: CodePoints, languages: tuple[str, ...]
) -> Part:
    known = memo(TABLES[script])
    table = known.table
    symbols = table.symbols(points)
    symbols *= scripts == script
    words = known.words(symbols)
    relative = np.minimum(words.costs, WORD_LIMIT, out=words.costs)
    if script == DEVANAGARI:
        relative //= COARSE
    garbled = words.best > WORST_SPELLING * (words.ends - words.starts + 1)
    if languages == table.languages:
        relative[garbled] = np.minimum(relative[garbled], NAME_IN_LATIN)
        return words.starts, words.ends, relative
    costs = _foreign(words.ends - words.starts, len(languages), 10.0)
    if script == LATIN:
        costs[:] = np.where(words.ends - words.starts < 3, SHORT_IN_LATIN, WORD_IN_LATIN)[:, None]
        costs[original[words.starts] != points[words.starts]] = NAME_IN_LATIN
    ours, theirs = _columns(languages, table.languages)
    if ours:
        costs[:, ours] = relative[:, theirs]
    costs[garbled] = np.minimum(costs[garbled], NAME_IN_LATIN)
    return words.starts, words.ends, costs


@lru_cache(maxsize=256)
def _columns(languages: tuple[str, ...], known: tuple[str, ...]) -> tuple[list[int], list[int]]:
    """Where the languages that a table knows stand in the text's columns, and in the table's."""
    shared = [code for code in languages if code in known]
    return [languages.index(code) for code in shared], [known.index(code) for code in shared]


def _of_sole(script: int, scripts: Bytes, languages: tuple[str, ...]) -> Part:
    starts, ends = ngrams.runs(scripts == script)
    costs = _foreign(ends - starts, len(languages), 10.0)
    code = SOLE_LANGUAGE[NAMES[script]]
    if code in languages:
        costs[:, languages.index(code)] = 0
    return starts, ends, costs


def _chinese_japanese(scripts: Bytes, points: CodePoints, languages: tuple[str, ...]) -> Part:
    """Clauses of Han and kana, and Japanese titles inside Chinese ones.

    Kana is never Chinese; Han is what its characters of one writing only say, else either.
    """
    starts, ends = ngrams.runs((scripts == HAN) | (scripts == KANA))
    only = _only(points)
    kana, own, other = (_counts(found, starts, ends) for found in (scripts == KANA, only == 1, only == 2))
    mixed = (own.sum() >= LEAST_CHINESE) & (own > 2 * other) & _holds_title(scripts, starts, ends, own)
    if mixed.any():
        parts = [
            part
            for start, end, cut in zip(starts.tolist(), ends.tolist(), mixed.tolist(), strict=True)
            for part in (_titles(scripts, only, start, end) if cut else [(start, end)])
        ]
        starts, ends = np.array(parts, np.int64).T.copy()
        kana, own, other = (_counts(found, starts, ends) for found in (scripts == KANA, only == 1, only == 2))
    costs = _foreign(2 * (ends - starts), len(languages), 4.0)
    least = np.where(kana == ends - starts, 0, 8 * PER_NAT)  # one の alone is in fashion in Chinese
    said = np.minimum(np.maximum(CERTAIN_KANA * kana, least), OTHER_SCRIPT * 2)
    chinese = np.minimum(CERTAIN_HAN * np.maximum(own - 2 * other, 0), OTHER_SCRIPT * 2)
    if "zh" in languages:
        costs[:, languages.index("zh")] = np.where(kana > 0, said, 0)
    if "ja" in languages:
        costs[:, languages.index("ja")] = np.where(kana > 0, 0, 2 * PER_NAT + chinese)
    if "ko" in languages:
        costs[:, languages.index("ko")] = np.where(kana > 0, said, 4 * PER_NAT)
    return starts, ends, costs


def _holds_title(
    scripts: Bytes, starts: NDArray[np.int64], ends: NDArray[np.int64], own: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which clauses have so little kana, or all of it together, that it may be a title in a Chinese one."""
    inside = scripts == KANA
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    kana = _counts(inside, starts, ends)
    han = ends - starts - kana
    one = (_counts(begins, starts, ends) == 1) & (kana >= _LEAST_TITLE) & (han >= kana)
    found: NDArray[np.bool_] = (kana > 0) & (one | (own >= LEAST_CHINESE) & (han > 2 * kana))
    return found


def _parts_chinese(
    points: CodePoints, scripts: Bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether, of a word and the next, one has kana and the other is surely Chinese, or they touch."""
    kana = _counts(scripts == KANA, starts, ends) > 0
    chinese = ~kana & (_counts(_only(points) == 1, starts, ends) > 0)
    touching = (kana[1:] != kana[:-1]) & (starts[1:] == ends[:-1])
    found: NDArray[np.bool_] = (kana[1:] & chinese[:-1]) | (kana[:-1] & chinese[1:]) | touching
    return found


def _counts(
    found: NDArray[np.bool_], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """How many places are found between each start and its end."""
    before = np.concatenate([[0], found.cumsum()])
    counts: NDArray[np.int64] = before[ends] - before[starts]
    return counts


def _only(points: CodePoints) -> NDArray[np.uint8]:
    """1 for a character that only Chinese writes, 2 for one that only Japanese does, else 0."""
    return _only_table().take(points, mode="clip")


@cache
def _only_table() -> NDArray[np.uint8]:
    letters = only_letters()
    japanese = char_model.model("ja").logs  # it writes some of the simplified characters too: 国, 会
    chinese = letters["chinese"] | {c for c in letters["simplified"] if japanese[c] < _UNWRITTEN}
    table = np.zeros(0x10000, np.uint8)
    for number, characters in ((1, chinese), (2, letters["japanese"])):
        table[[ord(character) for character in characters]] = number
    return table


def _titles(scripts: Bytes, only: NDArray[np.uint8], start: int, end: int) -> list[tuple[int, int]]:
    """A Chinese clause cut where kana begins and ends; a few characters between kana belong to it."""
    firsts, lasts = ngrams.runs(scripts[start:end] == KANA)
    kana: list[tuple[int, int]] = []
    for first, last in zip((firsts + start).tolist(), (lasts + start).tolist(), strict=True):
        if kana and first - kana[-1][1] <= _IN_TITLE and not (only[kana[-1][1] : first] == 1).any():
            kana[-1] = (kana[-1][0], last)
        else:
            kana.append((first, last))
    edges = [start, *(edge for span in kana for edge in span), end]
    return [(a, b) for a, b in pairwise(edges) if a < b]
