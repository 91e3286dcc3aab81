# ruff: noqa: E501 - files stay on their lines
"""One file, cleaned, replayed and undone from the command line, in every layout that its format allows.

In all of these files ` .` is the only fault. So the cleaned file is the file without the spaces: any other byte
that differs is a loss.
"""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.reliability.test_replay import Command, command  # noqa: F401 - a fixture

RULES = ("--select", "PUN001", "--drop", "none", "--text-field", "text", "--id-field", "id")
FIELDS = ("--text-field", "text", "--id-field", "id")
PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={0}\\n"\n"Language: {1}\\n"\n\n'
XLIFF = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
FILE = '<file original="{0}" source-language="en" target-language="de" datatype="x"><body>{1}</body></file>'
UNIT = '<trans-unit id="1"><source>{0}</source><target>{1}</target></trans-unit>'
TMX = '<tmx version="1.4"><header srclang="en"/><body>{0}</body></tmx>'
TU = '<tu tuid="1"><tuv xml:lang="de"><seg>{1}</seg></tuv><tuv xml:lang="en"><seg>{0}</seg></tuv></tu>'
RSS = "<rss version='2.0'><channel><language>{0}</language><item><title>{1}</title><description>{2}</description></item></channel></rss>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><entry><title type="html">{0}</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{1}</div></content></entry></feed>'
CUES = "1\n00:00:01,000 --> 00:00:02,000\nThe ferry is late .\n{0}2\n00:00:03,000 --> 00:00:04,000\nIt comes at noon .\n"
PAGE = '<html lang="en"><head><title>The ferry .</title><script>var a = "x ."</script></head>\r\n<body><article><h1>The ferry</h1>\r\n' + "".join(
    f"<p>The ferry number {n} will not go before the evening, the harbour &amp; its office said on Monday .</p>\r\n" for n in range(4)
) + "</article></body></html>"  # fmt: skip

LAYOUTS: dict[str, str] = {
    "ph.xlf": XLIFF + FILE.format("a", UNIT.format("So <x id='1'/> it is here.", 'So <x id="1"/> ist <ph id="2">%d .</ph>es hier .')) + "</xliff>",
    "segments.xlf": XLIFF + FILE.format("a", UNIT.format("A. B.", '<mrk mtype="seg" mid="1">Das ist eins .</mrk><mrk mtype="seg" mid="2">Das ist zwei .</mrk>')) + "</xliff>",
    "files.xlf": XLIFF + "".join(FILE.format(name, UNIT.format("So.", f"Das ist Datei {name} .")) for name in "abc") + "</xliff>",
    "twice.xlf": XLIFF + FILE.format("a", UNIT.format("So.", "Das ist so .") + UNIT.format("No.", "Das ist nicht so .")) + "</xliff>",
    "cdata.xlf": XLIFF + FILE.format("a", UNIT.format("So.", "<![CDATA[Das <b>ist</b> so .]]>")) + "</xliff>",
    "prefixed.xlf": '<x:xliff version="1.2" xmlns:x="urn:oasis:names:tc:xliff:document:1.2"><x:file original="a" source-language="en" target-language="de" datatype="x"><x:body><x:trans-unit id="1"><x:source>A.</x:source><x:target>Hier <x:ph id="1">%d .</x:ph> ist es so .</x:target></x:trans-unit></x:body></x:file></x:xliff>',
    "two.xlf": '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="de"><file id="f"><group id="g" translate="no"><unit id="u" translate="yes"><segment><source>A.</source><target>Es ist <ph id="1"/>&#x20;hier .</target></segment><segment><source>B.</source><target>Es war dort .</target></segment></unit></group></file></xliff>',
    "a.tmx": TMX.format(TU.format("It is.", "Es ist <ph x='1'>&lt;b .&gt;</ph>so .") + TU.format("It was.", "Es war so .")),
    "cdata.rss": RSS.format("en", "<![CDATA[It&#8217;s Q&A time]]>", "<![CDATA[<p>So it is .</p><pre>a = 1 ;</pre><p>It &amp; it were so .</p>]]>"),
    "escaped.rss": RSS.format("en", "AT&amp;amp;T is late .", "&lt;p&gt;Press &lt;img src='a .png'&gt;, and go &amp;mdash; now .&lt;/p&gt;"),
    "a.atom": ATOM.format("&lt;b&gt;So&lt;/b&gt; it is .", "<p>Write &lt;ann@pier.example&gt; <br/>today .</p><code><![CDATA[a <b> .]]></code>"),
    "a.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:c="http://purl.org/rss/1.0/modules/content/"><item><title>It is late .</title><c:encoded>&lt;i&gt;So&lt;/i&gt; it goes .</c:encoded></item></rdf:RDF>',
    "feed.json": '{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "items": [{"id": "1", "content_html": "<p>So \\u00e9 it is .<\\/p>"}]}',
    "kwline.po": PO.format("UTF-8", "de") + 'msgid\n"Save it."\nmsgstr\n"Jetzt alles sichern"\n" ."\n',
    "oneline.po": PO.format("UTF-8", "de") + 'msgid "Save it." msgstr "Alles sichern ."\nmsgid "Go.""" msgstr "Alles" " gehen" " ."\n',
    "plural.po": PO.format("UTF-8", "de") + '#, c-format\n#, fuzzy\nmsgid "%d file."\nmsgid_plural "%d files."\nmsgstr[0] ""\n"%d Datei ."\nmsgstr[1] "%d Dateien ."\n\n#~ msgid "x"\n#~ msgstr "alt ."\n',
    "blocks.srt": CUES.format(""),
    "gaps.srt": CUES.format("\nThere is a gap .\n\n\n"),
    "short.srt": CUES.format("\n").replace(",000", ""),
    "karaoke.vtt": "WEBVTT\n\nSTYLE\n::cue { color : red .5 }\n\n00:01.000 --> 00:02.000 line:0\n<00:01.100><c>The</c> <00:01.500><c.x>ferry is late</c> .\n00:02.000 --> 00:03.000\n<v Ann .>It comes at noon .\n",
    "stray.csv": 'id,text\n1,"He said it is late .\n2,"It is ""late"", he said ."\n3,It is noon .\n',
    "ids.csv": "id;text\nx;It is late .\nx;It is noon .\n;It is over .\n",
    "a.tsv": 'id\ttext\nx\t"It is late .\nx\tIt is 5" wide .\n',
    "ids.jsonl": '{"id": "x", "text": "It is \\u00fc late ."}\n{"id": "x", "text": "It is noon ."}\n',
    "ids.json": '{"text": "It is late .", "id": "x"}',
    "a.html": PAGE,
    "a.md": "# The ferry\n\nIt is *late* .\n\n    x .\n",
}  # fmt: skip
OTHER_BYTES: dict[str, bytes] = {
    **{f"cr.{name}": LAYOUTS[name].replace("\r\n", "\n").replace("\n", "\r").encode() for name in ("kwline.po", "oneline.po", "plural.po", "gaps.srt", "karaoke.vtt", "stray.csv", "ids.csv", "a.tsv")},
    **{f"crlf.{name}": LAYOUTS[name].replace("\n", "\r\n").encode() for name in ("kwline.po", "plural.po", "blocks.srt", "gaps.srt", "karaoke.vtt", "stray.csv", "ids.jsonl", "a.tsv")},
    "crcrlf.po": LAYOUTS["plural.po"].replace("\n", "\r\r\n").encode(),
    "big5.po": (PO.format("Big5", "en") + 'msgid "x."\nmsgstr "The 功能 and 許 is late ."\n\nmsgid "y."\nmsgstr "It is 成功" " ."\n').encode("big5"),
    "sjis.rss": ('<?xml version="1.0" encoding="Shift_JIS"?>' + RSS.format("en", "The ソ in it is late .", "A 表 it is .")).encode("shift_jis"),
    "latin.rss": ('<?xml version="1.0" encoding="ISO-8859-1"?>' + RSS.format("de", "Die Fähre fährt spät .", "Größe für Fußgänger .")).encode("latin-1"),
    "wide.xlf": ("\ufeff" + LAYOUTS["files.xlf"]).encode("utf-16-be"),
}  # fmt: skip
INPUTS = {**{name: text.encode() for name, text in LAYOUTS.items()}, **OTHER_BYTES}
# ` .` stands in these where it is no fault: in code, in styles, in what is not read.
_KEPT = (
    b"%d .</",
    b"<b> .",
    b"&lt;b .&gt;",
    b"a .png",
    b"red .5",
    b"Ann .>",
    b"alt .",
    b"    x .",
    b"The ferry .</title>",
    b'"x ."',
)


def tidy(data: bytes) -> bytes:
    """The bytes without the spaces before a full stop that are faults."""
    if b"\0" in data:
        return tidy(data.decode("utf-16-be").encode()).decode().encode("utf-16-be")
    for number, kept in enumerate(_KEPT):
        data = data.replace(kept, b"\0%d\0" % number)
    data = data.replace(b" .", b".")
    for number, kept in enumerate(_KEPT):
        data = data.replace(b"\0%d\0" % number, kept)
    return data


def cycle(command: Command, name: str) -> tuple[bytes, bytes, bytes]:  # noqa: F811
    """A file cleaned, replayed, and undone, each to a file of another name, as the issue has it."""
    assert command("clean", name, "-o", "cleaned", "--log", "log.jsonl", *RULES) in (0, 3)
    assert command("replay", "log.jsonl", name, "-o", "again", *FIELDS) in (0, 3)
    assert command("replay", "log.jsonl", "cleaned", "-o", "undone", "--undo", *FIELDS) in (0, 3)
    return Path("cleaned").read_bytes(), Path("again").read_bytes(), Path("undone").read_bytes()


@pytest.mark.parametrize("name", INPUTS)
def test_nothing_but_the_faults_changes_and_all_of_it_comes_back(command: Command, name: str) -> None:  # noqa: F811
    data = INPUTS[name]
    assert tidy(data) != data
    Path(name).write_bytes(data)
    cleaned, again, undone = cycle(command, name)
    assert cleaned == tidy(data)
    assert again == cleaned
    assert undone == data


def test_what_is_in_base64_is_written_anew_and_comes_back(command: Command) -> None:  # noqa: F811
    feed = '<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en"><entry><content type="text/html" mode="base64">\n{}\n</content></entry></feed>'
    data = feed.format(base64.b64encode(b"<p>So it is , dear .</p>").decode()).encode()
    Path("a.atom").write_bytes(data)
    cleaned, again, undone = cycle(command, "a.atom")
    inside = cleaned.partition(b'mode="base64">')[2].partition(b"</content>")[0]
    assert base64.b64decode(inside) == b"<p>So it is, dear.</p>"
    assert cleaned.replace(inside, b"") == feed.format("").replace("\n\n", "").encode()
    assert (again, undone) == (cleaned, data)


def test_parts_of_a_file_give_their_records_the_names_of_the_whole(command: Command, tmp_path: Path) -> None:  # noqa: F811
    row = '{{"id": "k{0}", "text": "The ferry number {1} is {2}late ."}}\n'
    data = "".join(row.format(n % 40, n, "very " * 100) for n in range(2500)).encode()
    Path("a.jsonl").write_bytes(data)
    for jobs in ("1", "2"):
        assert (
            command("clean", "a.jsonl", "-o", f"{jobs}.jsonl", "--log", "log.jsonl", "--jobs", jobs, *RULES)
            == 0
        )
        assert Path(f"{jobs}.jsonl").read_bytes() == data.replace(b" .", b".")
        assert command("replay", "log.jsonl", "a.jsonl", "-o", "again.jsonl", *FIELDS) == 0
        assert command("replay", "log.jsonl", f"{jobs}.jsonl", "-o", "undone.jsonl", "--undo", *FIELDS) == 0
        assert Path("again.jsonl").read_bytes() == data.replace(b" .", b".")
        assert Path("undone.jsonl").read_bytes() == data
