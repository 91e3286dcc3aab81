"""Edits, and the map between two revisions of one text.

Every change mtcheck makes is an Edit on a named text. A list of edits is *resolved* when it is sorted
and no two edits overlap or touch: then there is one way to apply it, and an editor can apply it as it
is. Two rounds of edits on one text are *composed* into one list on the first revision.

All offsets are code points, all spans half-open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from mtcheck.document import Span
from mtcheck.errors import EditError


class Edit(msgspec.Struct, frozen=True, order=True, gc=False):
    """Replace ``text[start:end]`` of one named text by ``text``; an insertion has ``start == end``."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The stretch that is replaced."""
        return Span(self.start, self.end)


def resolve(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that can be applied together: sorted, none overlapping or touching another.

    The earlier start wins, the wider at an equal start; what loses waits for another round. Deletions
    that touch are one deletion: a run of boilerplate lines goes in one piece.

    >>> resolve([Edit(0, 2, ""), Edit(2, 4, ""), Edit(3, 6, "x"), Edit(8, 9, "y")])
    [Edit(start=0, end=4, text=''), Edit(start=8, end=9, text='y')]
    """
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda e: (e.start, -e.end, e.text)):
        last = kept[-1] if kept else None
        if last is None or edit.start > last.end:
            kept.append(edit)
        elif not last.text and not edit.text and last.end > last.start:
            kept[-1] = Edit(last.start, max(last.end, edit.end), "")
    return kept


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after resolved edits.

    Raises EditError when the edits are not sorted, overlap, or leave the text.

    >>> apply("countries .", [Edit(9, 10, "")])
    'countries.'
    """
    parts: list[str] = []
    position = 0
    for edit in edits:
        if not position <= edit.start <= edit.end <= len(text):
            raise EditError(
                f"{edit} overlaps the edit before it or leaves the text of {len(text)} characters"
            )
        parts.append(text[position : edit.start])
        parts.append(edit.text)
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)


def carry(spans: Sequence[Span], edits: Sequence[Edit]) -> tuple[Span, ...]:
    """Sorted stretches of a text after resolved edits of it; an end inside of an edit goes to the end of it.

    >>> carry([Span(4, 4), Span(6, 8)], [Edit(0, 2, ""), Edit(7, 7, "ab")])
    (Span(start=2, end=2), Span(start=4, end=8))
    """
    starts = [edit.start for edit in edits]
    shifts = [0]
    for edit in edits:
        shifts.append(shifts[-1] + len(edit.text) - (edit.end - edit.start))

    def moved(place: int) -> int:
        # An insertion goes before markup that is at the same place.
        index = bisect_right(starts, place)
        while index and edits[index - 1].start == place < edits[index - 1].end:
            index -= 1
        return max(place, edits[index - 1].end if index else 0) + shifts[index]

    return tuple(Span(moved(start), moved(end)) for start, end in spans)


def minimal(text: str, edit: Edit) -> Edit:
    """The same change with what both sides share at either end left out.

    >>> minimal("States, ”she said", Edit(6, 9, ",” "))
    Edit(start=7, end=9, text='” ')
    """
    old = text[edit.start : edit.end]
    shared = min(len(old), len(edit.text))
    head = 0
    while head < shared and old[head] == edit.text[head]:
        head += 1
    tail = 0
    while tail < shared - head and old[-1 - tail] == edit.text[-1 - tail]:
        tail += 1
    return Edit(edit.start + head, edit.end - tail, edit.text[head : len(edit.text) - tail])


class OffsetMap:
    """Where each place of the new text came from in the old one, after resolved edits.

    A *region* is the text one edit put in. Whatever lies in no region is untouched text.
    """

    __slots__ = ("_new_ends", "_new_starts", "_old_ends", "_old_starts")

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._old_starts: list[int] = []
        self._old_ends: list[int] = []
        self._new_starts: list[int] = []
        self._new_ends: list[int] = []
        shift = 0
        for edit in edits:
            self._old_starts.append(edit.start)
            self._old_ends.append(edit.end)
            self._new_starts.append(edit.start + shift)
            shift += len(edit.text) - (edit.end - edit.start)
            self._new_ends.append(edit.end + shift)

    def __len__(self) -> int:
        return len(self._old_starts)

    def to_old(self, span: Span) -> Span:
        """The old stretch a new stretch came from.

        Tight: a deletion at either end is not part of the answer; a region that the span cuts is taken
        whole, for no part of it alone has a place in the old text.

        >>> OffsetMap([Edit(0, 7, "канал")]).to_old(Span(2, 9))
        Span(start=0, end=11)
        """
        if not self._old_starts:
            return span
        if span.start == span.end:
            wide = self.widen(span)
            index = bisect_right(self._new_starts, wide.start) - 1
            if index >= 0 and (self._new_starts[index], self._new_ends[index]) == wide:
                return Span(self._old_starts[index], self._old_ends[index])
            place = span.start + self._shift_at(span.start)
            return Span(place, place)
        first, last = self._region_at(span.start), self._region_at(span.end - 1)
        start = self._old_starts[first] if first >= 0 else span.start + self._shift_at(span.start)
        end = self._old_ends[last] if last >= 0 else span.end + self._shift_at(span.end - 1)
        return Span(start, end)

    def widen(self, span: Span) -> Span:
        """The new stretch together with every region it cuts or touches."""
        start, end = span
        index = bisect_left(self._new_ends, start)  # the first region that ends at or after start
        if index < len(self._new_starts) and self._new_starts[index] <= end:
            start = min(start, self._new_starts[index])
        index = bisect_right(self._new_starts, end) - 1  # the last one that begins at or before end
        if index >= 0 and self._new_ends[index] >= span.start:
            end = max(end, self._new_ends[index])
        return Span(start, end)

    def touched(self, span: Span) -> range:
        """Indices of the edits whose regions the new stretch cuts or touches."""
        return range(bisect_left(self._new_ends, span.start), bisect_right(self._new_starts, span.end))

    def cover(self, wide: Span) -> Span:
        """The old stretch of a widened span, whose ends lie on untouched text or on edges of regions."""
        first = bisect_left(self._new_starts, wide.start)
        if first < len(self._new_starts) and self._new_starts[first] == wide.start:
            start = self._old_starts[first]
        else:
            start = wide.start + self._shift_behind(first - 1)
        last = bisect_right(self._new_starts, wide.end) - 1
        if last >= 0 and self._new_ends[last] == wide.end:
            end = self._old_ends[last]
        else:
            end = wide.end + self._shift_behind(last)
        return Span(start, end)

    def _region_at(self, place: int) -> int:
        """Index of the edit that put in the character at ``place``, else -1."""
        index = bisect_right(self._new_starts, place) - 1
        return index if index >= 0 and place < self._new_ends[index] else -1

    def _shift_at(self, place: int) -> int:
        """Old offset minus new offset for an untouched character."""
        return self._shift_behind(bisect_right(self._new_starts, place) - 1)

    def _shift_behind(self, index: int) -> int:
        """Old offset minus new offset after the edit of that index; 0 before the first."""
        return self._old_ends[index] - self._new_ends[index] if index >= 0 else 0


def rebase(edit: Edit, new_text: str, offsets: OffsetMap) -> Edit:
    """An edit of the new text said as an edit of the old one, with the regions it touches inside it.

    >>> offsets = OffsetMap([Edit(0, 4, "é")])          # "Ã © t" became "é t"
    >>> rebase(Edit(1, 2, ""), "é t", offsets)
    Edit(start=0, end=5, text='é')
    """
    wide = offsets.widen(edit.span)
    old = offsets.cover(wide)
    return Edit(
        old.start, old.end, new_text[wide.start : edit.start] + edit.text + new_text[edit.end : wide.end]
    )


class Composed(msgspec.Struct, frozen=True):
    """An edit on the first revision, and which edits of either round went into it (indices)."""

    edit: Edit
    first: tuple[int, ...]
    second: tuple[int, ...]


def compose(first: Sequence[Edit], middle_text: str, second: Sequence[Edit]) -> list[Composed]:
    """Two rounds of resolved edits as one resolved list on the text before the first round.

    ``middle_text`` is the text between the rounds. Edits that touch there become one.
    """
    offsets = OffsetMap(first)
    out: list[Composed] = []
    index = done = 0
    while index < len(second):
        members, wide = [index], offsets.widen(second[index].span)
        # A region may reach to the next edit, and that edit to the next region.
        while members[-1] + 1 < len(second) and second[members[-1] + 1].start <= wide.end:
            members.append(members[-1] + 1)
            after = offsets.widen(second[members[-1]].span)
            wide = Span(min(wide.start, after.start), max(wide.end, after.end))
        index = members[-1] + 1
        touched = offsets.touched(wide)
        for alone in range(done, touched.start):
            out.append(Composed(first[alone], (alone,), ()))
        done = max(done, touched.stop)
        old = offsets.cover(wide)
        inner = [
            Edit(second[i].start - wide.start, second[i].end - wide.start, second[i].text) for i in members
        ]
        text = apply(middle_text[wide.start : wide.end], inner)
        out.append(Composed(Edit(old.start, old.end, text), tuple(touched), tuple(members)))
    for alone in range(done, len(first)):
        out.append(Composed(first[alone], (alone,), ()))
    return out
