"""Plain text and Markdown: a file is one document, and goes back with the bytes it came with."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from mtcheck import lazyre
from mtcheck.document import Document, EncodingProblem, Origin
from mtcheck.encoding.bytes.certainty import is_certain
from mtcheck.encoding.bytes.decode import Decoded, decode
from mtcheck.errors import InputError
from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.records import Item
from mtcheck.formats.mapping.region import MappedRegion
from mtcheck.formats.options import ReadOptions


def _read_as(name: str) -> Format:
    def read(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
        yield read_text(source, name, options)

    return Format(read, as_utf8=False)


def read_text(source: Source, format_name: str, options: ReadOptions) -> Document:
    """A whole input as one Document. Raises InputError."""
    data = whole(source, options.max_record_bytes)
    decoded = decode(data, declared=options.encoding)
    nul = decoded.text.find("\0")
    if nul >= 0:
        line = decoded.text.count("\n", 0, nul) + 1
        raise InputError(
            source.uri,
            None,
            f"character {nul} (line {line}) is NUL: a binary file? convert it to UTF-8 text",
        )
    region = MappedRegion(0, decoded)
    return Document(
        text=region.text,
        origin=Origin(source.uri, None, format_name, decoded.encoding),
        declared_lang=_declared(source.path),
        encoding_problems=tuple(_problems(decoded, len(region.text) - len(decoded.text), options.encoding)),
        region=region,
    )


# article.de.txt, article.pt-BR.md: the language as localisers write it into names.
_LANGUAGE_SUFFIX = lazyre.compile(r"\.([a-z]{2}(?:-[A-Z][A-Za-z]{1,3})?)\.[a-z]+(?:\.gz|\.zst)?\Z")


def _declared(path: Path | None) -> str | None:
    match = _LANGUAGE_SUFFIX.search(path.name) if path else None
    return match[1] if match else None


def whole(source: Source, max_bytes: int, *, as_utf8: bool = False) -> bytes:
    """All bytes of an input. Raises InputError for more than ``max_bytes``."""
    parts, size = [], 0
    for chunk in source.chunks(as_utf8=as_utf8):
        parts.append(chunk)
        size += len(chunk)
        if size > max_bytes:
            endless = "" if any(b"\n" in part for part in parts) else " and has no line end in them"
            raise InputError(
                source.uri,
                None,
                f"is larger than {max_bytes:,} bytes{endless}; split it, or raise max-characters",
            )
    return b"".join(parts)


def _codec(name: str) -> str:
    return codecs.lookup(name).name


def _problems(decoded: Decoded, shift: int, declared: str) -> Iterator[EncodingProblem]:
    """What is wrong with the bytes, on the text with its byte-order mark."""
    as_declared = bool(decoded.bom) or _codec(decoded.encoding) == _codec(declared)
    if not as_declared and not decoded.text.isascii():
        if is_certain(decoded):
            message = f"file is in {decoded.encoding}, not in {declared}"
            yield EncodingProblem(0, 0, 0, 0, message)
        else:
            first = next((i for i, byte in enumerate(decoded.data) if byte > 0x7F), 0)
            line = decoded.data.count(b"\n", 0, first) + 1
            message = (
                f"byte {first} (line {line}) is not valid {declared}; read as {decoded.encoding}, a guess: "
                "convert the file to UTF-8, or name its --encoding"
            )
            yield EncodingProblem(0, 0, first, first + 1, message, lost=True)
    for problem in decoded.problems:
        if problem.end > problem.start:
            yield EncodingProblem(
                problem.text_start + shift,
                problem.text_end + shift,
                problem.start,
                problem.end,
                f"{problem.message} (byte {problem.start})",
                lost=True,
            )


TEXT, MARKDOWN = _read_as("text"), _read_as("markdown")
