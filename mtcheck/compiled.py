"""Compiled patterns, kept in the user's cache folder: to compile them took a third of a first article.

What is kept is what Python made of a pattern, in one file for each version of Python, beside the
tables of ``parsed`` and under the same conditions. A pattern that is not there, or cannot be read back, is
compiled. Only processes that are ours from start to end write the file, when they end.
"""

from __future__ import annotations

import atexit
import re
import sys
from array import array
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from mtcheck import parsed

# More than the rules declare: a file that has more is begun anew.
_MOST = 2000


class _Made(msgspec.Struct, array_like=True, frozen=True):
    """What ``_sre.compile`` is given: the flags, the code, how many groups, and which of them have names."""

    flags: int
    code: bytes
    groups: int
    names: dict[str, int]


_READ = msgspec.msgpack.Decoder(dict[str, _Made]).decode


class _Patterns:
    """The patterns of one file; read when the first one is asked for."""

    def __init__(self) -> None:
        self._read: dict[str, _Made] | None = None
        self._new: dict[str, _Made] = {}
        self._collects = False

    def get(self, pattern: str, flags: int) -> re.Pattern[str]:
        """The pattern, as ``re.compile`` gives it. Raises re.error for one that is none."""
        if self._read is None:
            self._read = _kept()
        key = f"{flags} {pattern}"
        made = self._read.get(key)
        if made is not None:
            with suppress(RuntimeError, OverflowError, ValueError, TypeError):  # not what a compiler made
                return _pattern_of(pattern, made)
        if not self._collects or not _can_be_kept(pattern):
            return re.compile(pattern, flags)
        try:
            made = _made_of(pattern, flags)
            found = _pattern_of(pattern, made)
        except (ImportError, AttributeError, TypeError, ValueError):
            # A Python whose compiler is made otherwise.
            return re.compile(pattern, flags)
        self._new[key] = made
        return found

    def collect(self) -> None:
        """From now on what is compiled is kept when the process ends."""
        if not self._collects and sys.implementation.name == "cpython" and not sys.dont_write_bytecode:
            self._collects = True
            atexit.register(self._write)

    def _write(self) -> None:
        place = _place()
        if not self._new or place is None:
            return
        known = _kept()
        if len(known) + len(self._new) > _MOST:
            known = {}
        with suppress(OSError):
            parsed.keep(place, msgspec.msgpack.encode(known | self._new))


_PATTERNS = _Patterns()
compiled, collect = _PATTERNS.get, _PATTERNS.collect


def _can_be_kept(pattern: str) -> bool:
    """Whether a pattern has no lone surrogate, which no file holds."""
    try:
        pattern.encode()
    except UnicodeEncodeError:
        return False
    return True


def _place() -> Path | None:
    folder = parsed.kept_in()
    return folder and folder / f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}"


def _kept() -> dict[str, _Made]:
    place = _place()
    if place is None or not parsed.is_ours(place.parent) or sys.implementation.name != "cpython":
        return {}
    try:
        return _READ(place.read_bytes())
    except (OSError, msgspec.MsgspecError):
        return {}


def _made_of(pattern: str, flags: int) -> _Made:
    """What Python's compiler makes of a pattern: the steps of ``re.compile`` but for the last."""
    tree = import_module("re._parser").parse(pattern, flags)
    code = import_module("re._compiler")._code(tree, flags)
    state = tree.state
    return _Made(flags | state.flags, array("I", code).tobytes(), state.groups - 1, dict(state.groupdict))


def _pattern_of(pattern: str, made: _Made) -> re.Pattern[str]:
    names: list[str | None] = [None] * (made.groups + 1)
    for name, number in made.names.items():
        names[number] = name
    code = array("I", made.code).tolist()
    sre: Any = import_module("_sre")
    result: re.Pattern[str] = sre.compile(pattern, made.flags, code, made.groups, made.names, tuple(names))
    return result
