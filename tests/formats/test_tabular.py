"""CSV and TSV: columns, quoting kept, rows that cannot be read."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.document import Document, Place
from mtcheck.edits import Edit
from mtcheck.errors import InputError
from tests.formats.kit import (
    container,
    documents,
    errors,
    items,
    replacing,
    rewritten,
    same_edit,
    texts,
    untouched,
)  # fmt: skip

TABLE = (
    b'id,text,note\r\n'
    b'1,So it is .,"left, alone ."\r\n'
    b'2,"He said ""no"" .\nThen , he left.",x\r\n'
    b'3,,\r\n'
    b'4,"a",b'
)  # fmt: skip
CELLS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=("Cs",)), max_size=8)


def test_columns_records_and_places() -> None:
    found = documents(TABLE, "csv", id_field="id", source_field="note")
    assert [d.text for d in found] == ["So it is .", 'He said "no" .\nThen , he left.', "", "a"]
    assert [d.origin.record for d in found] == ["1", "2", "3", "4"]
    assert [d.source for d in found] == ["left, alone .", "x", "", "b"]
    assert found[0].locate(0) == Place(2, 3)
    assert found[1].locate(len('He said "no" .\nThen')) == Place(4, 5)
    assert found[3].locate(0) == Place(6, 4)


def test_an_edit_keeps_the_quoting_of_everything_else() -> None:
    changed = rewritten(TABLE, lambda d: [*replacing(" .", ".")(d), *replacing(" ,", ",")(d)], "csv")
    assert changed == TABLE.replace(b"is .", b"is.").replace(b'" .', b'".').replace(b"n ,", b"n,")
    assert rewritten(TABLE, untouched, "csv") == TABLE


def test_a_field_that_comes_to_need_quoting_gets_it() -> None:
    assert rewritten(b"text\nab\n", lambda d: [Edit(1, 1, ', "')], "csv") == b'text\n"a, ""b"\n'
    assert rewritten(b'text\n"ab"\n', lambda d: [Edit(1, 1, '"')], "csv") == b'text\n"a""b"\n'


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(",;|"), st.booleans())
def test_what_the_csv_module_writes_is_read_and_comes_back(
    rows: list[tuple[str, str]], delimiter: str, quote_all: bool
) -> None:
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=delimiter,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
        lineterminator="\n",
    )
    writer.writerow(["text", "other"])
    writer.writerows(rows)
    data = out.getvalue().encode()
    found = documents(data, "csv")
    expected = [row[0] for row in rows]
    if quote_all or all("".join(row).strip() for row in rows):
        assert [d.text for d in found] == expected
    assert rewritten(data, untouched, "csv") == data
    assert rewritten(data, same_edit, "csv") == data
    new = rewritten(data, lambda d: [Edit(0, len(d.text), d.text + "!")], "csv").decode()
    again = list(csv.reader(io.StringIO(new, newline=""), delimiter=delimiter))
    assert [row[1] for row in again if row] == [row[1] for row in [("", "other"), *rows]]


def test_a_table_without_a_header_goes_by_numbers() -> None:
    data = "Да.\tYes .\nНет.\tNo.\n".encode()
    found = documents(data, "tsv", text_fields=("2",), source_field="1")
    assert [(d.text, d.source) for d in found] == [("Yes .", "Да."), ("No.", "Нет.")]
    assert rewritten(data, replacing(" .", "."), "tsv", text_fields=("2",)) == data.replace(b" .", b".")


def test_quotation_marks_of_tsv_are_text_unless_they_close() -> None:
    data = b'text\tx\n"So\t1\n"it is"\t2\n"a" b\t3\n5" pipe\t4\n'
    assert texts(data, "tsv") == ['"So', "it is", '"a" b', '5" pipe']
    assert rewritten(data, same_edit, "tsv") == data


def test_a_missing_column_names_those_there_are() -> None:
    (said,) = errors(TABLE, "csv", text_fields=("body",))
    assert said == "input: has no column body; the columns are id, text, note: name one with --text-field"
    (said,) = errors(b"a\tb\n", "tsv", text_fields=("3",))
    assert said == "input: has no column 3; it has 2: name one with --text-field"


def test_a_table_with_one_of_several_columns_is_read() -> None:
    assert texts(TABLE, "csv", text_fields=("body", "note"))[0] == "left, alone ."
    assert texts(b"a\tb\n", "tsv", text_fields=("3", "2")) == ["b"]
    (said,) = errors(TABLE, "csv", text_fields=("body", "title"))
    assert said.startswith("input: has no column body")
    (said,) = errors(TABLE, "csv", source_field="body", text_fields=("title", "note"))
    assert said.startswith("input: has no column body")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (b"2\n", "line 3: has 1 columns, and text is column 2; skipped"),
        (b"2,a\0b\n", "character 1 (line 3) is NUL"),
        (b"2," + b"x" * 2000 + b"\n", "line 3: has 2,003 bytes, more than 1,000"),
    ],
)
def test_a_bad_row_is_told_and_its_neighbours_are_read(row: bytes, said: str) -> None:
    data = b"id,text\n1,before\n" + row + b"3,behind\n"
    before, error, behind = items(data, "csv", max_record_bytes=1000)
    assert (before.text, behind.text) == ("before", "behind")
    assert isinstance(error, InputError)
    assert said in str(error)


STRAY = {
    "never closed": ('2,"never closed\n', "3,x\n4,y\n"),
    "closed in another row": ('2,"one side\n', '3,x\n4,a 5" pipe\n'),
    "closed at the end of another row": ('2,"one side\n', '3,x\n4,at the end"\n'),
    "quoted rows follow": ('2,"one side\n', '3,"x, y"\n4,"z"\n'),
    "inches": ('2,"A 5" pipe" was laid\n', "3,x\n4,y\n"),
}


@pytest.mark.parametrize("name", STRAY)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_stray_quotation_mark_swallows_no_rows(name: str, end: str) -> None:
    stray, rest = STRAY[name]
    data = f"id,text\n1,before\n{stray}{rest}".replace("\n", end).encode()
    found = items(data, "csv", id_field="id")
    assert [item.origin.record for item in found if isinstance(item, Document)] == ["1", "2", "3", "4"]
    told = [str(item) for item in found if isinstance(item, InputError)]
    assert [said.split(":")[1] for said in told] == (
        [] if name == "inches" else [" a quotation mark is opened and not closed; the row ends with its line"]
    )
    assert "line 3" in "".join(told) or name == "inches"
    assert rewritten(data, same_edit, "csv") == data


def test_a_stray_quotation_mark_stays_as_it_is_when_its_row_changes() -> None:
    data = b'id,text\n1,"open here .\n2,"closed ."\n'
    assert rewritten(data, replacing(" .", "."), "csv") == data.replace(b" .", b".")


def test_cells_of_several_lines_stay_whole() -> None:
    poem = 'id,text\n1,"Day, and\nnight, and\nday"\n2,"Snow\n\nrain, wind"\n'
    assert texts(poem.encode(), "csv") == ["Day, and\nnight, and\nday", "Snow\n\nrain, wind"]
    assert texts(b'text\n"one\ntwo\nthree"\n', "csv") == ["one\ntwo\nthree"]


def test_more_cells_than_the_header_has() -> None:
    data = b"id,text\n1,Slowly, and well\n2,a,0.7\n3,b,0.8\n4,c,\n"
    found = items(data, "csv")
    assert [item.text for item in found[:4]] == ["Slowly, and well", "a", "b", "c"]
    assert "line 3: this row, and 1 others, has more cells than the header (2)" in str(found[4])


def test_shares_of_tsv_hold_every_row_once() -> None:
    data = b"text\tn\n" + b"".join(b"Row %d .\t%d\n" % (n, n) for n in range(300))
    opened = container(data, "tsv")
    whole = [(d.text, d.origin.record) for d in opened.items()]
    assert len(whole) == 300
    parts = opened.parts(500)
    assert len(parts) > 5
    assert [(d.text, d.origin.record) for part in parts for d in opened.items(part)] == whole


def test_the_delimiter_shows_in_the_first_line() -> None:
    assert texts(b'text;"a,b,c,d"\nx;y\n', "csv") == ["x"]
    assert texts(b"\xef\xbb\xbftext|b\nx|y\n", "csv") == ["x"]


def test_json_lines_named_csv_are_told() -> None:
    opened = container(b'{"text": "a"}\n{"text": "b"}\n', None, "x.csv")
    assert opened.format == "jsonl"
    assert opened.notices == ["x.csv: is named .csv, but is jsonl; read as that"]
