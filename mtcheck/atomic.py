"""Files that appear whole or not at all, and are on the disk when they appear.

A file is written under another name beside its target, flushed to the disk, and renamed over it. While it is
written it is locked: what a killed run left is told from what a living one writes, and swept away.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

_PREFIX, _SUFFIX = ".mtcheck-", ".tmp"
_TRIES = 100
# The temporary files of this process, and the process that opened each: a forked child has none of them.
_living: dict[Path, int] = {}


class AtomicFile:
    """A binary file that takes its name when it is complete; left by an exception, it never was.

    Written beside the target, or in ``folder`` on the same disk, then renamed over it. A target that exists
    keeps its mode, its owner where we may set it, and its extended attributes; one after a symbolic link
    stays behind it; a device or a pipe is written to as it is. ``durable`` False leaves it to the system when
    the bytes reach the disk.
    """

    def __init__(self, target: Path, folder: Path | None = None, *, durable: bool = True) -> None:
        self._target = target.resolve()
        self._durable = durable
        self._name: Path | None = None
        if self._target.exists() and not self._target.is_file() and not self._target.is_dir():
            self._file: BinaryIO = self._target.open("wb")
            return
        self._file = os.fdopen(self._make(folder or self._target.parent), "wb")

    def _make(self, folder: Path) -> int:
        """A new file, locked for as long as it is open; its name is known before it is there."""
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        for _ in range(_TRIES):
            # Short, whatever the target is called: a name has 255 bytes.
            name = folder / f"{_PREFIX}{os.urandom(4).hex()}{_SUFFIX}"
            _living[name] = os.getpid()
            try:
                descriptor = os.open(name, flags, 0o600)
            except OSError as error:
                _living.pop(name, None)
                if isinstance(error, FileExistsError):
                    continue
                raise
            lock(descriptor)
            if name.exists():  # else somebody swept it between the two lines above
                self._name = name
                return descriptor
            os.close(descriptor)
        raise FileExistsError(17, "no free name for a temporary file", str(folder))

    def write(self, data: bytes) -> int:
        """Write bytes, as a file does. Raises OSError that names the target."""
        try:
            return self._file.write(data)
        except OSError as error:
            error.filename = error.filename or str(self._target)
            raise

    def flush(self) -> None:
        """Hand what was written to the operating system."""
        self._file.flush()

    def __enter__(self) -> AtomicFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._name is None:
            self._file.close()
            return
        try:
            if kind is None:
                self._take_name()
        except OSError as failure:
            failure.filename = failure.filename or str(self._target)
            raise
        finally:
            with suppress(OSError):  # a full disk does not take what is left either
                self._file.close()
            if self._name is not None:
                with suppress(OSError):
                    self._name.unlink()
                _living.pop(self._name, None)
        if self._durable and kind is None:
            sync_folder(self._target.parent)

    def _take_name(self) -> None:
        assert self._name is not None
        self._file.flush()
        _dress(self._file.fileno(), self._target)
        if self._durable:
            os.fsync(self._file.fileno())
        os.replace(self._name, self._target)
        _living.pop(self._name, None)
        self._name = None


def _dress(descriptor: int, target: Path) -> None:
    """Give a new file the mode, the owner and the attributes of the one that it replaces."""
    try:
        known = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        _chmod(descriptor, 0o666 & ~mask)
        return
    ours = os.fstat(descriptor)
    if (known.st_uid, known.st_gid) != (ours.st_uid, ours.st_gid) and hasattr(os, "fchown"):
        for uid, gid in ((known.st_uid, known.st_gid), (-1, known.st_gid)):
            try:
                os.fchown(descriptor, uid, gid)
                break
            except OSError:
                continue
    _chmod(descriptor, known.st_mode & 0o7777)  # last, for a new owner takes the set-user bit away
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(target):
                with suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(target, name))


def _chmod(descriptor: int, mode: int) -> None:
    if hasattr(os, "fchmod"):  # not on Windows before 3.13
        os.fchmod(descriptor, mode)


def sync_folder(folder: Path) -> None:
    """Have a rename in a folder on the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def lock(descriptor: int) -> bool:
    """Lock a file for this process, where the system can; it is free again when the process ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def leave_nothing() -> None:
    """Remove what a signal left that came between opening a file and the ``with`` that closes it."""
    for name, owner in list(_living.items()):
        if owner == os.getpid():
            with suppress(OSError):
                name.unlink()
    _living.clear()


@lru_cache(maxsize=4096)
def sweep(folder: Path) -> None:
    """``sweep_now`` once a process and folder, for a folder may be that of ten thousand files."""
    sweep_now(folder)


def sweep_now(folder: Path) -> None:
    """Remove what killed runs left in a folder: temporary files of ours that nobody holds."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not (entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX)):
                continue
            with suppress(OSError):
                descriptor = os.open(entry.path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
                try:
                    if stat.S_ISREG(os.fstat(descriptor).st_mode) and lock(descriptor):
                        os.unlink(entry.path)
                finally:
                    os.close(descriptor)


def write_atomically(target: Path, data: bytes, folder: Path | None = None, *, durable: bool = True) -> None:
    """Write a whole file at once: readers see the old content or the new, never a part."""
    with AtomicFile(target, folder, durable=durable) as file:
        file.write(data)


def sync_tree(paths: list[Path]) -> None:
    """Have files, and their names in their folders, on the disk."""
    for path in paths:
        with suppress(OSError), path.open("rb") as file:
            os.fsync(file.fileno())
    for folder in dict.fromkeys(path.parent for path in paths):
        sync_folder(folder)
