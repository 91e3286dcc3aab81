"""Rows of corpora/boilerplate that look at one line: phrases that open it, credits, lists, patterns.

A row names its shape; the shapes are the functions at the end of the file. Phrases are found by the
first characters of a line, patterns by a literal, so a clean article costs a few look-ups a line.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from mtcheck import lazyre, resources
from mtcheck.rules.boilerplate.credited import NAME_WORD, has_agency, names_someone
from mtcheck.rules.boilerplate.parts import is_mentioned
from mtcheck.rules.phrases import (
    OPENING_MARKS,
    Lines,
    Literals,
    fold,
    line_numbers,
    required,
    sentences_in,
    stems,
)

_FOLDER = "boilerplate"
_KEY = 4
# Furniture is short. A longer line that ends like prose is prose; rows with ``long`` look at it too.
MAX_SHORT = 100
MAX_LABEL = 320
MAX_LEAD = 320
MAX_BARE_TITLE = 160
_TWO = 2
MAX_CREDIT = 110
MAX_CREDITNAME_WORDS = 8
MAX_LIST = 300
# A shorter line is a label, where "12 reads" is a count.
MIN_REPORT_WORDS = 6
_PROSE_END = (".", "!", "?", "”", '"', "»", "。")


class Row(NamedTuple):
    """One row, as the data file has it; ``phrases`` and ``words`` split, patterns not yet compiled."""

    id: str
    lang: str
    kind: str
    shape: str
    scope: str
    spaced: bool
    open: bool
    long: bool
    cased: bool
    bare: frozenset[str]
    title_only: frozenset[str]
    literals: tuple[str, ...]
    words: frozenset[str]
    agencies: tuple[str, ...]
    pattern: str


class Book(NamedTuple):
    """The rows of one file, ready to be looked up."""

    openings: dict[str, list[tuple[str, Row]]]
    patterns: tuple[Row, ...]
    elsewhere: Literals
    """Literals of the patterns that look at more than short lines."""
    bars: tuple[Row, ...]
    labels: dict[str, Row]
    """Phrases that are a line by themselves."""
    label_starts: frozenset[str]
    """The first words of these."""
    said: frozenset[str]
    """Words of prose: a longer line or sentence that holds one tells of a notice, and is none."""


class Match(NamedTuple):
    """A stretch of boilerplate, the index of its line and the row that says so."""

    start: int
    end: int
    line: int
    row: Row
    lead: bool = False
    """The line is only a lead-in: what follows below belongs to it."""


def _split(listing: str) -> tuple[str, ...]:
    parts = dict.fromkeys(map(str.strip, listing.split("|")))
    parts.pop("", None)
    return tuple(parts)


def read_rows(name: str) -> list[dict[str, Any]]:
    """Rows of corpora/boilerplate/<name>.toml as they stand, examples included."""
    file = f"{_FOLDER}/{name}.toml"
    rows: list[dict[str, Any]] = required(resources.read_toml(file), "row", file)
    for row in rows:
        for key in ("id", "lang", "kind", "shape"):
            required(row, key, file)
    return rows


def _row(raw: dict[str, Any]) -> Row:
    return Row(
        id=raw["id"],
        lang=raw["lang"],
        kind=raw["kind"],
        shape=raw["shape"],
        scope=raw.get("scope", "line"),
        spaced=bool(raw.get("spaced", True)),
        open=bool(raw.get("open")),
        long=bool(raw.get("long")),
        cased=bool(raw.get("cased")),
        bare=frozenset(_split(raw.get("bare", ""))),
        title_only=frozenset(_split(raw.get("title_only", ""))),
        literals=tuple(raw.get("literals", ())),
        words=frozenset(word.replace("_", " ") for word in raw.get("words", "").split()),
        agencies=stems(raw.get("agencies", "")),
        pattern=raw.get("pattern", ""),
    )


@cache
def book(name: str) -> Book:
    """The rows of one file by how they are looked up; rows of shape "call" are left to calls.py."""
    openings: defaultdict[str, list[tuple[str, Row]]] = defaultdict(list)
    patterns, bars = [], []
    labels: dict[str, Row] = {}
    for raw in read_rows(name):
        row = _row(raw)
        if row.shape == "pattern":
            patterns.append(row)
        elif row.shape == "bar":
            bars.append(row)
        phrases = _split(raw.get("phrases", ""))
        for phrase in phrases:
            openings[phrase[:_KEY]].append((phrase, row))
        if row.shape == "line":
            labels.update(dict.fromkeys(phrases, row))
    for found in openings.values():
        if len(found) > 1:
            found.sort(key=lambda pair: -len(pair[0]))
    elsewhere = Literals(
        literal for row in patterns if row.scope != "line" or row.long for literal in row.literals
    )
    said = frozenset(resources.read_toml(f"{_FOLDER}/{name}.toml").get("said", "").split())
    starts = frozenset([label.partition(" ")[0] for label in labels])
    return Book(dict(openings), tuple(patterns), elsewhere, tuple(bars), labels, starts, said)


def find(view: Lines, name: str) -> Iterator[Match]:
    """Stretches that the rows of one file recognise, in order, one a line and scope."""
    rows = book(name)
    found: dict[tuple[int, int], Match] = {}
    short = array("L")  # numbers of heads: a megabyte may have half a million
    for number, (index, start, end, head) in enumerate(view.heads):
        size = len(head)
        if size <= MAX_SHORT or (size <= MAX_LABEL and not head.endswith(_PROSE_END)):
            short.append(number)
        if size <= MAX_LEAD:
            match = _opening(view, rows, index, start, end, head)
            if match:
                found[match.start, match.end] = match
    for match in _patterns(view, rows, short):
        found.setdefault((match.start, match.end), match)
    yield from (found[key] for key in sorted(found))


def _opening(view: Lines, rows: Book, index: int, start: int, end: int, head: str) -> Match | None:
    for size in range(_KEY, 0, -1):
        for phrase, row in rows.openings.get(head[:size], ()):
            if head.startswith(phrase):
                rest = head[len(phrase) :]
                if row.spaced and rest[:1].isalnum():
                    continue
                verdict = _SHAPES[row.shape](row, phrase, rest, view.text[end - len(rest) : end])
                if verdict is not None:
                    return Match(start, _notice_end(view, row, start, end), index, row, verdict)
        if size > len(head):
            continue
    for row in rows.bars:
        if is_bar(head, row.words):
            return Match(start, end, index, row)
    several = _several_labels(rows, head)
    return Match(start, end, index, several) if several else None


def label_row(kind: str) -> Row:
    """A row for what labels.py finds, which has words instead of rows."""
    return Row("label", "", kind, "label", "line", True, False, False, False, *_NONE)


_NONE: tuple[Any, ...] = (frozenset(), frozenset(), (), frozenset(), (), "")


_LABEL_GAP = lazyre.compile(r" ?[|•·] ?")


def _several_labels(rows: Book, head: str) -> Row | None:
    """The row of the first of several labels in one line: `Expand all | Collapse all`, or one label twice."""
    if "|" in head or "•" in head or "·" in head:
        parts = [part.strip(" :.…") for part in _LABEL_GAP.split(head)]
    else:
        space = head.find(" ")
        first = head[:space] if space > 0 else head
        if first.split(None, 1)[0] not in rows.label_starts:
            return None
        words = head.split()
        half = len(words) // 2
        twice = half and len(words) % 2 == 0 and words[:half] == words[half:]
        parts = [" ".join(words[:half])] if twice else []
    found = [rows.labels.get(part) for part in parts if part]
    return found[0] if found and all(found) else None


def _notice_end(view: Lines, row: Row, start: int, end: int) -> int:
    """The end of a notice that opens a line: that of its sentence, where prose goes on after it."""
    pieces = sentences_in(view, start, end) if row.shape != "line" else []
    is_prose = len(pieces) > 1 and view.text[start:end].rstrip().endswith(_PROSE_END)
    title = len(pieces) == _TWO and row.shape == "lead" and view.text[start:end].endswith(("?", "？"))
    return pieces[0][1] if is_prose and not title else end  # Read also: The pier is open. Who pays?


def _patterns(view: Lines, rows: Book, short: Sequence[int]) -> Iterator[Match]:
    lowered, heads = view.lowered, view.heads
    # Labels stand in short lines, so their literals are searched in those alone.
    lines = [lowered[start:end] for _, start, end, _ in map(heads.__getitem__, short)]
    labels = "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for row in rows.patterns if labels else ():
        if row.scope == "line" and not row.long:
            for number in _lines_with(labels, starts, row.literals):
                index, start, end, _ = heads[short[number]]
                yield from _apply(view, rows.said, row, index, start, end)
    elsewhere: dict[str, list[int]] = {}
    for literal, offset in rows.elsewhere.found(view):
        elsewhere.setdefault(literal, []).append(offset)
    for row in rows.patterns if elsewhere else ():
        if row.scope != "line" or row.long:
            offsets = [offset for literal in row.literals for offset in elsewhere.get(literal, ())]
            for index in line_numbers(view.lines, offsets):
                yield from _apply(view, rows.said, row, index, *view.lines[index])


def _lines_with(labels: str, starts: Sequence[int], literals: Sequence[str]) -> list[int]:
    """The numbers of the lines that hold a literal; ``starts`` are their places in the joined text."""
    found: set[int] = set()
    for literal in literals:
        place = labels.find(literal)
        while place >= 0:
            number = bisect_right(starts, place) - 1
            found.add(number)
            place = labels.find(literal, starts[number + 1])
    return sorted(found)


def _apply(view: Lines, said: frozenset[str], row: Row, index: int, start: int, end: int) -> Iterator[Match]:
    source = view.text if row.cased else view.lowered
    pattern = compiled(row.pattern)
    if row.scope == "match":
        for hit in pattern.finditer(source[start:end]):
            yield Match(start + hit.start(), start + hit.end(), index, row)
        return
    pieces = sentences_in(view, start, end) if row.scope == "sentence" else [(start, end)]
    for a, b in pieces:
        body = source[a:b].strip()
        is_said = not body or len(body) > MAX_LEAD or body[0] in OPENING_MARKS
        found = None if is_said else pattern.search(body)
        if found and not is_mentioned(body, *found.span()):
            words = NAME_WORD.findall(body.lower()) if said else []
            if len(words) >= MIN_REPORT_WORDS and not said.isdisjoint(words):
                continue
            left = a + len(source[a:b]) - len(source[a:b].lstrip())
            touched = _sentences_of(view, left, left + len(body), left + found.start(), left + found.end())
            yield Match(*touched, index, row)


def _sentences_of(view: Lines, start: int, end: int, found_start: int, found_end: int) -> tuple[int, int]:
    """The sentences of a stretch that hold what was found; the others are the article's."""
    pieces = [(a, b) for a, b in sentences_in(view, start, end) if a < found_end and found_start < b]
    return (pieces[0][0], pieces[-1][1]) if pieces else (start, end)


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a row, compiled at its first candidate."""
    return lazyre.compile(pattern)


_LEAD_REST = lazyre.compile(r"[\s»\])]*(?:[:：].*|[\s.…›»>→:：)\]]*)$", re.DOTALL)
_LEAD_GAP = lazyre.compile(r"[^.!?:：\n]{1,40}[:：]\s*(.*)$", re.DOTALL)
_LABEL_REST = lazyre.compile(r"[\s:：.…!›»>→)\]*|\-–—↓▼]*(?:[(\[]?\d{1,6}[)\]]?)?[\s.]*$")


def _lead(row: Row, phrase: str, rest: str, original: str) -> bool | None:
    """True for a lead-in that titles follow below, False for one with its title, None for prose."""
    if phrase in row.title_only and rest.rstrip()[-1:] in {".", "!", "?", "。"} and len(rest) > 3:
        return None
    if _LEAD_REST.match(rest):
        return not rest.strip(" \t:：.…›»>→)]|*_\xa0")
    gap = _LEAD_GAP.match(rest)
    if gap and (row.open or not gap[1]) and not (rest[:1] == "," or gap[1][:1].isdigit()):
        return not gap[1]
    title = original.strip()
    if phrase in row.bare and title and len(title) <= MAX_BARE_TITLE and title[-1] not in ".,;!…:":
        first = title[0]
        if first.isupper() or first in "«“\"„'‘" or not first.isalpha():
            return False
    return None


def _line(row: Row, phrase: str, rest: str, original: str) -> bool | None:
    return False if _LABEL_REST.match(rest) else None


def _start(row: Row, phrase: str, rest: str, original: str) -> bool | None:
    return False


_CREDIT_REST = lazyre.compile(r"\s*(?:\(c\)|[:：©/|]|[-–—]\s|\bby\s|\bvia\s)\s*[:：©]?\s*(\S.*)$")


def _credit(row: Row, phrase: str, rest: str, original: str) -> bool | None:
    # "photo by" already ends in the word that others need a colon for.
    joined = phrase.endswith((" by", " of", " from")) and rest[:1] == " "
    found = _CREDIT_REST.match(rest)
    if not (found or joined) or len(phrase) + len(rest) > MAX_CREDIT:
        return None
    # Offsets of ``rest`` and ``original`` agree: lower-casing and the head table keep lengths.
    name = original[found.start(1) :] if found else original
    if phrase in row.bare:  # "Credits: Jane Doe" may be of anything
        return False if has_agency(fold(name), row.agencies) else None
    return False if names_someone(name, row.agencies) else None


def _list(row: Row, phrase: str, rest: str, original: str) -> bool | None:
    """A list after a colon: short items, no sentence."""
    body = rest.lstrip()
    if body[:1] not in {":", "："} or len(rest) > MAX_LIST:
        return None
    items = re.split(r"[,;|#•·、，]", body[1:].strip())
    if body[1:].strip()[-1:] in {".", "!", "?"} or not body[1:].strip():
        return None
    return False if all(len(item.split()) <= 6 for item in items) else None


# What a button shares on: Compartir en Facebook. No bar begins so: `No email link`.
_SHARED_ON = frozenset("auf en sur su na no em op på w в у во til di del".split())
_FILLERS = frozenset({"on", "via", "this", "like", "line", "x", "ok", "follow"}) | _SHARED_ON
_BAR_TOKENS = lazyre.compile(r"[^\s|/•·,;:()\[\]]+")


def is_bar(head: str, words: frozenset[str]) -> bool:
    """Whether a line consists of two or more names of networks and share buttons."""
    first = _BAR_TOKENS.search(head)
    if len(head) > 160 or not first or first[0] not in words or first[0] in _SHARED_ON:
        return False
    tokens = _BAR_TOKENS.findall(head)
    if not 2 <= len(tokens) <= 20:
        return False
    fillers = sum(token in _FILLERS for token in tokens)
    return len(tokens) - fillers >= 2 and all(token in words for token in tokens)


_SHAPES = {"lead": _lead, "line": _line, "start": _start, "credit": _credit, "list": _list}
