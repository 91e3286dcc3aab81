"""The entry points of installed packages, read once.

importlib.metadata takes 30 ms to load and to read those of a hundred packages, and nearly nobody has a
plug-in. So the files are looked through for the name of a group first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_FILE = "entry_points.txt"


def installed(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of one group.

    >>> {point.group for point in installed("console_scripts")} <= {"console_scripts"}
    True
    """
    declared = _declared()
    if declared is not None and group.encode() not in declared:
        return ()
    return tuple(_all().select(group=group))


@cache
def _all() -> Any:  # another class before Python 3.12
    from importlib.metadata import entry_points

    return entry_points()


@cache
def _declared() -> bytes | None:
    """What all packages declare; None where there may be packages in other places than folders."""
    others = (finder for finder in sys.meta_path if finder is not PathFinder)
    if any(hasattr(finder, "find_distributions") for finder in others):
        return None
    parts: list[bytes] = []
    for entry in dict.fromkeys(sys.path):
        if entry.endswith((".egg", ".egg/")) or os.path.isfile(entry):
            return None
        with suppress(OSError):
            parts += _in_folder(entry or ".")
    return b"\n".join(parts)


def _in_folder(folder: str) -> Iterator[bytes]:
    for name in os.listdir(folder):
        if name.endswith((".dist-info", ".egg-info")):
            with suppress(OSError), open(os.path.join(folder, name, _FILE), "rb") as file:
                yield file.read()
