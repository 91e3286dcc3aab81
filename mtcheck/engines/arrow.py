"""Rows of Arrow tables to texts, and answers back to columns. The schema that comes out is fixed.

    id          as it came
    text        the cleaned text; null where nothing could be done
    quality     0-100, of the text that came
    findings    rule, name, category, severity, start, end, text, message, confidence, edit, safety,
                fingerprint, drop: as in a report; ``text`` is cut after 200 characters
    changes     start, end, before, after, rules: replayed on the text that came they give ``text``
    languages   start, end, code, confidence
    error       why there is no text, or what is missing; null for most

Offsets are code points of the text that came, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from mtcheck.engines.row import Answer, Request, problem_of, without_surrogates
from mtcheck.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

# Rows that go out together: enough to make the cost of a batch invisible, few enough to hold in memory.
SLICE_ROWS = 256
SLICE_BYTES = 32 << 20
_BYTES_PER_CHARACTER = 4  # at most, in UTF-8


class Columns(msgspec.Struct, frozen=True):
    """The names of the columns that are read; None for those a table does not have."""

    id: str
    text: str
    lang: str | None = None
    source: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that have to be there, each once."""
        return tuple(dict.fromkeys(name for name in msgspec.structs.astuple(self) if name is not None))

    def check_names(self, there: Sequence[str]) -> None:
        """Raises InputError that names what is there when a column is missing, or is there twice."""
        for option in self.__struct_fields__:
            name = getattr(self, option)
            if name is None or there.count(name) == 1:
                continue
            problem = f"has two columns {name!r}" if name in there else f"has no column {name!r}"
            hint = "; for one language of all rows say config={'lang': ...}" if option == "lang" else ""
            raise InputError(
                "the table",
                None,
                f"{problem}; its columns are {', '.join(map(repr, there)) or 'none'}. "
                f"Say which one to read as {option}={option.upper()}{hint}",
            )

    def check(self, schema: pa.Schema) -> None:
        """The same, and for a column that holds no text."""
        self.check_names(schema.names)
        for option in ("text", "lang", "source"):
            name = getattr(self, option)
            if name is not None and not _holds_text(schema.field(name).type):
                there = ", ".join(f"{field.name!r} ({field.type})" for field in schema)
                raise InputError(
                    "the table",
                    None,
                    f"column {name!r} holds {schema.field(name).type} and not text; its columns are {there}. "
                    f"Say which one to read as {option}={option.upper()}",
                )


def answer_schema(id_type: pa.DataType | None = None) -> pa.Schema:
    """The columns that come out. ``id`` has the type it came with; string when it is not said.

    >>> answer_schema().names
    ['id', 'text', 'quality', 'findings', 'changes', 'languages', 'error']
    """
    import pyarrow as pa

    text, place = pa.string(), [("start", pa.int32()), ("end", pa.int32())]
    finding = [
        *((name, text) for name in ("rule", "name", "category", "severity")),
        *place,
        *((name, text) for name in ("text", "message")),
        ("confidence", pa.float64()),
        ("edit", pa.struct([*place, ("text", text)])),
        *((name, text) for name in ("safety", "fingerprint", "drop")),
    ]
    change = [*place, ("before", text), ("after", text), ("rules", pa.list_(text))]
    return pa.schema(
        [
            ("id", id_type or text),
            ("text", pa.large_string()),
            ("quality", pa.float64()),
            ("findings", pa.list_(pa.struct(finding))),
            ("changes", pa.list_(pa.struct(change))),
            ("languages", pa.list_(pa.struct([*place, ("code", text), ("confidence", pa.float64())]))),
            ("error", text),
        ]
    )


def slices(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """A batch in parts of at most SLICE_ROWS rows and, unless it is one row, about SLICE_BYTES."""
    if batch.num_rows <= 1 or (batch.num_rows <= SLICE_ROWS and batch.nbytes <= SLICE_BYTES):
        yield batch
        return
    middle = batch.num_rows // 2
    yield from slices(batch.slice(0, middle))
    yield from slices(batch.slice(middle))


def requests(batch: pa.RecordBatch, columns: Columns, max_characters: int) -> Iterator[Request | Answer]:
    """What is to be cleaned, row by row, or the answer where that is an error beforehand."""
    names = (columns.text, columns.lang, columns.source)
    for cells in zip(*(_cells(batch, name, max_characters) for name in names), strict=True):
        errors = [f"{name}: {problem}" for (_, problem), name in zip(cells, names, strict=True) if problem]
        text, lang, source = (value for value, _ in cells)
        if errors:
            yield Answer(error="; ".join(errors))
        elif text is None:
            yield Answer(error=f"{columns.text}: is null")
        else:
            yield Request(text, lang, source)


def answers_batch(ids: pa.Array, answers: Sequence[Answer]) -> pa.RecordBatch:
    """The columns that come out, of rows with these ids."""
    import pyarrow as pa

    schema = answer_schema(ids.type)
    fields = list(schema)[1:]
    try:
        arrays = [pa.array([getattr(answer, f.name) for answer in answers], f.type) for f in fields]
    except UnicodeEncodeError:
        whole = [without_surrogates(answer) for answer in answers]
        arrays = [pa.array([getattr(answer, f.name) for answer in whole], f.type) for f in fields]
    return pa.RecordBatch.from_arrays([ids, *arrays], schema=schema)


def _holds_text(kind: pa.DataType) -> bool:
    from pyarrow import types

    if types.is_dictionary(kind):
        return _holds_text(kind.value_type)
    tests = (types.is_string, types.is_large_string, types.is_string_view)
    raw = (types.is_binary, types.is_large_binary, types.is_binary_view)
    return any(test(kind) for test in (*tests, *raw)) or bool(types.is_null(kind))


def _cells(
    batch: pa.RecordBatch, name: str | None, max_characters: int
) -> Iterator[tuple[str | None, str | None]]:
    """The texts of a column with what is wrong with each; text columns may hold bad UTF-8 too."""
    from pyarrow import types

    if name is None:
        yield from ((None, None) for _ in range(batch.num_rows))
        return
    column = batch.column(name)
    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    for cell in column:
        raw = cell.as_buffer() if cell.is_valid else None
        if raw is None:
            yield None, None
        elif raw.size > max_characters * _BYTES_PER_CHARACTER:
            yield None, f"has {raw.size:,} bytes, too many for max_characters = {max_characters:,}; split it"
        else:
            yield _decoded(raw.to_pybytes(), max_characters)


def _decoded(raw: bytes, max_characters: int) -> tuple[str | None, str | None]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (
            f"is not UTF-8: byte 0x{raw[error.start]:02X} at {error.start:,} ({error.reason}); "
            "decode the text by its own encoding first"
        )
    return text, problem_of(text, max_characters)
