"""CSV and TSV: the texts in named columns, written back with the quoting they have.

CSV as in RFC 4180, with the delimiter its first line shows. In TSV a quotation mark opens a quoted field only
where the field is closed on the same line, for most TSV of corpora is not quoted at all. A quotation mark
that is opened and never closed, or only by a mark of another row, is reported: its row ends with its line.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.document import Place
from mtcheck.errors import EditError, InputError
from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.io.window import characters
from mtcheck.formats.mapping.records import (
    BOM,
    Builder,
    Field,
    Item,
    Line,
    Shape,
    decode_record,
    iter_lines,
    line_end,
    too_long,
)  # fmt: skip
from mtcheck.formats.mapping.region import Escape
from mtcheck.formats.options import DEFAULT_TEXT_FIELD, ReadOptions
from mtcheck.formats.readers.jsonrecords import line_parts

_DELIMITERS = b",;\t|"
# A quoted field of more lines was opened by a stray quotation mark.
_MAX_ROW_LINES = 1000
# What no line of prose is: a number, a date, a time, an address.
_VALUE = lazyre.compile(rb'"?(?:[\d.:/ +-]*\d[\d.:/ +-]*|https?://\S+)"?')
_WORD = lazyre.compile(rb'"?[^\s"]+"?')
# So many lines of single words in one column are no prose.
_MANY_LINES = 4
# What spreadsheets write and read before the header.
_SEPARATOR = lazyre.compile(rb"(?:\xef\xbb\xbf)?sep=([,;\t|])\r?\n?", re.I)
_QUOTED = lazyre.compile(rb'"[^"]*+(?:""[^"]*+)*+"')


class Cell(NamedTuple):
    """A field of a row: its bytes between the quotation marks, where it has them."""

    start: int
    end: int
    quoted: bool


class Row(NamedTuple):
    """A row of a table, of one line or several; ``stray``: a mark opens a cell and none closes it."""

    line: int
    start: int
    data: bytes
    cells: list[Cell]
    stray: bool = False


class _Table:
    """Rows of a stream of lines. ``width`` is the number of columns, as the header has them."""

    def __init__(
        self, lines: Iterator[Line], delimiter: bytes, across_lines: bool, uri: str, cap: int
    ) -> None:
        self._lines, self._delimiter, self._across, self._uri, self._cap = (
            lines,
            delimiter,
            across_lines,
            uri,
            cap,
        )
        self.width = 0
        self._unquoted = re.compile(b"[^" + re.escape(delimiter) + b"\r\n]*")
        self._again: deque[Line] = deque()
        self._too_wide: list[int] = []  # lines

    def _next(self) -> Line | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def rows(self) -> Iterator[Row | InputError]:
        """The rows in order, and what is wrong with them before each."""
        while (line := self._next()) is not None:
            if line.data is None:
                yield too_long(self._uri, f"line {line.number}", line.size, self._cap)
                continue
            data = line.data
            if line.start == 0 and data.startswith(BOM):
                line = line._replace(start=len(BOM), data=data[len(BOM) :])
            row = self._row(line)
            if row.stray:
                said = "a quotation mark is opened and not closed; the row ends with its line"
                yield InputError(self._uri, f"line {line.number}", f"{said}: double the mark, or take it out")
            self.width = self.width or len(row.cells)
            yield self._fitted(row)
        if self._too_wide:
            first, count = self._too_wide[0], len(self._too_wide)
            others = f", and {count - 1:,} others," if count > 1 else ""
            said = f"this row{others} has more cells than the header ({self.width}), which are not read"
            yield InputError(self._uri, f"line {first}", f"{said}: quote texts that hold a delimiter")

    def _fitted(self, row: Row) -> Row:
        """A row with no more cells than the table has columns.

        What is too much is of the last column where a space comes after the delimiter: a comma of prose.
        """
        beyond = row.cells[self.width :]
        if not beyond:
            return row
        last = row.cells[self.width - 1]
        behind = row.data[beyond[0].start : beyond[0].start + 1]
        if behind == b" " and not any(cell.quoted for cell in (last, *beyond)):
            whole = Cell(last.start, row.cells[-1].end, False)
            return row._replace(cells=[*row.cells[: self.width - 1], whole])
        if any(row.data[cell.start : cell.end].strip() for cell in beyond):
            self._too_wide.append(row.line)
        return row

    def _row(self, first: Line) -> Row:
        data = first.data or b""
        cells: list[Cell] = []
        place = 0
        stray = False
        while True:
            cell = None
            if data[place : place + 1] == b'"':
                data, cell, opened = self._quoted(data, place)
                stray |= opened
            if cell is None:
                match = self._unquoted.match(data, place)
                cell = Cell(place, match.end() if match else place, False)
            cells.append(cell)
            place = cell.end + cell.quoted
            if data[place : place + 1] != self._delimiter:
                return Row(first.number, first.start, data, cells, stray)
            place += 1

    def _quoted(self, data: bytes, place: int) -> tuple[bytes, Cell | None, bool]:
        """The quoted cell that begins at a place, with the lines it goes on to; None where it is none.

        The last is whether a mark there is opened that is never closed.
        """
        close = self._closing(data, place)
        if close >= 0 or not self._across:
            return data, Cell(place + 1, close - 1, True) if close > 0 else None, False
        whole, taken = data, list[Line]()
        while close < 0 and len(taken) < _MAX_ROW_LINES:
            more = self._next()
            if more is None:
                break
            taken.append(more)
            if more.data is None or len(whole) + more.size > self._cap:
                break
            whole += more.data
            close = self._closing(whole, place) if b'"' in more.data else -1
        if close > 0 and not self._are_rows(data, taken, place):
            return whole, Cell(place + 1, close - 1, True), False
        self._again.extendleft(reversed(taken))
        return data, None, True

    def _are_rows(self, first: bytes, taken: list[Line], place: int) -> bool:
        """Whether the lines of a quoted cell are rows of the table: a stray mark opened it.

        They are where each has as many cells as the table has columns, and in a column other than that of
        the mark all are numbers, dates or addresses, or, on several lines, single words.
        """
        if self.width < 2:
            return False
        lines = [first, *(line.data or b"" for line in taken)]
        parts = [line.rstrip(b"\r\n").split(self._delimiter) for line in lines]
        if any(len(part) != self.width for part in parts):
            return False
        own = first.count(self._delimiter, 0, place)
        others = [column for number, column in enumerate(zip(*parts, strict=True)) if number != own]
        return any(
            all(map(_VALUE.fullmatch, column))
            or (len(lines) >= _MANY_LINES and all(map(_WORD.fullmatch, column)))
            for column in others
        )

    def _closing(self, data: bytes, place: int) -> int:
        """After the mark that closes a quoted field; 0 where it is none, -1 where it stays open."""
        match = _QUOTED.match(data, place)
        if match is None:
            return -1
        end = match.end()
        return end if data[end : end + 1] in (b"", self._delimiter, b"\r", b"\n") else 0


def _quoted(raw: str) -> Shape:
    escapes = [Escape(m.start(), m.end(), '"') for m in re.finditer('""', raw)]
    return Shape(escapes, lambda text, at: text.replace('"', '""'))


def _unquoted(raw: str, delimiter: str, can_quote: bool) -> Shape:
    # A stray mark that begins a cell stays one: what is beside a change is not written anew.
    opens = can_quote and not raw.startswith('"')

    def finish(after: str) -> str:
        if not any(c in after for c in (delimiter, "\r", "\n")) and not (opens and after.startswith('"')):
            return after
        if not can_quote:
            raise EditError("a tab or a line end cannot be written into TSV")
        return '"' + after.replace('"', '""') + '"'

    return Shape(finish=finish)


class _Columns(NamedTuple):
    texts: list[tuple[int, str]]
    source: int | None
    references: list[int]
    lang: int | None
    id: int | None
    has_header: bool


def _columns(names: list[str], options: ReadOptions, uri: str) -> _Columns:
    """Which columns are wanted, by the header's names or, in a table without one, by numbers from 1.

    Of several texts a table may lack some, as a record of JSON may: tables of one folder differ.
    """
    texts = options.text_fields or (DEFAULT_TEXT_FIELD,)
    numbered = all(name.isdigit() and name not in names for name in texts)

    def found(name: str) -> int | None:
        if numbered:
            return int(name) - 1 if name.isdigit() and 0 < int(name) <= len(names) else None
        return names.index(name) if name in names else None

    def column(name: str) -> int:
        place = found(name)
        if place is not None:
            return place
        there = f"it has {len(names)}" if numbered else f"the columns are {', '.join(names)}"
        raise InputError(uri, None, f"has no column {name}; {there}: name one with --text-field")

    def maybe(name: str | None) -> int | None:
        return None if name is None else column(name)

    present = [name for name in texts if found(name) is not None] or texts
    return _Columns(
        [(column(name), name) for name in present],
        maybe(options.source_field),
        [column(name) for name in options.reference_fields],
        maybe(options.lang_field),
        maybe(options.id_field),
        not numbered,
    )


def _delimiter(head: bytes) -> bytes:
    """The delimiter of the first line with text, outside of quotation marks."""
    said = _SEPARATOR.match(head)
    if said:
        return said[1]
    first = head.removeprefix(BOM).lstrip(b"\r\n").split(b"\n", 1)[0]
    outside = _QUOTED.sub(b"", first)
    return max((outside.count(bytes((d,))), -i, bytes((d,))) for i, d in enumerate(_DELIMITERS))[2]


class _Reader:
    def __init__(self, source: Source, options: ReadOptions, name: str) -> None:
        self._source, self._options, self._name = source, options, name
        self._delimiter = b"\t" if name == "tsv" else _delimiter(source.head)
        self._build = Builder(source, name, options.encoding)

    def items(self, part: Part | None) -> Iterator[Item]:
        """The documents of all rows, or of those of a part."""
        columns: _Columns | None = None
        if part is not None and part.start:
            for header in self._table(Part(0, None)).rows():
                if isinstance(header, Row):
                    columns = self._header(header)
                    break
        for row in self._table(part or Part(0, None)).rows():
            if isinstance(row, InputError):
                yield row
                continue
            if not row.data.strip() or (not row.start and _SEPARATOR.fullmatch(row.data)):
                continue
            if columns is None:
                columns = self._header(row)
                if columns.has_header:
                    continue
            yield from self._documents(row, columns)

    def _table(self, part: Part) -> _Table:
        cap = self._options.max_record_bytes
        chunks = self._source.chunks(part.start, part.end)
        lines = iter_lines(chunks, cap, part.line, part.start, line_end(self._source.head))
        return _Table(lines, self._delimiter, self._name == "csv", self._source.uri, cap)

    def _header(self, row: Row) -> _Columns:
        names = [self._text(row, number) or "" for number in range(len(row.cells))]
        return _columns([name.strip() for name in names], self._options, self._source.uri)

    def _text(self, row: Row, number: int | None) -> str | None:
        """A cell that is only read; None where there is none."""
        if number is None or number >= len(row.cells):
            return None
        cell = row.cells[number]
        text = decode_record(row.data[cell.start : cell.end], self._build.encoding).text
        return text.replace('""', '"') if cell.quoted else text

    def _documents(self, row: Row, columns: _Columns) -> Iterator[Item]:
        name = self._text(row, columns.id) or f"line {row.line}"
        lang = self._text(row, columns.lang) or None
        references = [self._text(row, number) for number in columns.references]
        for number, title in columns.texts:
            label = f"{name}, {title}" if len(columns.texts) > 1 else name
            if number >= len(row.cells):
                said = f"has {len(row.cells)} columns, and {title} is column {number + 1}; skipped"
                yield self._build.error(label, said)
                continue
            cell = row.cells[number]
            can_quote = self._name == "csv"
            unquoted = partial(_unquoted, delimiter=self._delimiter.decode(), can_quote=can_quote)
            yield self._build.document(
                Field(row.data[cell.start : cell.end], row.start + cell.start, _place(row, cell.start)),
                label,
                _quoted if cell.quoted else unquoted,
                lang=lang,
                source=self._text(row, columns.source),
                references=[text for text in references if text],
                declared_lang=lang,
            )


def _place(row: Row, start: int) -> Place:
    before = row.data[:start]
    line = before.count(b"\n")
    column = characters(before[before.rfind(b"\n") + 1 :]) + 1
    return Place(row.line + line, column)


def _read_as(name: str) -> Format:
    def read(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
        return _Reader(source, options, name).items(part)

    return Format(read, parts=line_parts if name == "tsv" else None)


CSV, TSV = _read_as("csv"), _read_as("tsv")
