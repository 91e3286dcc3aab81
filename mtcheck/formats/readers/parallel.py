"""Parallel plain files: a line of each belongs together (`--src a.ru --ref a.en hyp.en`).

Each line of the checked file is a document, with the same line of the others as its source and references.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

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


def _body(line: Line) -> tuple[bytes, int]:
    """A line without its line end and byte-order mark, and where it begins."""
    data, start = line.data or b"", line.start
    if start == 0 and data.startswith(BOM):
        data, start = data[len(BOM) :], len(BOM)
    return data.removesuffix(b"\n").removesuffix(b"\r"), start


def parallel(source_text: Source | None, references: list[Source]) -> Format:
    """The format of a file whose lines are translated from those of one file, and again in others."""

    def read(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
        yield from _documents(source, source_text, references, options)

    reader: Reader = read
    return Format(reader)


def _documents(
    source: Source, source_text: Source | None, references: list[Source], options: ReadOptions
) -> Iterator[Item]:
    cap = options.max_record_bytes
    build = Builder(source, "lines", options.encoding)
    others = [*([source_text] if source_text else []), *references]
    encodings = [settle(other.head, options.encoding).encoding for other in others]
    streams = [iter_lines(each.chunks(), cap) for each in (source, *others)]
    for number, (line, *beside) in enumerate(zip_longest(*streams), 1):
        name = f"line {number}"
        if line is None or None in beside:
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
        first = texts.pop(0) if source_text else None
        data, start = _body(line)
        yield build.document(
            Field(data, start, Place(number, 1)), name, lambda raw: Shape(), source=first, references=texts
        )
