"""GitHub workflow commands: an annotation at the line of each finding."""

from __future__ import annotations

from mtcheck.findings import Severity
from mtcheck.messages import visible
from mtcheck.renderers.base import Rows
from mtcheck.renderers.places import Places, path_of, record_of
from mtcheck.report import Report, Summary

_COMMAND = {Severity.NEUTRAL: "notice", Severity.MINOR: "warning", Severity.MAJOR: "error"}
_COMMAND[Severity.CRITICAL] = "error"


def data(text: str) -> str:
    """The message of a command: line ends and the escape itself are escaped.

    >>> data("50 %\\n")
    '50 %25%0A'
    """
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)  # what else a terminal obeys, a log shows to somebody's terminal


def parameter(text: str) -> str:
    """The value of a command's parameter: colons and commas too."""
    return data(text).replace(":", "%3A").replace(",", "%2C")


class GitHub(Rows):
    """A line a finding, on standard output of a workflow step."""

    def render(self, report: Report) -> list[str]:
        rows = []
        uri, places = report.document.origin.uri, Places(report)
        for finding in report.findings:
            line, column, end_line, end_column = places.of(finding)
            # GitHub takes columns only where begin and end are in one line.
            columns = f",col={column},endColumn={end_column}" if line == end_line else ""
            title = f"{finding.rule} {finding.name}{record_of(report)}"
            where = f"file={parameter(path_of(uri))},line={line},endLine={end_line}{columns}"
            where = f"{where},title={parameter(title)}"
            rows.append(_row(_COMMAND[finding.severity], where, finding.message))
        for fault in report.faults:
            where = f"file={parameter(path_of(uri))},title={parameter(fault.rule)}"
            rows.append(_row("error", where, f"rule crashed: {fault.error}"))
        return rows

    def finish(self, summary: Summary) -> None:
        """Write what was not read as errors."""
        for unread in summary.unread:
            where = f"file={parameter(path_of(unread.uri))},title=unread input"
            record = f" [{unread.record}]" if unread.record else ""
            self.put([_row("error", where, unread.message + record)])


def _row(command: str, parameters: str, message: str) -> str:
    return f"::{command} {parameters}::{data(message)}\n"


OUTPUT = GitHub
