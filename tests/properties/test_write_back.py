"""Any edit of any text: the bytes outside of its stretch stay; and a clean is undone to the byte."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mtcheck.document import Document
from mtcheck.edits import Edit, apply
from mtcheck.errors import InputError
from tests.formats.kit import container, items, rewritten
from tests.formats.test_anything import SAMPLES
from tests.fuzz.invariants import OPTIONS, undo

# Archives are not written back, and their pages are pages.
FORMATS = [name for name in SAMPLES if name != "warc"]
PIECES = st.lists(
    st.sampled_from([" .", " ,", "  ", "é", "«", '"', "'", "&", "<", "\\", "]]>", "x"]), max_size=5
).map("".join)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")
# In these an end of a line is one character of a text that JSON escapes, or is left alone.
_ENDS_STAY = ("json", "jsonl", "jsonfeed")


@st.composite
def inputs(draw: st.DrawFn, format_name: str) -> bytes:
    """A sample of a format in one of its layouts."""
    text = draw(st.sampled_from(SAMPLES[format_name])).decode()
    if format_name not in _ENDS_STAY:
        text = text.replace("\r\n", "\n").replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    return text.encode(draw(st.sampled_from(ENCODINGS)))


def documents(raw: bytes, format_name: str) -> list[Document]:
    """The documents of an input."""
    found = items(raw, format_name, text_fields=OPTIONS.text_fields)
    return [item for item in found if isinstance(item, Document)]


def plain(raw: bytes, format_name: str) -> bytes:
    """The bytes that regions count."""
    return b"".join(container(raw, format_name).chunks())


def edited(raw: bytes, format_name: str, wanted: Document, edit: Edit) -> bytes:
    """An input with one text changed; as it was where that cannot be written."""

    def change(document: Document) -> list[Edit]:
        return (
            [edit]
            if document.region and wanted.region and document.region.start == wanted.region.start
            else []
        )

    with suppress(InputError):
        return rewritten(raw, change, format_name, text_fields=OPTIONS.text_fields)
    return raw


@st.composite
def edits(draw: st.DrawFn, text: str) -> Edit:
    """An edit that does not touch a byte-order mark."""
    first = int(text.startswith("\ufeff"))
    start = draw(st.integers(first, max(first, len(text))))
    return Edit(start, draw(st.integers(start, min(start + 5, max(start, len(text))))), draw(PIECES))


@pytest.mark.parametrize("format_name", FORMATS)
@settings(max_examples=25)
@given(data=st.data())
def test_the_bytes_outside_of_an_edit_stay(format_name: str, data: st.DataObject) -> None:
    raw = data.draw(inputs(format_name))
    found = documents(raw, format_name)
    assume(found)
    wanted = data.draw(st.sampled_from(found))
    edit = data.draw(edits(wanted.text))
    out = edited(raw, format_name, wanted, edit)
    before, after = plain(raw, format_name), plain(out, format_name)
    region = wanted.region
    assert region is not None
    assert after.startswith(before[: region.start])
    assert after.endswith(before[region.end :])
    inside = after[region.start : len(after) - len(before) + region.end]
    assert inside == region.encode([edit]) or out == raw
    if format_name == "html" or out == raw:
        return  # which text is the article may change
    again = documents(out, format_name)
    others = [each.text for each in found if each.origin.record != wanted.origin.record]
    assert [each.text for each in again if each.origin.record != wanted.origin.record] == others
    if not any(c.isspace() for c in edit.text) and apply(wanted.text, [edit]).strip():
        (text,) = [each.text for each in again if each.origin.record == wanted.origin.record]
        assert text.split() == apply(wanted.text, [edit]).split()


@pytest.mark.parametrize("format_name", FORMATS)
@settings(max_examples=6)
@given(data=st.data())
def test_a_clean_is_undone_to_the_byte(format_name: str, data: st.DataObject) -> None:
    raw = data.draw(inputs(format_name))
    for wanted in documents(raw, format_name)[:2]:
        raw = edited(raw, format_name, wanted, data.draw(edits(wanted.text)))
    names = {"text": "txt", "markdown": "md", "feed": "rss", "jsonfeed": "json", "xliff": "xlf"}
    undo(names.get(format_name, format_name), raw)
