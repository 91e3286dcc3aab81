"""GitLab's code quality report: one JSON array."""

from __future__ import annotations

import hashlib
from typing import Any, TextIO

from mtcheck.findings import Severity
from mtcheck.renderers.base import PLAIN, Look, Rows
from mtcheck.renderers.places import Places, path_of, record_of
from mtcheck.report import Report, Summary, dumps

_SEVERITY = {Severity.NEUTRAL: "info", Severity.MINOR: "minor", Severity.MAJOR: "major"}
_SEVERITY[Severity.CRITICAL] = "critical"


class GitLab(Rows):
    """An object a finding; GitLab needs fingerprints that are unique in the whole report."""

    first, between = "\n", ",\n"

    def __init__(self, stream: TextIO, look: Look = PLAIN) -> None:
        super().__init__(stream, look)
        stream.write("[")

    def render(self, report: Report) -> list[str]:
        path = path_of(report.document.origin.uri)
        # A fingerprint is numbered within its document; the record tells the documents of a file apart.
        within = f"{path}\x1f{report.document.origin.record}"
        rows = []
        places = Places(report)
        for finding in report.findings:
            place = places.of(finding)
            positions = {
                "begin": {"line": place.line, "column": place.column},
                "end": {"line": place.end_line, "column": place.end_column},
            }
            where = {
                "path": path,
                "positions": positions,
                "lines": {"begin": place.line, "end": place.end_line},
            }
            key = f"{within}\x1f{finding.fingerprint}"
            text = f"{finding.message}{record_of(report)}"
            rows.append(_row(text, finding.rule, key, _SEVERITY[finding.severity], where))
        for fault in report.faults:
            key = f"{within}\x1f{fault.rule}\x1f{fault.error}"
            where = {"path": path, "lines": {"begin": 1}}
            rows.append(_row(f"rule {fault.rule} crashed: {fault.error}", fault.rule, key, "blocker", where))
        return rows

    def finish(self, summary: Summary) -> None:
        """Write what was not read, and the end."""
        for unread in summary.unread:
            path = path_of(unread.uri)
            key = f"{path}\x1f{unread.record}\x1f{unread.message}"
            where = {"path": path, "lines": {"begin": 1}}
            self.put([_row(f"cannot be read: {unread.message}", "unread", key, "blocker", where)])
        self.stream.write("\n]\n" if self.rows else "]\n")


def _row(text: str, check: str, key: str, severity: str, where: dict[str, Any]) -> str:
    row = {
        "description": text,
        "check_name": check,
        "fingerprint": hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest(),
        "severity": severity,
        "location": where,
    }
    return dumps(row)


OUTPUT = GitLab
