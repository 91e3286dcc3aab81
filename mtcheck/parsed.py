"""What a TOML file says, kept in binary form in the user's cache folder: parsing took 90 ms of a start.

The form is named after what the file holds, so that all environments with the same tables share it and an
edited file has another one. It lies in the cache folder and not beside its source, as byte code does: pip
does not know it, would leave it behind, and the folders around it would hide the next installation. Where
Python writes no byte code, or nothing can be written, the source is parsed each time; and so where others
could write: what is read back decides which edits are made.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from mtcheck.digests import blake2b

_FORM = 2  # another number with every change of the form
_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class _Kept(msgspec.Struct, array_like=True):
    """What a source said."""

    form: int
    said: dict[str, Any]


_READ = msgspec.msgpack.Decoder(_Kept).decode


def load(place: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises OSError, UnicodeDecodeError or tomllib.TOMLDecodeError.

    >>> from mtcheck.resources import root
    >>> load(Path(str(root())) / "lang" / "sv.toml")["conventions"]["decimal"]
    ','
    """
    source = place.read_bytes()
    folder = kept_in()
    kept_at = folder and folder / f"{place.stem}-{blake2b(source, digest_size=16).hexdigest()}"
    if kept_at is not None and is_ours(kept_at.parent):
        with suppress(OSError, msgspec.MsgspecError, RecursionError):
            kept = _READ(kept_at.read_bytes())
            if kept.form == _FORM:
                return kept.said
    import tomllib

    said = tomllib.loads(source.decode("utf-8"))
    if kept_at is not None and not sys.dont_write_bytecode:
        data = msgspec.msgpack.encode(_Kept(_FORM, said))
        if _READ(data).said == said:  # a date comes back as a string: such a file is parsed each time
            with suppress(OSError):
                keep(kept_at, data)
    return said


def kept_in() -> Path | None:
    """The folder of the forms; None for a user without a home.

    `XDG_CACHE_HOME`, on Windows `LOCALAPPDATA`, else `.cache` in the home of the user.
    """
    said = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    if os.path.isabs(said):
        return Path(said, "mtcheck", "parsed")
    home = os.path.expanduser("~")
    return Path(home, ".cache", "mtcheck", "parsed") if os.path.isabs(home) else None


def is_ours(folder: Path) -> bool:
    """Whether a folder is there that nobody but this user can write to."""
    try:
        status = folder.stat()
    except OSError:
        return False
    return os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & _BY_OTHERS)


def keep(place: Path, data: bytes) -> None:
    """Whole or not at all: other processes read it meanwhile."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_ours(place.parent):
        return
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
