"""Parquet, by pyarrow (extra ``parquet``): the texts in named columns, row group by row group.

A file is written again row group by row group, with the schema, the metadata and the compression it had; a
column in which nothing changed keeps its values. The bytes are not the same then, only the data; a file
without a change is copied as it is.
"""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.document import Document, Place
from mtcheck.edits import Edit, apply
from mtcheck.errors import InputError
from mtcheck.extras import install
from mtcheck.formats.container import Format, Part, Rewriter
from mtcheck.formats.io.source import Output, Source
from mtcheck.formats.mapping.records import Absent, Builder, Field, Item, Shape
from mtcheck.formats.options import DEFAULT_TEXT_FIELD, ReadOptions

# Rows held at once: of long articles, 64 are a few megabytes.
_BATCH_ROWS = 64
_COPY_BYTES = 1 << 20


class _Columns(NamedTuple):
    texts: tuple[str, ...]
    source: str | None
    references: tuple[str, ...]
    lang: str | None
    id: str | None

    def all(self) -> list[str]:
        """Every column that is read, each once."""
        others = (self.source, self.lang, self.id, *self.references)
        return list(dict.fromkeys((*self.texts, *(name for name in others if name))))


class CellRegion:
    """A cell. Its ``start`` is its row; no byte of the file is its own."""

    def __init__(self, row: int, column: str, text: str, raw: bytes | None, *, fixed: bool = False) -> None:
        self.start, self.end, self.column = row, row + 1, column
        self._text, self._raw, self._fixed = text, raw, fixed

    def encode(self, edits: Sequence[Edit]) -> bytes:
        """The cell's bytes after edits."""
        if self._raw is not None and (self._fixed or not edits):
            return self._raw
        return apply(self._text, edits).encode("utf-8", "surrogatepass")

    def with_bytes(self, data: bytes) -> CellRegion:
        """The same cell with other bytes, whatever the edits."""
        return CellRegion(self.start, self.column, "", data, fixed=True)

    def locate(self, offset: int) -> Place:
        """The row, from 1, in place of a line; the column in the text."""
        return Place(self.start + 1, offset + 1)


def _engine(uri: str) -> tuple[Any, Any]:
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise InputError(uri, None, f"is Parquet; {install('parquet')} reads it") from error


@contextmanager
def _opened(source: Source) -> Iterator[Any]:
    """The file, by pyarrow. Raises InputError for what is damaged, whenever it shows."""
    arrow, parquet = _engine(source.uri)
    if source.compression:
        raise InputError(source.uri, None, f"is Parquet inside {source.compression}; unpack it first")
    try:
        with source.raw() as file, parquet.ParquetFile(file) as opened:
            yield opened
    except (arrow.ArrowException, OSError) as error:
        said = " ".join(str(error).split())[:200]
        raise InputError(source.uri, None, f"is no Parquet file that can be read: {said}") from error


def _columns(opened: Any, options: ReadOptions, uri: str) -> _Columns:
    arrow, _ = _engine(uri)
    schema = opened.schema_arrow
    columns = _Columns(
        options.text_fields or (DEFAULT_TEXT_FIELD,),
        options.source_field,
        options.reference_fields,
        options.lang_field,
        options.id_field,
    )
    for name in columns.all():
        if name not in schema.names:
            there = ", ".join(schema.names)
            raise InputError(uri, None, f"has no column {name}; it has {there}: name one with --text-field")
    for name in columns.texts:
        kind = schema.field(name).type
        inner = kind.value_type if arrow.types.is_dictionary(kind) else kind
        if not any(test(inner) for test in _tests(arrow)):
            raise InputError(uri, None, f"column {name} is {kind}, not text")
    return columns


def _tests(arrow: Any) -> tuple[Any, ...]:
    types = arrow.types
    views = [getattr(types, name) for name in ("is_string_view", "is_binary_view") if hasattr(types, name)]
    return (types.is_string, types.is_large_string, types.is_binary, types.is_large_binary, *views)


def _bytes_of(arrow: Any, column: Any) -> list[Any]:
    """A column's values; texts as bytes, for some are not the UTF-8 they are said to be."""
    if arrow.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if arrow.types.is_string(column.type):
        column = column.cast(arrow.binary())
    elif arrow.types.is_large_string(column.type):
        column = column.cast(arrow.large_binary())
    elif getattr(arrow.types, "is_string_view", lambda kind: False)(column.type):
        column = column.cast(arrow.large_string()).cast(arrow.large_binary())
    values: list[Any] = column.to_pylist()
    return values


def read_parquet(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item | Absent]:
    """The texts of the named columns; ``part`` counts row groups."""
    arrow, _ = _engine(source.uri)
    build = Builder(source, "parquet", "utf-8")
    with _opened(source) as opened:
        columns = _columns(opened, options, source.uri)
        groups = range(opened.num_row_groups)[slice(part.start, part.end) if part else slice(None)]
        row = sum(opened.metadata.row_group(n).num_rows for n in range(groups.start))
        for group in groups:
            first = row
            row += opened.metadata.row_group(group).num_rows
            try:
                for batch in opened.iter_batches(_BATCH_ROWS, row_groups=[group], columns=columns.all()):
                    values = {name: _bytes_of(arrow, batch.column(name)) for name in columns.all()}
                    for index in range(batch.num_rows):
                        yield from _documents(values, index, first + index, columns, build, options)
                    first += batch.num_rows
            except (arrow.ArrowException, OSError) as error:
                yield _damaged(source.uri, group, error)


def _damaged(uri: str, group: int, error: Exception) -> InputError:
    """A row group whose pages are damaged: the others can be read all the same."""
    said = " ".join(str(error).split())[:200]
    return InputError(uri, f"row group {group + 1}", f"is damaged, and cannot be read: {said}")


def _documents(
    values: dict[str, list[Any]],
    index: int,
    row: int,
    columns: _Columns,
    build: Builder,
    options: ReadOptions,
) -> Iterator[Item | Absent]:
    def read(name: str | None) -> str | None:
        value = values[name][index] if name else None
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else value and str(value)

    name = read(columns.id) or f"row {row + 1}"
    lang = read(columns.lang) or None
    for column in columns.texts:
        label = f"{name}, {column}" if len(columns.texts) > 1 else name
        data = values[column][index]
        if data is None:
            yield Absent(label)
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
        yield item if isinstance(item, InputError) else _in_cell(item, row, column, data)


def _in_cell(document: Document, row: int, column: str, data: bytes) -> Document:
    import msgspec

    return msgspec.structs.replace(document, region=CellRegion(row, column, document.text, data))


def row_groups(source: Source, size: int) -> list[Part]:
    """Runs of row groups of about ``size`` bytes, compressed. Raises InputError."""
    parts: list[Part] = []
    with _opened(source) as opened:
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
        _, parquet = _engine(source.uri)
        # It seeks, and what it is written to need not.
        self._kept = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        meta = opened.metadata
        codecs = {}
        if meta.num_row_groups:
            group = meta.row_group(0)
            for n in range(group.num_columns):
                codecs[group.column(n).path_in_schema] = group.column(n).compression.replace(
                    "UNCOMPRESSED", "NONE"
                )
        self._file = parquet.ParquetWriter(self._kept, opened.schema_arrow, compression=codecs or "NONE")
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
        self._begin()
        try:
            self._write_groups(region.start)
        except InputError as error:
            self._failure = error  # told once, by finish
            self._stack.close()
            return
        self._changed[region.start, region.column] = region.encode(edits)

    def _begin(self) -> None:
        if self._file is not None:
            return
        self._opened = self._stack.enter_context(_opened(self._source))
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
        arrow, _ = _engine(self._source.uri)
        try:
            return self._opened.read_row_group(group)
        except (arrow.ArrowException, OSError) as error:
            raise _damaged(self._source.uri, group, error) from error

    def _with_changes(self, table: Any) -> Any:
        arrow, _ = _engine(self._source.uri)
        changed, self._changed = self._changed, {}
        for name in {column for _, column in changed}:
            index = table.schema.get_field_index(name)
            kind = table.schema.field(index).type
            values = _bytes_of(arrow, table.column(index).combine_chunks())
            for (row, column), data in changed.items():
                if column == name:
                    values[row - self._row] = data
            plain = arrow.array(values, arrow.large_binary())
            inner = kind.value_type if arrow.types.is_dictionary(kind) else kind
            cells = _cast(arrow, plain, inner)
            if arrow.types.is_dictionary(kind):
                cells = cells.dictionary_encode().cast(kind)
            table = table.set_column(index, table.schema.field(index), cells)
        return table

    def finish(self) -> bool:
        """Write the rest; a file without a change as it is."""
        if self._file is None:
            if self._part is None:
                self._source.copy(self._out)
            return False
        if self._failure is not None:
            raise self._failure
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
        opened = stack.enter_context(_opened(source))
        file = _Writer(source, opened, stack)
        for part, path in parts:
            if not path.stat().st_size:
                for group in range(part.start, part.end or opened.num_row_groups):
                    file.group(opened.read_row_group(group))
                continue
            with _opened(Source.of_file(path, options.max_bytes)) as changed:
                for group in range(changed.num_row_groups):
                    file.group(changed.read_row_group(group))
        file.finish(out)


def _cast(arrow: Any, plain: Any, kind: Any) -> Any:
    """Bytes as the type of a column; bytes that are no UTF-8 stay as they are."""
    if arrow.types.is_string(kind):
        # A cast would refuse a neighbour that was bad before; the layout of both types is the same.
        narrow = plain.cast(arrow.binary())
        return arrow.Array.from_buffers(kind, len(narrow), narrow.buffers(), narrow.null_count)
    if arrow.types.is_large_string(kind):
        return arrow.Array.from_buffers(kind, len(plain), plain.buffers(), plain.null_count)
    return plain.cast(kind)


def _rewriter(source: Source, options: ReadOptions, out: Output, part: Part | None) -> Rewriter:
    return ParquetRewriter(source, out, part)


PARQUET = Format(read_parquet, as_utf8=False, rewriter=_rewriter, parts=row_groups, join=join_row_groups)
