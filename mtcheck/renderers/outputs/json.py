"""JSON and JSON Lines, `mtcheck.report/1`; written as the run goes, so that memory stays flat."""

from __future__ import annotations

import json
from typing import TextIO

from mtcheck.languages.expected import AUTO
from mtcheck.renderers.base import PLAIN, Look, Rows
from mtcheck.report import SCHEMA, Report, Summary, document_dict, dumps
from mtcheck.version import __version__


class Json(Rows):
    """One object for the whole run."""

    first, between = "\n", ",\n"

    def __init__(self, stream: TextIO, look: Look = PLAIN) -> None:
        super().__init__(stream, look)
        # Where each document has a profile of its own, the head names the one that holds the rules of all.
        widest = "article" if look.profile == AUTO else look.profile
        head = json.dumps({"schema": SCHEMA, "version": __version__, "profile": widest})
        stream.write(head[:-1] + ', "documents": [')

    def render(self, report: Report) -> list[str]:
        return [dumps(document_dict(report))]

    def finish(self, summary: Summary) -> None:
        self.stream.write(f'\n], "summary": {dumps(summary.to_dict())}}}\n')


OUTPUT = Json
