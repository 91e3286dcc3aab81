"""Regions: from raw text to text and back, with everything an edit does not touch left alone."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from mtcheck.document import Place
from mtcheck.edits import Edit, apply, resolve
from mtcheck.formats.mapping.records import plain
from mtcheck.formats.mapping.region import Escape, MappedRegion, compose_escapes

TOKEN = re.compile(r"&amp;|&lt;|&gt;|&#233;|<[^>]*>")
PIECES = st.sampled_from(["a", "b ", "&amp;", "&lt;", "&#233;", "<i>", "</i>", "\n", "é", "👁", "\r\n"])


def escapes(raw: str) -> list[Escape]:
    return [
        Escape(m.start(), m.end(), "" if m[0][0] == "<" else html.unescape(m[0]), m[0][0] == "<")
        for m in TOKEN.finditer(raw)
    ]


def region(raw: str) -> MappedRegion:
    return MappedRegion(
        7, plain(raw.encode(), raw, "utf-8"), escapes(raw), write=lambda text, at: html.escape(text, False)
    )


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        edit = Edit(start, end, draw(st.text("xé<&", max_size=3)))
        if start < end or edit.text:
            found.append(edit)
    return resolve(found)


@given(st.lists(PIECES, max_size=12).map("".join), st.data())
def test_what_is_written_reads_as_the_edited_text_and_keeps_its_markup(raw: str, data: st.DataObject) -> None:
    before = region(raw)
    edits = data.draw(edits_of(before.text))
    written = before.encode(edits).decode()
    assert region(written).text == apply(before.text, edits)
    assert re.findall("<[^>]*>", written) == re.findall("<[^>]*>", raw)


@given(st.lists(PIECES, max_size=12).map("".join), st.data())
def test_an_edit_leaves_the_raw_text_before_and_behind_it(raw: str, data: st.DataObject) -> None:
    before = region(raw)
    start = data.draw(st.integers(0, len(before.text)))
    written = before.encode([Edit(start, start, "X")]).decode()
    head, found, tail = written.partition("X")
    assert found
    assert head + tail == raw


@given(st.text("a\n\r", max_size=10), st.data())
def test_places_are_those_of_the_container(raw: str, data: st.DataObject) -> None:
    found = MappedRegion(0, plain(raw.encode(), raw, "utf-8"), first=Place(5, 3))
    at = data.draw(st.integers(0, len(raw)))
    lines = re.split(r"\r\n|\n|\r", raw[:at])
    assert found.locate(at) == Place(4 + len(lines), len(lines[-1]) + (3 if len(lines) == 1 else 1))


def test_markup_between_two_lines_stays_where_it_is() -> None:
    raw = "<p>One .</p><p>Two .</p>"
    marks = [Escape(0, 3, "", True), Escape(8, 15, "\n", True), Escape(20, 24, "", True)]
    found = MappedRegion(0, plain(raw.encode(), raw, "utf-8"), marks)
    assert found.text == "One .\nTwo ."
    assert found.encode([Edit(3, 4, ""), Edit(9, 10, "")]) == b"<p>One.</p><p>Two.</p>"
    assert found.encode([Edit(0, 6, "")]) == b"<p></p><p>Two .</p>"
    assert found.encode([Edit(3, 10, ".\nTwo")]) == b"<p>One.</p><p>Two.</p>"


@given(st.lists(PIECES, max_size=12).map("".join))
def test_escapes_of_escaped_text_compose(inner: str) -> None:
    raw = html.escape(inner, False)
    both = compose_escapes(escapes(raw), escapes(inner))
    assert MappedRegion(0, plain(raw.encode(), raw, "utf-8"), both).text == region(inner).text
    assert all(a.end <= b.start for a, b in zip(both, both[1:], strict=False))
