"""Markdown: a verdict, counts and the findings, for a pull request or the summary of a job."""

from __future__ import annotations

from collections.abc import Iterable

from mtcheck.display import counted
from mtcheck.findings import Finding
from mtcheck.messages import visible
from mtcheck.registry import registry
from mtcheck.renderers.base import Rows
from mtcheck.renderers.places import Places, path_of, record_of
from mtcheck.report import Report, Summary
from mtcheck.version import rule_page

# GitHub cuts a job's summary at 1 MiB; so many rows stay well below it.
MOST_ROWS = 1000
_LONGEST = 120
_HEAD = "| place | rule | severity | finding |\n|---|---|---|---|\n"


def cell(text: str) -> str:
    """Text that stays in its cell and is no markup.

    >>> cell("a | b `c`\\n<i>")
    'a \\\\| b \\\\`c\\\\` &lt;i&gt;'
    """
    shown = visible(" ".join(text.split()))
    shown = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
    for sign in "\\|`*_[]":
        shown = shown.replace(sign, f"\\{sign}")
    return shown.replace("<", "&lt;").replace(">", "&gt;")


class Markdown(Rows):
    """A table of findings as they come, then what they come to."""

    first = f"### mtcheck\n\n{_HEAD}"

    def render(self, report: Report) -> list[str]:
        name = path_of(report.document.origin.uri)
        places = Places(report)
        rows = [
            f"| {cell(name)}:{place.line}:{place.column}{cell(record_of(report))} | {_rule(finding)} "
            f"| {finding.severity} | {cell(finding.message)} |\n"
            for finding in report.findings
            for place in (places.of(finding),)
        ]
        where = f"{cell(name)}{cell(record_of(report))}"
        return rows + [f"| {where} | {each.rule} | crash | {cell(each.error)} |\n" for each in report.faults]

    def put(self, rows: Iterable[str]) -> None:
        """Write rows, up to a number that GitHub shows."""
        rows = list(rows)
        left = max(0, MOST_ROWS - self.rows)
        super().put(rows[:left])
        self.rows += len(rows[left:])

    def finish(self, summary: Summary) -> None:
        """Write what was not read, and the sums."""
        self.put(
            f"| {cell(each.uri)} | unread | | {cell(each.message)} |\n" for each in summary.unread
        )  # fmt: skip
        if self.rows > MOST_ROWS:
            self.stream.write(f"\n{self.rows - MOST_ROWS:,} more are not shown.\n")
        if not self.rows:
            self.stream.write("### mtcheck\n")
        self.stream.write(f"\n{_verdict(summary)}\n")
        if summary.by_rule:
            names = {rule.code: rule.name for rule in registry()}
            self.stream.write("\n| rule | findings |\n|---|---:|\n")
            for code, count in sorted(summary.by_rule.items(), key=lambda item: (-item[1], item[0])):
                name = names.get(code, "")
                self.stream.write(f"| [{code} {name}]({rule_page(code, name)}) | {count:,} |\n")


def _verdict(summary: Summary) -> str:
    documents = counted(summary.documents, "document")
    levels = ", ".join(f"{count:,} {level}" for level, count in summary.to_dict()["by_severity"].items())
    found = f"{counted(summary.findings, 'finding')} ({levels})" if summary.findings else "nothing found"
    unread = f"; {len(summary.unread):,} unread" if summary.unread else ""
    return f"**{documents} checked, {found}{unread}.**"


def _rule(finding: Finding) -> str:
    return f'[{finding.rule}]({rule_page(finding.rule, finding.name)} "{finding.name}")'


OUTPUT = Markdown
