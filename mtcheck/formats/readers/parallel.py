"""Parallel plain files: a line of each belongs together (`--src a.ru --ref a.en hyp.en`).

Each line of the checked file is a document, with the same line of the others as its source and references.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, zip_longest

from mtcheck.document import Place
from mtcheck.encoding.bytes.declared import settle
from mtcheck.formats.container import Format, Part, Reader
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.records import (
    BOM,
    Builder,
    Field,
    Item,
    Line,
    Shape,
    decode_record,
    iter_lines,
    too_long,
)  # fmt: skip
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.jsonrecords import line_parts
from mtcheck.formats.readers.linelanguage import common_language


def _body(line: Line) -> tuple[bytes, int]:
    """A line without its line end and byte-order mark, and where it begins."""
    data, start = line.data or b"", line.start
    if start == 0 and data.startswith(BOM):
        data, start = data[len(BOM) :], len(BOM)
    return data.removesuffix(b"\n").removesuffix(b"\r"), start


def parallel(source_text: Source | None, references: list[Source]) -> Format:
    """The format of a file whose lines are translated from those of one file, and again in others."""

    def read(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
        yield from _documents(source, source_text, references, options, part)

    reader: Reader = read
    return Format(reader, parts=line_parts)


def _documents(
    source: Source,
    source_text: Source | None,
    references: list[Source],
    options: ReadOptions,
    part: Part | None,
) -> Iterator[Item]:
    cap, first = options.max_record_bytes, part.line if part else 1
    build = Builder(source, "lines", options.encoding)
    others = [*([source_text] if source_text else []), *references]
    encodings = [settle(other.head, options.encoding).encoding for other in others]
    lang = common_language(source, build.encoding)
    source_lang = options.source_lang
    if source_text and not source_lang:
        source_lang = common_language(source_text, encodings[0])
    own = source.chunks(part.start, part.end) if part else source.chunks()
    streams = [iter_lines(own, cap, first, part.start if part else 0)]
    streams += [islice(iter_lines(other.chunks(), cap), first - 1, None) for other in others]
    for number, (line, *beside) in enumerate(zip_longest(*streams), first):
        name = f"line {number}"
        if line is None and part and part.end and next(source.chunks(part.end), b""):
            return  # the next part goes on
        if line is None or None in beside:
            if number == first > 1:
                return  # told at the end of the part before
            short = next(
                each.uri for each, one in zip((source, *others), (line, *beside), strict=True) if one is None
            )  # fmt: skip
            said = f"{short} has no such line; lines of parallel files belong together, the rest is not read"
            yield build.error(name, said)
            return
        if line.data is None:
            yield too_long(source.uri, name, line.size, cap)
            continue
        texts = [
            decode_record(_body(other)[0], encoding).text
            for other, encoding in zip(beside, encodings, strict=True)
        ]
        original = texts.pop(0) if source_text else None
        data, start = _body(line)
        yield build.document(
            Field(data, start, Place(number, 1)),
            name,
            lambda raw: Shape(),
            source=original,
            source_lang=source_lang,
            references=texts,
            declared_lang=lang,
        )
