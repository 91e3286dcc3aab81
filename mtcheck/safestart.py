"""Processes that look for no module in the working folder, where strangers' files lie.

`python -c` and `python -m` put the working folder first on the path of modules, and multiprocessing hands the
path of its parent on. A file named multiprocessing.py or numpy.py beside the input would be run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VARIABLE = "PYTHONSAFEPATH"
# The folder that holds this package: a checkout is often the working folder, and has to stay on the path.
_HOME = Path(__file__).resolve().parent.parent


def safe_path() -> list[str]:
    """sys.path without the working folder, unless mtcheck itself was loaded from there."""
    return [entry for entry in sys.path if not _is_working_folder(entry)]


def _is_working_folder(entry: str) -> bool:
    try:
        here = Path.cwd()
        return Path(entry or ".").resolve() == here.resolve() != _HOME
    except OSError:  # the folder is gone
        return not entry


def leave_working_folder() -> None:
    """Take the working folder off this process's path of modules; for `python -m mtcheck`."""
    sys.path[:] = safe_path()


@contextmanager
def safe_start() -> Iterator[None]:
    """Processes that start inside have the safe path, and so have those that they start."""
    path, before = sys.path[:], os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = "1"
    sys.path[:] = safe_path()
    try:
        yield
    finally:
        sys.path[:] = path
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before
