"""The lines of a text that something suspicious stands in, long ones cut at spaces."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from mtcheck.encoding.mojibake import suspicion, symbols
from mtcheck.encoding.mojibake.suspicion import Hit

_MAX_LINE = 4000  # characters looked at together; articles have shorter lines
#: Where a line starts, the line, and its hits in its own offsets.
Line = tuple[int, str, list[Hit]]


def suspicious_lines(text: str) -> list[Line]:
    """Lines that hold suspicious pairs: where they start, the line, its hits in its own offsets."""
    lines = grouped(text, suspicion.hits(text))
    ends = [start + len(line) for start, line, _ in lines]
    more: list[Hit] = []
    for place in symbols.places(text):
        index = bisect_right(ends, place)
        if index == len(lines) or place < lines[index][0]:
            more.append(Hit(place, 0))
    return sorted([*lines, *grouped(text, more)]) if more else lines


def grouped(text: str, hits: Iterable[Hit]) -> list[Line]:
    """Hits by line."""
    out: list[Line] = []
    for hit in hits:
        if out and hit.start < out[-1][0] + len(out[-1][1]):
            out[-1][2].append(Hit(hit.start - out[-1][0], hit.codecs))
            continue
        start, end = _bounds(text, hit.start, out[-1][0] + len(out[-1][1]) if out else 0)
        out.append((start, text[start:end], [Hit(hit.start - start, hit.codecs)]))
    return out


def _bounds(text: str, place: int, done: int) -> tuple[int, int]:
    """The line around a place, or a part of it: what is long is cut at spaces, so that time stays linear."""
    start = (
        max(
            text.rfind("\n", max(done, place - _MAX_LINE), place),
            text.rfind("\r", max(done, place - _MAX_LINE), place),
        )
        + 1
    )
    if (not start and place > _MAX_LINE) or start < done:
        start = max(
            done, text.rfind(" ", max(done, place - _MAX_LINE // 4), place) + 1, place - _MAX_LINE // 4
        )
    limit = start + _MAX_LINE
    ends = [e for mark in "\n\r" if (e := text.find(mark, place, limit)) >= 0]
    if ends or limit >= len(text):
        return start, min(ends, default=len(text))
    return start, max(text.rfind(" ", place + 1, limit), place + 1) if " " in text[
        place + 1 : limit
    ] else limit
