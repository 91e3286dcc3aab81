"""How often each rule spoke: a table in place of the findings."""

from __future__ import annotations

from mtcheck.registry import registry
from mtcheck.renderers.base import Rows
from mtcheck.report import Report, Summary


class Statistics(Rows):
    """`count  code  [*] name`, the most frequent first.

    [*] where `clean` repairs all of them, [/] where it repairs some.
    """

    maps = False

    def render(self, report: Report) -> list[str]:
        return []

    def finish(self, summary: Summary) -> None:
        """Write the table."""
        rules = {rule.code: rule for rule in registry()}
        width = len(str(max(summary.by_rule.values(), default=0)))
        for code, count in sorted(summary.by_rule.items(), key=lambda item: (-item[1], item[0])):
            rule = rules.get(code)
            repaired = summary.repaired.get(code, 0)
            mark = "[*]" if repaired == count else "[/]" if repaired else "[ ]"
            self.put([f"{count:{width}}  {code}  {mark} {rule.name if rule else ''}\n"])
