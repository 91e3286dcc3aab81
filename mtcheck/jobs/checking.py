"""A check of many documents on this machine: workers render their part, the parent puts rows in order."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec

from mtcheck.atomic import write_atomically
from mtcheck.baseline import Baseline, Recorder
from mtcheck.batchfacts import BatchFacts
from mtcheck.cache import Cache
from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.engine import check_document
from mtcheck.errors import InputError
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.learning import learn
from mtcheck.jobs.plan import PART_BYTES, StateFolder, Task, make_plan
from mtcheck.jobs.pool import Limits, Pool, Tell
from mtcheck.jobs.reading import Beat
from mtcheck.jobs.work import warm_up
from mtcheck.overrides import PerPath
from mtcheck.renderers import Look, make_look
from mtcheck.report import Report, Summary, Unread, fails

# No input is cut: known findings are counted over a whole file.
_WHOLE = 1 << 62


class CheckJob(msgspec.Struct, frozen=True):
    """All that the workers of one check share; paths are text, so that any process can use them."""

    config: Config
    options: ReadOptions
    out: str
    looks: tuple[Look, ...]
    folder: str | None = None
    baseline: str | None = None
    recorder: str | None = None
    cache: str | None = None
    facts: str | None = None


class Checked(msgspec.Struct):
    """What one task's documents gave: rows for each output, and counts. ``known`` is a baseline's count of
    hidden and gone findings, ``recorded`` what a new one will hold.
    """

    rows: list[list[bytes]]
    summary: Summary = Summary()
    failed: bool = False
    known: tuple[int, int] = (0, 0)
    recorded: dict[str, dict[str, tuple[str, int]]] = msgspec.field(default_factory=dict)


def check_batch(
    inputs: Sequence[Input],
    job: CheckJob,
    jobs: int,
    limits: Limits,
) -> Iterator[Checked]:
    """The results of all inputs in the order of input, as soon as they are there.

    A record that kills its worker or takes too long is in the summary's ``unread``.
    """
    whole = job.baseline is not None or job.recorder is not None
    plan = make_plan(inputs, job.config, job.options, _WHOLE if whole else PART_BYTES)
    errors = tuple(Unread(*error) for error in plan.errors)
    with ExitStack() as stack:
        out = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mtcheck-")))
        state = stack.enter_context(StateFolder(out))
        job = msgspec.structs.replace(job, out=str(out))
        if job.config.corpus_pass and any(rule.batch for rule in job.config.selected()):
            job = msgspec.structs.replace(job, facts=str(learn(plan, job, state, jobs, limits)))
        waiting = list(plan.tasks)
        done: set[int] = set()
        steps = stack.enter_context(closing(Pool(_check, job, jobs, limits).run(plan.tasks)))
        for task in steps:
            if task is None:
                continue
            done.add(task.number)
            while waiting and waiting[0].number in done:
                place = state.file(waiting.pop(0), "json")
                yield msgspec.msgpack.decode(place.read_bytes(), type=Checked)
                place.unlink()
        yield Checked([[] for _ in job.looks], Summary(unread=errors))


def _check(task: Task, job: CheckJob, tell: Tell, skip: dict[int, str]) -> None:
    check_task(task, job, Beat(tell, skip))


def check_task(task: Task, job: CheckJob, beat: Beat) -> None:
    """Check the inputs or the part of one task and write the result."""
    warm_up(job.config, job.out)
    with ExitStack() as stack:
        worker = _Checker(job, stack)
        for document in worker.documents(task, beat):
            worker.check(document)
        result = worker.result()
    write_atomically(StateFolder(Path(job.out)).file(task, "json"), msgspec.msgpack.encode(result))


class _Checker:
    def __init__(self, job: CheckJob, stack: ExitStack) -> None:
        self._job = job
        self._settings = PerPath(job.config, Path(job.folder) if job.folder else None)
        self._renderers = [make_look(look, io.StringIO(), job.config.profile) for look in job.looks]
        self._baseline = Baseline.load(Path(job.baseline)) if job.baseline else None
        self._recorder = Recorder(Path(job.recorder)) if job.recorder else None
        self._facts = BatchFacts.from_bytes(Path(job.facts).read_bytes()) if job.facts else None
        self._cache = Cache(Path(job.cache)) if job.cache and not job.facts else None
        if self._cache:
            stack.callback(self._cache.close)
        self._unread: list[Unread] = []
        self._checked = Checked([[] for _ in job.looks])

    def documents(self, task: Task, beat: Beat) -> Iterator[Document]:
        """The documents of a task; what cannot be read, or is to be skipped, is noted."""
        for each in task.inputs:
            try:
                container = beat.open(each, self._job.options)
            except InputError as error:
                self._note(error)
                continue
            for item in beat.items(container, task.part):
                if isinstance(item, InputError):
                    self._note(item)
                    continue
                for problem in item.encoding_problems:
                    if problem.lost:
                        self._note(InputError(item.origin.uri, item.origin.record, problem.message))
                yield item

    def check(self, document: Document) -> None:
        """Check, render and count one document."""
        config, rules = self._settings.of(document.origin.uri)
        try:
            if self._cache:
                report = self._cache.check(document, config, rules)
            else:
                report = check_document(document, config, rules, self._facts)
        except InputError as error:
            self._note(error)
            return
        except MemoryError:
            problem = "needs more memory than a worker has; raise --max-memory"
            self._note(InputError(document.origin.uri, document.origin.record, problem))
            return
        if self._recorder:
            self._recorder.add(report)
        elif self._baseline:
            report = self._baseline.without_known(report)
        self._count(report, config)

    def _count(self, report: Report, config: Config) -> None:
        for rows, renderer in zip(self._checked.rows, self._renderers, strict=True):
            rows += [row.encode("utf-8", "backslashreplace") for row in renderer.render(report)]
        self._checked.summary += Summary.of(report)
        self._checked.failed |= fails(report, config)

    def result(self) -> Checked:
        """What all the documents gave."""
        self._checked.summary += Summary(unread=tuple(self._unread))
        if self._baseline:
            self._checked.known = (self._baseline.hidden, self._baseline.gone)
        if self._recorder:
            self._checked.recorded = self._recorder.files
        return self._checked

    def _note(self, error: InputError) -> None:
        self._unread.append(Unread(error.uri, error.record, error.problem))
