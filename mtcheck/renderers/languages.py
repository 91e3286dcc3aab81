"""The language of every stretch of an article: a coloured map on a terminal, a table in a pipe."""

from __future__ import annotations

import io
from bisect import bisect_right
from typing import TextIO

from mtcheck.messages import visible
from mtcheck.renderers.base import Rows
from mtcheck.report import Report, Summary
from mtcheck.text.view import line_spans

# Colours that read on dark and light terminals; the expected language keeps the terminal's own.
_COLOURS = ("cyan", "magenta", "yellow", "green", "blue", "red")
_SHOWN_CHARACTERS = 60


class LanguageMap(Rows):
    """Shows the languages of a document, then its findings."""

    def __init__(self, stream: TextIO, colour: bool, findings: Rows) -> None:
        super().__init__(stream)
        self._colour = colour
        self._findings = findings

    def render(self, report: Report) -> list[str]:
        shown = _map(report) if self._colour else _table(report)
        return [shown, *self._findings.render(report)]

    def finish(self, summary: Summary) -> None:
        self._findings.finish(summary)


def _table(report: Report) -> str:
    text, uri = report.document.text, report.document.origin.uri
    rows = []
    starts = [line.start for line in line_spans(text)]
    for span in report.languages:
        piece = text[span.start : span.end]
        start = span.start + len(piece) - len(piece.lstrip())
        line = bisect_right(starts, start)
        shown = " ".join(visible(piece).split())
        if len(shown) > _SHOWN_CHARACTERS:
            shown = shown[: _SHOWN_CHARACTERS - 1] + "…"
        place = f"{uri}:{line}:{start - starts[line - 1] + 1}"
        rows.append(f"{place}: {span.code} {span.confidence:.2f} {shown}\n")
    return "".join(rows)


def _map(report: Report) -> str:
    from rich.console import Console as RichConsole
    from rich.text import Text

    others = sorted({span.code for span in report.languages} - {report.lang, "und"})
    style = {code: _COLOURS[number % len(_COLOURS)] for number, code in enumerate(others)}
    style["und"] = "dim"
    stream = io.StringIO()
    console = RichConsole(file=stream, force_terminal=True, soft_wrap=True, highlight=False)
    legend = Text("languages: ").append(report.lang)
    for code in (*others, "und"):
        legend.append("  ").append(code, style=style[code])
    console.print(legend)
    shown = Text()
    for span in report.languages:
        # Line by line: what a terminal obeys is taken out, line ends are kept.
        lines = report.document.text[span.start : span.end].splitlines(keepends=True)
        for line in lines:
            body = line.rstrip("\r\n")
            shown.append(visible(body), style=style.get(span.code, "")).append("\n" * (body != line))
    console.print(shown)
    console.print()
    return stream.getvalue()
