"""The entry points of installed packages, read once: each search opens a file of every package there is."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoints, entry_points


@cache
def installed() -> EntryPoints:
    """All entry points there are; ``select(group=…)`` gives those of a group."""
    return entry_points()
