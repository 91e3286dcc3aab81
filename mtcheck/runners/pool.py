"""A pool of processes that outlives what its tasks do to them.

Each worker says in shared memory which record it is on and since when. When it dies, the task is given out
again; a record on which it dies three times, or which takes longer than the deadline, is skipped and said so.
A worker ends by itself when its parent is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

from mtcheck.errors import MtcheckError

# How long the parent sleeps when nothing happens; a deadline is seen that much late.
_TICK_S = 0.1
# Accidents (a killed process) hit one record twice now and then, but hardly three times.
DEATHS_TO_SKIP = 3
# A task whose workers die on so many records is given up: the fault is not in the records.
MAX_SKIPS_A_TASK = 200
# In the shared memory: the record a worker is on (-1 for none), since when, and records begun in all.
_RECORD, _SINCE, _COUNT, _FIELDS = 0, 1, 2, 3


class WorkerError(MtcheckError):
    """A task that cannot be done: its workers die whatever is skipped, or fail before any record."""


class Limits(NamedTuple):
    """Of one record: seconds; of one worker: megabytes of data, 0 for no limit."""

    deadline_s: float = 60.0
    memory_mb: int = 0


class Assignment(NamedTuple):
    """A task as a worker gets it: what to skip, with the reasons."""

    task: Any
    skip: dict[int, str]


Work = Callable[[Any, Any, Callable[[int], None], dict[int, str]], None]


class Pool:
    """Runs ``work(task, job, tell, skip)`` for every task, in ``jobs`` processes.

    ``work`` is a function of a module, so that a process can import it; it calls ``tell`` with the number
    of each record before it begins with it, and leaves out those in ``skip``.
    """

    def __init__(self, work: Work, job: Any, jobs: int, limits: Limits = Limits()) -> None:  # noqa: B008
        self._work, self._job, self._limits = work, job, limits
        self._context = multiprocessing.get_context("spawn")
        self._beats = self._context.RawArray("d", [-1.0, 0.0, 0.0] * jobs)
        self._workers: dict[int, _Worker] = {}
        self._jobs = jobs
        self.restarts = 0

    @property
    def records(self) -> int:
        """How many records the workers have begun with."""
        return int(sum(self._beats[slot * _FIELDS + _COUNT] for slot in range(self._jobs)))

    def run(self, tasks: Iterable[Any]) -> Iterator[Any]:
        """Yield each task when it is done, and None now and then while nothing is.

        Raises WorkerError for a task that cannot be done. However it ends, no worker is left.
        """
        todo = deque(Assignment(task, {}) for task in tasks)
        deaths: Counter[tuple[int, int]] = Counter()
        try:
            for slot in range(min(self._jobs, len(todo))):
                self._start(slot)
                self._give(slot, todo)
            while any(worker.assignment for worker in self._workers.values()):
                self._wait()
                yield None
                for slot, worker in list(self._workers.items()):
                    if worker.assignment is None:
                        continue
                    done, reason = self._look(slot, worker)
                    if done:
                        task = worker.assignment.task
                        self._give(slot, todo)
                        yield task
                    elif reason:
                        todo.appendleft(self._after_death(slot, worker, reason, deaths))
                        self._start(slot)
                        self._give(slot, todo)
        finally:
            self.close()

    def _wait(self) -> None:
        busy = [worker for worker in self._workers.values() if worker.assignment]
        wait([*(w.pipe for w in busy), *(w.process.sentinel for w in busy)], timeout=_TICK_S)

    def _look(self, slot: int, worker: _Worker) -> tuple[bool, str]:
        """Whether the worker is done, or why it has to be replaced."""
        if worker.pipe.poll():
            try:
                problem = worker.pipe.recv()
            except (EOFError, ConnectionError):
                problem = None
                worker.process.join(5)
            else:
                if problem:
                    raise WorkerError(problem)
                return True, ""
        if not worker.process.is_alive():
            return False, f"its worker died ({_exit_of(worker.process)})"
        record, since = self._beats[slot * _FIELDS + _RECORD], self._beats[slot * _FIELDS + _SINCE]
        if record >= 0 and time.monotonic() - since > self._limits.deadline_s:
            worker.process.kill()
            worker.process.join()
            return False, f"took longer than {self._limits.deadline_s:g} s"
        return False, ""

    def _after_death(
        self, slot: int, worker: _Worker, reason: str, deaths: Counter[tuple[int, int]]
    ) -> Assignment:
        """The task as it is given out again: a death may be an accident, so the record is tried again."""
        assert worker.assignment is not None
        self.restarts += 1
        task, skip = worker.assignment
        record = int(self._beats[slot * _FIELDS + _RECORD])
        key = (task.number, record)
        deaths[key] += 1
        late = reason.startswith("took")
        if deaths[key] >= DEATHS_TO_SKIP or late:
            if record < 0 or len(skip) >= MAX_SKIPS_A_TASK:
                raise WorkerError(f"task {task.number}: {reason}, {len(skip)} records skipped; given up")
            skip = {**skip, record: reason if late else f"{reason} {DEATHS_TO_SKIP} times on it"}
        return Assignment(task, skip)

    def _start(self, slot: int) -> None:
        ours, theirs = self._context.Pipe()
        self._beats[slot * _FIELDS + _RECORD] = -1.0
        process = self._context.Process(
            target=_serve,
            args=(theirs, self._work, self._job, self._beats, slot, self._limits.memory_mb),
            daemon=True,
        )
        with _uninterrupted():
            process.start()
        theirs.close()
        self._workers[slot] = _Worker(process, ours)

    def _give(self, slot: int, todo: deque[Assignment]) -> None:
        worker = self._workers[slot]
        worker.assignment = todo.popleft() if todo else None
        self._beats[slot * _FIELDS + _RECORD] = -1.0
        if worker.assignment:
            with suppress(OSError):  # it died meanwhile: seen at the next look
                worker.pipe.send(worker.assignment)

    def close(self) -> None:
        """End all workers at once."""
        for worker in self._workers.values():
            worker.process.kill()
        for worker in self._workers.values():
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()


class _Worker:
    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process, self.pipe = process, pipe
        self.assignment: Assignment | None = None


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C for later: a process whose parent stops while it starts ends with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _exit_of(process: BaseProcess) -> str:
    code = process.exitcode or 0
    if code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


def _serve(pipe: Connection, work: Work, job: Any, beats: Any, slot: int, memory_mb: int) -> None:
    """A worker's life: take a task, do it, say so, until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    if memory_mb:
        _limit_memory(memory_mb)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    base = slot * _FIELDS

    def tell(record: int) -> None:
        beats[base + _SINCE] = time.monotonic()
        beats[base + _RECORD] = float(record)
        beats[base + _COUNT] += 1.0

    while True:
        try:
            task, skip = pipe.recv()
        except (EOFError, ConnectionError):
            return
        try:
            work(task, job, tell, skip)
            problem = ""
        except MtcheckError as error:
            problem = str(error)
        except OSError as error:
            problem = f"{error.filename or 'output'}: {error.strerror or error}"
        beats[base + _RECORD] = -1.0
        with suppress(OSError):
            pipe.send(problem)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    size = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
