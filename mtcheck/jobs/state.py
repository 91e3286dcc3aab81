"""The folder that remembers how far a run came, so that `--resume` goes on with the rest.

It lies beside the output until the run is complete. A task is done when its record is there, which is written
last, and while the files that the record names have the sizes and hashes that it says: a power cut leaves
records whose files are torn.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, TypeVar

import msgspec

from mtcheck.atomic import AtomicFile, sync_folder, write_atomically
from mtcheck.atomic import lock as lock_file
from mtcheck.digests import blake2b
from mtcheck.errors import UsageError
from mtcheck.jobs.plan import Plan, Task
from mtcheck.report import dumps

_LOCK_TRIES = 20
_HASH_CHUNK = 1 << 20
_Kind = TypeVar("_Kind")


class Kept(msgspec.Struct, frozen=True):
    """A file that a task has written: its size, and a hash of its bytes."""

    path: str
    size: int
    digest: str


class _Known(msgspec.Struct):
    settings: str
    stamps: dict[str, str]


class StateFolder:
    """The memory of a run, locked while it goes. Enter it before anything is written.

    Raises UsageError when another run holds it, or when what lies there is not what is asked for.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def __enter__(self) -> StateFolder:
        for _ in range(_LOCK_TRIES):
            try:
                self.path.mkdir(parents=True, exist_ok=True)
                lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o644)
            except FileNotFoundError:  # a run that ends has just cleared it away
                continue
            except OSError as error:
                raise UsageError(f"{self.path}: cannot be written: {error.strerror or error}") from error
            if not lock_file(lock):
                os.close(lock)
                break
            try:
                if os.path.samestat(os.fstat(lock), os.stat(self.path / "lock")):
                    self._lock = lock
                    return self
            except FileNotFoundError:
                pass
            os.close(lock)  # of the file that the other run has removed
        raise UsageError(f"{self.path.parent}: another run is writing here; wait for it, or name another -o")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lock is not None:
            os.close(self._lock)

    def begin(self, plan: Plan, *, resume: bool) -> None:
        """Write down the plan, or hold it against the one that lies there.

        ``resume`` begins anew where nothing is unfinished, so that a run can be repeated until it is through.
        """
        place = self.path / "plan"
        if not place.exists():
            # Killed before it began, or after it was done: what lies here belongs to no run.
            for name in self._names():
                name.unlink()
            write_atomically(place, pack(_Known(plan.settings, plan.stamps)))
            return
        if not resume:
            raise UsageError(
                f"{self.path.parent}: holds an unfinished run; go on with --resume, or delete {self.path}"
            )
        known = unpack(place, _Known)
        if known is not None and (known.settings, known.stamps) == (plan.settings, plan.stamps):
            return
        raise UsageError(
            f"{self.path.parent}: {_difference(known, plan)}; "
            f"run it with those, or delete {self.path} to start anew"
        )

    def file(self, task: Task, kind: str) -> Path:
        """The file of one kind that a task writes."""
        return self.path / f"{task.number:06}.{kind}"

    def keep(self, task: Task, done: object) -> None:
        """Write the record of a task that is done. Its files are on the disk already."""
        sync_folder(self.path)
        write_atomically(self.file(task, "json"), pack(done))

    def clear(self) -> None:
        """Forget the run: it is complete."""
        for name in self._names():
            with suppress(FileNotFoundError):
                name.unlink()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        with suppress(OSError):
            (self.path / "lock").unlink()
            self.path.rmdir()

    def _names(self) -> Iterator[Path]:
        # The plan goes first: without it nothing here is an unfinished run.
        if (self.path / "plan").exists():
            yield self.path / "plan"
        yield from (name for name in sorted(self.path.iterdir()) if name.name not in ("lock", "plan"))


def _difference(known: _Known | None, plan: Plan) -> str:
    """What an unfinished run had that this one has not."""
    if known is None:
        return "the record of the unfinished run is damaged"
    changed = [path for path, stamp in plan.stamps.items() if known.stamps.get(path, stamp) != stamp]
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        return f"{changed[0]}{more} changed since the unfinished run had other inputs or settings"
    return "the unfinished run had other inputs or settings, or another version"


class Mark(NamedTuple):
    """How far a file was written."""

    size: int
    digest: blake2b


class Hashing:
    """A file that is written to, and what was written: its size and its hash."""

    def __init__(self, file: AtomicFile | BinaryIO, path: Path) -> None:
        self._file, self._path = file, path
        self._digest = blake2b(digest_size=12)
        self._size = 0

    def __enter__(self) -> Hashing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(self._file, AtomicFile):
            return
        try:
            self._file.close()  # writes what is left in its buffer
        except OSError as failure:
            failure.filename = failure.filename or str(self._path)
            raise

    def write(self, data: bytes) -> int:
        """Write bytes, as a file does."""
        self._digest.update(data)
        self._size += len(data)
        try:
            return self._file.write(data)
        except OSError as error:
            error.filename = error.filename or str(self._path)
            raise

    def kept(self) -> Kept:
        """What was written so far."""
        return Kept(str(self._path), self._size, self._digest.hexdigest())

    def mark(self) -> Mark:
        """A place to go back to."""
        return Mark(self._size, self._digest.copy())

    def back_to(self, mark: Mark) -> None:
        """Take back what was written since; of a file that can be cut."""
        assert not isinstance(self._file, AtomicFile)
        self._file.flush()
        self._file.truncate(mark.size)
        self._file.seek(mark.size)
        self._size, self._digest = mark.size, mark.digest.copy()

    def since(self, mark: Mark) -> Iterator[bytes]:
        """What was written since."""
        self._file.flush()
        with self._path.open("rb") as file:
            file.seek(mark.size)
            while lines := file.readlines(_HASH_CHUNK):  # whole, for other processes add theirs between
                yield b"".join(lines)


def is_whole(kept: Kept) -> bool:
    """Whether a file still is what a record says."""
    digest = blake2b(digest_size=12)
    try:
        with open(kept.path, "rb") as file:
            if os.fstat(file.fileno()).st_size != kept.size:
                return False
            while chunk := file.read(_HASH_CHUNK):
                digest.update(chunk)
    except OSError:
        return False
    return digest.hexdigest() == kept.digest


def pack(value: object) -> bytes:
    """JSON, also of paths that are not UTF-8."""
    return dumps(msgspec.to_builtins(value)).encode()


def unpack(place: Path, kind: type[_Kind]) -> _Kind | None:
    """What was packed into a file; None when it is not whole."""
    import json

    tries: tuple[Callable[[bytes], Any], ...] = (msgspec.json.decode, json.loads)
    for decode in tries:
        with suppress(OSError, ValueError, msgspec.MsgspecError, RecursionError):
            return msgspec.convert(decode(place.read_bytes()), kind)
    return None
