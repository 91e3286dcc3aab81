"""Where a finding is in the file a person opens, and what that file is called.

A report's offsets are those of a document's text; a feed or a JSON Lines file holds many documents, so an
annotation needs the line of the file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from mtcheck.findings import Finding
from mtcheck.report import Report


class Place(NamedTuple):
    """Lines and columns of a file, from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def place_of(report: Report, finding: Finding) -> Place:
    """Where a finding is in its file.

    >>> from mtcheck.api import check
    >>> report = check("One.\\nIn Baltic countries .")
    >>> place_of(report, report.findings[0])
    Place(line=2, column=20, end_line=2, end_column=22)
    """
    return span_place(report, finding.start, finding.end)


def span_place(report: Report, start: int, end: int) -> Place:
    """Where a stretch of a report's document is in its file."""
    locate = report.document.locate
    if locate is not None:
        return Place(*locate(start), *locate(end))
    return Place(*_line_column(report.document.text, start), *_line_column(report.document.text, end))


def _line_column(text: str, offset: int) -> tuple[int, int]:
    """Line ends are CRLF, LF and CR, as in a View."""
    before = text[:offset]
    breaks = before.count("\n") + before.count("\r") - before.count("\r\n")
    return breaks + 1, offset - max(before.rfind("\n"), before.rfind("\r"))


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
