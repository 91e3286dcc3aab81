"""Plain text and Markdown: a file is one document, and goes back with the bytes it came with."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import BinaryIO

from mtcheck.document import Document, Origin
from mtcheck.errors import InputError

FORMATS = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown"}
# Formats that a reader is planned for: read as plain text their markup would look like faults.
_CONTAINERS = frozenset(
    ".html .htm .xml .rss .atom .xlf .xliff .tmx .po .pot .json .jsonl .csv .tsv .parquet .srt .vtt .warc"
    " .gz .zst .zip".split()
)
# Four bytes are the most a character takes in UTF-8; see config.DEFAULT_MAX_CHARACTERS.
DEFAULT_MAX_BYTES = 80_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


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


def read_text_file(path: Path, format_name: str | None, max_bytes: int) -> Document:
    """One file as a Document. Raises InputError."""
    name = format_name or format_of(path)
    try:
        if path.is_dir():
            raise InputError(str(path), None, "is a folder, not a file")
        with path.open("rb") as file:
            return read_stream(file, str(path), name, max_bytes)
    except OSError as error:
        raise InputError(str(path), None, f"cannot be read: {error.strerror or error}") from error


def read_stream(file: BinaryIO, uri: str, format_name: str, max_bytes: int) -> Document:
    """One binary stream as a Document; reads at most ``max_bytes`` and one. Raises InputError."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(
            uri,
            None,
            f"is larger than {max_bytes:,} bytes{_long_line(data)}; split it, or raise max-characters",
        )
    text, encoding = decode(data, uri)
    return Document(text, Origin(uri, None, format_name, encoding))


def _long_line(data: bytes) -> str:
    return "" if b"\n" in data else " and has no line end in them"


def decode(data: bytes, uri: str) -> tuple[str, str]:
    """The text and the codec that gives the bytes back. A byte-order mark stays in the text."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            uri,
            None,
            f"byte {error.start} (line {line}) is not valid {encoding}; convert the file to UTF-8",
        ) from error
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise InputError(
            uri,
            None,
            f"character {nul} (line {line}) is NUL: a binary file, or UTF-16 without a byte-order mark; "
            "convert it to UTF-8 text",
        )
    return text, encoding


def encode(document: Document, text: str) -> bytes:
    """The bytes of a cleaned text in the encoding of its document."""
    return text.encode(document.origin.encoding, "surrogatepass")
