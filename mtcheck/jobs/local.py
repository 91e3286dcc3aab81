"""A clean of many documents on this machine: plan, pool, and the parts put together in order."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

import msgspec

from mtcheck.atomic import AtomicFile, write_atomically
from mtcheck.changes import LOG_NAME
from mtcheck.config import Config
from mtcheck.errors import UsageError
from mtcheck.formats import open_input
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.learning import learn
from mtcheck.jobs.plan import Plan, StateFolder, Task, make_plan
from mtcheck.jobs.pool import Limits, Pool, Tell, WorkerError
from mtcheck.jobs.reading import Beat
from mtcheck.jobs.sums import Sums
from mtcheck.jobs.work import Job, clean_task
from mtcheck.report import dumps
from mtcheck.version import __version__

REJECTED_NAME = "rejected.jsonl"
REPORT_NAME = "report.json"
REPORT_SCHEMA = "mtcheck.batch/1"
_COPY_BYTES = 1 << 20
_GO_ON = "go on with --resume"


class Progress(NamedTuple):
    """How far a run is: bytes of input, documents, and stretches dropped in finished tasks."""

    done_bytes: int
    total_bytes: int
    documents: int
    dropped: int


class Settings(NamedTuple):
    """How a batch runs. ``folder`` is what the patterns of [[overrides]] are relative to; for ``judge`` and
    ``min_quality`` see Job.
    """

    jobs: int
    limits: Limits = Limits()
    folder: Path | None = None
    resume: bool = False
    dry_run: bool = False
    sample: int = 0
    seed: int = 1
    judge: bool = False
    min_quality: float | None = None


def clean_batch(
    inputs: Sequence[Input],
    config: Config,
    options: ReadOptions,
    out: Path | None,
    settings: Settings,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> Sums:
    """Clean inputs into the folder ``out``, with `changes.jsonl`, `rejected.jsonl` and `report.json` beside.

    Output and logs are in the order of input, whatever the number of processes, and the same after any
    number of interruptions. ``sample`` looks at that many documents spread over the batch and, like
    ``dry_run``, writes nothing (``out`` may be None). Raises UsageError: another run writes there, an
    unfinished run lies there, or what is to be resumed had other inputs or settings.
    """
    plan = make_plan(inputs, config, options)
    with ExitStack() as stack:
        if settings.dry_run or settings.sample:
            out = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mtcheck-")))
        if out is None:
            raise UsageError("say where to write: -o FOLDER")
        refuse_to_overwrite(inputs, out)
        state = stack.enter_context(StateFolder(out))
        try:
            return _run(plan, config, options, state, settings, tell)
        except OSError as error:
            place = error.filename or out
            raise UsageError(f"{place}: {error.strerror or error}; mend that, and {_GO_ON}") from error
        except WorkerError as error:
            raise WorkerError(f"{error}; mend that, and {_GO_ON}") from error


def _run(
    plan: Plan,
    config: Config,
    options: ReadOptions,
    state: StateFolder,
    settings: Settings,
    tell: Callable[[Progress], None],
) -> Sums:
    state.begin(plan, resume=settings.resume)
    out = state.path.parent
    job = Job(
        config=config,
        options=options,
        out=str(out),
        folder=str(settings.folder) if settings.folder else None,
        dry_run=bool(settings.dry_run or settings.sample),
        judge=settings.judge,
        min_quality=settings.min_quality,
    )
    if config.corpus_pass and any(rule.batch for rule in config.selected()):
        facts = learn(plan, job, state, max(1, settings.jobs), settings.limits)
        job = msgspec.structs.replace(job, facts=str(facts))
    tasks = _chosen(plan, settings)
    _work(tasks, job, state, settings, tell)
    sums = _sums(tasks, state)
    sums.rejected += len(plan.errors)
    if not job.dry_run:
        _assemble(plan, state, out, sums, options)
        state.clear()
    return sums


def refuse_to_overwrite(inputs: Sequence[Input], out: Path) -> None:
    """Raise UsageError when an output would be written over an input, over another, or over the logs."""
    places: dict[str, str] = dict.fromkeys((LOG_NAME, REJECTED_NAME, REPORT_NAME), "the log of the run")
    for each in inputs:
        target = out / each.name
        name = os.path.normcase(each.name)
        if name in places:
            raise UsageError(
                f"{each.path} and {places[name]} would both be written to {target}; "
                "name the folder above, or give it another name"
            )
        places[name] = each.path
        if target.exists() and os.path.exists(each.path) and target.samefile(each.path):
            raise UsageError(f"{target} would overwrite its own input; name another -o")


def _chosen(plan: Plan, settings: Settings) -> Sequence[Task]:
    """The tasks to run: all, or for a sample those it falls on, with how many records of each."""
    if not settings.sample:
        return plan.tasks
    tasks = list(plan.tasks)
    if len(tasks) > settings.sample:
        tasks = sorted(random.Random(settings.seed).sample(tasks, settings.sample), key=lambda t: t.number)
    share, more = divmod(settings.sample, max(1, len(tasks)))
    return [msgspec.structs.replace(task, sample=share + (n < more)) for n, task in enumerate(tasks)]


def _work(
    tasks: Sequence[Task], job: Job, state: StateFolder, settings: Settings, tell: Callable[[Progress], None]
) -> None:
    total = sum(task.size for task in tasks)
    todo = [task for task in tasks if not state.is_done(task)]
    done = total - sum(task.size for task in todo)
    dropped = 0
    pool = Pool(_clean, job, max(1, settings.jobs), settings.limits)
    with closing(pool.run(todo)) as steps:
        for task in steps:
            if task is not None:
                done += task.size
                dropped += sum(_read_sums(state, task).dropped.values())
            tell(Progress(done, total, pool.records, dropped))


def _clean(task: Task, job: Job, tell: Tell, skip: dict[int, str]) -> None:
    clean_task(task, job, Beat(tell, skip))


def _read_sums(state: StateFolder, task: Task) -> Sums:
    return msgspec.json.decode(state.file(task, "json").read_bytes(), type=Sums)


def _sums(tasks: Iterable[Task], state: StateFolder) -> Sums:
    sums = Sums()
    for task in tasks:
        sums.merge(_read_sums(state, task))
    return sums


def _assemble(plan: Plan, state: StateFolder, out: Path, sums: Sums, options: ReadOptions) -> None:
    """Put the parts together in order. Safe to be cut off and done again: parts stay until all is there."""
    for each, tasks in _cut_inputs(plan.tasks):
        target = out / each.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with AtomicFile(target, state.path) as file:
            parts = [(task.part, state.file(task, "bytes")) for task in tasks if task.part]
            open_input(each.path, options).join(parts, file)
    with AtomicFile(out / LOG_NAME, state.path) as file:
        for task in plan.tasks:
            _append(state.file(task, "changes"), file)
    with AtomicFile(out / REJECTED_NAME, state.path) as file:
        for uri, record, problem in plan.errors:
            file.write(f"{dumps({'uri': uri, 'record': record, 'reason': problem})}\n".encode())
        for task in plan.tasks:
            _append(state.file(task, "rejected"), file)
    report = {"schema": REPORT_SCHEMA, "version": __version__, **sums.to_dict()}
    write_atomically(out / REPORT_NAME, f"{dumps(report, 1)}\n".encode(), state.path)


def _cut_inputs(tasks: Iterable[Task]) -> Iterator[tuple[Input, list[Task]]]:
    """Each input that was cut, with its tasks in order."""
    found: dict[Input, list[Task]] = {}
    for task in tasks:
        if task.part is not None:
            found.setdefault(task.inputs[0], []).append(task)
    yield from found.items()


def _append(part: Path, file: AtomicFile) -> None:
    with part.open("rb") as source:
        shutil.copyfileobj(source, file, _COPY_BYTES)
