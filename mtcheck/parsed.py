"""What a TOML file says, kept beside it in binary form: parsing took 90 ms of a start.

The form lies in ``__pycache__`` (or where PYTHONPYCACHEPREFIX says), names the time and size of its source,
and is made anew when these are others. Where nothing can or may be written, the source is parsed each time.
"""

from __future__ import annotations

import os
import sys
import tomllib
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import msgspec

_FORM = 1  # another number with every change of the form


class _Kept(msgspec.Struct, array_like=True):
    """What a source said, with its time (ns) and size (bytes) when it was read."""

    form: int
    time: int
    size: int
    said: dict[str, Any]


_READ = msgspec.msgpack.Decoder(_Kept).decode


def load(place: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises OSError, UnicodeDecodeError or tomllib.TOMLDecodeError.

    >>> from mtcheck.resources import root
    >>> load(Path(str(root())) / "lang" / "sv.toml")["conventions"]["decimal"]
    ','
    """
    now = place.stat()
    kept_at = _place_of(place)
    if kept_at is not None:
        with suppress(OSError, msgspec.MsgspecError):
            kept = _READ(kept_at.read_bytes())
            if (kept.form, kept.time, kept.size) == (_FORM, now.st_mtime_ns, now.st_size):
                return kept.said
    said = tomllib.loads(place.read_bytes().decode("utf-8"))
    if kept_at is not None and not sys.dont_write_bytecode:
        data = msgspec.msgpack.encode(_Kept(_FORM, now.st_mtime_ns, now.st_size, said))
        if _READ(data).said == said:  # a date comes back as a string: such a file is parsed each time
            with suppress(OSError):
                _keep(kept_at, data)
    return said


def _place_of(place: Path) -> Path | None:
    """Where the form of a file lies; None for a Python that keeps nothing."""
    try:
        return Path(cache_from_source(str(place))).with_suffix(".parsed")
    except NotImplementedError:
        return None


def _keep(place: Path, data: bytes) -> None:
    """Whole or not at all: other processes read it meanwhile."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
