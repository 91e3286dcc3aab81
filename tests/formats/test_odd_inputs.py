# ruff: noqa: E501 - samples stay on their lines
"""Odd inputs that are legal, or that the parsers of the field read: their texts, and the way back.

What polib, msgfmt, lxml, srt, pysrt, webvtt-py and the csv module give for them was looked up by hand; they are not
needed here.
"""

from __future__ import annotations

import pytest

from mtcheck.document import Document
from mtcheck.edits import Edit
from tests.formats.kit import items, rewritten, same_edit, texts

PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: fi\\n"\n\n'
XLIFF = '<?xml version="1.0"?>\n<xliff version="1.2"><file source-language="en" target-language="fi"><body>%s</body></file></xliff>'
XLIFF_2 = '<xliff version="2.0" srcLang="en" trgLang="fi"><file id="f"><unit id="u">%s</unit></file></xliff>'
TMX = '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>Boat</seg></tuv>%s</tu></body></tmx>'
SRT = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\n00:03.000 --> 00:04.000\nTwo\n"


def unit(target: str) -> str:
    return XLIFF % f'<trans-unit id="1"><source>Boat</source>{target}</trans-unit>'


def segment(target: str) -> str:
    return XLIFF_2 % f"<segment><source>Boat</source><target>{target}</target></segment>"


CATALOGUES = {
    "tabs and references of C": (PO + 'msgid\t"a"\nmsgstr\t"A\\x41\\101\\tB\\\\n"\n', ["AAA\tB\\n"]),
    "a context of an empty message": (PO + 'msgctxt "x"\nmsgid ""\nmsgstr "tyhjä"\n', ["tyhjä"]),
    "obsolete plurals": (
        PO
        + '#~ msgid "a"\n#~ msgid_plural "b"\n#~ msgstr[0] "c"\n#~msgstr[1] "d"\n#~ ""\nmsgid "e"\nmsgstr "f"\n',
        ["f"],
    ),
    "all previous messages": (
        PO
        + '#, fuzzy\n#| msgctxt ""\n#| "o"\n#| msgid "x"\n#| msgid_plural "y"\nmsgctxt "n"\nmsgid "e"\nmsgstr "f"\n',
        ["f"],
    ),
    "a header that comes last": ('msgid "e"\nmsgstr "f"\n\n' + PO, ["f"]),
    "form feeds": (PO + '\f\nmsgid "e"\n\vmsgstr "f"\n', ["f"]),
    "spaces in brackets": (
        PO + 'msgid "a"\nmsgid_plural "b"\nmsgstr [0] "c"\nmsgstr[ 1 ] "d"\n',
        ["c", "d"],
    ),
    "comments that look like keywords": (
        PO + '# msgid\n#msgid "no"\n#\nmsgid "a"\nmsgstr "c # d"\n',
        ["c # d"],
    ),
    "separators that end no line": (PO + 'msgid "a"\nmsgstr "c\u2028d\x85e"\n', ["c\u2028d\x85e"]),
    "no end of the last line": (PO + 'msgid "e"\nmsgstr "f"', ["f"]),
}
CHARSETS = {
    'charset=\\"ISO-8859-15\\"': ("iso-8859-15", "5 € à payer"),
    "charset=KOI8-R": ("koi8-r", "Привет, мир"),
    "CharSet=iso-8859-2": ("iso-8859-2", "Příliš žluťoučký"),
    "charset=EUC-JP": ("euc-jp", "表示する"),
    "charset=GB18030": ("gb18030", "丂和人"),
}
UNITS = {
    "CDATA": (unit("<target><![CDATA[Vene <b>on</b> &amp; ]]></target>"), ["Vene <b>on</b> &amp; "]),
    "comments and instructions": (unit("<target>Ve<!-- <x> -->n<?a b>c?>e</target>"), ["Vene"]),
    "sub in a placeholder": (unit('<target>a<ph id="1">&lt;i alt="<sub>V</sub>"&gt;</ph>b</target>'), ["ab"]),
    "the target first": (
        XLIFF % '<trans-unit id="1"><target>Vene</target><source>Boat</source></trans-unit>',
        ["Vene"],
    ),
    "a bracket in an attribute": (unit("<target><x id='1' equiv-text='a>b'/>Vene</target>"), ["Vene"]),
    "elements in elements of their name": (
        unit('<target><g id="1">a<g id="2">b</g><g id="3"/>c</g></target>'),
        ["abc"],
    ),
    "references": (unit("<target>V&#xe9;n&#101;&quot;&apos;</target>"), ["Véne\"'"]),
    "spans of XLIFF 2": (
        segment('<pc id="1"><pc id="2">Ve</pc></pc><sc id="3"/>ne<ec startRef="3"/><cp hex="001A"/>'),
        ["Vene"],
    ),
    "words that are not translated": (segment('Ve<mrk id="m" translate="no">ne</mrk>'), ["Vene"]),
    "a reference to data": (
        XLIFF_2
        % '<originalData><data id="d">x</data></originalData><segment><source>a</source><target>V<ph id="1" dataRef="d"/>e</target></segment>',
        ["Ve"],
    ),
}
MEMORIES = {
    "inline elements": (
        TMX
        % '<tuv lang="FI"><note>no</note><seg>b<bpt i="1">x</bpt>c<ept i="1">y</ept><it pos="begin">z</it><hi>d</hi><ut>u</ut></seg></tuv>',
        ["bcd"],
    ),
    "two of one language": (
        TMX % '<tuv xml:lang="fi"><seg>Vene</seg></tuv><tuv xml:lang="fi"><seg>Paatti</seg></tuv>',
        ["Vene", "Paatti"],
    ),
    "CDATA": (
        TMX % '<tuv xml:lang="fi"><prop type="x">p</prop><seg><![CDATA[a < b]]></seg></tuv>',
        ["a < b"],
    ),
}
CUES = {
    "no numbers": (SRT.replace("1\n", "", 1).replace("\n2\n", "\n"), ["One", "Two"]),
    "places on the screen": (SRT.replace("02,000", "02,000  X1:100 X2:600 Y1:40 Y2:80"), ["One", "Two"]),
    "single digits": (
        SRT.replace("00:00:03,000", "0:0:3,0").replace("00:00:04,000", "0:0:4,5"),
        ["One", "Two"],
    ),
    "four digits of a fraction": (SRT.replace(",000", ",0000"), ["One", "Two"]),
    "a number below zero, a number with a fraction": (
        SRT.replace("1\n", "-1\n", 1).replace("\n2\n", "\n2.5\n"),
        ["One", "Two"],
    ),
    "a time below zero": (SRT.replace("00:00:01,", "-00:00:01,"), ["One", "Two"]),
    "a number and an arrow in the text": (SRT.replace("One", "A --> B\n1984"), ["A --> B\n1984", "Two"]),
    "an empty cue": (SRT.replace("One\n", ""), ["Two"]),
}
VTT_CUES = {
    "names, settings, hours of four digits": (
        VTT.replace(
            "00:01.000 --> 00:02.000", "part one\n1000:00:01.000 --> 1000:00:02.000 align:start line:0%"
        ),
        ["One", "Two"],
    ),
    "a map of times under the header": (
        VTT.replace("WEBVTT", "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000"),
        ["One", "Two"],
    ),
    "voices, languages and ruby": (
        VTT.replace("One", "<v.loud Ann>One</v> <c.x>two</c> <lang fi>kaksi</lang> <ruby>k<rt>g</rt></ruby>"),
        ["One two kaksi kg", "Two"],
    ),
    "an arrow in a note": (VTT.replace("\n\n00:03", "\n\nNOTE a --> b\n\n00:03"), ["One", "Two"]),
    "a number in the text": (VTT.replace("One", "One\n42"), ["One\n42", "Two"]),
}
TABLES = {
    "lines in cells": ('id,text\r\n1,"a\r\nb, c"\r\n2,d\r\n', ["a\r\nb, c", "d"]),
    "CR in cells": ('id,text\r1,"a\rb"\r2,d\r', ["a\rb", "d"]),
    "the delimiter before the header": ("sep=;\nid;text\n1;a, b\n2;c\n", ["a, b", "c"]),
    "a header of two lines": ('"id\nx","text"\n1,a\n', ["a"]),
    "columns without a name": (",text,\n1,a,\n", ["a"]),
    "marks inside of cells": ('id,text\n1,a "b" c\n2,d"e\n', ['a "b" c', 'd"e']),
    "separators that end no line": ("id,text\n1,a\u2028b\x0bc\x85d\n", ["a\u2028b\x0bc\x85d"]),
    "prose in lines and commas": (
        'id,text\n1,"one, two\nthree, four\nfive, six"\n2,c\n',
        ["one, two\nthree, four\nfive, six", "c"],
    ),
    "rows without anything": ("id,text\n1,a\n\n\n2,b\n\n", ["a", "b"]),
    "a header in marks behind a BOM": ('\ufeff"text","id"\na,1\n', ["a"]),
}
ALL = {
    (name, kind): case
    for kind, cases in {
        "po": CATALOGUES, "xliff": UNITS, "tmx": MEMORIES, "srt": CUES, "vtt": VTT_CUES, "csv": TABLES,
    }.items()
    for name, case in cases.items()
}  # fmt: skip


def edited(document: Document) -> list[Edit]:
    """A mark behind the first character."""
    return [Edit(1, 1, "é")]


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_odd_inputs_are_read_and_come_back(name: str, kind: str) -> None:
    data, expected = ALL[name, kind]
    raw = data.encode()
    assert texts(raw, kind) == expected
    assert rewritten(raw, same_edit, kind) == raw
    assert texts(rewritten(raw, edited, kind), kind) == [f"{text[0]}é{text[1:]}" for text in expected]


@pytest.mark.parametrize("said", CHARSETS)
def test_charsets_of_catalogues_in_any_writing(said: str) -> None:
    codec, text = CHARSETS[said]
    raw = (PO.replace("charset=UTF-8", said) + f'msgid "a"\nmsgstr "{text}"\n').encode(codec)
    (document,) = items(raw, "po")
    assert (document.text, document.encoding_problems) == (text, ())
    assert rewritten(raw, same_edit, "po") == raw
