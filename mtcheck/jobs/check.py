"""A check of many documents on this machine: tasks render their part, and rows come in the order of input."""

from __future__ import annotations

import io
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec

from mtcheck.atomic import write_atomically
from mtcheck.baseline import Baseline, Recorder
from mtcheck.cache import Cache
from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.engine import check_document
from mtcheck.errors import InputError
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.executors import How, Progress
from mtcheck.jobs.learn import facts_of, learn
from mtcheck.jobs.plan import PART_BYTES, WHOLE, Task, make_plan
from mtcheck.jobs.reading import Beat
from mtcheck.jobs.stamps import CHANGED_LATER, is_unchanged
from mtcheck.jobs.state import StateFolder
from mtcheck.jobs.warming import warm_up
from mtcheck.overrides import PerPath
from mtcheck.quiet import Quiet
from mtcheck.renderers import Look, make_look
from mtcheck.report import Report, Summary, Unread, fails


class CheckJob(msgspec.Struct, frozen=True):
    """All that the tasks of one check share; paths are text, so that any process can use them."""

    config: Config
    options: ReadOptions
    looks: tuple[Look, ...]
    state: str = ""
    folder: str | None = None
    baseline: str | None = None
    recorder: str | None = None
    cache: str | None = None
    facts: str | None = None


class Checked(msgspec.Struct):
    """What one task's documents gave: rows for each output, and counts. ``known`` is a baseline's count of
    hidden and gone findings, ``recorded`` what a new one will hold; ``notices`` are no errors; ``absent``
    counts the texts that are null.
    """

    rows: list[list[bytes]]
    summary: Summary = Summary()
    failed: bool = False
    known: tuple[int, int] = (0, 0)
    recorded: dict[str, dict[str, tuple[str, int]]] = msgspec.field(default_factory=dict)
    notices: list[str] = msgspec.field(default_factory=list)
    absent: int = 0


def check_inputs(
    inputs: Sequence[Input],
    job: CheckJob,
    how: How = How(),  # noqa: B008 - a tuple
    tell: Callable[[Progress], None] = lambda progress: None,
) -> Iterator[Checked]:
    """The results of all inputs in the order of input, as soon as they are there.

    A record that kills its worker or takes too long is in the summary's ``unread``.
    """
    # Known findings are counted over a whole file.
    whole = job.baseline is not None or job.recorder is not None
    plan = make_plan(inputs, job.config, job.options, WHOLE if whole else PART_BYTES)
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mtcheck-")))
        state = stack.enter_context(StateFolder(place))
        job = msgspec.structs.replace(job, state=str(place))
        job = msgspec.structs.replace(job, facts=learn(plan, job, state, how))
        waiting = list(reversed(plan.tasks))
        done: set[int] = set()
        executor = how.executor(check_task, job)
        size, total = 0, sum(task.size for task in plan.tasks)
        for task in stack.enter_context(closing(executor.run(plan.tasks))):
            size += task.size if task else 0
            tell(Progress(size, total, executor.records, 0))
            if task is None:
                continue
            done.add(task.number)
            while waiting and waiting[-1].number in done:
                result = state.file(waiting.pop(), "json")
                # Ours, and in a folder that nobody else can write to.
                checked: Checked = pickle.loads(result.read_bytes())
                result.unlink()
                yield checked
        unread = [Unread(*error) for error in plan.errors]
        for each in dict.fromkeys(each for task in plan.tasks for each in task.inputs):
            if not is_unchanged(each, plan.stamps[each.path]):
                unread.append(Unread(each.path, None, CHANGED_LATER.replace("written", "found")))
        yield Checked([[] for _ in job.looks], Summary(unread=tuple(unread)))


def check_task(task: Task, job: CheckJob, beat: Beat) -> None:
    """Check the inputs or the part of one task and write the result."""
    warm_up(job.config, job.state, beat)
    with ExitStack() as stack:
        worker = _Checker(job, stack)
        for document in worker.documents(task, beat):
            worker.check(document)
        result = worker.result()
    place = StateFolder(Path(job.state)).file(task, "json")
    write_atomically(place, pickle.dumps(result), durable=False)


class _Checker:
    def __init__(self, job: CheckJob, stack: ExitStack) -> None:
        self._job = job
        self._settings = PerPath(job.config, Path(job.folder) if job.folder else None)
        self._renderers = [make_look(look, io.StringIO(), job.config.profile) for look in job.looks]
        self._baseline = Baseline.load(Path(job.baseline)) if job.baseline else None
        self._recorder = Recorder(Path(job.recorder)) if job.recorder else None
        self._facts = facts_of(job.facts)
        self._cache = Cache(Path(job.cache)) if job.cache and not job.facts else None
        if self._cache:
            stack.callback(self._cache.close)
        self._quiet = Quiet()
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
            self._checked.notices += container.notices
            self._checked.absent += container.absent

    def check(self, document: Document) -> None:
        """Check, render and count one document."""
        config, rules = self._settings.of(document.origin)
        try:
            if self._cache:
                report = self._cache.check(document, config, rules)
            else:
                mapped = any(renderer.maps for renderer in self._renderers)
                report = check_document(document, config, rules, self._facts, mapped=mapped)
        except InputError as error:
            self._note(error)
            return
        except MemoryError:
            problem = "needs more memory than there is; raise --max-memory, or split it"
            self._note(InputError(document.origin.uri, document.origin.record, problem))
            return
        report, quiet = self._quiet.set_aside(report, config)
        if self._recorder:
            self._recorder.add(report)
        elif self._baseline:
            report = self._baseline.without_known(report, [rule.code for rule in rules])
        self._checked.summary += Summary(quiet=quiet)
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
