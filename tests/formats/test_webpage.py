# ruff: noqa: E501 - samples stay on their lines
"""HTML and WARC: the article found, and its words changed in the page alone."""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

import pytest

from mtcheck.config import make_config
from mtcheck.document import Place
from mtcheck.engine import check_document
from mtcheck.errors import InputError
from mtcheck.formats.mapping.article import find_article
from mtcheck.renderers.places import Places
from mtcheck.report import document_dict
from tests.conftest import Run
from tests.formats.kit import container, documents, errors, items, replacing, rewritten, same_edit, untouched

WORDS = "The council of the town has decided to close the old bridge for repairs until the autumn"
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>A bridge</title><meta charset="utf-8"><script>var x = "closed .";</script></head>
<body><nav><ul><li><a href="/">Home .</a></li><li><a href="/a">About .</a></li></ul></nav>
<article><h1>Bridge closed</h1>
<p>{WORDS} , said   the <b>mayor</b> .</p>
<p>It is&nbsp;a “long” way &amp; a hard one .
   {WORDS}, as everybody knows by now, and nobody likes it.</p>
<ul><li>{WORDS} one .</li><li>{WORDS} two .</li></ul>
<p>{WORDS}, again and again, and there is nothing more to say of it.</p></article>
<footer>Imprint .</footer></body></html>
"""


def test_short_lines_of_code_are_found_behind_their_neighbours() -> None:
    lines = "$ oar pull\n$ oar update harbour\n[tides]\nmoon = full\n[tides]\nsun ="
    page = (
        f"<html><body><article><p>{'The ferry sails at dawn and comes home late. ' * 9}</p><pre>{lines}</pre>"
    )
    page += f"<p>{'Nobody saw the boat leave the quay that morning. ' * 9}</p></article></body></html>"
    opened = container(page.encode(), "html")
    (document,) = list(opened.items())
    assert "oar pull $ oar update harbour [tides] moon = full [tides] sun =" in document.text
    assert opened.notices == []


def test_the_article_is_read_and_nothing_else() -> None:
    (found,) = documents(PAGE.encode(), None, "a.html")
    assert "Home" not in found.text
    assert 'closed ."' not in found.text
    assert f"{WORDS} , said the mayor .\n\nIt is\xa0a “long” way & a hard one . {WORDS}, as" in found.text
    assert found.declared_lang == "en-GB"
    assert found.region.locate(found.text.index("mayor")) == Place(5, PAGE.splitlines()[4].index("mayor") + 1)


def test_an_edit_of_the_article_leaves_the_page() -> None:
    changed = rewritten(
        PAGE.encode(), lambda d: [*replacing(" ,", ",")(d), *replacing("</b> .", ".")(d)], "html"
    )
    assert changed.decode() == PAGE.replace(" , said", ", said")
    dots = rewritten(PAGE.encode(), replacing(" .", "."), "html").decode()
    assert "Home ." in dots
    assert '"closed ."' in dots
    assert "<b>mayor</b>.</p>" in dots
    assert re.findall("<[^>]*>", dots) == re.findall("<[^>]*>", PAGE)
    assert "&lt;way" in rewritten(PAGE.encode(), replacing("way", "<way"), "html").decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_nothing_cleaned_is_nothing_changed(encoding: str) -> None:
    raw = PAGE.replace("utf-8", encoding).encode(encoding)
    assert rewritten(raw, untouched, "html") == raw
    assert rewritten(raw, same_edit, "html") == raw


def test_a_headline_that_is_the_title_is_read_in_its_place() -> None:
    page = PAGE.replace("<title>A bridge<", "<title>Bridge closed<")
    (found,) = documents(page.encode(), "html")
    assert found.text.startswith(f"Bridge closed\n\n{WORDS}")
    changed = rewritten(page.encode(), replacing("Bridge closed", "Bridge shut"), "html").decode()
    assert changed == page.replace("<h1>Bridge closed", "<h1>Bridge shut")


def test_places_are_those_of_the_file_in_every_output() -> None:
    (found,) = documents(PAGE.encode(), "html")
    report = check_document(found, make_config({"select": ["PUN001"]}))
    (row, *_) = document_dict(report)["findings"]
    place = (5, PAGE.splitlines()[4].index(" ,") + 1)
    assert (row["line"], row["column"]) == place
    assert Places(report).span(row["start"], row["end"])[:2] == place


ODD_PAGES = {
    "a headline in the title only": PAGE.replace("<h1>Bridge closed</h1>\n", "").replace(
        "A bridge<", "Bridge closed<"
    ),
    "CRLF": PAGE.replace("\n", "\r\n"),
    "references before the place": PAGE.replace(
        f"<p>{WORDS} ,", f"<p>&Eacute;t&#233;, caf&eacute; &amp;&nbsp;bar: {WORDS} ,"
    ),
}


@pytest.mark.parametrize("name", ODD_PAGES)
def test_places_of_odd_pages_in_every_output(name: str, run: Run, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    page = ODD_PAGES[name]
    (tmp_path / "a.html").write_bytes(page.encode())
    lines = page.split("\n")
    number = next(n for n, line in enumerate(lines) if "autumn ," in line)
    place = (number + 1, lines[number].index(" ,") + 1)

    def said(output: str) -> str:
        return run("check", "a.html", "--select", "PUN001", "--output-format", output).stdout

    assert f"a.html:{place[0]}:{place[1]}: PUN001" in said("text")
    (document,) = json.loads(said("json"))["documents"]
    assert place in [(row["line"], row["column"]) for row in document["findings"]]
    results = json.loads(said("sarif"))["runs"][0]["results"]
    regions = [each["locations"][0]["physicalLocation"]["region"] for each in results]
    assert place in [(region["startLine"], region["startColumn"]) for region in regions]


BROKEN_UP = {
    "soft hyphens": ("repairs until", "re\u00adpairs un\u00adtil"),
    "a decomposed accent": ("old bridge", "o\u0308ld bridge"),
    "a quotation mark in a tag": ("old bridge", '<b class="x"">old</b> bridge'),
    "an element in a word": ("repairs", "re<i>pairs</i>"),
    "a line break": ("old bridge", "old<br>\nbridge"),
}


@pytest.mark.parametrize("name", BROKEN_UP)
def test_words_are_found_again_whatever_is_between_and_in_them(name: str) -> None:
    page = PAGE.replace(*BROKEN_UP[name])
    (found,) = documents(page.encode(), "html")
    assert len(found.text.split()) >= len(documents(PAGE.encode(), "html")[0].text.split())
    assert "Home" not in found.text
    assert "Imprint" not in found.text


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("Menu\n– The boat sank again.\nEnd", "– The boat sank again."),
        ("Menu\n« The boat sank again. »\nEnd", "« The boat sank again. »"),
        ("Menu\n• The boat sank again.\nEnd", "The boat sank again."),
        ("Menu – The boat sank again.\nEnd", "The boat sank again."),
    ],
)
def test_a_dash_or_a_quotation_mark_that_begins_a_line_is_of_the_article(page: str, read: str) -> None:
    found = find_article(page, "The boat sank again.")
    assert [page[slice(*span)] for span in found.spans] == [read]


def test_words_that_are_not_in_the_page_are_counted() -> None:
    page = "Menu\nThe ferry left at noon.\nNotes"
    found = find_article(page, "The ferry left at noon.\nIt came back three days later.")
    assert [page[slice(*span)] for span in found.spans] == ["The ferry left at noon."]
    assert (found.words, found.unread) == (11, 6)


def test_words_that_the_article_has_more_often_are_counted_apart() -> None:
    page = "A boat sank again near the old pier.\nThe harbour was closed at noon today."
    found = find_article(page, "A boat sank again near the old pier.\nA boat sank again near the old pier.")
    assert (found.words, found.unread, found.repeated) == (16, 0, 8)


def test_a_few_words_that_are_not_found_are_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    trafilatura = pytest.importorskip("trafilatura")
    told = trafilatura.extract
    monkeypatch.setattr(trafilatura, "extract", lambda *a, **k: told(*a, **k) + "\n- photograph")
    opened = container(PAGE.replace("</p>", " and so on" * 40 + "</p>", 1).encode(), "html", "a.html")
    assert [item for item in opened.items() if isinstance(item, InputError)] == []
    assert opened.notices == [
        "a.html: 1 word is not read: 1 of an article that are not found again in the page"
    ]


def test_an_article_is_found_in_linear_work() -> None:
    def calls(size: int) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        text = "The ferry left at noon.\n" * size
        sys.setprofile(counted)
        find_article(text, text * 2)
        sys.setprofile(None)
        return count

    small = calls(50)
    assert calls(800) < 24 * small


def test_a_page_without_an_article_is_told() -> None:
    assert (
        "no article is found in the page"
        in errors(b"<html><body><script>x</script></body></html>", "html")[0]
    )
    assert "NUL" in errors(PAGE.replace("mayor", "may\0or").encode(), "html")[0]
    assert "is larger than 500 bytes" in errors(PAGE.encode(), "html", max_record_bytes=500)[0]


def test_without_the_extra_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, data in (("trafilatura", PAGE.encode()), ("warcio.archiveiterator", archive())):
        monkeypatch.setitem(sys.modules, name, None)
        (said,) = errors(data)
        assert "pip install '" in said


def archive(packed: bool = True) -> bytes:
    bodies = [
        ("text/html; charset=utf-8", PAGE),
        ("image/png", "x"),
        ("text/html", "<p>short"),
        ("text/html", PAGE),
    ]
    records = []
    for number, (kind, body) in enumerate(bodies):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.invalid/{number}\r\n"
            "WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        records.append(head.encode() + http + b"\r\n\r\n")
    return b"".join(gzip.compress(record) if packed else record for record in records)


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_of_an_archive_is_a_document(packed: bool) -> None:
    data = archive(packed)
    found = items(data, None, "a.warc.gz")
    assert [str(i) if isinstance(i, InputError) else i.origin.record for i in found] == [
        "http://x.invalid/0",
        "a.warc.gz, http://x.invalid/2: no article is found in the page; to read all of it: --input-format text",
        "http://x.invalid/3",
    ]
    assert rewritten(data, untouched, "warc") == data
    with pytest.raises(InputError, match="warc files are not written back"):
        rewritten(data, same_edit, "warc")


def test_records_of_an_archive_that_are_not_read_are_counted() -> None:
    opened = container(archive(), "warc", "a.warc.gz")
    assert [str(item) for item in opened.items() if isinstance(item, InputError)] != []
    assert opened.notices == ["a.warc.gz: 1 record is not read: 1 response of image/png"]
    others = (
        archive(packed=False)
        .replace(b"Type: response", b"Type: request", 1)
        .replace(b"text/html", b"text/css")
    )
    opened = container(others, "warc", "a.warc")
    (error,) = list(opened.items())
    assert str(error) == (
        "a.warc: 4 records are not read: 2 response of text/css, 1 request, 1 response of image/png, "
        "and there is no other text: extract it first"
    )
    assert opened.notices == []


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_is_cut_off_gives_what_was_before(packed: bool) -> None:
    data = archive(packed)
    found = list(container(data[:-300], "warc").items())
    assert found[0].origin.record == "http://x.invalid/0"
    assert "the archive is damaged or cut off" in str(found[-1])
