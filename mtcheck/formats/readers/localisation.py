"""XLIFF 1.2 and 2.x, and TMX: each translated segment with its source; inline tags stay where they are.

The text is what a reader sees: inline elements stand for nothing, and those that hold code of the original
format (``ph``, ``bpt``, ``ept``, ``it``) go with what is in them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.htmltext import text_in_xml
from mtcheck.formats.mapping.markup import Inline, Tag, XmlError, XmlScanner
from mtcheck.formats.mapping.records import Builder, Field, Item
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.feeds import xml_builder

_HIDDEN = frozenset(("ph", "bpt", "ept", "it", "ut"))
# Of these the text shows nothing; a pair of bpt and ept is a pair of tags, as g and pc are.
_OPAQUE = frozenset(("ph", "it", "ut", "x", "cp"))
_SHAPE = partial(text_in_xml, inline=Inline(_HIDDEN, _OPAQUE))
# States in which a target is none yet: it is empty, or a copy of the source.
_NOT_TRANSLATED = frozenset(("new", "needs-translation", "initial"))
_SEGMENTS = ("trans-unit", "segment")


_Langs = tuple[str | None, str | None]


class _Inside(NamedTuple):
    """The bytes of an element, and its start tag."""

    data: bytes | None
    tag: Tag


class _Reader(ABC):
    """What XLIFF and TMX share: the scanner, and errors in its place."""

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
            yield self.build.error(place, f"is not read on: {error.problem}; what stands before was read")
        if self.scanner.too_deep:
            yield self.build.error(None, "nests elements too deep; the deepest were passed over")

    @abstractmethod
    def on(self, tag: Tag) -> Iterator[Item]:
        """What one tag brings to an end."""

    def open(self, tag: Tag) -> None:
        """Keep what is in an element."""
        self.opened = (tag, len(self.scanner.stack))
        self.scanner.hold(tag)

    def closing(self, tag: Tag) -> _Inside | None:
        """The inside of the element that was kept, when this tag ends it."""
        if self.opened is None or tag.opens or len(self.scanner.stack) != self.opened[1] - 1:
            return None
        inside = _Inside(self.scanner.held(tag), self.opened[0])
        self.opened = None
        return inside

    def document(
        self, inside: _Inside, name: str, source: str | None, langs: tuple[str | None, str | None]
    ) -> Item:
        """The document of a target; ``langs`` are those of source and target."""
        if inside.data is None:
            return self.build.error(name, "is longer than max-characters allows; it was skipped")
        field = Field(inside.data, inside.tag.end, inside.tag.place)
        return self.build.document(
            field, name, _SHAPE, lang=langs[1], source=source, declared_lang=langs[1], source_lang=langs[0]
        )

    def text(self, inside: _Inside | None) -> str | None:
        """A text that is only read."""
        return None if inside is None or inside.data is None else self.build.text_of(inside.data, _SHAPE)


class _Xliff(_Reader):
    name = "xliff"

    def __init__(self, source: Source, options: ReadOptions) -> None:
        super().__init__(source, options)
        self._langs: tuple[str | None, str | None] = (None, None)
        self._skipped: list[int] = []  # depths of elements that are not to be translated
        self._unit = ""
        self._source: _Inside | None = None
        self._target: _Inside | None = None
        self._state = ""
        self._segment = 0

    def on(self, tag: Tag) -> Iterator[Item]:
        stack = self.scanner.stack
        if self.opened is not None:
            inside = self.closing(tag)
            if inside:
                self._keep(inside)
            return
        if tag.opens:
            self._start(tag, stack)
        else:
            while self._skipped and len(stack) < self._skipped[-1]:
                self._skipped.pop()
            if tag.name in _SEGMENTS:
                yield from self._end()

    def _keep(self, inside: _Inside) -> None:
        if inside.tag.name == "source":
            self._source = inside
        else:
            self._target = inside

    def _start(self, tag: Tag, stack: list[str]) -> None:
        attributes = tag.attributes()
        if tag.name in ("xliff", "file"):
            source = attributes.get("srcLang") or attributes.get("source-language") or self._langs[0]
            target = attributes.get("trgLang") or attributes.get("target-language") or self._langs[1]
            self._langs = (source, target)
        if attributes.get("translate") == "no" and not tag.closes:
            self._skipped.append(len(stack))
        if tag.name in ("trans-unit", "unit"):
            self._unit = attributes.get("resname") or attributes.get("id") or f"line {tag.place.line}"
            self._segment = 0
        if tag.name in _SEGMENTS:
            self._source = self._target = None
            self._state = attributes.get("state", "")
            self._segment += 1
        parent = stack[-2] if len(stack) > 1 else ""
        if parent not in _SEGMENTS or self._skipped:
            return
        if tag.name == "target":
            self._state = attributes.get("state") or self._state
        if tag.name in ("source", "target"):
            if tag.closes:
                self._keep(_Inside(b"", tag))
            else:
                self.open(tag)

    def _end(self) -> Iterator[Item]:
        target, source = self._target, self._source
        self._target = self._source = None
        if target is None or self._state in _NOT_TRANSLATED:
            return
        name = f"unit {self._unit}" + (f", segment {self._segment}" if self._segment > 1 else "")
        yield self.document(target, name, self.text(source), self._langs)


class _Tmx(_Reader):
    name = "tmx"

    def __init__(self, source: Source, options: ReadOptions) -> None:
        super().__init__(source, options)
        self._source_lang: str | None = options.source_lang
        self._lang: str | None = None
        self._segments: list[tuple[str | None, _Inside]] = []
        self._unit = ""
        self._number = 0

    def on(self, tag: Tag) -> Iterator[Item]:
        if self.opened is not None:
            inside = self.closing(tag)
            if inside:
                self._segments.append((self._lang, inside))
            return
        if tag.opens and tag.name in ("header", "tu", "tuv"):
            self._start(tag)
        elif tag.opens and tag.name == "seg" and not tag.closes:
            self.open(tag)
        elif tag.name == "tu" and not tag.opens:
            yield from self._end()

    def _start(self, tag: Tag) -> None:
        attributes = tag.attributes()
        if tag.name == "tuv":
            self._lang = attributes.get("xml:lang") or attributes.get("lang")
            return
        said = attributes.get("srclang")
        if said and said != "*all*" and not self.options.source_lang:
            self._source_lang = said
        if tag.name == "tu":
            self._number += 1
            self._unit = attributes.get("tuid") or str(self._number)
            self._segments = []

    def _end(self) -> Iterator[Item]:
        wanted = (self._source_lang or "").lower()
        langs = [(lang or "").lower() for lang, _ in self._segments]
        at = langs.index(wanted) if wanted in langs else 0
        source = self._segments[at][1] if len(self._segments) > 1 else None
        text = self.text(source)
        for lang, inside in self._segments:
            if inside is not source:
                code = f", {lang}" if len(self._segments) > 2 else ""
                yield self.document(inside, f"unit {self._unit}{code}", text, (self._segments[at][0], lang))
        self._segments = []


def read_xliff(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
    """The targets of XLIFF, of segments that are to be translated and are."""
    yield from _Xliff(source, options).items()


def read_tmx(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
    """The segments of TMX in every language but the source's."""
    yield from _Tmx(source, options).items()


XLIFF = Format(read_xliff)
TMX = Format(read_tmx)
