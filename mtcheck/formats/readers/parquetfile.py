"""Parquet files as pyarrow opens them: their columns of text, and the values of these as bytes."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from mtcheck.encoding.bytes.guess import holds_text
from mtcheck.errors import InputError
from mtcheck.extras import install
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.records import decode_record
from mtcheck.formats.options import DEFAULT_TEXT_FIELD, ReadOptions
from mtcheck.safestart import safe_start

# Pairs of any bytes are characters of these.
_WIDE = ("utf-16", "utf-32")


class Columns(NamedTuple):
    """Names of columns; ``binary`` are those of the texts that may hold anything."""

    texts: tuple[str, ...]
    source: str | None
    references: tuple[str, ...]
    lang: str | None
    id: str | None
    binary: frozenset[str] = frozenset()

    def all(self) -> list[str]:
        """Every column that is read, each once."""
        others = (self.source, self.lang, self.id, *self.references)
        return list(dict.fromkeys((*self.texts, *(name for name in others if name))))


def engine(uri: str) -> tuple[Any, Any]:
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise InputError(uri, None, f"is Parquet; {install('parquet')} reads it") from error


@contextmanager
def opened_file(source: Source) -> Iterator[Any]:
    """The file, by pyarrow. Raises InputError for what is damaged, whenever it shows."""
    arrow, parquet = engine(source.uri)
    if source.compression:
        raise InputError(source.uri, None, f"is Parquet inside {source.compression}; unpack it first")
    try:
        with source.raw() as file, parquet.ParquetFile(file) as opened:
            yield opened
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:  # also a column's name
        said = " ".join(str(error).split())[:200]
        raise InputError(source.uri, None, f"cannot be read as Parquet: {said}") from error


# Prints the compression of each column of the file on standard input.
_ASK = """
import io, json, sys
import pyarrow.parquet as parquet
file = sys.stdin.buffer
group = parquet.ParquetFile(file if file.seekable() else io.BytesIO(file.read())).metadata.row_group(0)
columns = (group.column(n) for n in range(group.num_columns))
json.dump({column.path_in_schema: column.compression for column in columns}, sys.stdout)
"""
_LONGEST = 120  # seconds


def codecs_of(source: Source) -> dict[str, str]:
    """The compression of each column. Raises InputError where a column's description is damaged.

    Asked in a process of its own: on such a file pyarrow ends the process that asks.
    """
    with source.raw() as file:
        try:
            given: dict[str, Any] = {"stdin": file.fileno()}
        except (AttributeError, OSError):
            given = {"input": file.read()}
        with safe_start():
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-c", _ASK],
                capture_output=True,
                check=True,
                env=environment,
                timeout=_LONGEST,
                **given,
            )
        except (subprocess.SubprocessError, OSError) as error:
            said = "the description of its columns is damaged, so nothing in it was changed"
            raise InputError(source.uri, None, said) from error
    found: dict[str, str] = json.loads(done.stdout)
    return {name: codec.replace("UNCOMPRESSED", "NONE") for name, codec in found.items()}


def columns_of(opened: Any, options: ReadOptions, uri: str) -> Columns:
    arrow, _ = engine(uri)
    schema = opened.schema_arrow
    wanted = options.text_fields or (DEFAULT_TEXT_FIELD,)
    columns = Columns(
        tuple(name for name in wanted if name in schema.names) or wanted,
        options.source_field,
        options.reference_fields,
        options.lang_field,
        options.id_field,
    )
    for name in columns.all():
        if name not in schema.names:
            there = ", ".join(schema.names)
            raise InputError(uri, None, f"has no column {name}; it has {there}: name one with --text-field")
    binary: list[str] = []
    for name in columns.texts:
        kind = schema.field(name).type
        inner = kind.value_type if arrow.types.is_dictionary(kind) else kind
        if _is(arrow, inner, "binary", "large_binary", "binary_view"):
            binary.append(name)
        elif not _is(arrow, inner, "string", "large_string", "string_view"):
            raise InputError(uri, None, f"column {name} is {kind}, not text")
    return columns._replace(binary=frozenset(binary))


def _is(arrow: Any, kind: Any, *names: str) -> bool:
    """Whether a type is one of these; old versions have no views."""
    tests = (getattr(arrow.types, f"is_{name}", None) for name in names)
    return any(test is not None and test(kind) for test in tests)


def bytes_of(arrow: Any, column: Any) -> list[Any]:
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


def is_text(data: bytes) -> bool:
    """Whether bytes read as text, and as nothing but text.

    >>> is_text("süß".encode()), is_text("Größe".encode("cp1252")), is_text(bytes((137, 80, 3, 0)))
    (True, True, False)
    """
    if b"\0" in data:
        return False
    decoded = decode_record(data, "utf-8")
    lost = any(problem.end > problem.start for problem in decoded.problems)
    return not lost and holds_text(decoded.text) and not decoded.encoding.startswith(_WIDE)


def cast(arrow: Any, plain: Any, kind: Any) -> Any:
    """Bytes as the type of a column; bytes that are no UTF-8 stay as they are."""
    if arrow.types.is_string(kind):
        # A cast would refuse a neighbour that was bad before; the layout of both types is the same.
        narrow = plain.cast(arrow.binary())
        return arrow.Array.from_buffers(kind, len(narrow), narrow.buffers(), narrow.null_count)
    if arrow.types.is_large_string(kind):
        return arrow.Array.from_buffers(kind, len(plain), plain.buffers(), plain.null_count)
    return plain.cast(kind)
