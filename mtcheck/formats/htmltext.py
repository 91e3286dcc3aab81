"""The text of a piece of HTML as a reader sees it: tags are gone, blocks are lines, white space is one space.

Every tag is markup that no edit removes, so the text can be written back between the tags.
"""

from __future__ import annotations

import html
import re

from mtcheck.edits import Edit, apply
from mtcheck.formats.markup import cdata_spans, write_xml, xml_escapes
from mtcheck.formats.records import Shape
from mtcheck.formats.region import Escape, compose_escapes

_TAG = r"""<[/!?]?[A-Za-z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>|<[/!?]?[A-Za-z][^<>]*+>"""
_HIDDEN = (
    r"<!--.*?(?:-->|\Z)|<(?P<code>script|style|noscript|template|svg|math|iframe|textarea)\b"
    r".*?(?:</(?P=code)\s*>|\Z)"
)
_SPACE = r"[ \t\r\n\f]"
# A possessive repeat round a group that captures fails in Python 3.11 ("span of capturing group is wrong").
_TOKEN = re.compile(
    rf"(?P<run>{_SPACE}*+(?:(?:{_HIDDEN}|{_TAG}){_SPACE}*+)+)|(?P<space>{_SPACE}{{2,}}+|[\t\r\n\f])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)",
    re.S | re.I,
)
_PART = re.compile(rf"{_HIDDEN}|(?P<tag>{_TAG})|(?P<space>{_SPACE}+)", re.S | re.I)
_NAME = re.compile(r"<[/!?]?([A-Za-z][A-Za-z0-9]*)")
# Elements that begin a line of their own; the first kind begins a paragraph.
_PARAGRAPHS = frozenset(
    "p div article section main aside header footer nav h1 h2 h3 h4 h5 h6 blockquote pre table ul ol dl "
    "figure form fieldset body html head title hr address details".split()
)
_LINES = frozenset("br li tr td th dt dd figcaption caption option legend summary".split())


def html_escapes(text: str) -> list[Escape]:
    """The escapes of a piece of HTML.

    >>> from mtcheck.formats.records import plain
    >>> from mtcheck.formats.region import MappedRegion
    >>> piece = "<p>One &amp;  <b>two</b></p>\\n<p>three<br>four"
    >>> MappedRegion(0, plain(b"", piece, "utf-8"), html_escapes(piece)).text
    'One & two\\n\\nthree\\nfour'
    """
    out: list[Escape] = []
    for match in _TOKEN.finditer(text):
        if match["run"] is not None:
            out += _run(match[0], match.start(), edge=match.start() == 0 or match.end() == len(text))
        elif match["space"] is not None:
            at_edge = match.start() == 0 or match.end() == len(text)
            out.append(Escape(match.start(), match.end(), "" if at_edge else " ", at_edge))
        else:
            said = html.unescape(match[0])
            if said != match[0]:
                out.append(Escape(match.start(), match.end(), said))
    return out


def _run(run: str, start: int, edge: bool) -> list[Escape]:
    """Tags with the white space between and around them: a line end, or nothing but its white space."""
    names = {match[1].lower() for match in _NAME.finditer(run)}
    if edge or names & _PARAGRAPHS or names & _LINES:
        text = "" if edge else "\n\n" if names & _PARAGRAPHS else "\n"
        return [Escape(start, start + len(run), text, True)]
    out: list[Escape] = []
    spaced = False
    for part in _PART.finditer(run):
        low, high = start + part.start(), start + part.end()
        if part["space"] is None:
            out.append(Escape(low, high, "", True))
        else:
            out.append(Escape(low, high, "" if spaced else " "))
            spaced = True
    return out


def html_in_xml(raw: str) -> Shape:
    """HTML inside an XML element: escaped, in CDATA, or as elements of its own."""
    outer = xml_escapes(raw, keep_tags=True)
    middle = apply(raw, [Edit(escape.start, escape.end, escape.text) for escape in outer])
    cdata = cdata_spans(raw)
    # Elements of its own are XML already; what is escaped is HTML only when the references are resolved.
    inline = "<" in raw and not cdata and "&lt;" not in raw

    def write(text: str, at: int) -> str:
        markup = write_xml(text)
        if any(start < at < end for start, end in cdata):
            return markup.replace("]]>", "]]]]><![CDATA[>")
        return markup if inline else write_xml(markup)

    return Shape(compose_escapes(outer, html_escapes(middle)), write)


def text_in_xml(raw: str, hidden: frozenset[str] = frozenset()) -> Shape:
    """Plain text inside an XML element, with inline elements that stand for nothing."""
    cdata = cdata_spans(raw)

    def write(text: str, at: int) -> str:
        if any(start < at < end for start, end in cdata):
            return text.replace("]]>", "]]]]><![CDATA[>")
        return write_xml(text)

    return Shape(xml_escapes(raw, hidden=hidden), write)
