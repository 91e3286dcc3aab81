# ruff: noqa: E501 - samples stay on their lines
"""Parquet: columns, row groups, damaged files, and other columns unchanged on the way back."""

from __future__ import annotations

import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mtcheck.edits import Edit
from mtcheck.formats.container import Part
from tests.formats.kit import container, documents, errors, items, replacing, rewritten, texts, untouched

tidy = replacing(" .", ".")


def packed(table: Any, **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def table(rows: int = 10) -> Any:
    schema = pa.schema(
        [pa.field("id", pa.int64()), pa.field("text", pa.string(), metadata={"k": "v"}), pa.field("tags", pa.list_(pa.string()))],
        metadata={"owner": "desk"},
    )  # fmt: skip
    data = {
        "id": list(range(rows)),
        "text": [f"Text {n} ." for n in range(rows)],
        "tags": [["a .", None]] * rows,
    }
    return pa.table(data, schema=schema)


def test_rows_and_row_groups() -> None:
    data = packed(table(), row_group_size=3)
    found = documents(data, None, "a.parquet", id_field="id")
    assert [d.text for d in found] == [f"Text {n} ." for n in range(10)]
    assert found[7].origin.record == "7"
    opened = container(data, "parquet")
    assert opened.parts(1) == [Part(0, 1), Part(1, 2), Part(2, 3), Part(3, 4)]
    rows = [(d.text, d.origin.record) for part in opened.parts(1) for d in opened.items(part)]
    assert rows == [(d.text, d.origin.record) for d in opened.items()]
    assert rows[9] == ("Text 9 .", "row 10")


@pytest.mark.parametrize("compression", ["snappy", "zstd", "none"])
def test_only_the_changed_cells_change(compression: str) -> None:
    data = packed(table(), row_group_size=3, compression=compression)
    assert rewritten(data, untouched, "parquet") == data
    new = rewritten(data, lambda d: tidy(d) if d.text.startswith(("Text 4", "Text 9")) else [], "parquet")
    before, after = pq.ParquetFile(io.BytesIO(data)), pq.ParquetFile(io.BytesIO(new))
    expected = [f"Text {n}." if n in (4, 9) else f"Text {n} ." for n in range(10)]
    assert after.read().column("text").to_pylist() == expected
    assert after.read().drop_columns(["text"]).equals(before.read().drop_columns(["text"]))
    assert after.schema_arrow.equals(before.schema_arrow, check_metadata=True)
    groups = [(f.num_row_groups, f.metadata.row_group(0).column(1).compression) for f in (before, after)]
    assert groups[0] == groups[1]


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.binary(), pa.dictionary(pa.int32(), pa.string())]
)
def test_every_kind_of_text_column(kind: Any) -> None:
    values = ["Да .", None, "x ."]
    plain = pa.array(values, pa.string())
    cells = plain.dictionary_encode() if pa.types.is_dictionary(kind) else plain.cast(kind)
    data = packed(pa.table({"text": cells}))
    assert texts(data, "parquet") == ["Да .", "x ."]
    new = pq.read_table(io.BytesIO(rewritten(data, tidy, "parquet")))
    assert new.schema.field("text").type == pq.read_table(io.BytesIO(data)).schema.field("text").type
    assert [v.decode() if isinstance(v, bytes) else v for v in new.column("text").to_pylist()] == [
        "Да.",
        None,
        "x.",
    ]


def test_bad_utf_8_is_told_and_its_neighbours_are_read() -> None:
    offsets = pa.array([0, 2, 5, 8], pa.int32()).buffers()[1]
    bad = pa.Array.from_buffers(pa.string(), 3, [None, offsets, pa.py_buffer(b"ok\xff\xd0ab ."[:8])])
    data = packed(pa.table({"text": bad}))
    found = documents(data, "parquet")
    assert [d.text for d in found][::2] == ["ok", "b ."]
    assert found[1].encoding_problems
    new = rewritten(data, tidy, "parquet")
    assert [d.text for d in documents(new, "parquet")][::2] == ["ok", "b."]


def test_what_cannot_be_read_is_told() -> None:
    (said,) = errors(packed(pa.table({"id": [1], "body": ["x"]})), "parquet")
    assert said == "input: has no column text; it has id, body: name one with --text-field"
    found = documents(packed(pa.table({"id": [1], "body": ["x"]})), "parquet", text_fields=("title", "body"))
    assert [d.text for d in found] == ["x"]
    assert "column text is int64, not text" in errors(packed(pa.table({"text": [1]})), "parquet")[0]
    data = packed(table(200))
    for broken in (
        data[: len(data) // 2],
        data[:-20] + b"x" * 20,
        b"PAR1",
    ):
        assert "cannot be read as Parquet" in errors(broken, "parquet")[-1]
    found = items(packed(pa.table({"text": ["a", "b" * 2000, "c\0", "d"]})), "parquet", max_record_bytes=1000)
    assert [str(item) for item in found[1:3]] == [
        "input, row 2: has 2,000 bytes, more than 1,000; it was skipped",
        "input, row 3: character 1 (line 3) is NUL, which no text holds; skipped",
    ]
    assert found[3].text == "d"


def test_cells_of_bytes_that_are_no_text_are_counted_and_stay() -> None:
    picture = bytes((137, 80, 78, 71, 13, 10, 26, 10)) + bytes(range(1, 200))
    cells = [
        "Größe .".encode(),
        picture,
        b"\x01\x01\0\0",
        "Größe .".encode("cp1252"),
        None,
        b"",
        b"\x03\x04 .",
    ]
    data = packed(pa.table({"text": pa.array(cells, pa.binary())}), row_group_size=2)
    found = items(data, "parquet")
    assert [item.text for item in found[:-1]] == ["Größe .", "Größe .", ""]
    said = "column text: cells whose bytes are not text: 3, the first in row 2; they are not read"
    assert str(found[-1]) == f"input, {said}"
    new = rewritten(data, tidy, "parquet")
    assert pq.read_table(io.BytesIO(new))["text"].to_pylist() == [
        "Größe.".encode(), *cells[1:3], "Größe.".encode("cp1252"), *cells[4:]
    ]  # fmt: skip
    texts_only = packed(pa.table({"text": pa.array(["Größe .".encode(), b"so"], pa.large_binary())}))
    assert errors(texts_only, "parquet") == []


def test_two_columns() -> None:
    data = packed(pa.table({"a": ["x ."], "b": ["y ."]}))
    found = documents(data, "parquet", text_fields=("a", "b"), source_field="b")
    assert [(d.text, d.source, d.origin.record) for d in found] == [
        ("x .", "y .", "row 1, a"),
        ("y .", "y .", "row 1, b"),
    ]
    new = rewritten(data, lambda d: [Edit(1, 2, "")], "parquet", text_fields=("a", "b"))
    assert pq.read_table(io.BytesIO(new)).to_pydict() == {"a": ["x."], "b": ["y."]}
