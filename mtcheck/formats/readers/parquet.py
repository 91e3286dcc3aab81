"""Parquet, by pyarrow (extra ``parquet``): the texts in named columns, row group by row group.

A file is written again row group by row group, with the schema, the metadata and the compression it had; a
column in which nothing changed keeps its values. The bytes are not the same then, only the data; a file
without a change is copied as it is.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from mtcheck.document import Document, Place, Region
from mtcheck.edits import Edit, apply
from mtcheck.errors import EditError, InputError
from mtcheck.formats.container import Format, Part, Rewriter
from mtcheck.formats.io.source import Output, Source
from mtcheck.formats.mapping.records import Absent, Builder, Field, Item, Shape
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.parquetfile import (
    Columns,
    bytes_of,
    cast,
    codecs_of,
    columns_of,
    engine,
    is_text,
    opened_file,
)

# Rows held at once: of long articles, 64 are a few megabytes. Where a row group could hold larger cells,
# fewer; a small file may be a few cells, each of them packed well.
_BATCH_ROWS, _LARGE_ROWS = 64, 4
_SMALL_BYTES, _FEW_ROWS = 1 << 19, 1000
_COPY_BYTES = 1 << 20
# In place of a cell whose bytes are left out.
_NO_TEXT = object()


class CellRegion:
    """A cell. Its ``start`` is its row; no byte of the file is its own.

    ``inside`` are its bytes where they may be in any encoding; else what is changed becomes UTF-8. Without
    ``text`` its bytes are ``raw`` whatever the edits.
    """

    def __init__(
        self, row: int, column: str, text: str | None, raw: bytes, inside: Region | None = None
    ) -> None:
        self.start, self.end, self.column = row, row + 1, column
        self._text, self._raw, self._inside = text, raw, inside

    def encode(self, edits: Sequence[Edit]) -> bytes:
        """The cell's bytes after edits. Raises EditError."""
        if self._text is None or not edits:
            return self._raw
        if self._inside is not None:
            return self._inside.encode(edits)
        return apply(self._text, edits).encode("utf-8", "surrogatepass")

    def with_bytes(self, data: bytes) -> CellRegion:
        """The same cell with other bytes, whatever the edits."""
        return CellRegion(self.start, self.column, None, data)

    def locate(self, offset: int) -> Place:
        """The row, from 1, in place of a line; the column in the text."""
        return Place(self.start + 1, offset + 1)


def read_parquet(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item | Absent]:
    """The texts of the named columns; ``part`` counts row groups."""
    arrow, _ = engine(source.uri)
    build = Builder(source, "parquet", "utf-8")
    with opened_file(source) as opened:
        columns = columns_of(opened, options, source.uri)
        groups = range(opened.num_row_groups)[slice(part.start, part.end) if part else slice(None)]
        row = sum(opened.metadata.row_group(n).num_rows for n in range(groups.start))
        no_text: dict[str, tuple[int, int]] = {}  # of each column, the first row and how many
        for group in groups:
            first = row
            row += opened.metadata.row_group(group).num_rows
            try:
                rows = _rows_at_once(opened.metadata.row_group(group))
                for batch in opened.iter_batches(rows, row_groups=[group], columns=columns.all()):
                    values = {name: bytes_of(arrow, batch.column(name)) for name in columns.all()}
                    count = batch.num_rows
                    del batch  # its cells are copied, and one may have ten megabytes
                    for index in range(count):
                        for name in _without_text(values, index, columns.binary):
                            start, times = no_text.get(name, (first + index + 1, 0))
                            no_text[name] = start, times + 1
                        yield from _documents(values, index, first + index, columns, build, options)
                    first += count
                    del values
            except (arrow.ArrowException, OSError) as error:
                yield _damaged(source.uri, group, error)
        for name, (start, count) in no_text.items():
            said = f"cells whose bytes are not text: {count:,}, the first in row {start:,}; they are not read"
            yield InputError(source.uri, f"column {name}", said)


def _rows_at_once(group: Any) -> int:
    """How many rows of a row group are held: none of its cells is larger than the group, unpacked.

    One at a time takes 80 microseconds a row, and a few at a time half of it.
    """
    if group.total_byte_size <= _SMALL_BYTES:
        return _BATCH_ROWS
    return 1 if group.num_rows <= _FEW_ROWS else _LARGE_ROWS


def _without_text(values: dict[str, list[Any]], index: int, binary: frozenset[str]) -> Iterator[str]:
    """The columns of bytes whose cell in this row is no text, and is left out: a picture, a geometry."""
    for name in binary:
        data = values[name][index]
        if data is not None and not is_text(data):
            values[name][index] = _NO_TEXT
            yield name


def _damaged(uri: str, group: int, error: Exception) -> InputError:
    """A row group whose pages are damaged: the others can be read all the same."""
    said = " ".join(str(error).split())[:200]
    return InputError(uri, f"row group {group + 1}", f"is damaged, and cannot be read: {said}")


def _documents(
    values: dict[str, list[Any]],
    index: int,
    row: int,
    columns: Columns,
    build: Builder,
    options: ReadOptions,
) -> Iterator[Item | Absent]:
    def read(name: str | None) -> str | None:
        value = values[name][index] if name else None
        if value is _NO_TEXT:
            return None
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else value and str(value)

    name = read(columns.id) or f"row {row + 1}"
    lang = read(columns.lang) or None
    for column in columns.texts:
        label = f"{name}, {column}" if len(columns.texts) > 1 else name
        data = values[column][index]
        if data is None:
            yield Absent(label)
            continue
        if data is _NO_TEXT:
            continue
        if len(data) > options.max_record_bytes:
            said = f"has {len(data):,} bytes, more than {options.max_record_bytes:,}; it was skipped"
            yield build.error(label, said)
            continue
        item = build.document(
            Field(data, row, Place(row + 1, 1)),
            label,
            lambda raw: Shape(),
            lang=lang,
            source=read(columns.source),
            references=[text for text in map(read, columns.references) if text],
            declared_lang=lang,
        )
        if isinstance(item, InputError):
            yield item
            continue
        inside = item.region if column in columns.binary else None
        yield msgspec.structs.replace(item, region=CellRegion(row, column, item.text, data, inside))


def row_groups(source: Source, size: int) -> list[Part]:
    """Runs of row groups of about ``size`` bytes, compressed. Raises InputError."""
    parts: list[Part] = []
    with opened_file(source) as opened:
        start, held = 0, 0
        for group in range(opened.num_row_groups):
            held += opened.metadata.row_group(group).total_byte_size
            if held >= size or group + 1 == opened.num_row_groups:
                parts.append(Part(start, group + 1))
                start, held = group + 1, 0
    return parts


class _Writer:
    """A Parquet file with the schema, the metadata and the compression of another."""

    def __init__(self, source: Source, opened: Any, stack: ExitStack) -> None:
        arrow, parquet = engine(source.uri)
        # It seeks, and what it is written to need not.
        self._kept = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        codecs = codecs_of(source) if opened.metadata.num_row_groups else {}
        try:
            self._file = parquet.ParquetWriter(self._kept, opened.schema_arrow, compression=codecs or "NONE")
        except (arrow.ArrowException, OSError) as error:
            said = f"cannot be written again, so nothing in it was changed: {error}"
            raise InputError(source.uri, None, said) from error
        stack.callback(self._file.close)  # before the file it writes to: given up, it would close itself late

    def group(self, table: Any) -> None:
        """Write a table as one row group."""
        self._file.write_table(table, row_group_size=max(1, table.num_rows))

    def finish(self, out: Output) -> None:
        """Write the file to ``out``."""
        self._file.close()
        self._kept.seek(0, os.SEEK_SET)
        while chunk := self._kept.read(_COPY_BYTES):
            out.write(chunk)


class ParquetRewriter:
    """Keeps changed cells, and writes each row group when the changes are after it.

    A part becomes a file of its row groups, or nothing at all where nothing in it changes.
    """

    def __init__(self, source: Source, out: Output, part: Part | None) -> None:
        self._source, self._out, self._part = source, out, part
        self._changed: dict[tuple[int, str], bytes] = {}
        self._file: _Writer | None = None
        self._stack = ExitStack()
        self._failure: InputError | None = None
        self._group = self._end = self._row = 0

    def change(self, document: Document, edits: Sequence[Edit]) -> None:
        """Keep one cell's edits; row groups before it are written."""
        region = document.region
        if not edits or not isinstance(region, CellRegion) or self._failure is not None:
            return
        try:
            self._begin()
            self._write_groups(region.start)
        except InputError as error:
            self._failure = error  # told once, by finish
            self._stack.close()
            return
        try:
            self._changed[region.start, region.column] = region.encode(edits)
        except EditError as error:
            raise InputError(document.origin.uri, document.origin.record, str(error)) from error

    def _begin(self) -> None:
        if self._file is not None:
            return
        self._opened = self._stack.enter_context(opened_file(self._source))
        meta = self._opened.metadata
        self._end = meta.num_row_groups
        if self._part is not None:
            self._group, self._end = self._part.start, self._part.end or self._end
            self._row = sum(meta.row_group(n).num_rows for n in range(self._group))
        self._file = _Writer(self._source, self._opened, self._stack)

    def _write_groups(self, row: int | None) -> None:
        """Write the row groups that end before a row; all for None."""
        assert self._file is not None
        while self._group < self._end:
            size = self._opened.metadata.row_group(self._group).num_rows
            if row is not None and row < self._row + size:
                return
            self._file.group(self._with_changes(self._read(self._group)))
            self._row += size
            self._group += 1

    def _read(self, group: int) -> Any:
        """A row group as it is. Raises InputError: what is damaged cannot be written again."""
        arrow, _ = engine(self._source.uri)
        try:
            return self._opened.read_row_group(group)
        except (arrow.ArrowException, OSError) as error:
            raise _damaged(self._source.uri, group, error) from error

    def _with_changes(self, table: Any) -> Any:
        arrow, _ = engine(self._source.uri)
        changed, self._changed = self._changed, {}
        for name in {column for _, column in changed}:
            index = table.schema.get_field_index(name)
            kind = table.schema.field(index).type
            values = bytes_of(arrow, table.column(index).combine_chunks())
            for (row, column), data in changed.items():
                if column == name:
                    values[row - self._row] = data
            plain = arrow.array(values, arrow.large_binary())
            inner = kind.value_type if arrow.types.is_dictionary(kind) else kind
            cells = cast(arrow, plain, inner)
            if arrow.types.is_dictionary(kind):
                cells = cells.dictionary_encode().cast(kind)
            table = table.set_column(index, table.schema.field(index), cells)
        return table

    def finish(self) -> bool:
        """Write the rest; a file without a change as it is."""
        if self._failure is not None:
            raise self._failure
        if self._file is None:
            if self._part is None:
                self._source.copy(self._out)
            return False
        with self._stack:
            self._write_groups(None)
            self._file.finish(self._out)
        return True


def join_row_groups(
    source: Source, options: ReadOptions, parts: Sequence[tuple[Part, Path]], out: Output
) -> None:
    """Put the row groups of rewritten parts together, those of an empty one from the file itself."""
    if not any(path.stat().st_size for _, path in parts):
        source.copy(out)
        return
    with ExitStack() as stack:
        opened = stack.enter_context(opened_file(source))
        file = _Writer(source, opened, stack)
        for part, path in parts:
            if not path.stat().st_size:
                for group in range(part.start, part.end or opened.num_row_groups):
                    file.group(opened.read_row_group(group))
                continue
            with opened_file(Source.of_file(path, options.max_bytes)) as changed:
                for group in range(changed.num_row_groups):
                    file.group(changed.read_row_group(group))
        file.finish(out)


def _rewriter(source: Source, options: ReadOptions, out: Output, part: Part | None) -> Rewriter:
    return ParquetRewriter(source, out, part)


PARQUET = Format(read_parquet, as_utf8=False, rewriter=_rewriter, parts=row_groups, join=join_row_groups)
