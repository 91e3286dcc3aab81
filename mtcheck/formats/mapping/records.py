"""What readers of many records share: lines that are capped, bytes as text, regions as documents."""

from __future__ import annotations

import base64
import codecs
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from mtcheck.document import Document, EncodingProblem, Origin, Place, Span
from mtcheck.encoding.bytes.certainty import is_certain
from mtcheck.encoding.bytes.declared import Settled, prefers_utf8, settle
from mtcheck.encoding.bytes.decode import Decoded, Segment, decode
from mtcheck.errors import InputError
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.region import Base64Region, Escape, MappedRegion, Writer, write_plain

# What a reader yields: a document, or what could not be read; the reader goes on after it.
Item = Document | InputError


class Absent(NamedTuple):
    """A record whose text is null. It is no document, and is counted."""

    record: str


class LeftOut(NamedTuple):
    """What of an input is passed over: said once, with the number of each ``unit`` of its kinds."""

    what: str
    number: int = 1
    unit: str = "record"


class Told(NamedTuple):
    """What is worth telling of an input, and is no error."""

    said: str


BOM = codecs.BOM_UTF8
# Formats whose bytes around the texts are no text.
_ALWAYS_UTF8 = ("parquet",)
_SURROGATES = range(0xD800, 0xE000)


class Line(NamedTuple):
    """One line with its line end. ``data`` is None for a line longer than the cap, which is skipped."""

    number: int
    start: int
    size: int
    data: bytes | None


def line_end(head: bytes) -> bytes:
    """What ends the lines of an input: LF, with or without CR before it, or CR where no LF is in its head.

    >>> line_end(b"a\\r\\nb\\r"), line_end(b"a\\rb\\r")
    (b'\\n', b'\\r')
    """
    return b"\r" if b"\r" in head and b"\n" not in head else b"\n"


def iter_lines(
    chunks: Iterator[bytes], cap: int, number: int = 1, start: int = 0, end: bytes = b"\n"
) -> Iterator[Line]:
    """The lines of a byte stream, with what ends them. Holds at most ``cap`` bytes and two chunks.

    >>> [(line.number, line.start, line.data) for line in iter_lines(iter([b"a\\nlong", b"er\\nb"]), 4)]
    [(1, 0, b'a\\n'), (2, 2, None), (3, 9, b'b')]
    """
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        low = 0
        while (at := chunk.find(end, low)) >= 0:
            part = chunk[low : at + 1]
            size += len(part)
            data = None
            if size <= cap:
                data = b"".join((*parts, part)) if parts else part
            yield Line(number, start, size, data)
            number, start, size, low = number + 1, start + size, 0, at + 1
            parts.clear()
        if low < len(chunk):
            size += len(chunk) - low
            if size <= cap:
                parts.append(chunk[low:])
            else:
                parts.clear()
    if size:
        yield Line(number, start, size, b"".join(parts) if size <= cap else None)


def too_long(uri: str, record: str, size: int, cap: int) -> InputError:
    """The error for a record that is larger than the cap."""
    return InputError(
        uri,
        record,
        f"has {size:,} bytes, more than {cap:,}; it was skipped: split it, or raise max-characters",
    )


def decode_record(data: bytes, encoding: str) -> Decoded:
    """The text of one record of an input that is in ``encoding``; a record may be in UTF-8 all the same."""
    if data.isascii() and b"\x1b" not in data:
        return plain(data, data.decode("ascii"), encoding)
    utf8 = _read(data, "utf-8")
    if utf8 is not None and encoding == "utf-8":
        return plain(data, utf8, "utf-8")
    own = _read(data, encoding)
    if utf8 is not None and (own is None or (not data.isascii() and prefers_utf8(data, encoding))):
        return plain(data, utf8, "utf-8")
    return plain(data, own, encoding) if own is not None else decode(data, declared=encoding)


def _read(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def plain(data: bytes, text: str, encoding: str) -> Decoded:
    """A Decoded of bytes that one codec reads."""
    return Decoded(text, encoding, b"", (), (Segment(0, 0, encoding),), data)


class Shape(NamedTuple):
    """What raw text means, and how to write text as raw text. ``codes`` are those of a Document, ``unseen``
    counts words of formulas and drawings, which are no text.
    """

    escapes: Sequence[Escape] = ()
    write: Writer = write_plain
    finish: Callable[[str], str] | None = None
    codes: Sequence[Span] = ()
    unseen: int = 0


def plain_shape(raw: str) -> Shape:
    """Raw text that stands for itself."""
    return Shape()


def unpacked(data: bytes) -> bytes | None:
    """What base64 holds, where that is a text in UTF-8; else None.

    >>> unpacked(b" U28u\\n"), unpacked(b"So."), unpacked(b"/w==")
    (b'So.', None, None)
    """
    try:
        inner = base64.b64decode(b"".join(data.split()), validate=True)
        inner.decode("utf-8")
    except ValueError:
        return None
    return inner if b"\0" not in inner else None


class Field(NamedTuple):
    """The bytes of a container that hold one text: where they begin, in bytes and for an editor."""

    data: bytes
    start: int
    place: Place


class Builder:
    """Makes documents of one input: shared facts, and what is said once of the whole."""

    def __init__(self, source: Source, format_name: str, wanted: str, *, declares: bool = False) -> None:
        """``wanted`` is the encoding that the input declares, or should be in where it says nothing."""
        is_utf8 = bool(source.wide) or format_name in _ALWAYS_UTF8
        settled = Settled("utf-8") if is_utf8 else settle(source.head, wanted)
        self.uri, self.format, self.encoding = source.uri, format_name, settled.encoding
        self.unseen = 0
        self._problems: list[EncodingProblem] = []
        if settled.contradicted:
            said = f"declared as {wanted}, is" if declares else f"file is not in {wanted}, but in"
            self._problems.append(EncodingProblem(0, 0, 0, 0, f"{said} {settled.encoding}"))

    def error(self, record: str | None, problem: str) -> InputError:
        """What could not be read."""
        return InputError(self.uri, record, problem)

    def text_of(self, data: bytes, shape: Callable[[str], Shape]) -> str:
        """A text that is only read, as a source or a reference."""
        decoded = decode_record(data, self.encoding)
        return MappedRegion(0, decoded, shape(decoded.text).escapes).text

    def document(
        self,
        field: Field,
        record: str,
        shape: Callable[[str], Shape],
        *,
        lang: str | None = None,
        source: str | None = None,
        source_lang: str | None = None,
        references: Sequence[str] = (),
        declared_lang: str | None = None,
        ignore: tuple[str, ...] = (),
    ) -> Item:
        """The document of one field, or an error where its text holds NUL."""
        decoded = decode_record(field.data, self.encoding)
        found = shape(decoded.text)
        self.unseen += found.unseen
        region = MappedRegion(
            field.start, decoded, found.escapes, first=field.place, write=found.write, finish=found.finish
        )
        text = region.text
        nul = text.find("\0")
        if nul >= 0:
            where = region.locate(nul)
            return self.error(
                record, f"character {nul} (line {where.line}) is NUL, which no text holds; skipped"
            )
        problems = (*self._problems, *_problems(decoded, region, self.encoding))
        self._problems = []
        return Document(
            text=text,
            origin=Origin(self.uri, record, self.format, decoded.encoding),
            lang=lang,
            source=source,
            ignore=ignore,
            source_lang=source_lang if source is not None else None,
            references=tuple(references),
            declared_lang=declared_lang,
            encoding_problems=problems,
            region=region,
            codes=tuple(found.codes),
        )

    def packed_document(
        self, field: Field, record: str, shape: Callable[[str], Shape], *, declared_lang: str | None
    ) -> Item:
        """The document of a field in base64; its text has no places of its own in the file."""
        inner = unpacked(field.data) or b""
        item = self.document(field._replace(data=inner), record, shape, declared_lang=declared_lang)
        if isinstance(item, InputError) or not isinstance(item.region, MappedRegion):
            return item
        return msgspec.structs.replace(
            item, region=Base64Region(field.start, field.data, item.region, field.place)
        )


def _problems(decoded: Decoded, region: MappedRegion, expected: str) -> Iterator[EncodingProblem]:
    """What is wrong with the bytes of one record."""
    if decoded.encoding not in ("utf-8", expected) and not any(p.end > p.start for p in decoded.problems):
        line = region.locate(0).line
        if is_certain(decoded):
            yield EncodingProblem(0, 0, 0, 0, f"record is in {decoded.encoding}, not in {expected}")
        else:
            said = f"bytes (line {line}) are not valid {expected}; read as {decoded.encoding}, a guess"
            yield EncodingProblem(0, 0, region.start, region.end, said, lost=True)
    yield from lost_problems(decoded, region)
    if not region.text.isascii():
        yield from surrogates(region)


def lost_problems(decoded: Decoded, region: MappedRegion) -> Iterator[EncodingProblem]:
    """The bytes of a stretch that are not in its encoding."""
    for problem in decoded.problems:
        if problem.end > problem.start:
            start, end = region.to_text(problem.text_start), region.to_text(problem.text_end)
            at = region.start + problem.start
            line = region.locate(start).line
            yield EncodingProblem(
                start, end, at, region.start + problem.end,
                f"{problem.message} (byte {at}, line {line})", lost=True,
            )  # fmt: skip


def surrogates(region: MappedRegion) -> Iterator[EncodingProblem]:
    """Halves of surrogate pairs that stand alone: text that no encoding can write."""
    text = region.text
    try:
        text.encode()
    except UnicodeEncodeError:
        for at, character in enumerate(text):
            if ord(character) in _SURROGATES:
                line = region.locate(at).line
                said = f"character {at} (line {line}) is a lone surrogate, U+{ord(character):04X}"
                yield EncodingProblem(at, at + 1, region.start, region.start, said, lost=True)
