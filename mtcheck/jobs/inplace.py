"""What a rewrite in place must not do to a file that belongs to somebody."""

from __future__ import annotations

import os
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.formats.io.inputs import Input

_WRITERS = 0o222


def check_may_rewrite(each: Input, force: bool) -> None:
    """Raise InputError where a rewrite would reach out of the folder, or cost the file its owner or a name.

    ``force`` rewrites what is only read-only, or has other hard links, which keep the old text.
    """
    place = Path(each.path)
    folder = os.path.realpath(each.folder) if each.folder else None
    real = os.path.realpath(place)
    if folder is not None and not real.startswith(os.path.join(folder, "")):
        raise InputError(
            each.path, None, f"is a link to {real}, outside of the folder; name that file to clean it"
        )
    status = os.stat(real)
    if not status.st_mode & _WRITERS and not force:
        raise InputError(each.path, None, "is read-only, and was left as it is; --force rewrites it")
    if status.st_nlink > 1 and not force:
        said = f"has {status.st_nlink} hard links, which a rewrite would separate; --force does it anyway"
        raise InputError(each.path, None, said)
    if hasattr(os, "geteuid") and os.geteuid() not in (0, status.st_uid):
        raise InputError(each.path, None, "belongs to another user, and a rewrite would change that; use -o")
