# ruff: noqa: E501 - samples stay on their lines
"""RSS, Atom, JSON Feed: items, languages, HTML inside, broken feeds, and the way back."""

from __future__ import annotations

import base64
import html
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.config import make_config
from mtcheck.document import Place
from mtcheck.edits import Edit, apply
from mtcheck.engine import check_document
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

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!-- left  alone . -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>News .</title><language>de</language>
<item>
  <title>Talks &amp; walks .</title>
  <media:title>Not this .</media:title>
  <description>&lt;p&gt;First   part .&lt;/p&gt;&lt;p&gt;AT&amp;amp;T &lt;b&gt;said&lt;/b&gt; .&lt;/p&gt;</description>
  <content:encoded><![CDATA[
    <p>Body &amp; soul .</p>
    <p class="a>b">Second
    line .</p><script>var a = "x .";</script>]]></content:encoded>
</item>
<item><title><![CDATA[Two .]]></title><description/></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>F .</title>
<entry xml:lang="fr"><title type="html">A &amp;amp; b .</title><source><title>No .</title></source>
<summary>Plain &lt; text .</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One .</p><p>Two&#160;.</p></div></content></entry>
<entry><title>C</title><content type="image/png">AAAA</content></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>F</title><dc:language>cs</dc:language></channel>
<item rdf:about="x"><title>Old .</title><description>Text .</description><dc:language>sk</dc:language></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "language": "de",
    "items": [
        {"id": "1", "title": "T .", "content_html": '<p>One .</p><p>Two &amp; "three" .</p>'},
        {"id": "2", "content_text": "Text .", "language": "fr"},
    ],
}


def tidy(document: object) -> list[Edit]:
    return replacing(" .", ".")(document)  # type: ignore[arg-type]


def test_rss_items_are_read_as_a_reader_sees_them() -> None:
    found = documents(RSS.encode(), None, "news.rss")
    assert [d.text for d in found] == [
        "Talks & walks .", "First part .\n\nAT&T said .", "Body & soul .\n\nSecond line .", "Two .",
    ]  # fmt: skip
    assert [d.origin.record for d in found] == [
        "item 1, title",
        "item 1, summary",
        "item 1, content",
        "item 2, title",
    ]
    assert {d.declared_lang for d in found} == {"de"}
    assert found[0].locate(0) == Place(6, 10)
    assert found[2].locate(len("Body & soul .\n\nSecond ")) == Place(12, 5)


def test_an_edit_of_rss_changes_its_words_alone() -> None:
    expected = RSS
    for word in ("walks", "part", "&lt;/b&gt;", "soul", "line", "[Two"):
        expected = expected.replace(f"{word} .", f"{word}.")
    assert rewritten(RSS.encode(), tidy, "feed").decode() == expected
    new = rewritten(RSS.encode(), lambda d: [Edit(0, 1, "<&]]>")], "feed")
    assert [d.text[:5] for d in documents(new, "feed")] == ["<&]]>"] * 4


def test_atom_items_and_their_languages() -> None:
    found = documents(ATOM.encode(), None, "a.xml")
    assert [d.text for d in found] == ["A & b .", "Plain < text .", "One .\n\nTwo\xa0.", "C"]
    assert [d.declared_lang for d in found] == ["fr", "fr", "fr", "en"]
    changed = rewritten(ATOM.encode(), replacing("\xa0.", "."), "feed").decode()
    assert changed == ATOM.replace("&#160;.", ".")


def test_code_and_pictures_in_html_have_places() -> None:
    page = "<p>Call <code>a &amp;lt; b ,</code> and <img src='x'>.</p><pre>so , it  is</pre>"
    feed = f"<rss><channel><item><description><![CDATA[{page}]]></description></item></channel></rss>"
    (document,) = documents(feed.encode(), "feed")
    assert [document.text[slice(*span)] for span in document.codes] == ["a &lt; b ,", "", "so , it is"]
    assert [finding.rule for finding in check_document(document, make_config({})).findings] == []


def test_escaped_text_in_xhtml_and_in_plain_text_is_text() -> None:
    feed = (
        '<feed><entry><title type="text">Write &lt;i&gt; first</title><content type="xhtml"><div><p>By Lee '
        "&lt;lee@quay.example&gt;, for a &lt; b</p></div></content></entry></feed>"
    )
    title, content = documents(feed.encode(), "feed")
    assert (title.text, content.text) == ("Write <i> first", "By Lee <lee@quay.example>, for a < b")
    assert [title.text[slice(*span)] for span in title.codes] == ["<i>"]
    assert [f.rule for d in (title, content) for f in check_document(d, make_config({})).findings] == []


def in_item(inner: str) -> bytes:
    spaces = 'xmlns:m="http://search.yahoo.com/mrss/" xmlns:h="http://www.w3.org/1999/xhtml"'
    return f'<rss version="2.0" {spaces}><channel><item>{inner}</item></channel></rss>'.encode()


def test_cdata_inside_of_xhtml_holds_no_markup() -> None:
    inside = "<div><p>Use <![CDATA[#include <stdio.h> & more .]]> here .</p></div>"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">{inside}</content></entry></feed>'
    assert texts(feed.encode(), "feed") == ["Use #include <stdio.h> & more . here ."]
    new = rewritten(feed.encode(), replacing(" .", "<."), "feed").decode()
    assert new == feed.replace("more .", "more<.").replace("here .", "here&lt;.")
    whole = feed.replace(inside, "<![CDATA[<div><p>All of it</p></div>]]>")
    assert texts(whole.encode(), "feed") == ["All of it"]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<dc:title>A</dc:title><dc:description>B</dc:description>", ["A", "B"]),
        ("<title>A</title><dc:title>B</dc:title><itunes:summary>C</itunes:summary>", ["A", "C"]),
        (
            "<m:group><m:content><m:description>A</m:description></m:content></m:group><title>B</title>",
            ["A", "B"],
        ),
        ("<h:body><p>A &lt;b&gt;</p></h:body>", ["A <b>"]),
        ("<fullitem>&lt;p&gt;A&lt;/p&gt;</fullitem>", ["A"]),
        ("<other:summary>A</other:summary><title>B</title>", ["B"]),
    ],
)
def test_texts_of_other_namespaces(inner: str, expected: list[str]) -> None:
    assert texts(in_item(inner), "feed") == expected


def test_base64_is_read_and_written_again() -> None:
    packed = base64.b64encode("<p>Grüße , ja</p>".encode())
    content = b'<content type="text/html" mode="base64">\n' + packed + b"\n</content>"
    raw = b"<feed><entry><title>T .</title>" + content + b"</entry></feed>"
    assert texts(raw, "feed") == ["T .", "Grüße , ja"]
    assert rewritten(raw, tidy, "feed") == raw.replace(b"T .", b"T.")
    changed = rewritten(raw, replacing(" ,", ","), "feed")
    assert (
        base64.b64decode(changed.partition(b"base64")[2][2:].partition(b"<")[0])
        == "<p>Grüße, ja</p>".encode()
    )


def test_contents_of_other_types_are_counted_and_titles_of_other_types_are_text() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="application/x-own">So it is</title>'
        '<content type="video/mp4">//79</content></entry><entry><content type="image/png">iVBORw==</content></entry></feed>'
    )
    opened = container(feed.encode(), "feed")
    assert [item.text for item in opened.items()] == ["So it is"]
    assert opened.notices == ["input: 2 contents are not read: 1 of type video/mp4, 1 of type image/png"]


def test_elements_without_an_end_hide_nothing_else() -> None:
    page = "<p>One<iframe src='x'> two <svg/> three <svg><b>no</b></svg> four"
    assert texts(in_item(f"<description><![CDATA[{page}]]></description>"), "feed") == ["One two three four"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<title><![CDATA[Salt &amp; sand &#8211; so]]></title>", "Salt & sand – so"),
        ("<title>Salt &amp;amp; sand</title>", "Salt & sand"),
        ("<title>Sing &lt;em&gt;it&lt;/em&gt; now</title>", "Sing it now"),
        # Titles that are about markup, or say that they are plain.
        ("<title>A &lt;Port&gt; of &lt;/Port&gt;s</title>", "A <Port> of </Port>s"),
        ("<title>About the &lt;em&gt; tag</title>", "About the <em> tag"),
        ("<title><![CDATA[Salt &quay; sand]]></title>", "Salt &quay; sand"),
        ('<title type="text"><![CDATA[Salt &amp; sand]]></title>', "Salt &amp; sand"),
    ],
)
def test_titles_of_rss_are_html_where_they_look_like_it(title: str, expected: str) -> None:
    raw = in_item(title)
    assert texts(raw, "feed") == [expected]
    assert rewritten(raw, same_edit, "feed") == raw
    longer = rewritten(raw, lambda d: [Edit(1, 1, "<&")], "feed")
    assert texts(longer, "feed") == [f"{expected[0]}<&{expected[1:]}"]


def test_titles_of_atom_are_text_without_a_type() -> None:
    feed = "<feed><entry><title><![CDATA[Salt &amp; sand]]></title></entry></feed>"
    assert texts(feed.encode(), "feed") == ["Salt &amp; sand"]


def test_words_of_formulas_and_drawings_are_told() -> None:
    page = "<p>So <math><mi>x</mi><mo>=</mo><mn>2</mn></math> is.</p><svg><text>Depth in metres</text></svg>"
    said = "input: 5 words are not read: 5 of formulas and drawings in HTML"
    for body in (f"<![CDATA[{page}]]>", html.escape(page, False)):
        opened = container(in_item(f"<description>{body}</description>"), "feed")
        assert [item.text for item in opened.items()] == ["So is."]
        assert opened.notices == [said]
    own = f'<feed><entry><content type="xhtml"><div>{page}</div></content></entry></feed>'
    opened = container(own.encode(), "feed")
    assert [item.text for item in opened.items()] == ["So is."]
    assert opened.notices == [said]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_html": page}]}
    opened = container(json.dumps(feed).encode(), "jsonfeed")
    assert [item.text for item in opened.items()] == ["So is."]
    assert opened.notices == [said]


def test_a_tag_that_is_not_closed_ends_with_its_last_attribute() -> None:
    page = '<p>See <a href="http://a.example/q">ours</a>, <a href="http://a.example/"theirs</a> too.'
    raw = in_item(f"<description><![CDATA[{page}]]></description>")
    assert texts(raw, "feed") == ["See ours, theirs too."]
    assert rewritten(raw, replacing("theirs", "her"), "feed") == raw.replace(b"theirs", b"her")
    assert texts(in_item("<description>a &lt;b c and d = e &lt; f</description>"), "feed") == [
        "a <b c and d = e < f"
    ]


def test_a_type_that_is_none_hides_no_content_and_a_page_round_a_feed_no_item() -> None:
    feed = '<feed><entry><content type="own#type" mode="xml">So it is</content></entry></feed>'
    assert texts(feed.encode(), "feed") == ["So it is"]
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>So</title></entry></feed>'
    assert texts(f"<!DOCTYPE html>\n<html>\n<body>{atom}</body></html>".encode(), None, "a.xml") == ["So"]


FEEDS = {
    "a namespace on its own element": (
        in_item(
            '<c:encoded xmlns:c="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>So</p>]]></c:encoded>'
        ),
        ["So"],
    ),
    "capital letters": (
        b"<RSS version='0.91'><CHANNEL><ITEM><TITLE>So</TITLE><Description>It is</Description></ITEM></CHANNEL></RSS>",
        ["So", "It is"],
    ),
    "text of another type": (
        b"<feed><entry><content type='text/markdown'>*So* &lt;b&gt; it</content></entry></feed>",
        ["*So* <b> it"],
    ),
    "text about markup in elements": (
        in_item("<description><p>So <b>it</b> is &lt;here&gt;</p></description>"),
        ["So it is <here>"],
    ),
    "markup behind elements": (
        in_item("<description><br/>So &lt;i&gt;it&lt;/i&gt;</description>"),
        ["So it"],
    ),
    "CDATA in three parts": (
        in_item("<title><![CDATA[So ]]]]><![CDATA[> it]]> is</title>"),
        ["So ]]> it is"],
    ),
    "characters of Windows by number": (in_item("<title>So &#146; it &#x92; is</title>"), ["So ’ it ’ is"]),
    "a prefix for everything": (
        b'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>So</a:title></a:entry></a:feed>',
        ["So"],
    ),
    "a type with parameters": (
        b"<feed><entry><content type='text/html; charset=utf-8'>&lt;b>So&lt;/b></content></entry></feed>",
        ["So"],
    ),
}


@pytest.mark.parametrize("name", FEEDS)
def test_odd_feeds(name: str) -> None:
    raw, expected = FEEDS[name]
    assert texts(raw, "feed") == expected
    assert rewritten(raw, same_edit, "feed") == raw
    changed = rewritten(raw, lambda d: [Edit(1, 1, "é")], "feed")
    assert texts(changed, "feed") == [f"{text[0]}é{text[1:]}" for text in expected]


def test_a_feed_of_contents_that_are_no_text_is_an_error() -> None:
    said = errors(b"<feed><entry><content type='image/png'>iVBORw==</content></entry></feed>", "feed")
    assert said == [
        "input: 1 content is not read: 1 of type image/png, and there is no other text: extract it first"
    ]


def test_rss_1_and_the_language_of_an_item_behind_its_texts() -> None:
    found = documents(RDF.encode(), None, "a.rdf")
    assert [(d.text, d.declared_lang) for d in found] == [("Old .", "sk"), ("Text .", "sk")]


def test_json_feed() -> None:
    data = json.dumps(JSON_FEED, indent=1).encode()
    found = documents(data, None, "feed.json")
    assert [d.text for d in found] == ["T .", 'One .\n\nTwo & "three" .', "Text ."]
    assert [d.declared_lang for d in found] == ["de", "de", "fr"]
    assert [d.origin.record for d in found] == ["item 1, title", "item 1, content_html", "item 2, content"]
    assert rewritten(data, tidy, "jsonfeed") == data.replace(b" .", b".")


@pytest.mark.parametrize("data", [RSS, ATOM, RDF, json.dumps(JSON_FEED)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_nothing_cleaned_is_nothing_changed(data: str, encoding: str) -> None:
    raw = data.encode(encoding)
    assert rewritten(raw, untouched) == raw
    assert rewritten(raw, same_edit) == raw


WORDS = st.lists(
    st.sampled_from(["a", " ", "<b>", "</b>", "<br/>", "&amp;", "&nbsp;", "\n ", "é", "<p>", "</p>", "1<2"])
)


@given(WORDS.map("".join), st.sampled_from(["cdata", "escaped"]))
def test_html_in_feeds_comes_back_whatever_it_is(inner: str, how: str) -> None:
    body = f"<![CDATA[{inner}]]>" if how == "cdata" else html.escape(inner, False)
    raw = f"<rss><channel><item><description>{body}</description></item></channel></rss>".encode()
    assert rewritten(raw, same_edit, "feed") == raw
    for document in documents(raw, "feed"):
        expected = apply(document.text, replacing("a", "<é&")(document))
        assert texts(rewritten(raw, replacing("a", "<é&"), "feed"), "feed") == [expected]


BROKEN = {
    "an ampersand alone": ("R&D and &nbsp;so", "R&D and \xa0so"),
    "a bad end tag": ("a</i> b", "a b"),
    "a bracket": ("1 < 2", "1 < 2"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_feeds_are_read(name: str) -> None:
    inner, text = BROKEN[name]
    raw = f"<rss><channel><item><title>{inner}</title></item><item><title>next</title></item></channel></rss>".encode()
    assert texts(raw, "feed") == [text, "next"]


def test_an_element_that_is_not_closed_loses_no_neighbour() -> None:
    raw = b"<rss><item><title>one</title><description>lost</item><item><title>two</title></item></rss>"
    found = items(raw, "feed")
    assert [item.text for item in found if not isinstance(item, InputError)] == ["one", "two"]
    assert "item 1, summary: <description> is not closed; it was skipped" in str(found[0])


@pytest.mark.parametrize(
    ("declared", "real"),
    [("windows-1251", "cp1251"), ("utf-8", "cp1251"), ("windows-1251", "utf-8"), ("no-such", "utf-8")],
)
def test_charsets_right_and_wrong(declared: str, real: str) -> None:
    title = "Переговоры закончились вничью, сказал посол в понедельник ."
    raw = f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><title>{title}</title></item></channel></rss>'
    (found,) = documents(raw.encode(real), "feed")
    assert found.text == title
    wrong = declared not in ("no-such",) and {declared, real} not in ({"windows-1251", "cp1251"}, {"utf-8"})
    assert bool(found.encoding_problems) == wrong
    assert rewritten(raw.encode(real), tidy, "feed") == raw.replace(" .", ".").encode(real)


BOMB = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY a{n} '&a;&a;&a;'>" for n in range(9)) + "]>"
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("format_name", ["feed", "xliff", "tmx"])
@pytest.mark.parametrize("dtd", [BOMB, EXTERNAL, "\n<!DOCTYPE x [\n<!ENTITY % p SYSTEM 'http://x/y'> %p;]>"])
def test_a_dtd_of_its_own_is_refused(format_name: str, dtd: str) -> None:
    (said,) = errors(
        f"<?xml version='1.0'?>{dtd}<rss><item><title>&a;</title></item></rss>".encode(), format_name
    )
    assert "line " in said
    assert "declares a DTD of its own, which is not read: take it out" in said


def test_a_dtd_that_is_only_named_is_not_loaded() -> None:
    raw = b'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://x.invalid/rss.dtd"><rss><item><title>a &x;</title></item></rss>'
    assert texts(raw, "feed") == ["a &x;"]


def test_a_feed_that_breaks_off_gives_what_was_before() -> None:
    cut = RSS.encode()[: RSS.index("soul") + 3]
    found = items(cut, "feed")
    assert [d.text for d in found[:2]] == ["Talks & walks .", "First part .\n\nAT&T said ."]
    assert isinstance(found[-1], InputError)
    assert "what came before was read" in str(found[-1])


def test_deep_nesting_keeps_the_neighbours() -> None:
    deep = "<a>" * 50_000 + "</a>" * 50_000
    raw = (
        f"<rss><channel><item><title>one</title>{deep}</item><item><title>two</title></item></channel></rss>"
    )
    found = items(raw.encode(), "feed")
    assert [item.text for item in found[:2]] == ["one", "two"]
    assert "nests elements too deep" in str(found[2])


def test_a_huge_element_is_skipped_in_bounded_memory() -> None:
    big = b"word " * 6_000_000
    raw = b"<rss><item><title>one</title></item><item><title>" + big + b"</title><link>" + big
    raw += b"</link></item><!--" + big + b"--><item><title>two</title></item></rss>"
    opened = container(raw, "feed", max_record_bytes=100_000)
    tracemalloc.start()
    found = list(opened.items())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.text for item in found[::2]] == ["one", "two"]
    assert "item 2, title: is longer than max-characters allows" in str(found[1])
    assert peak < 6_000_000


def test_nul_and_no_xml_are_told() -> None:
    found = items(b"<rss><item><title>a\0b</title></item><item><title>c</title></item></rss>", "feed")
    assert "item 1, title: character 1 (line 1) is NUL" in str(found[0])
    assert found[1].text == "c"
    assert "there is no XML in it" in errors(b"just text", "feed")[0]
