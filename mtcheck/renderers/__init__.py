"""Reports as text for people and machines: one renderer per output format."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol, TextIO

from mtcheck.report import Report, Summary

# Each format's module and class; imported when it is asked for.
_HOMES = {
    "sarif": ("sarif", "Sarif"),
    "junit": ("junit", "JUnit"),
    "github": ("github", "GitHub"),
    "gitlab": ("gitlab", "GitLab"),
    "rdjson": ("rdjson", "RdJson"),
    "checkstyle": ("checkstyle", "Checkstyle"),
    "html": ("page", "Page"),
}
FORMATS = ("text", "json", "jsonl", *_HOMES)


class Renderer(Protocol):
    """Writes a run as it goes: reports in order, then the summary."""

    def report(self, report: Report) -> None: ...

    def finish(self, summary: Summary) -> None: ...


def make_renderer(name: str, stream: TextIO, profile: str, colour: bool) -> Renderer:
    """The renderer of an output format."""
    if name == "text":
        from mtcheck.renderers.console import Console

        return Console(stream, colour)
    if name in ("json", "jsonl"):
        from mtcheck.renderers.machine import Json, JsonLines

        return Json(stream, profile) if name == "json" else JsonLines(stream)
    module, kind = _HOMES[name]
    make: Any = getattr(import_module(f"mtcheck.renderers.{module}"), kind)
    renderer: Renderer = make(stream)
    return renderer


class Several:
    """The same run in several formats at once."""

    def __init__(self, renderers: list[Renderer]) -> None:
        self._renderers = renderers

    def report(self, report: Report) -> None:
        for renderer in self._renderers:
            renderer.report(report)

    def finish(self, summary: Summary) -> None:
        for renderer in self._renderers:
            renderer.finish(summary)
