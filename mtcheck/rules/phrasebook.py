"""Phrasebooks: calques and forbidden phrases as rows of data, and how a text is searched for them.

Shipped rows are written in corpora/calques/<source>-<target>.toml; corpora/build/calques.py packs them by
target language into into-<target>.json, so that nothing has to be worked out at run time. A row is looked
for only where two words of it stand in a row, so a clean article costs little more than its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from mtcheck import resources
from mtcheck.findings import Severity
from mtcheck.rules.readings import STEM, rarest

FOLDER = "calques"
_WORD = re.compile(r"\w+")
# No phrase is longer, in characters; the loader of users' files and a test hold every pattern to it.
MAX_REACH = 160
# How far a pattern may look ahead of or behind what it matches.
_LOOK = 30


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One phrase: what to look for, why it is wrong, and what to write instead.

    ``source`` is the source language, "" for a user's own. The pattern can match only where one of
    ``needs`` stands, a word, two words in a row, or a word with that stem (``"stem*"``); empty: nothing
    is known, and it is always searched for. ``reach`` is how many characters it can match at most.
    """

    id: str
    source: str
    pattern: str
    why: str
    better: str
    severity: Severity = Severity.MINOR
    needs: tuple[str, ...] = ()
    reach: int = MAX_REACH


class Match(NamedTuple):
    """A stretch of the text and the row that found it."""

    start: int
    end: int
    row: Row


_PLAIN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[' ]", re.DOTALL)
_WORD_EDGE = r"(?!(?<=\w)\w)"
_READ_AS = {"'": "['’]", " ": r"\s"}


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """A row's pattern as it is searched: whole words, any case, any white space, either apostrophe.

    >>> bool(compiled("the city's territory").search("On The city’s\\nterritory."))
    True
    """
    plain = _PLAIN.sub(lambda part: _READ_AS.get(part[0], part[0]), pattern)
    # Neither end inside a word. Not \b: a pattern may begin or end with a comma or a quotation mark.
    return re.compile(rf"{_WORD_EDGE}(?:{plain}){_WORD_EDGE}", re.IGNORECASE)


class Phrasebook:
    """Rows, indexed by the words they need. Of rows with one pattern the first speaks for all.

    >>> row = Row("x", "", "in a closed format", "why", "better", needs=("closed format",))
    >>> [(m.start, m.end) for m in Phrasebook([row]).find("Held in a closed format.")]
    [(5, 23)]
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._always: list[Row] = []
        self._by_words: dict[str, list[Row]] = {}
        self._by_pairs: dict[tuple[str, ...], list[Row]] = {}
        self._by_stems: dict[str, list[tuple[str, Row]]] = {}
        for row in {row.pattern: row for row in reversed(list(rows))}.values():
            if not row.needs:
                self._always.append(row)
            for need in row.needs:
                if " " in need:
                    self._by_pairs.setdefault(tuple(need.split(" ")), []).append(row)
                elif need.endswith("*"):
                    self._by_stems.setdefault(need[:STEM], []).append((need[:-1], row))
                else:
                    self._by_words.setdefault(need, []).append(row)

    def find(self, text: str, lowered: str | None = None) -> list[Match]:
        """Matches in order; of those that overlap, the one that starts first, the longer at a tie."""
        lowered = text.lower() if lowered is None else lowered
        words = _WORD.findall(lowered)
        candidates = [(word, row) for word in self._by_words.keys() & words for row in self._by_words[word]]
        for pair in self._by_pairs.keys() & zip(words, words[1:], strict=False):
            candidates += [(rarest(pair), row) for row in self._by_pairs[pair]]
        if self._by_stems:
            for first in self._by_stems.keys() & {word[:STEM] for word in words}:
                candidates += [(stem, row) for stem, row in self._by_stems[first] if stem in lowered]
        found = {match for row in self._always for match in _search(row, text, 0, len(text))}
        for word, row in candidates:
            for start, end in _windows(word, row.reach + _LOOK, lowered):
                found.update(_search(row, text, start, end))
        return _without_overlaps(found)


def _windows(word: str, reach: int, lowered: str) -> Iterator[tuple[int, int]]:
    """Stretches around each place of a word, joined where they overlap."""
    start = end = -1
    place = lowered.find(word)
    while place >= 0:
        if end < 0:
            start = max(0, place - reach)
        elif place - reach > end:
            yield start, end
            start = place - reach
        end = place + len(word) + reach
        place = lowered.find(word, place + len(word))
    if end >= 0:
        yield start, min(end, len(lowered))


def _search(row: Row, text: str, start: int, end: int) -> Iterator[Match]:
    for match in compiled(row.pattern).finditer(text, start, end):
        # At the end of a window the pattern cannot see that a word goes on.
        if match.end() == end < len(text) and text[end].isalnum():
            continue
        yield Match(match.start(), match.end(), row)


def _without_overlaps(found: Iterable[Match]) -> list[Match]:
    out: list[Match] = []
    for match in sorted(found, key=lambda m: (m.start, -m.end, m.row.source, m.row.id)):
        if not out or match.start >= out[-1].end:
            out.append(match)
    return out


def packed_name(target: str) -> str:
    """The packed file of one target language, relative to corpora."""
    return f"{FOLDER}/into-{target}.json"


@cache
def _targets() -> frozenset[str]:
    names = resources.list_names(FOLDER, ".json")
    return frozenset(name.rpartition("into-")[2].removesuffix(".json") for name in names)


@cache
def shipped_rows(target: str, source: str = "") -> tuple[Row, ...]:
    """The shipped rows into one language, of one source language or of all.

    All, too, when there is no phrasebook for that source: related languages share their calques.
    """
    if target not in _targets():
        return ()
    rows = msgspec.json.decode(resources.read_bytes(packed_name(target)), type=list[Row])
    return tuple(row for row in rows if row.source == source) or tuple(rows)
