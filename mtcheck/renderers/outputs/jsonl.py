"""JSON Lines: a document a line, then the summary."""

from __future__ import annotations

from mtcheck.renderers.base import Rows
from mtcheck.report import Report, Summary, document_dict, dumps


class JsonLines(Rows):
    """A document a line, then the summary."""

    def render(self, report: Report) -> list[str]:
        return [dumps(document_dict(report)) + "\n"]

    def finish(self, summary: Summary) -> None:
        self.stream.write(dumps({"summary": summary.to_dict()}) + "\n")


OUTPUT = JsonLines
