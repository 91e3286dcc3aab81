"""Reports as text for people and machines: one renderer per output format."""

from __future__ import annotations

from typing import Protocol, TextIO

from mtcheck.report import Report, Summary

FORMATS = ("text", "json", "jsonl")


class Renderer(Protocol):
    """Writes a run as it goes: reports in order, then the summary."""

    def report(self, report: Report) -> None: ...

    def finish(self, summary: Summary) -> None: ...


def make_renderer(name: str, stream: TextIO, profile: str, colour: bool) -> Renderer:
    """The renderer of an output format."""
    if name == "text":
        from mtcheck.renderers.console import Console

        return Console(stream, colour)
    from mtcheck.renderers.machine import Json, JsonLines

    return Json(stream, profile) if name == "json" else JsonLines(stream)
