"""How often each rule spoke: a table in place of the findings."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from mtcheck.findings import Safety
from mtcheck.registry import registry
from mtcheck.renderers.console import Console
from mtcheck.report import Report, Summary


class Statistics:
    """`count  code  [*] name`, the most frequent first; [*] where some of them have a safe fix."""

    def __init__(self, stream: TextIO, findings: Console) -> None:
        self._stream = stream
        self._findings = findings
        self._fixable: Counter[str] = Counter()
        self._documents: Counter[str] = Counter()

    def report(self, report: Report) -> None:
        self._fixable.update(
            finding.rule for finding in report.findings if finding.edit and finding.safety is Safety.SAFE
        )
        self._documents.update({finding.rule for finding in report.findings})

    def finish(self, summary: Summary) -> None:
        """Write the table."""
        names = {rule.code: rule.name for rule in registry()}
        width = len(str(max(summary.by_rule.values(), default=0)))
        for rule, count in sorted(summary.by_rule.items(), key=lambda item: (-item[1], item[0])):
            mark = "[*]" if self._fixable[rule] else "[ ]"
            plural = "" if self._documents[rule] == 1 else "s"
            where = f"in {self._documents[rule]} document{plural}"
            self._stream.write(f"{count:{width}}  {rule}  {mark} {names.get(rule, rule)}  {where}\n")
        self._findings.finish(summary)
