"""XML as a stream of tags with their places; what is between them is cut out of the bytes as it is.

No entity is declared, expanded or fetched: a document that declares some is refused, and one that only names
a DTD is read without it. So no bomb goes off, and the place of every byte stays known. Feeds are often not
well-formed; with ``strict`` a wrong end tag is an error, without it the scanner goes on.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.document import Place, Span
from mtcheck.formats.io.window import Window
from mtcheck.formats.mapping.region import Escape

# Deeper elements are passed over without their names: no format nests so.
MAX_DEPTH = 2000
# A tag is shorter; a longer one is an open quotation mark.
_MAX_TAG_BYTES = 1 << 16
_TAG = lazyre.compile(rb"""<(/?)([^\s/>"'=<!?&]+)((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
_LOOSE_TAG = lazyre.compile(rb"""<(/?)([A-Za-z][^\s/>"'=<!?&]*)([^<>]*+)>""")
ATTRIBUTE = lazyre.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SPECIAL = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"))
_DECLARED = lazyre.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']""")
TOKEN = lazyre.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[|\]\]>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});"
    r"""|<(/?)([A-Za-z_][\w:.-]*)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""",
    re.S,
)
# Text that is not to be translated.
_PROTECTED = lazyre.compile(r"""\b(?:mtype\s*=\s*["']protected["']|translate\s*=\s*["']no["'])""")


class XmlError(Exception):
    """The input is no XML that is read: what is wrong, and where."""

    def __init__(self, problem: str, place: Place) -> None:
        super().__init__(problem, place)
        self.problem, self.place = problem, place


class Tag(NamedTuple):
    """A start or end tag. ``start`` and ``end`` are bytes of the container; ``place`` is that of its end."""

    name: str
    prefix: str
    opens: bool
    closes: bool
    start: int
    end: int
    place: Place
    raw: str

    def attributes(self) -> dict[str, str]:
        """Its attributes, under their names as written."""
        return {
            match[1]: html.unescape(match[2] if match[2] is not None else match[3])
            for match in ATTRIBUTE.finditer(self.raw)
        }


class XmlScanner:
    """Tags in order. ``stack`` holds the open elements, the one a start tag opens among them.

    ``hold`` keeps the bytes after a tag until ``held`` gives those up to another one.
    """

    def __init__(self, chunks: Iterator[bytes], cap: int, *, strict: bool) -> None:
        self.window = Window(chunks)
        self.stack: list[str] = []
        self.notices: list[str] = []
        self.too_deep = False
        self._cap, self._strict = cap, strict
        self._at = self._excess = 0
        self._held: int | None = None

    def hold(self, tag: Tag) -> None:
        """Keep what follows a start tag."""
        self._held = tag.end

    def held(self, tag: Tag) -> bytes | None:
        """What is between the tag that was held and an end tag; None where it is too large."""
        start, self._held = self._held, None
        if start is None or start < self.window.base:
            return None
        return self.window.data[start - self.window.base : tag.start - self.window.base]

    def tags(self) -> Iterator[Tag]:
        """Every tag. Raises XmlError: no XML, a DTD of its own, broken off, and badly nested when strict."""
        seen = False
        while True:
            at = self._find(b"<", self._at)
            if at < 0:
                break
            self._at = at
            if self._special():
                continue
            tag = self._tag()
            if tag is None:
                self._at += 1
                continue
            seen = True
            if self._follow(tag):
                yield tag
                if tag.closes and tag.opens:
                    self.stack.pop()
        if not seen:
            raise self._error("there is no XML in it")
        if self.stack:
            raise self._error(f"it breaks off inside <{self.stack[-1]}>")

    def _follow(self, tag: Tag) -> bool:
        """Bring the stack up to date; whether the tag belongs to an element that is followed."""
        if tag.opens:
            if len(self.stack) >= MAX_DEPTH:
                self._excess += not tag.closes
                self.too_deep = True
                return False
            self.stack.append(tag.name)
            return True
        if self._excess:
            self._excess -= 1
            return False
        if self.stack and self.stack[-1] == tag.name:
            self.stack.pop()
            return True
        if self._strict:
            inside = f"inside <{self.stack[-1]}>" if self.stack else "closed with nothing open"
            raise self._error(f"</{tag.name}> is {inside}")
        if tag.name not in self.stack:
            return False
        while self.stack.pop() != tag.name:
            pass
        return True

    def _special(self) -> bool:
        """Pass over a comment, CDATA, an instruction or a DOCTYPE at the place; whether there was one."""
        while len(self.window.data) - self._at < len(b"<![CDATA[") and self._more():
            pass
        data, at = self.window.data, self._at
        for opening, closing in _SPECIAL:
            if data.startswith(opening, at):
                end = self._find(closing, at + len(opening), error="is not closed")
                self._at = end + len(closing)
                return True
        if not data[at : at + 9].upper().startswith((b"<!DOCTYPE", b"<!ENTITY")):
            return False
        end = self._find(b">", at, error="is not closed")
        if b"[" in self.window.data[self._at : end] or data[at + 2 : at + 3].upper() == b"E":
            raise self._error("it declares a DTD of its own, which is not read: take it out")
        self.notices.append("names a DTD, which is not loaded")
        self._at = end + 1
        return True

    def _find(self, wanted: bytes, start: int, error: str = "") -> int:
        """Where bytes stand next in the window, -1 for nowhere; reads on as far as need be."""
        while (found := self.window.data.find(wanted, start)) < 0:
            keep = max(start, len(self.window.data) - len(wanted) + 1)
            behind = keep - self._at
            if not error:
                self._at = keep
            elif behind > self._cap or self._held is None:
                # What is passed over need not be kept; its beginning is forgotten.
                self._at = keep
            start = keep - self._forget()
            if not self._more():
                if error:
                    raise self._error(f"a comment, CDATA or instruction {error}")
                return -1
        return found

    def _forget(self) -> int:
        """Let go of what is neither held nor ahead; how many bytes went."""
        keep = self._at
        if self._held is not None:
            held = self._held - self.window.base
            if keep - held > self._cap:
                self._held = -1
            elif held >= 0:
                keep = min(keep, held)
        self.window.drop(keep)
        self._at -= keep
        return keep

    def _more(self) -> bool:
        return self.window.more()

    def _tag(self) -> Tag | None:
        while True:
            match = _TAG.match(self.window.data, self._at)
            if match:
                break
            ahead = len(self.window.data) - self._at
            if ahead > _MAX_TAG_BYTES or not self._more():
                match = None if self._strict else _LOOSE_TAG.match(self.window.data, self._at)
                if match is None and self._strict:
                    raise self._error("a tag is not closed")
                if match is None:
                    return None
                break
        start = self.window.base + self._at
        end = match.end()
        self.window.mark(end)
        self._at = end
        name = match[2].decode("utf-8", "replace")
        prefix, _, local = name.rpartition(":")
        raw = match[3].decode("utf-8", "replace")
        empty = raw.endswith("/")
        opens = not match[1]
        return Tag(
            local, prefix, opens, not opens or empty, start, self.window.base + end, self.window.place, raw
        )  # fmt: skip

    def _error(self, problem: str) -> XmlError:
        self.window.mark(max(self._at, 0))
        return XmlError(problem, self.window.place)


def declared_encoding(head: bytes) -> str | None:
    """The encoding an XML declaration names."""
    match = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf").lstrip())
    return match[1].decode("ascii") if match else None


def cdata_spans(raw: str) -> list[tuple[int, int]]:
    """The stretches of CDATA, their marks included."""
    return [match.span() for match in re.finditer(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", raw, re.S)]


class Inline(NamedTuple):
    """Names of elements inside of a text: ``hidden`` go with what is in them, ``opaque`` stand for something
    that the text does not show.
    """

    hidden: frozenset[str] = frozenset()
    opaque: frozenset[str] = frozenset()


class Inside(NamedTuple):
    """The escapes of the inside of an element, and its codes, on the text that the escapes give."""

    escapes: list[Escape]
    codes: list[Span]


def xml_inside(raw: str, inline: Inline = Inline(), *, keep_tags: bool = False) -> Inside:  # noqa: B008
    """The inside of an element: references stand for characters, markup for nothing.

    Names are compared without their prefix. ``keep_tags`` leaves tags in the text.

    >>> xml_inside("a &amp; <g id='1'>b</g>").escapes[0].text
    '&'
    >>> xml_inside("Hi <ph>%s</ph>!", Inline(frozenset(["ph"]), frozenset(["ph"]))).codes
    [Span(start=3, end=3)]
    """
    return _Inside(inline, keep_tags).read(raw)


class _Inside:
    """Reads the inside of one element, token by token."""

    def __init__(self, inline: Inline, keep_tags: bool) -> None:
        self._inline, self._keep_tags = inline, keep_tags
        self._escapes: list[Escape] = []
        self._codes: list[Span] = []
        self._shift = 0  # from raw text to text, after the last escape
        self._opened: list[tuple[str, int]] = []  # opaque elements that show what is in them

    def read(self, raw: str) -> Inside:
        """All of it."""
        in_cdata = False
        name, depth, start = "", 0, 0
        for match in TOKEN.finditer(raw):
            token = match[0]
            local = (match[2] or "").rpartition(":")[2]
            ends = bool(match[1])
            empty = token.endswith("/>")
            if token in ("<![CDATA[", "]]>"):
                if (token == "]]>") == in_cdata:
                    in_cdata = not in_cdata
                    if not depth:
                        self._add(match.start(), match.end(), "", True)
            elif in_cdata:
                continue
            elif depth:
                if local == name and not empty:
                    depth += -1 if ends else 1
                    if not depth:
                        self._hide(name, start, match.end())
            elif local in self._inline.hidden and not ends and not empty:
                name, depth, start = local, 1, match.start()
            else:
                self._token(token, local, match.start(), ends, empty)
        return Inside(self._escapes, sorted(self._codes))

    def _token(self, token: str, local: str, start: int, ends: bool, empty: bool) -> None:
        end = start + len(token)
        if token[0] == "&":
            text = html.unescape(token)
            if text != token:
                self._add(start, end, text, False)
        elif not local or not self._keep_tags:
            self._add(start, end, "", True)
            if local in self._inline.opaque or (local == "mrk" and (ends or _PROTECTED.search(token))):
                self._opaque(local, end + self._shift, ends, empty)

    def _hide(self, name: str, start: int, end: int) -> None:
        if name in self._inline.opaque:
            self._codes.append(Span(start + self._shift, start + self._shift))
        self._add(start, end, "", True)

    def _opaque(self, name: str, place: int, ends: bool, empty: bool) -> None:
        if empty:
            self._codes.append(Span(place, place))
        elif not ends:
            self._opened.append((name, place))
        elif self._opened and self._opened[-1][0] == name:
            self._codes.append(Span(self._opened.pop()[1], place))

    def _add(self, start: int, end: int, text: str, fixed: bool) -> None:
        self._escapes.append(Escape(start, end, text, fixed))
        self._shift += len(text) - (end - start)


def write_xml(text: str) -> str:
    """Text as it is between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
