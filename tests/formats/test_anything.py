# ruff: noqa: E501 - samples stay on their lines
"""Whatever the bytes: a reader gives documents and errors, ends, and the input comes back as it was."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.document import Document
from mtcheck.errors import InputError
from mtcheck.formats.catalog import FORMATS
from tests.formats import test_feeds, test_json, test_localisation, test_subtitles, test_tabular, test_webpage
from tests.formats.kit import items, rewritten, same_edit

SAMPLES = {
    "text": [b"One .\r\nTwo .\n"],
    "markdown": [b"# One .\n\n`two .`\n"],
    "jsonl": [test_json.LINES],
    "json": [b'[{"text": "So .", "n": [1, null]}, {"text": "\\u00e9 ."}]'],
    "csv": [test_tabular.TABLE],
    "tsv": [b'text\tx\n"So .\t1\n"it is"\t2\n'],
    "feed": [test_feeds.RSS.encode(), test_feeds.ATOM.encode(), test_feeds.RDF.encode()],
    "jsonfeed": [json.dumps(test_feeds.JSON_FEED).encode()],
    "xliff": [test_localisation.XLIFF_1.encode(), test_localisation.XLIFF_2.encode()],
    "tmx": [test_localisation.TMX.encode()],
    "po": [test_localisation.PO.encode()],
    "srt": [test_subtitles.SRT.encode()],
    "vtt": [test_subtitles.VTT.encode()],
    "html": [test_webpage.PAGE.encode()],
    "warc": [test_webpage.archive(False), test_webpage.archive()],
}
# pyarrow decides on damaged Parquet; test_parquet.py holds what is told then.
READERS = [name for name in FORMATS if name != "parquet"]
CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 6),
        st.binary(max_size=4) | st.sampled_from([b'"', b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\\", b"\n", b"{", b"</", b"\xff"]),
    ),
    max_size=4,
)  # fmt: skip


def damaged(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for where, length, new in changes:
        at = int(where * len(data))
        data = data[:at] + new + data[at + length :]
    return data


@pytest.mark.parametrize("format_name", READERS)
@settings(max_examples=60)
@given(data=st.data(), changes=CHANGES)
def test_damaged_input_is_read_or_told_and_comes_back(
    format_name: str, data: st.DataObject, changes: list[tuple[float, int, bytes]]
) -> None:
    raw = damaged(data.draw(st.sampled_from(SAMPLES[format_name])), changes)
    found = items(raw, format_name)
    assert all(isinstance(item, Document | InputError) for item in found)
    if format_name == "warc" or any(isinstance(item, InputError) and item.record is None for item in found):
        return
    assert rewritten(raw, same_edit, format_name) == raw


@pytest.mark.parametrize("format_name", READERS)
@settings(max_examples=40)
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_told(format_name: str, raw: bytes) -> None:
    assert all(isinstance(item, Document | InputError) for item in items(raw, format_name))
