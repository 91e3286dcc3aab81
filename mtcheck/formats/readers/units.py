"""What XLIFF and TMX share: the scanner, inline elements, and errors in their place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import msgspec

from mtcheck.document import InlineElement, Place
from mtcheck.errors import InputError
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.elements import inline_elements
from mtcheck.formats.mapping.htmltext import text_in_xml
from mtcheck.formats.mapping.markup import Inline, Tag, XmlError, XmlScanner, write_xml
from mtcheck.formats.mapping.records import Builder, Field, Item, Shape, decode_record
from mtcheck.formats.mapping.region import Escape
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.feeds import xml_builder

_HIDDEN = frozenset(("ph", "bpt", "ept", "it", "ut"))
# Of these the text shows nothing; a pair of bpt and ept is a pair of tags, as g and pc are.
_OPAQUE = frozenset(("ph", "it", "ut", "x", "cp"))
_SHAPE = partial(text_in_xml, inline=Inline(_HIDDEN, _OPAQUE))

_CLOSING = "/>"

Langs = tuple[str | None, str | None]


class Original(NamedTuple):
    """A source as it is compared: its text and its inline elements."""

    text: str
    elements: tuple[InlineElement, ...]


class Inside(NamedTuple):
    """The bytes of an element, None where they are too many, and where they begin.

    ``closed`` is the name of an element without an end tag, `<target/>`.
    """

    data: bytes | None
    start: int
    place: Place
    lang: str | None = None
    closed: str = ""


def _closed_shape(raw: str, name: str) -> Shape:
    """The end of a tag that closes itself; a text that comes in opens it."""

    def finish(after: str) -> str:
        text = after.replace(_CLOSING, "", 1)
        return f">{text}</{name}>" if text else after

    return Shape([Escape(0, len(_CLOSING), "", True)], lambda text, at: write_xml(text), finish)


class UnitReader(ABC):
    """Reads tags in order; ``on`` says what each of them brings to an end."""

    name = ""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        self.options = options
        self.build: Builder = xml_builder(source, options, self.name)
        self.scanner = XmlScanner(source.chunks(), options.max_record_bytes, strict=True)
        self.opened: tuple[Tag, int] | None = None

    def items(self) -> Iterator[Item]:
        """The documents, and what could not be read."""
        try:
            for tag in self.scanner.tags():
                yield from self.on(tag)
        except XmlError as error:
            place = f"line {error.place.line}, column {error.place.column}"
            yield self.build.error(place, f"is read no further: {error.problem}; what came before was read")
        if self.scanner.too_deep:
            yield self.build.error(None, "nests elements too deep; the deepest were skipped")

    @abstractmethod
    def on(self, tag: Tag) -> Iterator[Item]:
        """What one tag brings to an end."""

    def open(self, tag: Tag) -> None:
        """Keep what is in an element."""
        self.opened = (tag, len(self.scanner.stack))
        self.scanner.hold(tag)

    def closing(self, tag: Tag) -> tuple[str, Inside] | None:
        """The name and the inside of the element that was kept, when this tag ends it."""
        if self.opened is None or tag.opens or len(self.scanner.stack) != self.opened[1] - 1:
            return None
        start = self.opened[0]
        self.opened = None
        return start.name, inside_of(start, self.scanner.held(tag))

    def document(self, inside: Inside, name: str, source: Original | None, langs: Langs) -> Item:
        """The document of a target; ``langs`` are those of source and target."""
        if inside.data is None:
            return self.build.error(name, "is longer than max-characters allows; it was skipped")
        field, shape = Field(inside.data, inside.start, inside.place), _SHAPE
        if inside.closed:
            size = len(_CLOSING)
            place = inside.place._replace(column=inside.place.column - size)
            field = Field(_CLOSING.encode(), inside.start - size, place)
            shape = partial(_closed_shape, name=inside.closed)
        item = self.build.document(
            field, name, shape, lang=langs[1], source=source.text if source else None,
            declared_lang=langs[1], source_lang=langs[0],
        )  # fmt: skip
        if source is None or isinstance(item, InputError):
            return item
        elements = self._elements(inside.data)
        if not elements and not source.elements:
            return item
        return msgspec.structs.replace(item, elements=elements, source_elements=source.elements)

    def original(self, inside: Inside | None) -> Original | None:
        """A source, which is only read."""
        if inside is None or inside.data is None:
            return None
        return Original(self.build.text_of(inside.data, _SHAPE), self._elements(inside.data))

    def _elements(self, data: bytes) -> tuple[InlineElement, ...]:
        return inline_elements(decode_record(data, self.build.encoding).text) if b"<" in data else ()


def inside_of(start: Tag, data: bytes | None) -> Inside:
    """What is in an element that begins with a tag."""
    closed = f"{start.prefix}:{start.name}".lstrip(":") if start.closes else ""
    return Inside(data, start.end, start.place, start.attributes().get("xml:lang"), closed)
