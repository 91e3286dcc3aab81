"""ENC010: bytes that are not what they should be, what the text becomes, and the way back."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtcheck
from mtcheck.config import make_config
from mtcheck.document import Document
from mtcheck.edits import Edit
from mtcheck.engine import check_document
from mtcheck.errors import InputError

UKRAINIAN = "Міст через річку закриють восени, повідомили в мерії міста у понеділок вранці.\n"
GERMAN = "Die Brücke über den Fluss wird für größere Züge gesperrt, sagte der Bürgermeister.\n"
JAPANESE = "橋は秋に閉鎖されると市長が月曜日に発表しました。詳しくは市役所まで。\n"
CONFIG = make_config({"select": ["ENC010"]})


def read(data: bytes) -> Document:
    (document,) = mtcheck.read(io.BytesIO(data), format="text")
    return document


def messages(document: Document) -> list[str]:
    return [finding.message for finding in check_document(document, CONFIG).findings]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
        (GERMAN, "cp1252"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy, řekl starosta.\n", "cp1250"),
        ("Η γέφυρα θα κλείσει το φθινόπωρο, είπε ο δήμαρχος.\n", "cp1253"),
        ("大桥将于秋季关闭，市长星期一宣布。行人仍可通行。\n", "gb18030"),
    ],
)
def test_a_legacy_file_is_read_as_what_it_is(text: str, encoding: str) -> None:
    document = read(text.encode(encoding))
    assert document.text == text
    assert messages(document)[0].startswith("file is in ")
    assert not any(problem.lost for problem in document.encoding_problems)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [UKRAINIAN, GERMAN, "Plain English text, and nothing else.\n"])
def test_utf_16_without_a_byte_order_mark_is_read(text: str, encoding: str) -> None:
    document = read(text.encode(encoding))
    assert document.text == text
    assert messages(document) == ([] if text.isascii() else [f"file is in {encoding}, not in utf-8"])


def test_a_stray_byte_is_shown_where_it_stands() -> None:
    data = "Brücke – ".encode() + b"\x93Zug\x94 " + "größer\n".encode()
    document = read(data)
    assert document.text == "Brücke – “Zug” größer\n"
    findings = check_document(document, CONFIG).findings
    assert [finding.text for finding in findings] == ["“", "”"]
    assert "byte 93 is not utf-8, read as cp1252 (byte 12)" in findings[0].message


def test_a_file_that_changes_its_encoding_halfway_is_read_as_both() -> None:
    data = UKRAINIAN.encode() * 3 + UKRAINIAN.encode("cp1251") * 3
    assert read(data).text == UKRAINIAN * 6


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Plain ASCII.\r\n",
        UKRAINIAN.encode(),
        b"\xef\xbb\xbf" + GERMAN.encode(),
        GERMAN.encode("utf-16"),
        JAPANESE.encode("utf-32"),
    ],
)
def test_what_is_as_it_should_be_stays_silent(data: bytes) -> None:
    document = read(data)
    assert messages(document) == []
    assert document.region.encode(()) == data


@given(st.binary(max_size=200))
def test_whatever_the_bytes_they_come_back(data: bytes) -> None:
    try:
        document = read(data)
    except InputError:
        # A binary file, or what begins like a compressed one and is none.
        assert b"\0" in data or data.startswith(
            (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"PK")
        )
        return
    assert document.region.encode(()) == data


@given(st.binary(max_size=60), st.integers(0, 60), st.integers(0, 5))
def test_an_edit_leaves_every_other_byte_alone(data: bytes, start: int, length: int) -> None:
    try:
        document = read(data)
    except InputError:
        return
    start = min(start, len(document.text))
    end = min(start + length, len(document.text))
    if document.text.startswith("\ufeff") and start == 0:
        return
    written = document.region.encode((Edit(start, end, ""),))
    # What is written is the input with one stretch left out.
    head = next((i for i, (a, b) in enumerate(zip(data, written, strict=False)) if a != b), len(written))
    tail = len(written) - head
    assert data.endswith(written[head:]) if tail else True
    assert (written == data) == (start == end)
