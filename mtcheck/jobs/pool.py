"""A pool of processes that outlives what its tasks do to them.

Each worker says in shared memory which record it is on and since when. When it dies, the task is given out
again; a record on which it dies three times, or which takes longer than the deadline, is skipped and said so.
A worker ends by itself when its parent is gone. Its main module is not the caller's: a script needs no
`if __name__ == "__main__"` to use a pool.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import types
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from mtcheck import collector
from mtcheck.errors import MtcheckError
from mtcheck.jobs.reading import Beat
from mtcheck.safestart import safe_start

# multiprocessing takes 4 ms, and a run in one process does without it.
if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

# How long the parent sleeps when nothing happens; a deadline is seen that much late.
_TICK_S = 0.1
# Accidents (a killed process) hit one record twice now and then, but hardly three times.
DEATHS_TO_SKIP = 3
# A task whose workers die on so many records, or so often between records, is given up: the fault is not in
# the records.
MAX_SKIPS_A_TASK = 200
DEATHS_TO_GIVE_UP = 10
# Reading to the next record may lead through a gigabyte of others that hold no text.
READING_PATIENCE = 10.0
# A worker that runs out of memory where no rule is at work ends with this code.
_EXIT_MEMORY = 77
_PR_SET_PDEATHSIG = 1
# In the shared memory: the step a worker is on (-1 for none), since when, records begun in all, and how many
# deadlines the step may take.
_STEP, _SINCE, _COUNT, _PATIENCE, _FIELDS = 0, 1, 2, 3, 4


class WorkerError(MtcheckError):
    """A task that cannot be done: its workers die whatever is skipped, or fail before any record."""


class Limits(NamedTuple):
    """Of one record: seconds; of one worker: megabytes of data, 0 for no limit."""

    deadline_s: float = 60.0
    memory_mb: int = 0


class Assignment(NamedTuple):
    """A task as a worker gets it: steps to skip, with the reasons."""

    task: Any
    skip: dict[int, str]


Work = Callable[[Any, Any, Beat], None]


class Pool:
    """Runs ``work(task, job, beat)`` for every task, in ``jobs`` processes.

    ``work`` is a function of a module, so that a process can import it; it reads by the Beat, which says what
    it is on and leaves out what is to be skipped.
    """

    def __init__(self, work: Work, job: Any, jobs: int, limits: Limits = Limits()) -> None:  # noqa: B008
        import multiprocessing

        self._work, self._job, self._limits = work, job, limits
        self._context = multiprocessing.get_context("spawn")
        self._beats = self._context.RawArray("d", [-1.0, 0.0, 0.0, 1.0] * jobs)
        self._workers: dict[int, _Worker] = {}
        self._jobs = jobs
        self.restarts = 0

    @property
    def records(self) -> int:
        """How many records the workers have begun with."""
        return int(sum(self._beats[slot * _FIELDS + _COUNT] for slot in range(self._jobs)))

    def run(self, tasks: Iterable[Any]) -> Generator[Any, None, None]:
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
                    verdict = self._look(slot, worker)
                    if verdict is None:
                        continue
                    task = worker.assignment.task
                    if verdict.reason:
                        todo.appendleft(self._after_death(worker, verdict, deaths))
                        self._start(slot)
                    self._give(slot, todo)
                    if not verdict.reason:
                        yield task
        finally:
            self.close()

    def _wait(self) -> None:
        busy = [worker for worker in self._workers.values() if worker.assignment]
        from multiprocessing.connection import wait

        wait([*(w.pipe for w in busy), *(w.process.sentinel for w in busy)], timeout=_TICK_S)

    def _look(self, slot: int, worker: _Worker) -> _Verdict | None:
        """Whether the worker is done, or why it has to be replaced; None while it works."""
        if worker.pipe.poll():
            try:
                problem = worker.pipe.recv()
            except (EOFError, ConnectionError):
                worker.process.join(5)
            else:
                if problem:
                    raise WorkerError(problem)
                return _Verdict()
        base = slot * _FIELDS
        if not worker.process.is_alive():
            return _Verdict(f"its worker died ({_exit_of(worker.process)})", int(self._beats[base + _STEP]))
        step, since = int(self._beats[base + _STEP]), self._beats[base + _SINCE]
        allowed_s = self._limits.deadline_s * self._beats[base + _PATIENCE]
        if step >= 0 and time.monotonic() - since > allowed_s:
            worker.process.kill()
            worker.process.join()
            if int(self._beats[base + _STEP]) == step:
                return _Verdict(f"took longer than {allowed_s:g} s", step, late=True)
            return _Verdict("its worker was stopped", -1)  # it had gone on meanwhile
        return None

    def _after_death(
        self, worker: _Worker, verdict: _Verdict, deaths: Counter[tuple[int, int]]
    ) -> Assignment:
        """The task as it is given out again: a death may be an accident, so the record is tried again."""
        assert worker.assignment is not None
        self.restarts += 1
        task, skip = worker.assignment
        key = (task.number, verdict.step)
        deaths[key] += 1
        if deaths[key] >= DEATHS_TO_GIVE_UP or len(skip) >= MAX_SKIPS_A_TASK:
            raise WorkerError(
                f"task {task.number} is given up: {verdict.reason}, {deaths[key]} times at one place, "
                f"{len(skip)} records skipped"
            )
        if verdict.step < 0 or verdict.step in skip:
            return Assignment(task, skip)
        if verdict.late:
            return Assignment(task, {**skip, verdict.step: verdict.reason})
        if deaths[key] >= DEATHS_TO_SKIP:
            return Assignment(task, {**skip, verdict.step: f"{verdict.reason} {DEATHS_TO_SKIP} times on it"})
        return Assignment(task, skip)

    def _start(self, slot: int) -> None:
        ours, theirs = self._context.Pipe()
        self._beats[slot * _FIELDS + _STEP] = -1.0
        process = self._context.Process(
            target=_serve,
            args=(theirs, self._work, self._job, self._beats, slot, self._limits.memory_mb),
            daemon=True,
        )
        if slot in self._workers:
            self._workers.pop(slot).pipe.close()
        with _uninterrupted(), _without_main(), safe_start():
            process.start()
            theirs.close()
            # Known before an interrupt is let through: else nobody would end it.
            self._workers[slot] = _Worker(process, ours)

    def _give(self, slot: int, todo: deque[Assignment]) -> None:
        worker = self._workers[slot]
        worker.assignment = todo.popleft() if todo else None
        self._beats[slot * _FIELDS + _STEP] = -1.0
        if worker.assignment:
            with suppress(OSError):  # it died meanwhile: seen at the next look
                worker.pipe.send(worker.assignment)

    def close(self) -> None:
        """End all workers at once."""
        with _uninterrupted():
            for worker in self._workers.values():
                worker.process.kill()
            for worker in self._workers.values():
                worker.process.join()
                worker.pipe.close()
            self._workers.clear()


class _Verdict(NamedTuple):
    """Of a look at a worker: done, or the reason to replace it and the step it was on."""

    reason: str = ""
    step: int = -1
    late: bool = False


class _Worker:
    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process, self.pipe = process, pipe
        self.assignment: Assignment | None = None


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C for later: a process whose parent stops while it starts ends with a traceback.

    Masked for the process that starts, which inherits it; caught here, for another thread of a library may
    take the signal and Python raises it in this one all the same.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, frame: came.append(number))
    mask = None
    if hasattr(signal, "pthread_sigmask"):  # not on Windows
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler if handler is not None else signal.SIG_DFL)
    if came:
        raise KeyboardInterrupt


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the caller's main module: a process that starts would run it once more."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _exit_of(process: BaseProcess) -> str:
    code = process.exitcode or 0
    if code == _EXIT_MEMORY:
        return "out of memory; raise --max-memory"
    if code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


def _serve(pipe: Connection, work: Work, job: Any, beats: Any, slot: int, memory_mb: int) -> None:
    """A worker's life: take a task, do it, say so, until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    collector.own_process()
    collector.give_back()
    import multiprocessing

    parent = multiprocessing.parent_process()
    assert parent is not None
    _die_with_parent(parent.pid)
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    if memory_mb:
        _limit_memory(memory_mb)
    base = slot * _FIELDS

    def tell(step: int, reading: bool = False) -> None:
        beats[base + _SINCE] = time.monotonic()
        beats[base + _PATIENCE] = READING_PATIENCE if reading else 1.0
        beats[base + _STEP] = float(step)
        if step >= 0 and not reading:
            beats[base + _COUNT] += 1.0

    while True:
        try:
            task, skip = pipe.recv()
        except (EOFError, ConnectionError):
            return
        problem = ""
        try:
            work(task, job, Beat(tell, skip, has_deadline=True))
        except MtcheckError as error:
            problem = str(error)
        except MemoryError:
            os._exit(_EXIT_MEMORY)  # the same as a kill: what it held is in pieces
        except OSError as error:
            problem = f"{error.filename or 'a file'}: {error.strerror or error}"
        beats[base + _STEP] = -1.0
        with suppress(OSError):
            pipe.send(problem)


def _die_with_parent(parent: int | None) -> None:
    """Have Linux kill this process with its parent: the thread below waits for long calls of libraries."""
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went before that was said
        os._exit(1)


def _end_with(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    size = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
