"""Where a finding is in the file a person opens, and what that file is called.

A report's offsets are those of a document's text; a feed or a JSON Lines file holds many documents, so an
annotation needs the line of the file.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from mtcheck.document import LINE_END
from mtcheck.findings import Finding
from mtcheck.report import Report

# Code points between two places whose bytes are counted once.
_STEP = 256


class Place(NamedTuple):
    """Lines and columns of a file, from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Places:
    """Where stretches of one report's document are in its file; the text is gone through once for all.

    >>> from mtcheck.api import check
    >>> report = check("One.\\nIn Baltic countries .")
    >>> Places(report).of(report.findings[0])
    Place(line=2, column=20, end_line=2, end_column=22)
    """

    def __init__(self, report: Report) -> None:
        self._text = report.document.text
        self._locate = report.document.locate or self._line_column

    def of(self, finding: Finding) -> Place:
        """Where a finding is."""
        return self.span(finding.start, finding.end)

    def span(self, start: int, end: int) -> Place:
        """Where a stretch of the document's text is."""
        return Place(*self._locate(start), *self._locate(end))

    def byte_column(self, offset: int, column: int) -> int:
        """The column, in bytes of UTF-8 from 1, of an offset whose column in code points is known."""
        return self._bytes_before(offset) - self._bytes_before(offset - column + 1) + 1

    def _line_column(self, offset: int) -> tuple[int, int]:
        """Line ends are CRLF, LF and CR, as in a View."""
        line = bisect_right(self._line_starts, offset)
        if offset and self._text[offset - 1 : offset + 1] == "\r\n":
            return line + 2, 1  # inside of a line end: after its CR
        return line + 1, offset - (self._line_starts[line - 1] if line else 0) + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [match.end() for match in LINE_END.finditer(self._text)]

    def _bytes_before(self, offset: int) -> int:
        step, rest = divmod(offset, _STEP)
        tail = self._text[offset - rest : offset]
        return self._bytes_at[step] + len(tail.encode("utf-8", "surrogatepass"))

    @cached_property
    def _bytes_at(self) -> list[int]:
        """Bytes before every so many code points."""
        parts = (self._text[at : at + _STEP] for at in range(0, len(self._text), _STEP))
        return [0, *accumulate(len(part.encode("utf-8", "surrogatepass")) for part in parts)]


def path_of(uri: str) -> str:
    """A path with forward slashes, relative to the working folder where it lies below it.

    CI systems match annotations by the path inside the repository.
    """
    path = Path(uri)
    if path.is_absolute():
        try:
            path = path.relative_to(os.getcwd())
        except ValueError:
            return path.as_posix()
    return os.path.normpath(path).replace(os.sep, "/")


def uri_of(uri: str) -> str:
    """The same as a URI reference (RFC 3986): what is not allowed in one is percent-encoded."""
    if "://" in uri:
        return uri
    path = quote(os.fsencode(path_of(uri)))  # names need not be UTF-8
    return f"file://{path}" if path.startswith("/") else path


def record_of(report: Report) -> str:
    """The record inside the file, for a message: ` [item 3]`, or nothing."""
    record = report.document.origin.record
    return f" [{record}]" if record else ""
