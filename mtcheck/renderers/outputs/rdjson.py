"""Reviewdog's diagnostic format (rdjson), with suggestions that a reviewer can apply.

Its columns count bytes of UTF-8, from 1. So a column needs the whole line of the file: it is given where the
document is the file, and left out for a record of a container.
"""

from __future__ import annotations

from typing import Any, TextIO

from mtcheck.findings import Safety, Severity
from mtcheck.renderers.base import PLAIN, Look, Rows
from mtcheck.renderers.places import Places, path_of, record_of
from mtcheck.report import Report, Summary, dumps

_SEVERITY = {Severity.NEUTRAL: "INFO", Severity.MINOR: "WARNING", Severity.MAJOR: "ERROR"}
_SEVERITY[Severity.CRITICAL] = "ERROR"


class RdJson(Rows):
    """One object for the run; diagnostics are written as they come."""

    first, between = "\n", ",\n"

    def __init__(self, stream: TextIO, look: Look = PLAIN) -> None:
        super().__init__(stream, look)
        stream.write('{"source":{"name":"mtcheck"},"diagnostics":[')

    def render(self, report: Report) -> list[str]:
        rows = []
        places = Places(report)
        path = path_of(report.document.origin.uri)
        for finding in report.findings:
            row: dict[str, Any] = {
                "message": finding.message + record_of(report),
                "location": {"path": path, "range": _range(report, places, finding.start, finding.end)},
                "severity": _SEVERITY[finding.severity],
                "code": {"value": finding.rule},
            }
            whole = report.document.locate is None
            if whole and finding.edit is not None and finding.safety is not Safety.DISPLAY:
                edit = finding.edit
                where = _range(report, places, edit.start, edit.end)
                row["suggestions"] = [{"range": where, "text": edit.text}]
            rows.append(dumps(row))
        for fault in report.faults:
            rows.append(dumps(_bare(path, f"rule {fault.rule} crashed: {fault.error}", fault.rule)))
        return rows

    def finish(self, summary: Summary) -> None:
        """Write what was not read, and the end."""
        for unread in summary.unread:
            row = _bare(path_of(unread.uri), f"cannot be read: {unread.message}", "unread")
            self.put([dumps(row)])
        self.stream.write("\n]}\n" if self.rows else "]}\n")


def _bare(path: str, message: str, code: str) -> dict[str, Any]:
    return {"message": message, "location": {"path": path}, "severity": "ERROR", "code": {"value": code}}


def _range(report: Report, places: Places, start: int, end: int) -> dict[str, dict[str, int]]:
    place = places.span(start, end)
    if report.document.locate is not None:
        return {"start": {"line": place.line}, "end": {"line": place.end_line}}
    return {
        "start": {"line": place.line, "column": places.byte_column(start, place.column)},
        "end": {"line": place.end_line, "column": places.byte_column(end, place.end_column)},
    }


OUTPUT = RdJson
