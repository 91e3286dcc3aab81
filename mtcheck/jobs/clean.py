"""A clean of many documents on this machine: planned, done here or in a pool, and put together in order."""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from mtcheck.atomic import AtomicFile, sweep, sweep_now, write_atomically
from mtcheck.config import Config
from mtcheck.errors import InputError, UsageError
from mtcheck.formats import open_input
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.clean_task import CleanJob, Done, clean_task
from mtcheck.jobs.executors import How, Progress
from mtcheck.jobs.learn import learn
from mtcheck.jobs.plan import PART_BYTES, WHOLE, Plan, Task, make_plan
from mtcheck.jobs.pool import WorkerError
from mtcheck.jobs.stamps import CHANGED, CHANGED_LATER, is_unchanged
from mtcheck.jobs.state import StateFolder, is_whole, unpack
from mtcheck.jobs.sums import Sums
from mtcheck.jobs.targets import Where
from mtcheck.report import dumps
from mtcheck.version import __version__

REPORT_SCHEMA = "mtcheck.batch/1"
_COPY_BYTES = 1 << 20
_GO_ON, _AGAIN = "go on with --resume", "run it again: what is cleaned stays as it is"


class Listener:
    """Who is told of a run while it goes; this one hears nothing."""

    def progress(self, progress: Progress) -> None:
        """How far it is."""

    def notice(self, text: str) -> None:
        """Something worth saying that is no error."""

    def rejected(self, error: InputError) -> None:
        """What was not cleaned, or not wholly."""

    def difference(self, text: str) -> None:
        """What would change in a document, as a diff."""


class Settings(NamedTuple):
    """How a clean runs. ``folder`` is what the patterns of [[overrides]] are relative to; ``sample`` looks at
    so many documents spread over all; for ``judge``, ``min_quality``, ``diff`` and ``force`` see CleanJob.
    """

    how: How = How()
    folder: Path | None = None
    resume: bool = False
    sample: int = 0
    seed: int = 1
    judge: bool = False
    min_quality: float | None = None
    diff: bool = False
    force: bool = False


def clean_inputs(
    inputs: Sequence[Input],
    config: Config,
    options: ReadOptions,
    where: Where,
    settings: Settings = Settings(),  # noqa: B008 - a tuple
    listener: Listener = Listener(),  # noqa: B008 - does nothing
    stdout: BinaryIO | None = None,
) -> Sums:
    """Clean inputs to where ``where`` says; ``stdout`` is where the text of one goes for "standard output".

    Texts and logs are in the order of input, whatever runs the tasks, and the same after any number of
    interruptions. Raises UsageError: another run writes there, an unfinished run lies there, or what is to be
    resumed had other inputs or settings. Raises WorkerError: the disk is full, or a task cannot be done.
    """
    cuts = where.kind in ("folder", "file", "nowhere")
    with ExitStack() as stack:
        place = where.state()
        if place is None:
            place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mtcheck-")))
        else:
            sweep(place.parent.resolve())
        state = stack.enter_context(StateFolder(place))
        sweep_now(place.resolve())
        then = _GO_ON if where.state() is not None else _AGAIN
        plan = make_plan(inputs, config, options, PART_BYTES if cuts else WHOLE)
        run = _Run(plan, config, options, where, state, settings, listener)
        try:
            return run.go(stdout)
        except BrokenPipeError:
            raise
        except OSError as error:
            said = f"{error.filename or place.parent}: {error.strerror or error}; fix that, and {then}"
            raise UsageError(said) from error
        except WorkerError as error:
            raise WorkerError(f"{error}; fix that, and {then}") from error


class _Run:
    """One clean, from its plan to its papers."""

    def __init__(
        self,
        plan: Plan,
        config: Config,
        options: ReadOptions,
        where: Where,
        state: StateFolder,
        settings: Settings,
        listener: Listener,
    ) -> None:
        self._plan, self._where, self._state = plan, where, state
        self._settings, self._listener, self._options = settings, listener, options
        self._whole: set[str] = set()  # files that tasks have written to their end
        # A run that can be gone on with has the same name whenever it goes on; one in place is of its time.
        run = plan.digest[:12] if where.state() else f"{time.time_ns():x}"
        self._job = CleanJob(
            config=config,
            options=options,
            where=where,
            state=str(state.path),
            run=run,
            folder=str(settings.folder) if settings.folder else None,
            judge=settings.judge,
            min_quality=settings.min_quality,
            diff=settings.diff,
            force=settings.force,
        )

    def go(self, stdout: BinaryIO | None) -> Sums:
        """Do all of it."""
        self._begin()
        facts = learn(self._plan, self._job, self._state, self._settings.how)
        self._job = msgspec.structs.replace(self._job, facts=facts)
        tasks = _chosen(self._plan, self._settings)
        for uri, record, problem in self._plan.errors:
            self._listener.rejected(InputError(uri, record, problem))
        sums = Sums(rejected=len(self._plan.errors))
        changed: set[str] = set()
        for task, done in self._worked(tasks):
            sums.merge(done.sums)
            changed.update(done.changed)
            self._tell(task, done, stdout)
        late = self._late(changed)
        sums.rejected += len(late)
        if self._where.kind in ("folder", "file"):
            self._assemble(tasks, sums, late)
            self._state.clear()
        elif self._where.kind == "standard output" and self._where.log is not None:
            self._join(Path(self._where.log), "changes", ())
        return sums

    def _begin(self) -> None:
        place = self._where.state()
        if place is None:
            return
        begun = (self._state.path / "plan").exists()
        self._state.begin(self._plan, resume=self._settings.resume)
        log = Path(self._where.log) if self._where.log else None
        if log is not None and not begun and log.is_file():
            # The log of this run is there from its first change. That of the last one lies by until the end.
            shutil.move(log, self._state.path / "last-log")

    def _worked(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Done]]:
        """The tasks in their order with their records, each as soon as it and all before it are done."""
        records = {task.number: self._known(task) for task in tasks}
        todo = [task for task in tasks if records[task.number] is None]
        total = sum(task.size for task in tasks)
        size = total - sum(task.size for task in todo)
        dropped = 0
        waiting = list(reversed(tasks))
        executor = self._settings.how.executor(clean_task, self._job)
        with closing(executor.run(todo)) as steps:
            for step in _with_end(steps):
                if step is not None:
                    done = unpack(self._state.file(step, "json"), Done)
                    assert done is not None, "a task leaves its record"
                    records[step.number] = done
                    size += step.size
                    dropped += sum(done.sums.dropped.values())
                self._listener.progress(Progress(size, total, executor.records, dropped))
                while waiting and (found := records[waiting[-1].number]) is not None:
                    yield waiting.pop(), found

    def _known(self, task: Task) -> Done | None:
        """The record of a task that an earlier run has done, with all its files as they were."""
        place = self._state.file(task, "json")
        done = unpack(place, Done) if place.exists() else None
        return done if done is not None and all(map(is_whole, done.files)) else None

    def _tell(self, task: Task, done: Done, stdout: BinaryIO | None) -> None:
        for notice in done.notices:
            self._listener.notice(notice)
        for row in _rows(self._state.file(task, "rejected")):
            self._listener.rejected(InputError(row["uri"], row["record"], row["reason"]))
        if self._settings.diff:
            difference = self._state.file(task, "diff").read_text("utf-8")
            self._listener.difference(difference)
        text = self._state.file(task, "bytes")
        self._whole.update(kept.path for kept in done.files)
        if stdout is not None and str(text) in self._whole:
            with text.open("rb") as file:
                shutil.copyfileobj(file, stdout, _COPY_BYTES)

    def _late(self, changed: set[str]) -> list[InputError]:
        """The inputs that changed during the run, and of which no task has said so."""
        if self._where.kind == "in place":
            return []
        cut = {task.inputs[0].path for task in self._plan.tasks if task.part is not None}
        late = []
        for each in dict.fromkeys(each for task in self._plan.tasks for each in task.inputs):
            if each.path in changed and each.path not in cut:
                continue
            if each.path in changed or not is_unchanged(each, self._plan.stamps[each.path]):
                late.append(InputError(each.path, None, CHANGED if each.path in cut else CHANGED_LATER))
        for error in late:
            self._listener.rejected(error)
        return late

    def _assemble(self, tasks: Sequence[Task], sums: Sums, late: Sequence[InputError]) -> None:
        """Put the parts together in order. Safe to be cut off and done again: parts stay to the end."""
        changed = {error.uri for error in late}
        unwritten: set[int] = set()
        for each, parts in _cut_inputs(tasks):
            target = self._where.target(each)
            files = [self._state.file(task, "bytes") for task in parts]
            if target is None or each.path in changed or not self._whole.issuperset(map(str, files)):
                unwritten.update(task.number for task in parts)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with AtomicFile(target) as file:
                pairs = [(task.part, place) for task, place in zip(parts, files, strict=True) if task.part]
                open_input(each.path, self._options).join(pairs, file)
        if self._where.log is not None:
            self._join(Path(self._where.log), "changes", (), unwritten)
        missed = [InputError(*error) for error in self._plan.errors]
        rejected = self._where.rejected
        if rejected is not None and (self._where.kind == "folder" or sums.rejected or sums.faults):
            self._join(rejected, "rejected", (*missed, *late))
        if self._where.report is not None:
            report = {"schema": REPORT_SCHEMA, "version": __version__, **sums.to_dict()}
            write_atomically(self._where.report, f"{dumps(report, 1)}\n".encode())

    def _join(
        self, target: Path, kind: str, first: Iterable[InputError], without: Collection[int] = ()
    ) -> None:
        """Write the lines of all tasks but some to one file, in order."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with AtomicFile(target) as file:
            for error in first:
                row = {"uri": error.uri, "record": error.record, "reason": error.problem}
                file.write(f"{dumps(row)}\n".encode())
            for task in self._plan.tasks:
                place = self._state.file(task, kind)
                if place.exists() and task.number not in without:
                    with place.open("rb") as part:
                        shutil.copyfileobj(part, file, _COPY_BYTES)


def _with_end(steps: Iterable[Task | None]) -> Iterator[Task | None]:
    """The steps, and one more at the end: what was done before the run may be all there is to tell."""
    yield None
    yield from steps


def _rows(place: Path) -> Iterator[dict[str, str]]:
    import json

    with place.open("rb") as file:
        for line in file:
            yield json.loads(line)


def _chosen(plan: Plan, settings: Settings) -> Sequence[Task]:
    """The tasks to run: all, or for a sample those it falls on, with how many records of each."""
    if not settings.sample:
        return plan.tasks
    tasks = list(plan.tasks)
    if len(tasks) > settings.sample:
        tasks = sorted(random.Random(settings.seed).sample(tasks, settings.sample), key=lambda t: t.number)
    share, more = divmod(settings.sample, max(1, len(tasks)))
    return [msgspec.structs.replace(task, sample=share + (n < more)) for n, task in enumerate(tasks)]


def _cut_inputs(tasks: Iterable[Task]) -> Iterator[tuple[Input, list[Task]]]:
    """Each input that was cut, with its tasks in order."""
    found: dict[Input, list[Task]] = {}
    for task in tasks:
        if task.part is not None:
            found.setdefault(task.inputs[0], []).append(task)
    yield from found.items()
