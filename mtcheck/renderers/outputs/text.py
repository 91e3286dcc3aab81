"""Findings for a person: a line each in a pipe; with the source line and a caret on a terminal."""

from __future__ import annotations

import io

from mtcheck.findings import Finding, Safety
from mtcheck.messages import one_line, visible
from mtcheck.renderers.base import Rows
from mtcheck.renderers.places import Places
from mtcheck.report import Report, Summary

# Columns of the source line shown; the finding is in the middle of a longer one.
_SHOWN_COLUMNS = 100
_STYLES = {"neutral": "dim", "minor": "yellow", "major": "red", "critical": "bold red"}
_MARK = {Safety.SAFE: "[*]", Safety.UNSAFE: "[?]", Safety.DISPLAY: "[i]"}


class Console(Rows):
    """`file:line:column: RULE [*] message`

    [*] is repaired by `clean`, [?] with an option of it (--unsafe, --drop), [i] only by a person.
    """

    maps = False

    def render(self, report: Report) -> list[str]:
        uri = report.document.origin.uri
        record = f" [{report.document.origin.record}]" if report.document.origin.record else ""
        rows = []
        places = Places(report)
        for finding in report.findings:
            # Of a record, the place in its file: that is what an editor opens.
            at = places.of(finding)
            place = f"{uri}{record}:{at.line}:{at.column}: "
            if self.look.colour:
                rows.append(_shown(place, finding, report.document.text))
            else:
                rows.append(one_line(f"{place}{finding.rule} {_mark(finding)}{finding.message}") + "\n")
        return rows + [
            one_line(f"{uri}{record}: rule {fault.rule} crashed: {fault.error}") + "\n"
            for fault in report.faults
        ]

    def finish(self, summary: Summary) -> None:
        """Nothing: the summary is for standard error."""


def _shown(place: str, finding: Finding, text: str) -> str:
    """A finding with its line of the text and a caret, in colours."""
    from rich.console import Console as RichConsole
    from rich.text import Text

    stream = io.StringIO()
    console = RichConsole(file=stream, force_terminal=True, soft_wrap=True, highlight=False)
    style = _STYLES[finding.severity]
    head = Text(visible(place))
    head.append(f"{finding.rule} ", style=style).append(_mark(finding), style="cyan")
    head.append(visible(finding.message))
    console.print(head)
    line, column, width = _excerpt(text, finding)
    gutter = " " * len(str(finding.line))
    console.print(Text(f"{gutter} |", style="blue"))
    console.print(Text(f"{finding.line} | ", style="blue").append(line, style="default"))
    carets = "^" * max(1, width)
    after = _wanted(finding)
    console.print(Text(f"{gutter} | ", style="blue").append(" " * column).append(carets + after, style=style))
    console.print()
    return stream.getvalue()


def _mark(finding: Finding) -> str:
    return f"{_MARK[finding.safety]} " if finding.edit else ""


def _wanted(finding: Finding) -> str:
    if finding.edit is None:
        return ""
    if finding.edit.span == finding.span and finding.edit.text.strip():
        return f" {visible(finding.edit.text)}"
    return ""


def _excerpt(text: str, finding: Finding) -> tuple[str, int, int]:
    """The shown part of the source line, and the columns where the finding is and ends in it."""
    from rich.cells import cell_len

    start = finding.start - (finding.column - 1)
    end = min((at for at in (text.find("\n", start), text.find("\r", start)) if at >= 0), default=len(text))
    left = max(start, finding.start - _SHOWN_COLUMNS // 2)
    right = min(end, max(left + _SHOWN_COLUMNS, min(finding.end, left + _SHOWN_COLUMNS)))
    before = ("…" if left > start else "") + visible(text[left : finding.start])
    inside = visible(text[finding.start : min(finding.end, right)])
    after = visible(text[min(finding.end, right) : right]) + ("…" if right < end else "")
    return before + inside + after, cell_len(before), cell_len(inside)


OUTPUT = Console
