"""The text of a piece of HTML as a reader sees it: tags are gone, blocks are lines, white space is one space.

Every tag is markup that no edit removes, so the text can be written back between the tags.
"""

from __future__ import annotations

import html
import html.entities
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.edits import Edit, apply
from mtcheck.formats.mapping.markup import Inline, cdata_spans, write_xml, xml_inside
from mtcheck.formats.mapping.records import Shape
from mtcheck.formats.mapping.region import Escape, Writer, compose_escapes

# A quotation mark begins a value only after an equals sign; elsewhere it is a slip, and ends nothing.
_TAG = (
    r"""<[/!?]?[A-Za-z](?:[^<>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+>"""
    r"""|<[/!?]?[A-Za-z][^<>]*+>"""
    # Without its `>` a tag ends with its last attribute.
    r"""|<[A-Za-z][\w:-]*+(?:\s++[\w:-]++\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'))++"""
)
# No group is repeated possessively round a choice: Python 3.11.0 to 3.11.4 match it wrongly (gh-106052).
_HIDDEN = (
    r"<!--.*?(?:-->|\Z)|<(?P<code>script|style)\b.*?(?:</(?P=code)\s*>|\Z)"
    # Without an end tag of its own such an element hides nothing but its tag.
    r"|<(?P<object>noscript|template|svg|math|iframe|textarea)\b(?:[^<>]*+(?<=/)>"
    r"|[^<]*+(?:<(?!/?(?P=object)\b)[^<]*+)*</(?P=object)\s*>)"
    # What a page says of itself; the end tag may be missing.
    r"|<head\b[^<]*+(?:<(?!/?head\b|body\b)[^<]*+)*(?:</head\s*>|(?=<body\b))"
    r"|<title\b[^<]*+(?:<(?!/?title\b)[^<]*+)*</title\s*>"
)
_SPACE = r"[ \t\r\n\f]"
# A possessive repeat round a group that captures fails in Python 3.11 ("span of capturing group is wrong").
_TOKEN = lazyre.compile(
    rf"(?P<run>{_SPACE}*+(?:(?:{_HIDDEN}|{_TAG}){_SPACE}*+)+)|(?P<space>{_SPACE}{{2,}}+|[\t\r\n\f])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)",
    re.S | re.I,
)
_PART = lazyre.compile(rf"{_HIDDEN}|(?P<tag>{_TAG})|(?P<space>{_SPACE}+)", re.S | re.I)
_LITERAL = lazyre.compile(_TAG)
_NAME = lazyre.compile(r"<[/!?]?([A-Za-z][A-Za-z0-9]*)")
# Elements that begin a line of their own; the first kind begins a paragraph.
_PARAGRAPHS = frozenset(
    "p div article section main aside header footer nav h1 h2 h3 h4 h5 h6 blockquote pre table ul ol dl "
    "figure form fieldset body html head title hr address details".split()
)
_LINES = frozenset("br li tr td th dt dd figcaption caption option legend summary".split())


def html_escapes(text: str) -> list[Escape]:
    """The escapes of a piece of HTML.

    >>> from mtcheck.formats.mapping.records import plain
    >>> from mtcheck.formats.mapping.region import MappedRegion
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


# Samples of code, and what a reader sees but the text does not hold.
_SAMPLES = frozenset("code pre samp kbd tt var".split())
_PICTURES = frozenset(
    "img picture svg math iframe input textarea button select object embed video audio canvas".split()
)
_ELEMENT = lazyre.compile(
    rf"{_HIDDEN}|<(?P<slash>/?)(?P<name>{'|'.join(sorted(_SAMPLES | _PICTURES))})\b[^<>]*>", re.S | re.I
)


def html_codes(text: str, escapes: Sequence[Escape]) -> list[Span]:
    """The codes of a piece of HTML, on the text that its escapes give.

    >>> piece = "<p>Press <img src=x>, or <code>F1</code>."
    >>> html_codes(piece, html_escapes(piece))
    [Span(start=6, end=6), Span(start=11, end=13)]
    """
    if "<" not in text:
        return []
    places = _Places(escapes, text)
    out: list[Span] = []
    opened: list[tuple[str, int]] = []
    for match in _ELEMENT.finditer(text):
        name = (match["object"] or match["name"] or "").lower()
        if name in _PICTURES and not match["slash"]:
            place = places.of(match.start())
            out.append(Span(place, place))
        elif name in _SAMPLES and not match["slash"]:
            opened.append((name, places.of(match.end())))
        elif name in _SAMPLES and any(name == other for other, _ in opened):
            while opened:
                other, start = opened.pop()
                if other == name:
                    out.append(Span(start, max(start, places.of(match.start()))))
                    break
    return sorted(span for span in out)


_UNSEEN = lazyre.compile(
    r"<(?P<object>svg|math)\b[^<]*+(?:<(?!/?(?P=object)\b)[^<]*+)*</(?P=object)\s*>", re.S | re.I
)


def unseen_words(text: str) -> int:
    """How many words the formulas and drawings of a piece of HTML hold.

    >>> unseen_words("<p>So <math><mi>x</mi> = <mn>2</mn></math> is")
    2
    """
    if "<" not in text:
        return 0
    return sum(len(re.findall(r"\w+", _LITERAL.sub(" ", match[0]))) for match in _UNSEEN.finditer(text))


_TITLE_END = lazyre.compile(r"</\w+>|&#?\w+;")
_TITLE_TAG = lazyre.compile(r"</?(\w+)")
_TITLE_NAME = lazyre.compile(r"&(\w+);")
# Elements that a title may hold; what has others is about them.
_TITLE_TAGS = (
    _PARAGRAPHS
    | _LINES
    | _SAMPLES
    | _PICTURES
    | frozenset(
        "a abbr acronym b big cite del dfn em font i ins mark q s small span strike strong sub sup u".split()
    )
)


def looks_like_html(text: str) -> bool:
    """Whether a title that says nothing of itself is HTML: it has an end tag or a reference, and none is odd.

    >>> [looks_like_html(text) for text in ("R&amp;D", "<i>So</i>", "a < b", "the <i> tag", "<T>x</T>")]
    [True, True, False, False, False]
    """
    if not _TITLE_END.search(text):
        return False
    return all(name.lower() in _TITLE_TAGS for name in _TITLE_TAG.findall(text)) and all(
        f"{name};" in html.entities.html5 for name in _TITLE_NAME.findall(text)
    )


class _Places:
    """Where places of raw text are in the text that its escapes give."""

    def __init__(self, escapes: Sequence[Escape], raw: str) -> None:
        self._escapes, self._raw = escapes, raw
        self._starts = [escape.start for escape in escapes]
        self._shifts = [0]
        for escape in escapes:
            self._shifts.append(self._shifts[-1] + len(escape.text) - (escape.end - escape.start))

    def of(self, place: int) -> int:
        """A place of the raw text; between tags that begin a line, the side of it that the place is on."""
        index = bisect_right(self._starts, place)
        escape = self._escapes[index - 1] if index else None
        if escape is None or place >= escape.end:
            return place + self._shifts[index]
        before = {name.lower() for name in _NAME.findall(self._raw, escape.start, place)}
        behind = before & (_PARAGRAPHS | _LINES)
        return escape.start + self._shifts[index - 1] + (len(escape.text) if behind else 0)


def html_shape(raw: str) -> Shape:
    """A piece of HTML that is in nothing else."""
    escapes = html_escapes(raw)
    codes = html_codes(raw, escapes)
    return Shape(escapes, lambda text, at: write_xml(text), codes=codes, unseen=unseen_words(raw))


def html_in_xml(raw: str, inline: bool | None = None) -> Shape:
    """HTML inside an XML element: escaped, in CDATA, or, ``inline``, as elements of its own."""
    cdata = cdata_spans(raw)
    if inline is None:
        # Elements of its own are XML already; what is escaped is HTML only when the references are resolved.
        inline = "<" in raw and not cdata and ("&lt;" not in raw or _is_one_element(raw))
    if inline and not cdata:
        return html_shape(raw)
    masked = _masked(raw, cdata) if inline else ""
    if _LITERAL.search(masked):  # else all of it is in CDATA, and HTML
        escapes = sorted((*html_escapes(masked), *_marks(raw, cdata)))
        codes = html_codes(masked, escapes)
        return Shape(escapes, _writer(cdata, write_xml), codes=codes, unseen=unseen_words(masked))
    outer = xml_inside(raw, keep_tags=True).escapes
    middle = apply(raw, [Edit(escape.start, escape.end, escape.text) for escape in outer])
    write_outer = _writer(cdata, write_xml)
    inner = html_escapes(middle)
    return Shape(
        compose_escapes(outer, inner),
        lambda text, at: write_outer(write_xml(text), at),
        codes=html_codes(middle, inner),
        unseen=unseen_words(middle),
    )


_FIRST_TAG = lazyre.compile(r"\s*<([A-Za-z][\w.:-]*)[^<>]*>")


def _is_one_element(raw: str) -> bool:
    """Whether the inside of an element begins with a tag and ends with its end tag."""
    first = _FIRST_TAG.match(raw)
    return first is not None and raw.rstrip().endswith(f"</{first[1]}>")


_CDATA, _CDATA_END = "<![CDATA[", "]]>"
# In place of what would be markup outside of CDATA: no text holds it.
_NO_MARKUP = "\ufdd0"
_UNMARKED = str.maketrans("<&", _NO_MARKUP * 2)


def _masked(raw: str, cdata: Sequence[tuple[int, int]]) -> str:
    """XHTML as long as it was, in which CDATA holds no markup: `<` in it is a character of the text."""
    out: list[str] = []
    done = 0
    for start, end in cdata:
        out += [raw[done:start], raw[start:end].translate(_UNMARKED)]
        done = end
    return "".join((*out, raw[done:]))


def _marks(raw: str, cdata: Sequence[tuple[int, int]]) -> Iterator[Escape]:
    """What begins and ends CDATA, as markup."""
    for start, end in cdata:
        yield Escape(start, start + len(_CDATA), "", True)
        if raw.endswith(_CDATA_END, start + len(_CDATA), end):
            yield Escape(end - len(_CDATA_END), end, "", True)


def text_in_xml(raw: str, inline: Inline = Inline()) -> Shape:  # noqa: B008
    """Plain text inside an XML element, with inline elements that stand for nothing."""
    inside = xml_inside(raw, inline)
    return Shape(inside.escapes, _writer(cdata_spans(raw), write_xml), codes=inside.codes)


def title_in_xml(raw: str) -> Shape:
    """A title of RSS, which does not say whether it is HTML."""
    if "&" not in raw and "<" not in raw:
        return text_in_xml(raw)
    inside = xml_inside(raw, keep_tags=True).escapes
    text = apply(raw, [Edit(escape.start, escape.end, escape.text) for escape in inside])
    return html_in_xml(raw) if looks_like_html(text) else text_in_xml(raw)


def literal_in_xml(raw: str) -> Shape:
    """Text that its element says is plain: what looks like a tag in it is one that the text is about."""
    shape = text_in_xml(raw)
    if "<" not in raw and "&" not in raw:
        return shape
    text = apply(raw, [Edit(escape.start, escape.end, escape.text) for escape in shape.escapes])
    return shape._replace(codes=[Span(*match.span()) for match in _LITERAL.finditer(text)])


def _writer(cdata: Sequence[tuple[int, int]], write: Callable[[str], str]) -> Writer:
    """A writer into XML that has stretches of CDATA."""
    starts = [start for start, _ in cdata]

    def put(text: str, at: int) -> str:
        index = bisect_left(starts, at) - 1
        if index >= 0 and at < cdata[index][1]:
            return text.replace("]]>", "]]]]><![CDATA[>")
        return write(text)

    return put
