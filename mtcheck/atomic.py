"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType


class AtomicFile:
    """A binary file that takes its name when it is complete; left by an exception, it never was.

    Written beside the target, or in ``folder`` on the same disk, then renamed over it. A target that
    exists keeps its mode; one behind a symbolic link stays behind it.
    """

    def __init__(self, target: Path, folder: Path | None = None) -> None:
        self._target = target.resolve()
        descriptor, self._name = tempfile.mkstemp(
            prefix=f".{target.name}.", dir=folder or self._target.parent
        )
        self._file = os.fdopen(descriptor, "wb")

    def write(self, data: bytes) -> int:
        """Write bytes, as a file does."""
        return self._file.write(data)

    def flush(self) -> None:
        """Hand what was written to the operating system."""
        self._file.flush()

    def __enter__(self) -> AtomicFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            with suppress(OSError):  # a full disk does not take what is left either
                self._file.close()
            os.unlink(self._name)
            return
        try:
            self._file.close()
            os.chmod(self._name, _mode_of(self._target))
            os.replace(self._name, self._target)
        except OSError:
            os.unlink(self._name)
            raise


def _mode_of(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_atomically(target: Path, data: bytes, folder: Path | None = None) -> None:
    """Write a whole file at once: readers see the old content or the new, never a part."""
    with AtomicFile(target, folder) as file:
        file.write(data)
