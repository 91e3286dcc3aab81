"""Line-aligned files, as metrics take them: one segment a line, and no line ever shifts another.

A line ends at a line feed, with or without a carriage return before it; nothing else ends one, so U+2028 or
a form feed inside a segment stays there. A byte-order mark is no part of the first segment.
"""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import NamedTuple

from mtcheck.errors import InputError, UsageError

STANDARD_INPUT = "-"
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


# These write a mark before every text they encode; without one in the file little-endian is meant.
_WITHOUT_ORDER = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}


class LineFile(NamedTuple):
    """A file of segments. A line that cannot be used is None, and said in ``problems``."""

    name: str
    lines: tuple[str | None, ...]
    problems: tuple[InputError, ...]


def read_lines(path: str, encoding: str = "utf-8") -> LineFile:
    """One file, or standard input for "-". White space at the end of a line is left out, as in sacrebleu.

    A byte-order mark is believed before ``encoding``. Raises InputError when the file cannot be read, and
    UsageError for an encoding that Python does not know.
    """
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise UsageError(f"{encoding!r} is not an encoding that Python knows") from error
    name = "<stdin>" if path == STANDARD_INPUT else path
    try:
        data = sys.stdin.buffer.read() if path == STANDARD_INPUT else Path(path).read_bytes()
    except OSError as error:
        raise InputError(name, None, f"cannot be read: {error.strerror or error}") from error
    return split_lines(data, name, encoding)


def split_lines(data: bytes, name: str, encoding: str = "utf-8") -> LineFile:
    """The segments of the bytes of a file.

    >>> split_lines(b"one\\r\\n\\xff\\nthree", "a.txt").lines
    ('one', None, 'three')
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            data, encoding = data[len(bom) :], codec
            break
    encoding = _WITHOUT_ORDER.get(codecs.lookup(encoding).name, encoding)
    raw = _split(data, "\n".encode(encoding))
    lines: list[str | None] = []
    problems: list[InputError] = []
    for number, line in enumerate(raw, 1):
        text, problem = _decode(line, encoding)
        if problem:
            problems.append(InputError(name, f"line {number}", f"{problem}; the segment is left out"))
        lines.append(text)
    return LineFile(name, tuple(lines), tuple(problems))


def _split(data: bytes, end: bytes) -> list[bytes]:
    """Lines without their line feeds; wide encodings are cut only where a character begins."""
    width = len(end)
    if width == 1:
        parts = data.split(end)
    else:
        parts, start = [], 0
        for place in range(0, len(data), width):
            if data[place : place + width] == end:
                parts.append(data[start:place])
                start = place + width
        parts.append(data[start:])
    return parts[:-1] if parts[-1] == b"" else parts


def _decode(line: bytes, encoding: str) -> tuple[str | None, str]:
    try:
        text = line.decode(encoding)
    except UnicodeDecodeError as error:
        return None, f"byte {error.start} is not valid {encoding}"
    if "\0" in text:
        return None, f"character {text.index(chr(0))} is NUL"
    return text.rstrip(), ""
