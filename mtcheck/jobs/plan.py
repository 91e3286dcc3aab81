"""What a batch has to do, cut into tasks, and the folder that remembers how far it came.

A task is paths and ranges: no text crosses a process border. The folder `.mtcheck-run` lies in the output
until the run is complete; a part is done when its `.json` is there, for that is written last.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import msgspec

from mtcheck.atomic import write_atomically
from mtcheck.cache import settings_digest
from mtcheck.config import Config
from mtcheck.errors import InputError, UsageError
from mtcheck.formats import open_input
from mtcheck.formats.container import Part
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.version import __version__

STATE_FOLDER = ".mtcheck-run"
# Large enough that starting a task costs nothing, small enough that a restart loses seconds.
PART_BYTES = 1 << 20
MAX_FILES_A_TASK = 64
_LOCK_TRIES = 20


class Task(msgspec.Struct, frozen=True):
    """Whole inputs, or one part of one input. ``number`` is its place in the order of output.

    ``size`` is in bytes of input; ``sample`` is how many records to take where not all are wanted.
    """

    number: int
    inputs: tuple[Input, ...]
    part: Part | None = None
    size: int = 0
    sample: int | None = None


class Plan(msgspec.Struct, frozen=True):
    """All tasks of a run, and a digest of what the result depends on."""

    tasks: tuple[Task, ...]
    digest: str
    errors: tuple[tuple[str, str | None, str], ...] = ()


def make_plan(
    inputs: Sequence[Input], config: Config, options: ReadOptions, part_bytes: int = PART_BYTES
) -> Plan:
    """Cut the inputs into tasks: large ones into parts where their format allows, small ones together."""
    digest = hashlib.blake2b(digest_size=16)
    settings = msgspec.json.encode((config, options, part_bytes, __version__))
    digest.update(settings)
    digest.update(settings_digest(config, config.selected()))  # with glossaries and profiles as they are
    tasks: list[Task] = []
    errors: list[tuple[str, str | None, str]] = []
    waiting: list[Input] = []
    waiting_bytes = 0

    def give() -> None:
        nonlocal waiting, waiting_bytes
        if waiting:
            tasks.append(Task(len(tasks), tuple(waiting), None, waiting_bytes))
        waiting, waiting_bytes = [], 0

    for each in inputs:
        try:
            status = os.stat(each.path)
            parts = _parts(each, options, part_bytes) if status.st_size > part_bytes else []
        except InputError as error:
            errors.append((error.uri, error.record, error.problem))
            continue
        except OSError as error:
            errors.append((each.path, None, f"cannot be read: {error.strerror or error}"))
            continue
        digest.update(repr((each.path, each.name, status.st_size, status.st_mtime_ns)).encode())
        if parts:
            give()
            tasks += [
                Task(len(tasks) + number, (each,), part, status.st_size // len(parts))
                for number, part in enumerate(parts)
            ]
            continue
        if waiting and (waiting_bytes + status.st_size > part_bytes or len(waiting) >= MAX_FILES_A_TASK):
            give()
        waiting.append(each)
        waiting_bytes += status.st_size
    give()
    return Plan(tuple(tasks), digest.hexdigest(), tuple(errors))


def _parts(each: Input, options: ReadOptions, part_bytes: int) -> list[Part]:
    container = open_input(each.path, options)
    found = container.parts(part_bytes)
    return found if len(found) > 1 else []


class StateFolder:
    """The memory of a run, locked while it goes. Enter it before anything is written.

    Raises UsageError when another run holds it, or when what lies there is not what is asked for.
    """

    def __init__(self, out: Path) -> None:
        self.path = out / STATE_FOLDER
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
            if not _try_lock(lock):
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
        known = place.read_text(encoding="utf-8") if place.exists() else None
        if known is None:
            # Killed before it began, or after it was done: what lies here belongs to no run.
            for name in self._names():
                name.unlink()
            write_atomically(place, plan.digest.encode())
        elif not resume:
            raise UsageError(
                f"{self.path.parent}: holds an unfinished run; go on with --resume, or delete {self.path}"
            )
        elif known != plan.digest:
            raise UsageError(
                f"{self.path.parent}: the unfinished run had other inputs or settings, or another version; "
                f"run it with those, or delete {self.path} to start anew"
            )

    def file(self, task: Task, kind: str) -> Path:
        """The file of one kind that a task writes."""
        return self.path / f"{task.number:06}.{kind}"

    def is_done(self, task: Task) -> bool:
        """Whether a task is complete."""
        return self.file(task, "json").exists()

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


def _try_lock(descriptor: int) -> bool:
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
