"""Plain text and Markdown: a file is one document, and goes back with the bytes it came with."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from mtcheck.document import Document, EncodingProblem, Origin
from mtcheck.edits import Edit
from mtcheck.encoding.certainty import is_certain
from mtcheck.encoding.decode import Decoded, decode, encode
from mtcheck.errors import InputError

FORMATS = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown"}
# Formats that a reader is planned for: read as plain text their markup would look like faults.
_CONTAINERS = frozenset(
    ".html .htm .xml .rss .atom .xlf .xliff .tmx .po .pot .json .jsonl .csv .tsv .parquet .srt .vtt .warc"
    " .gz .zst .zip .pdf .doc .docx .odt .rtf .epub .png .jpg .jpeg .gif".split()
)
# Four bytes are the most a character takes in UTF-8; see config.DEFAULT_MAX_CHARACTERS.
DEFAULT_MAX_BYTES = 80_000_000
_BOM = "\ufeff"


def format_of(path: Path) -> str:
    """The format an extension stands for; "text" for one that says nothing.

    Raises InputError for a container format that has no reader yet.
    """
    suffix = path.suffix.lower()
    if suffix in _CONTAINERS:
        raise InputError(
            str(path),
            None,
            f"{suffix} files are not read yet; extract the text, or read it as it is: --input-format text",
        )
    return FORMATS.get(suffix, "text")


def read_text_file(path: Path, format_name: str | None, max_bytes: int, encoding: str = "utf-8") -> Document:
    """One file as a Document; ``encoding`` is the one it should be in. Raises InputError."""
    name = format_name or format_of(path)
    try:
        if path.is_dir():
            raise InputError(str(path), None, "is a folder, not a file")
        with path.open("rb") as file:
            document = read_stream(file, str(path), name, max_bytes, encoding)
    except OSError as error:
        raise InputError(str(path), None, f"cannot be read: {error.strerror or error}") from error
    return msgspec.structs.replace(document, declared_lang=_declared(path))


# article.de.txt, article.pt-BR.md: the language as localisers write it into names.
_LANGUAGE_SUFFIX = re.compile(r"\.([a-z]{2}(?:-[A-Z][A-Za-z]{1,3})?)\.[a-z]+\Z")


def _declared(path: Path) -> str | None:
    match = _LANGUAGE_SUFFIX.search(path.name)
    return match[1] if match else None


def read_stream(
    file: BinaryIO, uri: str, format_name: str, max_bytes: int, encoding: str = "utf-8"
) -> Document:
    """One binary stream as a Document; reads at most ``max_bytes`` and one. Raises InputError."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(
            uri,
            None,
            f"is larger than {max_bytes:,} bytes{_long_line(data)}; split it, or raise max-characters",
        )
    decoded = decode(data, declared=encoding)
    nul = decoded.text.find("\0")
    if nul >= 0:
        line = decoded.text.count("\n", 0, nul) + 1
        raise InputError(
            uri, None, f"character {nul} (line {line}) is NUL: a binary file? convert it to UTF-8 text"
        )
    shift = 1 if decoded.bom else 0
    return Document(
        text=_BOM * shift + decoded.text,
        origin=Origin(uri, None, format_name, decoded.encoding),
        encoding_problems=tuple(_problems(decoded, shift, encoding)),
        to_container=partial(_encode, decoded, shift),
    )


def _long_line(data: bytes) -> str:
    return "" if b"\n" in data else " and has no line end in them"


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


def _encode(decoded: Decoded, shift: int, edits: Sequence[Edit]) -> bytes:
    """The bytes after edits of the text; the byte-order mark is not one of its characters there."""
    moved = [Edit(max(0, edit.start - shift), max(0, edit.end - shift), edit.text) for edit in edits]
    return encode(decoded, moved)
