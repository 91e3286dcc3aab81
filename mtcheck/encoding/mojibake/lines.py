"""The lines of a text that something suspicious stands in, long ones cut at spaces, and what they tell."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from mtcheck.encoding.mojibake import suspicion, symbols
from mtcheck.encoding.mojibake.suspicion import Hit

_MAX_LINE = 4000  # characters looked at together; articles have shorter lines
_FREE_WALK, _WALK_SHARE = 10_000, 2  # characters walked over with all care, and for each character of a text
_USUAL = 3  # lines that make a codec the usual one of the text
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


class Known:
    """What is known of the whole text while its lines are read one by one."""

    def __init__(self, size: int) -> None:
        self.settled: Counter[str] = Counter()  # lines that a codec explained from end to end
        self.lang = ""  # of the last region that was believed
        self.legacy: Counter[str] = Counter()  # lines that are one legacy encoding read as another
        self.left = _FREE_WALK + _WALK_SHARE * size  # characters to be walked over with all care

    def usual(self) -> str:
        """The codec that has explained several lines, "" while there is none."""
        return _most(self.settled)

    def usual_legacy(self) -> str:
        """The same for legacy encodings."""
        return _most(self.legacy)

    def is_blank(self) -> bool:
        """Whether nothing of it would make a difference to how a line is read."""
        return not (self.usual() or self.usual_legacy()) and self.left > 0


def _most(lines: Counter[str]) -> str:
    name, count = max(lines.items(), key=lambda row: row[1], default=("", 0))
    return name if count >= _USUAL else ""
