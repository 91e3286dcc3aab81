"""The way from a stretch of a container's bytes to a text, and back.

    bytes  --decode-->  raw text  --escapes-->  the document's text

Raw text is what is in the file: ``AT&amp;T``, ``a\\\\nb``, ``<b>so</b>``. An Escape says which stretch of
it stands for which text; everything between escapes stands for itself. On the way back only what an edit
touches is written anew; the bytes of all else are copied.
"""

from __future__ import annotations

import base64
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from mtcheck.document import FIRST_PLACE, LINE_END, Place
from mtcheck.edits import Edit, apply, minimal
from mtcheck.encoding.bytes.decode import Decoded, encode


class Escape(NamedTuple):
    """Raw text that stands for other text. ``fixed``: markup, which no edit of the text removes."""

    start: int
    end: int
    text: str
    fixed: bool = False


class Base64Region:
    """A Region of bytes that hold another one's in base64; what changes is all of it written anew.

    Its places are that of its beginning.
    """

    def __init__(self, start: int, data: bytes, inner: MappedRegion, first: Place) -> None:
        self.start, self.end = start, start + len(data)
        self._data, self._inner, self._first = data, inner, first

    def encode(self, edits: Sequence[Edit]) -> bytes:
        """The bytes of the stretch after resolved edits of the text."""
        written = self._inner.encode(edits)
        if written == self._inner.encode(()):
            return self._data
        return base64.b64encode(written)

    def locate(self, offset: int) -> Place:
        """Where the stretch begins."""
        return self._first


# The raw text that writes a text, where it will begin at that raw offset.
Writer = Callable[[str, int], str]


def write_plain(text: str, raw_offset: int) -> str:
    """A writer for raw text that needs no escaping."""
    return text


class MappedRegion:
    """A Region: bytes ``start`` to ``end`` of a container, their raw text, and its escapes.

    ``escapes`` are sorted and do not overlap. ``finish`` sees the whole raw text after edits, as for a CSV
    field that needs quotation marks now.
    """

    __slots__ = (
        "_bom", "_decoded", "_escapes", "_finish", "_first", "_line_starts", "_raw_ends", "_raw_starts",
        "_text_ends", "_text_starts", "_write", "end", "start", "text",
    )  # fmt: skip

    def __init__(
        self,
        start: int,
        decoded: Decoded,
        escapes: Sequence[Escape] = (),
        *,
        first: Place = FIRST_PLACE,
        write: Writer = write_plain,
        finish: Callable[[str], str] | None = None,
    ) -> None:
        self.start, self.end = start, start + len(decoded.data)
        self._decoded, self._first, self._write, self._finish = decoded, first, write, finish
        self._line_starts: list[int] | None = None
        # A byte-order mark belongs to the text of a file, but is not among the characters that decode gives.
        self._bom = 1 if decoded.bom else 0
        self._escapes = escapes
        self._raw_starts = [escape.start for escape in escapes]
        self._raw_ends = [escape.end for escape in escapes]
        self._text_starts: list[int] = []
        self._text_ends: list[int] = []
        parts: list[str] = ["\ufeff"] if self._bom else []
        done, size = 0, self._bom
        for escape in escapes:
            size += escape.start - done
            self._text_starts.append(size)
            size += len(escape.text)
            self._text_ends.append(size)
            parts += (decoded.text[done : escape.start], escape.text)
            done = escape.end
        parts.append(decoded.text[done:])
        self.text = "".join(parts)

    def locate(self, offset: int) -> Place:
        """Line and column in the container of a code point of the text."""
        # The end of the text is before the markup after it, its beginning after the markup before.
        ends = offset and offset == len(self.text)
        raw = self._raw_end(offset) if ends else self._raw_start(offset)
        if self._line_starts is None:
            self._line_starts = [match.end() for match in LINE_END.finditer(self._decoded.text)]
        line = bisect_right(self._line_starts, raw[0])
        if self._decoded.text[raw[0] - 1 : raw[0] + 1] == "\r\n" and raw[0]:
            return Place(self._first.line + line + 1, 1)  # inside of a line end: after its CR
        if not line:
            return Place(self._first.line, self._first.column + raw[0])
        return Place(self._first.line + line, raw[0] - self._line_starts[line - 1] + 1)

    def to_text(self, raw_offset: int) -> int:
        """The offset in the text of an offset in the raw text; inside an escape, the escape's start."""
        index = bisect_right(self._raw_starts, raw_offset) - 1
        if index < 0:
            return raw_offset + self._bom
        if raw_offset < self._raw_ends[index]:
            return self._text_starts[index]
        return self._text_ends[index] + raw_offset - self._raw_ends[index]

    def encode(self, edits: Sequence[Edit]) -> bytes:
        """The bytes of the stretch after resolved edits of the text.

        Markup that an edit spans stays, with the new text before it. Raises EditError when the
        encoding of the container cannot write an edit.
        """
        smallest = (minimal(self.text, edit) for edit in edits)
        wanted = (edit for edit in smallest if edit.start < edit.end or edit.text)
        raw_edits = _merged(raw for edit in wanted for raw in self._raw_edits(edit))
        if not raw_edits:
            return self._decoded.data
        if self._finish is None:
            return encode(self._decoded, raw_edits)
        written = encode(self._decoded, raw_edits)
        text = self._decoded.text
        return self._finished(text, raw_edits, written)

    def _finished(self, raw: str, edits: Sequence[Edit], written: bytes) -> bytes:
        """The written bytes, or the whole stretch anew where the raw text has to be put otherwise."""
        assert self._finish is not None
        after = apply(raw, edits)
        wanted = self._finish(after)
        return written if wanted == after else encode(self._decoded, [Edit(0, len(raw), wanted)])

    def _raw_edits(self, edit: Edit) -> list[Edit]:
        """An edit of the text as edits of the raw text, one for each stretch between markup."""
        start, before = self._raw_start(edit.start) if edit.start < edit.end else self._point(edit.start)
        end, after = self._raw_end(edit.end) if edit.start < edit.end else (start, "")
        text = before + edit.text + after
        out: list[Edit] = []
        place = start
        for index in range(bisect_left(self._raw_starts, start), len(self._escapes)):
            escape = self._escapes[index]
            if escape.start >= end:
                break
            if not escape.fixed:
                continue
            head, text = _split(text, escape.text)
            self._add(out, place, escape.start, head)
            place = escape.end
        self._add(out, place, max(place, end), text)
        return out

    def _add(self, out: list[Edit], start: int, end: int, text: str) -> None:
        if start < end or text:
            out.append(Edit(start, end, self._write(text, start)))

    def _raw_start(self, offset: int) -> tuple[int, str]:
        """Where in the raw text a stretch begins, and text of an escape it cuts that has to be kept."""
        index = bisect_right(self._text_starts, offset) - 1
        if index < 0:
            return max(0, offset - self._bom), ""
        escape = self._escapes[index]
        if offset >= self._text_ends[index]:
            return escape.end + offset - self._text_ends[index], ""
        if escape.fixed or offset == self._text_starts[index]:
            return escape.start, ""
        return escape.start, escape.text[: offset - self._text_starts[index]]

    def _raw_end(self, offset: int) -> tuple[int, str]:
        """Where in the raw text a stretch ends, and text of an escape it cuts that has to be kept."""
        index = bisect_left(self._text_ends, offset)
        if index == len(self._escapes) or offset <= self._text_starts[index]:
            if index == 0:
                return max(0, offset - self._bom), ""
            return self._escapes[index - 1].end + offset - self._text_ends[index - 1], ""
        escape = self._escapes[index]
        if escape.fixed or offset == self._text_ends[index]:
            return escape.end, ""
        return escape.end, escape.text[offset - self._text_starts[index] :]

    def _point(self, offset: int) -> tuple[int, str]:
        """Where in the raw text an insertion goes: before markup, except at the start of the text."""
        if offset == self._bom:
            return self._raw_start(offset)
        place, after = self._raw_end(offset)
        return self._raw_start(offset) if after else (place, "")


def _split(text: str, mark: str) -> tuple[str, str]:
    """New text before and after markup that stands for ``mark``; all in front when it is not there."""
    if not mark:
        return text, ""
    head, found, tail = text.partition(mark)
    return (head, tail) if found else (text, "")


def _merged(edits: Iterable[Edit]) -> list[Edit]:
    """Edits of the raw text, sorted; those that share a place are made one."""
    out: list[Edit] = []
    for edit in edits:
        last = out[-1] if out else None
        if last is not None and edit.start <= last.end:
            out[-1] = Edit(last.start, max(last.end, edit.end), last.text + edit.text)
        else:
            out.append(edit)
    return out


def compose_escapes(first: Sequence[Escape], second: Sequence[Escape]) -> list[Escape]:
    """Escapes of escaped text as one list on the outer raw text: ``&amp;lt;`` is ``<``.

    ``second`` is on the text that ``first`` gives. An escape of the first kind that lies in one of the
    second is part of it, and makes it fixed where it is so itself.

    >>> compose_escapes([Escape(0, 5, "&")], [Escape(0, 4, "<")])      # &amp;lt;
    [Escape(start=0, end=8, text='<', fixed=False)]
    """
    middle_starts, middle_ends = [], []
    shift = 0
    for escape in first:
        middle_starts.append(escape.start + shift)
        shift += len(escape.text) - (escape.end - escape.start)
        middle_ends.append(escape.end + shift)

    def outer(place: int, right: bool) -> int:
        index = bisect_right(middle_starts, place) - 1 if right else bisect_left(middle_starts, place) - 1
        if index < 0:
            return place
        if place < middle_ends[index]:
            return first[index].end if not right else first[index].start
        return first[index].end + place - middle_ends[index]

    out: list[Escape] = []
    index = 0
    for escape in second:
        while index < len(first) and middle_ends[index] <= escape.start:
            out.append(first[index])
            index += 1
        fixed = escape.fixed
        start = outer(escape.start, True)
        end = outer(escape.end, False) if escape.start < escape.end else start
        while index < len(first) and middle_starts[index] < escape.end:
            end = max(end, first[index].end)
            start = min(start, first[index].start)
            fixed |= first[index].fixed
            index += 1
        out.append(Escape(start, end, escape.text, fixed))
    out += first[index:]
    return out
