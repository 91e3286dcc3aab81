"""Reports as text for people and machines: one module of ``outputs`` per output format."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import TextIO

import msgspec

from mtcheck.errors import UsageError
from mtcheck.plugins import installed
from mtcheck.renderers import outputs
from mtcheck.renderers.base import Look, Rows

__all__ = ["Look", "Rows", "make_look", "make_renderer", "output_formats"]

PLUGINS = "mtcheck.outputs"
# Those that people read come first in lists.
_FIRST = ("text", "html", "markdown")


def output_formats() -> tuple[str, ...]:
    """Every output format: the modules of ``outputs``, and those of plug-ins."""
    own = sorted(module.name for module in pkgutil.iter_modules(outputs.__path__))
    plugged = sorted(point.name for point in installed(PLUGINS) if point.name not in own)
    return (
        *(name for name in _FIRST if name in own),
        *(name for name in own if name not in _FIRST),
        *plugged,
    )


def make_look(look: Look, stream: TextIO, profile: str) -> Rows:
    """The renderer of a look."""
    look = msgspec.structs.replace(look, profile=profile)
    renderer: Rows = _kind(look.format)(stream, look)
    if look.statistics:
        from mtcheck.renderers.statistics import Statistics

        renderer = Statistics(stream, look)
    if look.languages:
        from mtcheck.renderers.languages import LanguageMap

        renderer = LanguageMap(stream, look.colour, renderer)
    return renderer


def make_renderer(name: str, stream: TextIO, profile: str, colour: bool) -> Rows:
    """The renderer of an output format. Raises UsageError."""
    return make_look(Look(name, colour), stream, profile)


def _kind(name: str) -> Callable[[TextIO, Look], Rows]:
    """The class that writes a format."""
    if name in {module.name for module in pkgutil.iter_modules(outputs.__path__)}:
        own: Callable[[TextIO, Look], Rows] = import_module(f"{outputs.__name__}.{name}").OUTPUT
        return own
    for point in installed(PLUGINS):
        if point.name == name:
            plugged: Callable[[TextIO, Look], Rows] = point.load()
            return plugged
    raise UsageError(f"no output format {name!r}; formats are {', '.join(output_formats())}")
