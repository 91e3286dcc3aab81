"""Checkstyle XML, which many older CI plug-ins read."""

from __future__ import annotations

from typing import TextIO

from mtcheck.findings import Severity
from mtcheck.renderers.base import PLAIN, Look, Rows
from mtcheck.renderers.places import Places, path_of, record_of
from mtcheck.renderers.xml import xml_attribute
from mtcheck.report import Report, Summary

_SEVERITY = {Severity.NEUTRAL: "info", Severity.MINOR: "warning", Severity.MAJOR: "error"}
_SEVERITY[Severity.CRITICAL] = "error"


class Checkstyle(Rows):
    """A file element a document; none for a document without findings."""

    def __init__(self, stream: TextIO, look: Look = PLAIN) -> None:
        super().__init__(stream, look)
        stream.write('<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n')

    def render(self, report: Report) -> list[str]:
        places = Places(report)
        errors = [
            self._error(*places.of(finding)[:2], _SEVERITY[finding.severity], message, finding.rule)
            for finding in report.findings
            for message in (finding.message + record_of(report),)
        ]
        errors += [self._error(1, 1, "error", fault.error, fault.rule) for fault in report.faults]
        return [self._file(report.document.origin.uri, errors)] if errors else []

    def finish(self, summary: Summary) -> None:
        """Write what was not read as errors, and the end."""
        for unread in summary.unread:
            self.put([self._file(unread.uri, [self._error(1, 1, "error", unread.message, "unread")])])
        self.stream.write("</checkstyle>\n")

    @staticmethod
    def _file(uri: str, errors: list[str]) -> str:
        return f"  <file name={xml_attribute(path_of(uri))}>\n{''.join(errors)}  </file>\n"

    @staticmethod
    def _error(line: int, column: int, severity: str, message: str, rule: str) -> str:
        return (
            f'    <error line="{line}" column="{column}" severity="{severity}" '
            f"message={xml_attribute(message)} source={xml_attribute(f'mtcheck.{rule}')}/>\n"
        )


OUTPUT = Checkstyle
