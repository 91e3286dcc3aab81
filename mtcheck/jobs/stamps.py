"""What an input is known by: one that changes while it is read is an error, and not a broken output."""

from __future__ import annotations

import os

from mtcheck.digests import blake2b
from mtcheck.errors import InputError
from mtcheck.formats.io.inputs import Input

_END_BYTES = 4096
CHANGED = "has changed since the run began; nothing of it is written: run again when it is complete"

CHANGED_LATER = "has changed since it was read; what was written is of the text before: run again"


def stamp_of(each: Input) -> str:
    """Size, time of change in nanoseconds, inode, and a hash of head and tail; "" for what is no file.

    Raises OSError.
    """
    if not each.is_file:
        return ""
    with open(each.path, "rb") as file:
        status = os.fstat(file.fileno())
        digest = blake2b(digest_size=12)
        digest.update(repr((status.st_size, status.st_mtime_ns, status.st_ino)).encode())
        digest.update(file.read(_END_BYTES))
        if status.st_size > _END_BYTES:
            file.seek(-_END_BYTES, os.SEEK_END)
            digest.update(file.read(_END_BYTES))
    return digest.hexdigest()


def check_unchanged(each: Input, stamp: str) -> None:
    """Raise InputError when an input is not what it was when its stamp was taken."""
    if not is_unchanged(each, stamp):
        raise InputError(each.path, None, CHANGED)


def is_unchanged(each: Input, stamp: str) -> bool:
    """Whether an input still is what it was."""
    if not stamp:
        return True
    try:
        return stamp_of(each) == stamp
    except OSError:
        return False
