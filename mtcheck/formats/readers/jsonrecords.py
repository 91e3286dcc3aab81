"""JSON Lines and JSON: the texts in named fields, written back into their string literals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from mtcheck.document import Place
from mtcheck.errors import InputError
from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.io.window import Window
from mtcheck.formats.mapping.fields import Record, Wanted, beside, missing, not_text, shape_of, show
from mtcheck.formats.mapping.jsonscan import (
    JsonError,
    Path,
    Value,
    scan,
    string_escapes,
    unescape,
    write_string,
)
from mtcheck.formats.mapping.records import (
    BOM,
    Absent,
    Builder,
    Field,
    Item,
    Shape,
    iter_lines,
    line_end,
    too_long,
)
from mtcheck.formats.options import ReadOptions


def string_shape(raw: str) -> Shape:
    """A string literal; one that is ASCII by its escapes stays ASCII."""
    as_ascii = raw.isascii() and "\\u" in raw
    return Shape(string_escapes(raw), lambda text, at: write_string(text, as_ascii=as_ascii))


def read_lines(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item | Absent]:
    """JSON Lines: a record a line. A line that is no JSON is reported, and the next one read."""
    first = part or Part(0, None)
    build = Builder(source, "jsonl", options.encoding)
    wanted = Wanted(options)
    chunks = source.chunks(first.start, first.end)
    end = line_end(source.head)
    for line in iter_lines(chunks, options.max_record_bytes, first.line, first.start, end):
        name = f"line {line.number}"
        data, start = line.data, line.start
        if data is None:
            yield too_long(source.uri, name, line.size, options.max_record_bytes)
            continue
        if start == 0 and data.startswith(BOM):
            data, start = data[len(BOM) :], len(BOM)
        if not data.strip():
            continue
        window = Window(iter((data,)), start, Place(line.number, 1))
        values: list[Value] = []
        keys: list[str] = []
        try:
            for value in scan(window, len(data)):
                if len(value.path) == 1 and isinstance(value.path[0], str):
                    keys.append(value.path[0])
                if shape_of(value.path) in wanted.shapes:
                    values.append(value)
        except JsonError as error:
            said = f"is not JSON: {error.problem} (column {error.place.column}); skipped"
            yield build.error(name, said)
            continue
        yield from _documents(Record(values, keys), wanted, build, name)


def _documents(record: Record, wanted: Wanted, build: Builder, name: str) -> Iterator[Item | Absent]:
    """The documents of one record, or what is wrong with it."""
    values = record.values
    ids = [value for value in values if shape_of(value.path) in wanted.id]
    if ids and ids[0].kind in ("string", "number"):
        name = unescape(ids[0].data.decode("utf-8", "replace"))
    found = False
    for value in values:
        if shape_of(value.path) not in wanted.texts:
            continue
        found = True
        label = f"{name}, {show(value.path[wanted.depth :])}" if wanted.several else name
        if value.kind == "null":
            yield Absent(label)
        elif value.kind == "long string":
            yield build.error(label, "the text is longer than max-characters allows; it was skipped")
        elif value.kind != "string":
            yield build.error(label, not_text(value))
        else:
            yield _document(value, values, wanted, build, label)
    if not found:
        yield build.error(name, missing(wanted, record.keys))


def _document(text: Value, values: Sequence[Value], wanted: Wanted, build: Builder, label: str) -> Item:
    source = beside(text, wanted.source, values)
    lang = beside(text, wanted.lang, values)
    references = [value for shapes in wanted.references for value in beside(text, shapes, values)]
    code = build.text_of(lang[0].data, string_shape) if lang else None
    return build.document(
        Field(text.data, text.start, text.place),
        label,
        string_shape,
        lang=code or None,
        source=build.text_of(source[0].data, string_shape) if source else None,
        references=[build.text_of(value.data, string_shape) for value in references],
        declared_lang=code or None,
    )


def read_json(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item | Absent]:
    """One JSON text: a list of records, or an object with texts in it. Held is one record at a time."""
    build = Builder(source, "json", options.encoding)
    head = source.head.removeprefix(BOM).lstrip()
    if not head:
        yield build.error(None, "is empty")
        return
    wanted = Wanted(options, (-1,) if head.startswith(b"[") else (), grouped=True)
    for name, record in records_of(source, options, wanted, build):
        if isinstance(record, InputError):
            yield record
        else:
            yield from _documents(record, wanted, build, name)


def records_of(
    source: Source, options: ReadOptions, wanted: Wanted, build: Builder
) -> Iterator[tuple[str, Record | InputError]]:
    """The records of one JSON text with their names: the items of the first list on the way to the texts."""
    depth = wanted.depth
    start = len(BOM) if source.head.startswith(BOM) else 0
    values = scan(Window(source.chunks(start), start), options.max_record_bytes)
    try:
        for path, record in _grouped(values, wanted, options.max_record_bytes):
            name = f"item {path[-1] + 1}" if depth and isinstance(path[-1], int) else "the text"
            if isinstance(record, int):
                yield name, too_long(source.uri, name, record, options.max_record_bytes)
            else:
                yield name, record
    except JsonError as error:
        place = f"line {error.place.line}, column {error.place.column}"
        yield place, build.error(place, f"is not JSON: {error.problem}; what came before was read")


def _grouped(values: Iterator[Value], wanted: Wanted, cap: int) -> Iterator[tuple[Path, Record | int]]:
    """The wanted values record by record; the size of a record in place of one that is too large.

    Values outside of any record, such as a feed's language, belong to every record after them.
    """
    depth = wanted.depth
    outside: list[Value] = []
    inside: list[Value] = []
    keys: list[str] = []
    heads = {shape[:depth] for shape in wanted.texts}
    path: Path | None = () if not depth else None
    size = 0
    end = Value((None,) * depth, "end", b"", 0, Place(1, 1))  # type: ignore[arg-type]
    for value in chain(values, (end,)):
        if value.kind != "end" and shape_of(value.path[:depth]) not in heads:
            if shape_of(value.path) in wanted.shapes:
                outside.append(value)
            continue
        if value.kind == "end" or value.path[:depth] != path:
            if path is not None:
                yield path, size if size > cap else Record([*inside, *outside], keys)
            path, inside, keys, size = value.path[:depth], [], [], 0
            if value.kind == "end":
                return
        if len(value.path) == depth + 1 and isinstance(value.path[-1], str):
            keys.append(value.path[-1])
        if shape_of(value.path) in wanted.shapes:
            size += len(value.data)
            if size <= cap:
                inside.append(value)


def line_parts(source: Source, size: int) -> list[Part]:
    """Shares of about ``size`` bytes that begin and end with a line. Raises InputError."""
    parts: list[Part] = []
    start = place = 0
    line = first = 1
    for chunk in source.chunks():
        low = 0
        while place + len(chunk) - start >= size:
            cut = chunk.find(b"\n", max(low, start + size - place - 1))
            if cut < 0:
                break
            line += chunk.count(b"\n", low, cut + 1)
            parts.append(Part(start, place + cut + 1, first))
            start, first, low = place + cut + 1, line, cut + 1
        line += chunk.count(b"\n", low)
        place += len(chunk)
    if place > start:
        parts.append(Part(start, place, first))
    return parts


JSONL = Format(read_lines, parts=line_parts)
JSON = Format(read_json)
