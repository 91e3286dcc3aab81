"""TMX: each variant of a unit but that in the source language, with that one as its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.markup import Tag
from mtcheck.formats.mapping.records import Item
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.units import Inside, UnitReader, inside_of
from mtcheck.tags import tag as read_tag

_ANY = "*all*"


class _Variant(NamedTuple):
    lang: str | None
    inside: Inside


class _Tmx(UnitReader):
    name = "tmx"

    def __init__(self, source: Source, options: ReadOptions) -> None:
        super().__init__(source, options)
        self._header_lang: str | None = None
        self._source_lang: str | None = None
        self._lang: str | None = None
        self._variants: list[_Variant] = []
        self._unit = ""
        self._number = self._without = self._first_without = 0
        self._has_segment = True

    def items(self) -> Iterator[Item]:
        yield from super().items()
        if self._without:
            said = f"variants without <seg>, whose text is not read: {self._without:,}"
            yield self.build.error(f"line {self._first_without}", f"{said}; TMX has it in <seg>")

    def on(self, tag: Tag) -> Iterator[Item]:
        if self.opened is not None:
            closed = self.closing(tag)
            if closed:
                self._variants.append(_Variant(self._lang, closed[1]))
            return
        if tag.opens and tag.name in ("header", "tu", "tuv"):
            self._start(tag)
        elif tag.opens and tag.name == "seg":
            self._has_segment = True
            if tag.closes:
                self._variants.append(_Variant(self._lang, inside_of(tag, b"")))
            else:
                self.open(tag)
        if tag.closes and tag.name == "tuv" and not self._has_segment:
            self._without += 1
            self._first_without = self._first_without or tag.place.line
        elif tag.name == "tu" and not tag.opens:
            yield from self._end()

    def _start(self, tag: Tag) -> None:
        attributes = tag.attributes()
        if tag.name == "tuv":
            self._lang = attributes.get("xml:lang") or attributes.get("lang")
            self._has_segment = False
            return
        said = attributes.get("srclang")
        if tag.name == "header":
            self._header_lang = said
        else:
            self._number += 1
            self._unit = attributes.get("tuid") or str(self._number)
            self._variants = []
        self._source_lang = self.options.source_lang or said or self._header_lang

    def _end(self) -> Iterator[Item]:
        variants, self._variants = self._variants, []
        wanted = self._source_lang or ""
        if len(variants) < 2 and wanted not in ("", _ANY):
            variants = [each for each in variants if not _is_same(each.lang, wanted)]
        if not variants:
            return
        source = _source(variants, wanted) if len(variants) > 1 else None
        original = self.original(source.inside) if source else None
        for variant in variants:
            if variant is not source:
                code = f", {variant.lang}" if len(variants) > 2 else ""
                langs = (source.lang if source else None, variant.lang)
                yield self.document(variant.inside, f"unit {self._unit}{code}", original, langs)


def _source(variants: list[_Variant], wanted: str) -> _Variant:
    """The variant in a language: in that very one, else in another region of it, else the first."""
    exact = read_tag(wanted).name
    for variant in variants:
        if variant.lang and read_tag(variant.lang).name == exact:
            return variant
    return next((variant for variant in variants if _is_same(variant.lang, wanted)), variants[0])


def _is_same(lang: str | None, wanted: str) -> bool:
    return bool(lang) and read_tag(lang or "").same_as(wanted)


def read_tmx(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
    """The segments of TMX in every language but the source's."""
    yield from _Tmx(source, options).items()


TMX = Format(read_tmx)
