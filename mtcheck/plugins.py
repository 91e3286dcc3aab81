"""The entry points of installed packages, read once: each search opens a file of every package there is."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoints, entry_points
from typing import Any


@cache
def _all() -> Any:  # another class before Python 3.12
    return entry_points()


def installed(group: str) -> EntryPoints:
    """The entry points of one group.

    >>> {point.group for point in installed("console_scripts")} <= {"console_scripts"}
    True
    """
    found: EntryPoints = _all().select(group=group)
    return found
