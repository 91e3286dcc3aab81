"""JSON and JSON Lines, as in CONTRACT; written as the run goes, so that memory stays flat."""

from __future__ import annotations

import json
from typing import TextIO

from mtcheck.report import SCHEMA, Report, Summary, document_dict, dumps
from mtcheck.version import __version__


class Json:
    """One object for the whole run."""

    def __init__(self, stream: TextIO, profile: str) -> None:
        self._stream = stream
        self._count = 0
        head = json.dumps({"schema": SCHEMA, "version": __version__, "profile": profile})
        stream.write(head[:-1] + ', "documents": [')

    def report(self, report: Report) -> None:
        self._stream.write(",\n" if self._count else "\n")
        self._stream.write(dumps(document_dict(report)))
        self._count += 1

    def finish(self, summary: Summary) -> None:
        self._stream.write(f'\n], "summary": {dumps(summary.to_dict())}}}\n')


class JsonLines:
    """A document a line, then the summary."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def report(self, report: Report) -> None:
        self._stream.write(dumps(document_dict(report)) + "\n")

    def finish(self, summary: Summary) -> None:
        self._stream.write(dumps({"summary": summary.to_dict()}) + "\n")
