"""Phrasebooks: calques and forbidden phrases as rows of data, and how a text is searched for them.

Shipped rows are written in corpora/calques/<source>-<target>.toml; corpora/build/calques.py packs them by
target language into into-<target>.json, so that nothing has to be worked out at run time. A row is looked
for only where two words of it stand in a row, so a clean article costs little more than its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import compress, count
from typing import NamedTuple

import msgspec

from mtcheck import lazyre, resources
from mtcheck.findings import Severity
from mtcheck.rules.fluency.calque.readings import STEM
from mtcheck.text.shapes import Shape
from mtcheck.text.words import words_of

FOLDER = "calques"
# No phrase is longer, in characters; the loader of users' files and a test hold every pattern to it.
MAX_REACH = 160
# Sources whose calques are the same: a phrasebook of one serves the others.
_KIN = (
    frozenset(("be", "ru", "uk")),
    frozenset(("ja", "ko", "zh")),
    frozenset(("ca", "es", "fr", "gl", "it", "pt")),
    frozenset(("cs", "pl", "sk")),
)
# How far a pattern may look ahead of or after what it matches.
_LOOK = 30
# So many stems are searched for one by one sooner than the words are cut to their starts.
_FEW_STEMS = 20


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One phrase: what to look for, why it is wrong, and what to write instead.

    ``source`` is the source language, "" for a user's own. The pattern can match only where one of
    ``needs`` is, a word, two words in a row, or a word with that stem (``"stem*"``); empty: nothing
    is known, and it is always searched for. ``reach`` is how many characters it can match at most; one of
    ``pieces`` is in whatever it matches, in small letters (empty: not known).
    """

    id: str
    source: str
    pattern: str
    why: str
    better: str
    severity: Severity = Severity.MINOR
    needs: tuple[str, ...] = ()
    reach: int = MAX_REACH
    pieces: tuple[str, ...] = ()


class Match(NamedTuple):
    """A stretch of the text and the row that found it."""

    start: int
    end: int
    row: Row


_PLAIN = lazyre.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[' ]", re.DOTALL)
_ESCAPE_OR_CHARACTER = lazyre.compile(r"\\.|.", re.DOTALL)
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


@lru_cache(maxsize=4096)
def compiled_small(pattern: str) -> re.Pattern[str]:
    """The same for a text in small letters."""
    small = _ESCAPE_OR_CHARACTER.sub(lambda part: part[0] if part[0][0] == "\\" else part[0].lower(), pattern)
    plain = _PLAIN.sub(lambda part: _READ_AS.get(part[0], part[0]), small)
    first = plain[0]
    if _PLAIN_START.match(plain) and "|" not in _without_groups(plain):
        # The letter comes first, so that the pattern is tried at no other.
        return re.compile(rf"{first}(?<!\w{first}){plain[1:]}{_WORD_EDGE}")
    return re.compile(rf"{_WORD_EDGE}(?:{plain}){_WORD_EDGE}")


# A letter that must stand there: no quantifier follows.
_PLAIN_START = lazyre.compile(r"[^\W\d_](?![?*{])")
_GROUP = lazyre.compile(r"\((?:\\.|[^()\\])*\)", re.DOTALL)


def _without_groups(pattern: str) -> str:
    """What of a pattern is in no group."""
    rest = _GROUP.sub("", pattern)
    return rest if rest == pattern else _without_groups(rest)


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
                    pair = tuple(need.split(" "))
                    self._by_pairs.setdefault(pair, []).append(row)
                elif need.endswith("*"):
                    self._by_stems.setdefault(need[:STEM], []).append((need[:-1], row))
                else:
                    self._by_words.setdefault(need, []).append(row)
        self._pairs = frozenset(self._by_pairs)

    def find(
        self,
        text: str,
        lowered: str | None = None,
        words: list[str] | None = None,
        starts: Callable[[], list[int]] | None = None,
    ) -> list[Match]:
        """Matches in order; of those that overlap, the one that starts first, the longer at a tie.

        ``lowered``, ``words`` and where these start (``starts``, asked for when a need is there) are worked
        out where a View has not done so.
        """
        lowered = text.lower() if lowered is None else lowered
        words = words_of(lowered) if words is None else words
        found = {match for row in self._always for match in _search(row, text, lowered, 0, len(text))}
        starts = starts or Shape(text).word_starts
        for places, rows in (*self._by_word(words, starts), *self._by_stem(words, lowered)):
            for row in rows:
                for start, end in _windows(places, row.reach + _LOOK, len(text)):
                    found.update(_search(row, text, lowered, start, end))
        return _without_overlaps(found)

    def _by_word(
        self, words: list[str], starts: Callable[[], list[int]]
    ) -> Iterator[tuple[list[int], list[Row]]]:
        """Places of words and pairs of words that rows need, with those rows."""
        pairs, singles = self._by_pairs, self._by_words
        there = singles.keys() & set(words)
        both = self._pairs.intersection(zip(words, words[1:], strict=False))
        wanted = there | {first for first, _ in both}
        found: dict[str | tuple[str, ...], list[int]] = {}
        for index in compress(count(), map(wanted.__contains__, words)) if wanted else ():
            word = words[index]
            if word in there:
                found.setdefault(word, []).append(index)
            pair = (word, words[index + 1]) if index + 1 < len(words) else ()
            if pair in both:
                found.setdefault(pair, []).append(index)
        at = starts() if found else []
        for need, indices in found.items():
            rows = singles[need] if isinstance(need, str) else pairs[need]
            yield [at[index] for index in indices], rows

    def _by_stem(self, words: list[str], lowered: str) -> Iterator[tuple[list[int], list[Row]]]:
        """Places of stems that rows need, with those rows."""
        first_letters = set(self._by_stems)
        if len(first_letters) > _FEW_STEMS:
            first_letters &= {word[:STEM] for word in set(words)}
        for letters in first_letters:
            for stem, row in self._by_stems[letters]:
                if stem in lowered:
                    yield list(_places(stem, lowered)), [row]


def _places(stem: str, lowered: str) -> Iterator[int]:
    place = lowered.find(stem)
    while place >= 0:
        yield place
        place = lowered.find(stem, place + len(stem))


def _windows(places: Iterable[int], reach: int, length: int) -> Iterator[tuple[int, int]]:
    """Stretches around each place, joined where they overlap."""
    start = end = -1
    for place in places:
        if end < 0:
            start = max(0, place - reach)
        elif place - reach > end:
            yield start, end
            start = place - reach
        end = place + reach
    if end >= 0:
        yield start, min(end, length)


def _search(row: Row, text: str, lowered: str, start: int, end: int) -> Iterator[Match]:
    # In small letters the search need not ask for case at every character, and is twice as fast.
    cased = "(?-i:" in row.pattern
    if not cased and row.pieces:
        find = lowered.find
        if all(find(piece, start, end) < 0 for piece in row.pieces):
            return
    pattern = compiled(row.pattern) if cased else compiled_small(row.pattern)
    for match in pattern.finditer(text if cased else lowered, start, end):
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
    """The shipped rows into one language, of one source language and its kin or of all.

    All, too, when there is no phrasebook for that source or for its kin.
    """
    if target not in _targets():
        return ()
    rows = msgspec.json.decode(resources.read_bytes(packed_name(target)), type=list[Row])
    kin = next((group for group in _KIN if source in group), frozenset((source,)))
    return tuple(row for row in rows if row.source in kin) or tuple(rows)
