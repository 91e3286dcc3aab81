"""Formats by name and by content, and what is said of files that are no text."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

import mtcheck
from mtcheck.cli.options import input_formats
from mtcheck.errors import InputError
from mtcheck.formats.catalog import FORMATS
from tests.conftest import ROOT, Run
from tests.formats.kit import container, errors

FEED = b"<?xml version='1.0'?><rss><channel><item><title>So it is .</title></item></channel></rss>"


def test_the_options_and_the_docs_know_every_format() -> None:
    assert tuple(input_formats()) == FORMATS
    docs = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    assert not [name for name in FORMATS if f"`{name}`" not in docs]


@pytest.mark.parametrize(
    ("name", "data", "format_name"),
    [
        ("a.txt", FEED, "feed"),
        ("a.jsonl", gzip.compress(b'{"text": "x"}\n', mtime=0), "jsonl"),
        ("a.json", FEED, "feed"),
        ("a.xml", FEED.decode().encode("utf-16"), "feed"),
        ("a.txt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n", "vtt"),
        ("a.xlf", b'msgid ""\nmsgstr ""\n', "po"),
        ("a.md", b"<p>Markdown may begin so</p>", "markdown"),
        ("unknown", b"Text.", "text"),
    ],
)
def test_the_content_decides(name: str, data: bytes, format_name: str) -> None:
    opened = container(data, None, name)
    assert opened.format == format_name
    told = name.split(".")[-1] in ("txt", "json", "xlf")
    assert [f"is named .{name.split('.')[-1]}, but is {format_name}" in n for n in opened.notices] == [
        True
    ] * told


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"filedesc://a.arc 0.0.0.0 20200101000000 text/plain 20\n", "an ARC archive"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "is a picture"),
        (b"PK\x03\x04xx", "is a ZIP archive or an Office document"),
        (b"\x89PNG\r\n", "is a picture"),
    ],
)
def test_what_is_no_text_is_told(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        errors(data, None, "a.txt")


def test_a_drawing_is_no_text() -> None:
    with pytest.raises(InputError, match="is a picture"):
        errors(b"<svg><text>Hello , world .</text></svg>", None, "a.svg")


def test_other_xml_is_told() -> None:
    with pytest.raises(InputError, match="is XML, but no RSS, Atom, XLIFF or TMX"):
        container(b"<project/>", None, "pom.xml")
    with pytest.raises(InputError, match="is XML, but no RSS, Atom, XLIFF or TMX"):
        container(b"<root><data><value>Boats .</value></data></root>", None, "words.resx")


def test_read_goes_on_behind_an_error() -> None:
    import io

    said: list[InputError] = []
    stream = io.BytesIO(b'{"text": "a"}\nnone\n{"text": "b"}\n')
    assert [d.text for d in mtcheck.read(stream, format="jsonl", on_error=said.append)] == ["a", "b"]
    assert [error.record for error in said] == ["line 2"]


def test_a_folder_holds_data_only_where_a_field_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "package.json").write_text('{"name": "x"}')
    (tmp_path / "in" / "a.jsonl").write_text('{"body": "So it is ."}\n')
    (tmp_path / "in" / "feed.xml").write_bytes(FEED)
    done = run("check", "in")
    assert done.returncode == 0
    assert "a.jsonl" not in done.stdout + done.stderr
    done = run("check", "in", "--text-field", "body")
    assert done.returncode == 3
    assert "package.json, the text: has no field body; it has name" in done.stderr
    assert "in/a.jsonl [line 1]:1:19: PUN001" in done.stdout


def test_a_container_is_cleaned_in_place_and_logged(run: Run, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(FEED)
    (tmp_path / "good.jsonl").write_bytes(b'{"text": "All is well."}\n{"text": 3}\n')
    done = run("clean", "feed.xml", "good.jsonl", "--in-place", "--log", "log.jsonl")
    assert done.returncode == 3
    assert "good.jsonl, line 2: text is a number, not a text" in done.stderr
    assert (tmp_path / "feed.xml").read_bytes() == FEED.replace(b" .", b".")
    assert '"record":"item 1, title"' in (tmp_path / "log.jsonl").read_text()


def test_a_feed_in_ci_fails_on_the_right_line_and_passes_with_a_baseline(run: Run, tmp_path: Path) -> None:
    feed = "<rss version='2.0'>\n<channel>\n<item>\n<title>News</title>\n"
    feed += (
        "<description>&lt;p&gt;Talks in Baltic countries .&lt;/p&gt;</description>\n</item></channel></rss>\n"
    )
    (tmp_path / "feed.xml").write_text(feed)
    options = ("--fail-on", "minor", "--output-format", "github")
    done = run("check", "feed.xml", *options)
    assert done.returncode == 1
    assert "file=feed.xml,line=5,endLine=5,col=48,endColumn=50" in done.stdout
    assert run("check", "feed.xml", "--write-baseline").returncode == 0
    done = run("check", "feed.xml", *options, "--baseline", ".mtcheck-baseline.json")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_feed_is_compressed_on_standard_input(run: Run) -> None:
    done = run("check", "-", stdin=gzip.compress(FEED))
    assert "<stdin> [item 1, title]:1:57: PUN001" in done.stdout
    done = run("clean", "-", stdin=FEED)
    assert done.stdout.encode() == FEED.replace(b" .", b".")
