"""JSON Lines and JSON: fields, places, hostile lines, and the way back into the literal."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.document import Document, Place
from mtcheck.edits import Edit
from mtcheck.errors import InputError
from mtcheck.formats.container import Part
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

LINES = (
    b'{"id": 1, "text": "So it is .", "note": "left  alone ."}\r\n'
    b"\n"
    b'{"text":"\\u0434\\u0430 .\\n\\ud83d\\ude00","id":"b"}\n'
    b'{"text": null}\n'
    b'{"id": 4, "text": "\xd0\xb4\xd0\xb0 ."}'
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.lists(
    st.fixed_dictionaries({"text": st.text(max_size=12).filter(lambda t: "\0" not in t), "rest": VALUES}),
    min_size=1,
    max_size=4,
)


def test_fields_ids_and_places() -> None:
    found = documents(LINES, "jsonl", id_field="id")
    assert [document.text for document in found] == ["So it is .", "да .\n😀", "да ."]
    assert [document.origin.record for document in found] == ["1", "b", "4"]
    assert found[0].locate(3) == Place(1, 23)
    assert [document.origin.record for document in documents(LINES, "jsonl")] == [
        "line 1",
        "line 3",
        "line 5",
    ]


def test_an_edit_changes_its_literal_alone() -> None:
    changed = rewritten(LINES, replacing(" .", "."), "jsonl")
    assert changed == LINES.replace(b"is .", b"is.").replace(b"0 .", b"0.").replace(b"\xb0 .", b"\xb0.")
    assert rewritten(LINES, untouched, "jsonl") == LINES


def test_new_text_is_escaped_as_the_literal_is() -> None:
    data = b'{"text": "a\\u00e9"}\n{"text": "b\xc3\xa9"}\n{"text": "c"}\n'
    new = rewritten(data, lambda d: [Edit(1, 1, '“"\\\n')], "jsonl")
    assert new.splitlines()[0] == b'{"text": "a\\u201c\\"\\\\\\n\\u00e9"}'
    assert new.splitlines()[1] == '{"text": "b“\\"\\\\\\né"}'.encode()
    assert texts(new, "jsonl") == ['a“"\\\né', 'b“"\\\né', 'c“"\\\n']


@given(RECORDS, st.booleans(), st.sampled_from([None, 1]), st.booleans())
def test_what_json_writes_is_read_and_comes_back(
    records: list[dict[str, object]], ascii_only: bool, indent: int | None, lines: bool
) -> None:
    if lines:
        data = "".join(json.dumps(r, ensure_ascii=ascii_only) + "\n" for r in records)
    else:
        data = json.dumps(records, ensure_ascii=ascii_only, indent=indent)
    raw = data.encode("utf-8", "surrogatepass")
    name = "jsonl" if lines else "json"
    assert texts(raw, name) == [record["text"] for record in records]
    assert rewritten(raw, untouched, name) == raw
    new = rewritten(raw, lambda d: [Edit(0, len(d.text), d.text + "!")], name)
    after = [json.loads(line) for line in new.splitlines()] if lines else json.loads(new)
    assert after == [{**record, "text": f"{record['text']}!"} for record in records]


def test_cr_alone_ends_lines() -> None:
    data = b'{"text": "It is ."}\r{"text": "So\\rit is ."}\r'
    assert [(d.text, d.origin.record) for d in documents(data, "jsonl")] == [
        ("It is .", "line 1"),
        ("So\rit is .", "line 2"),
    ]
    assert rewritten(data, replacing(" .", "."), "jsonl") == data.replace(b" .", b".")


def test_nested_fields_go_with_their_own_source_and_reference() -> None:
    data = json.dumps(
        {
            "lang": "de",
            "a": [{"t": "one", "s": "eins", "r": ["ein", "x"]}, {"t": "two", "s": "zwei", "r": []}],
        }
    ).encode()
    found = documents(
        data,
        "json",
        text_fields=("a[].t",),
        source_field="a[].s",
        reference_fields=("a[].r[]",),
        lang_field="lang",
    )
    assert [(d.text, d.source, d.lang) for d in found] == [("one", "eins", "de"), ("two", "zwei", "de")]
    assert [d.origin.record for d in found] == ["item 1", "item 2"]


def test_several_fields_are_several_documents() -> None:
    data = b'{"title": "A", "body": {"p": ["x", "y"]}}\n{"title": "B"}\n'
    found = documents(data, "jsonl", text_fields=("title", "body.p[]"))
    assert [d.origin.record for d in found] == [
        "line 1, title",
        "line 1, body.p[0]",
        "line 1, body.p[1]",
        "line 2, title",
    ]


def test_a_key_with_a_dot_in_it_is_found() -> None:
    assert texts(b'{"meta.text": "x"}\n', "jsonl", text_fields=("meta.text",)) == ["x"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "a",}', "line 2: is not JSON: a key is missing (column 15); skipped"),
        (b'{"text": "a', "a string has no end"),
        (b'{"text": "a"} {"text": "b"}', "something follows the value"),
        (b"[" * 100_000, "nested deeper than 500 levels"),
        (b'{"body": "a", "id": 3}', "has no field text; it has body, id: name one with --text-field"),
        (b'{"text": 3}', "text is a number, not a text"),
        (b'{"text": ["a"]}', "text is a list; name its items: text[]"),
        (b'{"text": "a\\u0000b"}', "character 1 (line 2) is NUL"),
        (b'"a"', "has no field text; it has none"),
        (b'{"text": "' + b"x" * 2000 + b'"}', "has 2,013 bytes, more than 1,000; it was skipped"),
    ],
)  # fmt: skip
def test_a_bad_line_is_told_and_its_neighbours_are_read(line: bytes, said: str) -> None:
    if line.startswith(b"[["):
        line = line[:900]
    found = items(b'{"text": "before"}\n' + line + b'\n{"text": "behind"}\n', "jsonl", max_record_bytes=1000)
    before, error, behind = found
    assert (before.text, behind.text) == ("before", "behind")
    assert isinstance(error, InputError)
    assert error.record == "line 2"
    assert said in str(error)


def test_lone_surrogates_and_bad_bytes_are_read_and_told() -> None:
    found = documents(b'{"text": "a\\ud83d b"}\n{"text": "caf\xe9 \xff\xd0 x"}\n{"text": "ok"}\n', "jsonl")
    assert found[0].text == "a\ud83d b"
    (problem,) = found[0].encoding_problems
    assert problem.lost
    assert "lone surrogate, U+D83D" in problem.message
    assert all(problem.lost and "line 2" in problem.message for problem in found[1].encoding_problems)
    assert found[1].encoding_problems
    assert found[2].encoding_problems == ()
    data = b'{"text": "a\\ud83d b ."}\n'
    assert rewritten(data, replacing(" .", "."), "jsonl") == b'{"text": "a\\ud83d b."}\n'


def test_a_legacy_file_is_told_once() -> None:
    line = json.dumps({"text": "Переговоры закончились вничью, сказал посол."}, ensure_ascii=False) + "\n"
    found = documents(line.encode("cp1251") * 3, "jsonl")
    assert [d.text for d in found] == ["Переговоры закончились вничью, сказал посол."] * 3
    assert [len(d.encoding_problems) for d in found] == [1, 0, 0]
    changed = rewritten(line.encode("cp1251") * 2, replacing("вничью", "миром"), "jsonl")
    assert changed.decode("cp1251") == line.replace("вничью", "миром") * 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_byte_order_marks_and_wide_encodings_go_back(encoding: str) -> None:
    data = '{"text": "Да , это так. 😀"}\n{"text": "x"}\n'.encode(encoding)
    assert texts(data, "jsonl") == ["Да , это так. 😀", "x"]
    assert rewritten(data, untouched, "jsonl") == data
    assert rewritten(data, same_edit, "jsonl") == data
    changed = rewritten(data, replacing(" ,", ","), "jsonl")
    assert changed.decode(encoding) == data.decode(encoding).replace(" ,", ",")


def test_a_json_text_that_breaks_off_gives_what_was_before() -> None:
    found = items(b'[{"text": "one"}, {"text": "two"}, {"text": "thr', "json")
    assert [d.text for d in found[:2]] == ["one", "two"]
    assert "line 1, column 46: is not JSON: a string has no end; what came before was read" in str(found[-1])


def test_shares_of_a_file_hold_every_record_once() -> None:
    data = "".join(json.dumps({"text": f"Text {n} " + "x" * (n % 50)}) + "\n" for n in range(500)).encode()
    opened = container(data, "jsonl")
    whole = [(d.text, d.origin.record, d.region.start) for d in opened.items()]
    parts = opened.parts(1000)
    assert len(parts) > 10
    assert parts[0] == Part(0, parts[1].start, 1)
    assert [(d.text, d.origin.record, d.region.start) for part in parts for d in opened.items(part)] == whole


def test_an_endless_line_is_skipped_in_bounded_memory() -> None:
    import tracemalloc

    data = gzip.compress(b'{"text": "a"}\n{"text": "' + b"x" * 50_000_000 + b'"}\n{"text": "b"}\n', 1)
    opened = container(data, "jsonl", max_record_bytes=100_000)
    tracemalloc.start()
    found = [str(item) if isinstance(item, InputError) else item.text for item in opened.items()]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[::2] == ["a", "b"]
    assert "line 2: has 50,000,013 bytes" in found[1]
    assert peak < 5_000_000


def test_a_long_text_in_json_is_skipped_and_the_next_one_read() -> None:
    data = json.dumps([{"text": "a"}, {"text": "x" * 300_000 + '\\"'}, {"text": "b"}]).encode()
    found = items(data, "json", max_record_bytes=1000)
    assert [item.text for item in found[::2]] == ["a", "b"]
    assert "item 2: the text is longer than max-characters allows" in str(found[1])


def test_json_lines_in_a_json_file_are_told_and_read() -> None:
    opened = container(b'{"text": "a"}\n{"text": "b"}\n', None, "x.json")
    assert opened.format == "jsonl"
    assert [d.text for d in opened.items() if isinstance(d, Document)] == ["a", "b"]


def test_an_empty_file_is_told() -> None:
    assert errors(b"", "json") == ["input: is empty"]
    assert errors(b"", "jsonl") == ["input: is empty"]
