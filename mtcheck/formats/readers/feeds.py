"""RSS 0.9x, 1.0 and 2.0, Atom, and JSON Feed: title, summary and content of each item.

Our own scanner reads the XML, for a text can be written back only when its bytes are known; see
docs/decisions. What is HTML, escaped or in CDATA, is read as text and written back between its tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.document import Place
from mtcheck.edits import Edit, apply
from mtcheck.encoding.bytes.declared import known_encoding
from mtcheck.errors import InputError
from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.fields import Wanted, beside, shape_of
from mtcheck.formats.mapping.htmltext import (
    html_codes,
    html_escapes,
    html_in_xml,
    html_shape,
    literal_in_xml,
    text_in_xml,
    title_in_xml,
    unseen_words,
)
from mtcheck.formats.mapping.markup import Tag, XmlError, XmlScanner, declared_encoding, write_xml
from mtcheck.formats.mapping.records import Builder, Field, Item, LeftOut, Shape, plain_shape, unpacked
from mtcheck.formats.mapping.region import compose_escapes
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.jsonrecords import records_of, string_shape

_ITEMS = ("item", "entry")
# Namespaces by their addresses, and the prefixes that feeds use for them without a declaration.
_SPACES = (
    ("feed", lazyre.compile(r"http://(?:www\.)?(?:w3\.org/2005/Atom|purl\.org/(?:atom/ns|rss/1\.0)|my\.netscape\.com"
                        r"|channel\.netscape\.com|backend\.userland\.com|blogs\.law\.harvard\.edu)")),
    ("content", lazyre.compile(r"purl\.org/rss/1\.0/modules/content")),
    ("dc", lazyre.compile(r"purl\.org/dc/")),
    ("media", lazyre.compile(r"search\.yahoo\.com/mrss|video\.search\.yahoo\.com/mrss")),
    ("itunes", lazyre.compile(r"itunes\.com/dtds|itunes\.com/DTDs")),
    ("xhtml", lazyre.compile(r"w3\.org/1999/xhtml")),
)  # fmt: skip
_KNOWN = {"": "feed", "atom": "feed", "a10": "feed", "rss": "feed", "ns0": "feed", "content": "content",
          "dc": "dc", "media": "media", "itunes": "itunes", "xhtml": "xhtml"}  # fmt: skip
_XMLNS = lazyre.compile(r"""\bxmlns:([\w.-]+)\s*=\s*["']([^"']*)""")
# Texts of an item by namespace, and what they are called.
_TEXTS = {
    "feed": {"title": "title", "description": "summary", "summary": "summary", "content": "content",
             "encoded": "content", "body": "content", "fullitem": "content"},
    "content": {"encoded": "content"},
    "xhtml": {"body": "content"},
    "dc": {"title": "dc:title", "description": "dc:description"},
    "media": {"title": "media:title", "description": "media:description"},
    "itunes": {"title": "itunes:title", "summary": "itunes:summary"},
}  # fmt: skip
_PLAIN_TYPES = ("text", "text/plain", "plain")
_IN_HTML = "of formulas and drawings in HTML"


class _Text(NamedTuple):
    """A text of an item that is being read; ``data`` is None where it was too large."""

    label: str
    data: bytes | None
    start: int
    place: Place
    shape: Callable[[str], Shape]
    lang: str | None
    packed: bool = False


class _Feed:
    """Reads one feed, item by item: the language of an item may stand after its texts."""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        self._build = xml_builder(source, options, "feed")
        self._scanner = XmlScanner(source.chunks(), options.max_record_bytes, strict=False)
        self._cap = options.max_record_bytes
        self._number = 0
        self._texts: list[_Text] = []
        self._left_out: list[LeftOut] = []
        self._lang: str | None = None  # of the item
        self._feed_lang: str | None = None
        self._spaces: dict[str, str] = {}
        self._item_depth = 0
        self._is_atom = False
        self._open: tuple[Tag, str] | None = None
        self._open_depth = 0

    def items(self) -> Iterator[Item | LeftOut]:
        """The documents of the feed."""
        try:
            for tag in self._scanner.tags():
                yield from self._on(tag)
        except XmlError as error:
            if self._texts:
                yield from self._flush()
            place = f"line {error.place.line}, column {error.place.column}"
            yield self._build.error(place, f"is read no further: {error.problem}; what came before was read")
        if self._build.unseen:
            yield LeftOut(_IN_HTML, self._build.unseen, "word")
        if self._scanner.too_deep:
            yield self._build.error(None, "nests elements too deep; the deepest were skipped")

    def _on(self, tag: Tag) -> Iterator[Item | LeftOut]:
        stack = self._scanner.stack
        # A start tag is on the stack already, an end tag no longer.
        depth = len(stack) - tag.opens
        if self._open is not None:
            opened, label = self._open
            ends = tag.closes and not tag.opens and depth <= self._open_depth
            if not ends:
                return
            if tag.name == opened.name:
                self._close(tag, opened, label)
                return
            self._open = None
            self._scanner.held(tag)
            said = f"<{opened.name}> is not closed; it was skipped"
            yield self._build.error(f"item {self._number}, {label}", said)
        if tag.opens and "xmlns:" in tag.raw:
            for prefix, address in _XMLNS.findall(tag.raw):
                self._spaces[prefix] = next((name for name, sign in _SPACES if sign.search(address)), "")
        if not self._item_depth:
            yield from self._outside(tag, depth)
        elif tag.opens and not tag.closes and (depth == self._item_depth + 1 or self._space(tag) == "media"):
            self._inside(tag)
        elif tag.closes and not tag.opens and depth == self._item_depth:
            self._item_depth = 0
            yield from self._flush()

    def _outside(self, tag: Tag, depth: int) -> Iterator[Item | LeftOut]:
        if tag.opens and tag.name.lower() in _ITEMS and self._space(tag) == "feed" and not tag.closes:
            self._item_depth = depth
            self._is_atom = tag.name.lower() == "entry"
            self._number += 1
            self._lang = self._language(tag)
        elif tag.opens and not tag.closes and tag.name.lower() == "language":
            self._scanner.hold(tag)
        elif tag.closes and tag.name.lower() == "language":
            self._feed_lang = self._held_language(tag) or self._feed_lang
        elif tag.opens and depth < 2:
            self._feed_lang = self._language(tag) or self._feed_lang
        yield from ()

    def _language(self, tag: Tag) -> str | None:
        return tag.attributes().get("xml:lang") or None if "xml:lang" in tag.raw else None

    def _held_language(self, tag: Tag) -> str | None:
        data = self._scanner.held(tag)
        return data.decode("ascii", "replace").strip() or None if data else None

    def _inside(self, tag: Tag) -> None:
        """An element of an item begins."""
        name = tag.name.lower()
        label = "language" if name == "language" else _TEXTS.get(self._space(tag), {}).get(name)
        if label:
            self._open = (tag, label)
            self._open_depth = len(self._scanner.stack) - 1
            self._scanner.hold(tag)

    def _space(self, tag: Tag) -> str:
        """The namespace of a tag, by the declaration of its prefix or by habit."""
        return self._spaces.get(tag.prefix) or _KNOWN.get(tag.prefix, "")

    def _close(self, tag: Tag, opened: Tag, label: str) -> None:
        self._open = None
        if label == "language":
            self._lang = self._held_language(tag) or self._lang
            return
        attributes = opened.attributes()
        kind = _type_of(attributes)
        data = self._scanner.held(tag)
        is_markup = not kind or _is_plain(kind) or "html" in kind
        packed = attributes.get("mode") == "base64" or not is_markup
        shape = _shape_of(label, kind, opened.name.lower(), self._is_atom)
        if packed and data is not None:
            if unpacked(data) is not None:
                shape = html_shape if "html" in kind or not is_markup else plain_shape
            elif label == "content":  # a picture, or an archive
                self._left_out.append(LeftOut(f"of type {kind or 'base64'}", unit="content"))
                return
            else:  # only a content may be of any type
                packed, shape = False, literal_in_xml
        lang = attributes.get("xml:lang")
        self._texts.append(_Text(label, data, opened.end, opened.place, shape, lang, packed))

    def _flush(self) -> Iterator[Item | LeftOut]:
        has_title = any(text.label == "title" and text.data for text in self._texts)
        for text in self._texts:
            if has_title and text.label.endswith(":title"):
                continue
            name = f"item {self._number}, {text.label}"
            lang = text.lang or self._lang or self._feed_lang
            if text.data is None:
                yield self._build.error(name, "is longer than max-characters allows; it was skipped")
            elif text.data.strip():
                field = Field(text.data, text.start, text.place)
                make = self._build.packed_document if text.packed else self._build.document
                yield make(field, name, text.shape, declared_lang=lang)
        yield from self._left_out
        self._texts, self._left_out = [], []


def _type_of(attributes: dict[str, str]) -> str:
    """The type that an element says its text is of; what is no type says none."""
    kind = attributes.get("type", "").strip().lower()
    return kind if "/" in kind or "html" in kind or kind in _PLAIN_TYPES else ""


def _is_plain(kind: str) -> bool:
    """Whether a type is one of text without markup of HTML or XML."""
    return kind in _PLAIN_TYPES or (kind.startswith("text/") and "html" not in kind and "xml" not in kind)


def _shape_of(label: str, kind: str, element: str, is_atom: bool) -> Callable[[str], Shape]:
    """How a text is read, by its label, its type and its element; RSS has titles of HTML without a word."""
    if _is_plain(kind):
        return literal_in_xml
    if label.endswith("title") and "html" not in kind:
        return text_in_xml if is_atom else title_in_xml
    # Elements of XHTML are XML already: what is escaped in them is text.
    is_inline = "xhtml" in kind or element == "body"
    return partial(html_in_xml, inline=True) if is_inline else html_in_xml


def xml_builder(source: Source, options: ReadOptions, format_name: str) -> Builder:
    """A Builder for XML, which says itself what encoding it is in."""
    declared = declared_encoding(source.head) if not source.wide else None
    return Builder(
        source,
        format_name,
        known_encoding(declared) or "utf-8",
        declares=known_encoding(declared) is not None,
    )


def read_feed(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item | LeftOut]:
    """The items of an RSS or Atom feed."""
    yield from _Feed(source, options).items()


_JSON_TEXTS = ("items[].title", "items[].summary", "items[].content_text", "items[].content_html")


def _html_in_json(raw: str) -> Shape:
    outer = string_shape(raw)
    middle = apply(raw, [Edit(escape.start, escape.end, escape.text) for escape in outer.escapes])
    inner = html_escapes(middle)
    escapes = compose_escapes(outer.escapes, inner)
    return Shape(
        escapes,
        lambda text, at: outer.write(write_xml(text), at),
        codes=html_codes(middle, inner),
        unseen=unseen_words(middle),
    )


def read_json_feed(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item | LeftOut]:
    """The items of a JSON Feed."""
    settled = ReadOptions(
        text_fields=_JSON_TEXTS, lang_field="items[].language", max_record_bytes=options.max_record_bytes
    )
    wanted = Wanted(settled, grouped=True)
    feed_lang = Wanted(ReadOptions(lang_field="language")).lang
    wanted.shapes |= feed_lang
    build = Builder(source, "jsonfeed", options.encoding)
    for name, record in records_of(source, options, wanted, build):
        if isinstance(record, InputError):
            yield record
            continue
        for value in record.values:
            if shape_of(value.path) not in wanted.texts or value.kind != "string" or not value.data.strip():
                continue
            key = str(value.path[-1])
            codes = beside(value, wanted.lang, record.values) or beside(value, feed_lang, record.values)
            yield build.document(
                Field(value.data, value.start, value.place),
                f"{name}, {key.removeprefix('content_text') or 'content'}",
                _html_in_json if key == "content_html" else string_shape,
                declared_lang=codes[0].data.decode("ascii", "replace") if codes else None,
            )
    if build.unseen:
        yield LeftOut(_IN_HTML, build.unseen, "word")


FEED = Format(read_feed)
JSON_FEED = Format(read_json_feed)
