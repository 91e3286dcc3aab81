"""Reports as text for people and machines: one renderer per output format."""

from __future__ import annotations

from importlib import import_module
from typing import Any, TextIO

import msgspec

from mtcheck.renderers.base import Rows

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


class Look(msgspec.Struct, frozen=True):
    """How a run is shown in one place: a format, and for text what is shown."""

    format: str
    colour: bool = False
    statistics: bool = False
    languages: bool = False


def make_look(look: Look, stream: TextIO, profile: str) -> Rows:
    """The renderer of a look."""
    renderer = make_renderer(look.format, stream, profile, look.colour)
    if look.statistics:
        from mtcheck.renderers.statistics import Statistics

        renderer = Statistics(stream)
    if look.languages:
        from mtcheck.renderers.languages import LanguageMap

        renderer = LanguageMap(stream, look.colour, renderer)
    return renderer


def make_renderer(name: str, stream: TextIO, profile: str, colour: bool) -> Rows:
    """The renderer of an output format."""
    if name == "text":
        from mtcheck.renderers.console import Console

        return Console(stream, colour)
    if name in ("json", "jsonl"):
        from mtcheck.renderers.machine import Json, JsonLines

        return Json(stream, profile) if name == "json" else JsonLines(stream)
    module, kind = _HOMES[name]
    make: Any = getattr(import_module(f"mtcheck.renderers.{module}"), kind)
    renderer: Rows = make(stream)
    return renderer
