"""GitLab's code quality report: one JSON array."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any, TextIO

from mtcheck.findings import Severity
from mtcheck.renderers.places import path_of, place_of, record_of
from mtcheck.report import Report, Summary, dumps

_SEVERITY = {Severity.NEUTRAL: "info", Severity.MINOR: "minor", Severity.MAJOR: "major"}
_SEVERITY[Severity.CRITICAL] = "critical"


class GitLab:
    """An object a finding; GitLab needs fingerprints that are unique in the whole report."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._seen: Counter[str] = Counter()
        self._count = 0
        stream.write("[")

    def report(self, report: Report) -> None:
        path = path_of(report.document.origin.uri)
        for finding in report.findings:
            place = place_of(report, finding)
            positions = {
                "begin": {"line": place.line, "column": place.column},
                "end": {"line": place.end_line, "column": place.end_column},
            }
            self._write(
                f"{finding.message}{record_of(report)}",
                finding.rule,
                self._unique(f"{path}\x1f{finding.fingerprint}"),
                _SEVERITY[finding.severity],
                {"path": path, "positions": positions, "lines": {"begin": place.line, "end": place.end_line}},
            )
        for fault in report.faults:
            key = self._unique(f"{path}\x1f{fault.rule}\x1f{fault.error}")
            where = {"path": path, "lines": {"begin": 1}}
            self._write(f"rule {fault.rule} crashed: {fault.error}", fault.rule, key, "blocker", where)

    def finish(self, summary: Summary) -> None:
        """Write what was not read, and the end."""
        for unread in summary.unread:
            path = path_of(unread.uri)
            key = self._unique(f"{path}\x1f{unread.record}\x1f{unread.message}")
            where = {"path": path, "lines": {"begin": 1}}
            self._write(f"cannot be read: {unread.message}", "unread", key, "blocker", where)
        self._stream.write("\n]\n" if self._count else "]\n")

    def _unique(self, key: str) -> str:
        self._seen[key] += 1
        numbered = f"{key}\x1f{self._seen[key]}"
        return hashlib.blake2b(numbered.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def _write(self, text: str, check: str, fingerprint: str, severity: str, where: dict[str, Any]) -> None:
        row = {
            "description": text,
            "check_name": check,
            "fingerprint": fingerprint,
            "severity": severity,
            "location": where,
        }
        self._stream.write((",\n" if self._count else "\n") + dumps(row))
        self._count += 1
