"""The two ways to run tasks: one after the other in this process, or in a pool of processes.

Both do the same work with the same results. A pool has deadlines, and outlives what a text does to it.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable
from typing import Any, NamedTuple, Protocol

from mtcheck.errors import InputError, MtcheckError
from mtcheck.formats import open_input
from mtcheck.formats.container import Container
from mtcheck.formats.io.inputs import STANDARD_INPUT, Input
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.pool import Limits, Pool, Work, WorkerError
from mtcheck.jobs.reading import Beat, Opener, open_file


class Progress(NamedTuple):
    """How far a run is: bytes of input, documents, and stretches dropped in finished tasks."""

    done_bytes: int
    total_bytes: int
    documents: int
    dropped: int


class Executor(Protocol):
    """Runs tasks; ``records`` is how many it has begun with."""

    @property
    def records(self) -> int: ...

    def run(self, tasks: Iterable[Any]) -> Generator[Any, None, None]:
        """Yield each task when it is done, and None now and then while nothing is."""
        ...


class How(NamedTuple):
    """How a run is done: ``jobs`` processes with their limits, or None for this process.

    ``opener`` opens inputs in this process.
    """

    jobs: int | None = None
    limits: Limits = Limits()
    opener: Opener = open_file

    def executor(self, work: Work, job: Any) -> Executor:
        """What runs ``work(task, job, beat)`` for every task."""
        if self.jobs is None:
            return Here(work, job, self.opener)
        return Pool(work, job, max(1, self.jobs), self.limits)


class Here:
    """Runs tasks one after the other in this process."""

    def __init__(self, work: Work, job: Any, opener: Opener = open_file) -> None:
        self._work, self._job, self._opener = work, job, opener
        self.records = 0

    def run(self, tasks: Iterable[Any]) -> Generator[Any, None, None]:
        """Yield each task when it is done. Raises WorkerError where a file cannot be written."""
        for task in tasks:
            try:
                self._work(task, self._job, Beat(self._tell, {}, self._opener, has_deadline=False))
            except (BrokenPipeError, MtcheckError):
                raise
            except OSError as error:
                problem = f"{error.filename or 'a file'}: {error.strerror or error}"
                raise WorkerError(problem) from error
            yield task

    def _tell(self, step: int, reading: bool = False) -> None:
        self.records += step >= 0 and not reading


class Opening:
    """Opens what only this process can: standard input, and what is fetched; each is read once and kept."""

    def __init__(self) -> None:
        self._kept: dict[str, Container] = {}

    def __call__(self, each: Input, options: ReadOptions) -> Container:
        """The opened input. Raises InputError."""
        if each.is_file:
            return open_input(each.path, options)
        if each.path not in self._kept:
            self._kept[each.path] = self._open(each, options)
        return self._kept[each.path]

    def _open(self, each: Input, options: ReadOptions) -> Container:
        if each.path == STANDARD_INPUT:
            if sys.stdin is None:
                raise InputError("<stdin>", None, "standard input is closed; name a file")
            return open_input(sys.stdin.buffer, options, "<stdin>")
        from mtcheck.formats.io.fetch import fetch

        return open_input(fetch(each.path), options, each.path)
