"""How good the documents of a batch are: counts of each quality, which tell any quantile exactly.

Quality has one decimal (fluency.quality.quality_of), so that a batch of any size fits into a thousand counts.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from mtcheck.atomic import write_atomically
from mtcheck.config import Config
from mtcheck.engine import check_document
from mtcheck.errors import InputError
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.mapping.records import Item
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.executors import How
from mtcheck.jobs.learn import facts_of, learn
from mtcheck.jobs.plan import Task, make_plan
from mtcheck.jobs.reading import Beat
from mtcheck.jobs.state import StateFolder
from mtcheck.jobs.warming import warm_up
from mtcheck.overrides import PerPath
from mtcheck.report import Unread

_STEPS = 10


class Threshold(NamedTuple):
    """``below`` documents have less than ``quality``: at most ``quantile`` of all."""

    quantile: float
    quality: float
    below: int


class Qualities(msgspec.Struct):
    """How many documents have which quality, by tenths; ``unrated`` are too short to have one."""

    counts: dict[int, int] = msgspec.field(default_factory=dict)
    faults: int = 0
    unrated: int = 0

    @property
    def documents(self) -> int:
        """How many have a quality."""
        return sum(self.counts.values())

    def add(self, quality: float | None) -> None:
        """Count a document."""
        if quality is None:
            self.unrated += 1
            return
        tenths = round(quality * _STEPS)
        self.counts[tenths] = self.counts.get(tenths, 0) + 1

    def merge(self, other: Qualities) -> None:
        """Add the counts of another part."""
        for tenths, count in other.counts.items():
            self.counts[tenths] = self.counts.get(tenths, 0) + count
        self.faults += other.faults
        self.unrated += other.unrated

    def threshold(self, quantile: float) -> Threshold:
        """The highest quality that at most a ``quantile`` of the documents lies below; 100 for none.

        Where many documents are alike, fewer lie below than asked for, never more.

        >>> qualities = Qualities({1000: 90, 800: 6, 405: 4})
        >>> [qualities.threshold(share)[1:] for share in (0.03, 0.04, 0.05, 0.5, 1)]
        [(40.5, 0), (80.0, 4), (80.0, 4), (100.0, 10), (100.0, 10)]
        """
        below = 0
        # 0.07 of a hundred is seven, whatever floating point makes of it.
        allowed = quantile * self.documents + 1e-9
        for tenths, count in sorted(self.counts.items()):
            if below + count > allowed:
                return Threshold(quantile, tenths / _STEPS, below)
            below += count
        top = max(self.counts, default=100 * _STEPS)
        return Threshold(quantile, top / _STEPS, self.documents - self.counts.get(top, 0))


class _Job(msgspec.Struct, frozen=True):
    config: Config
    options: ReadOptions
    state: str
    folder: str | None = None
    facts: str | None = None


class _Measured(msgspec.Struct):
    qualities: Qualities
    unread: list[Unread]


def measure_inputs(
    inputs: Sequence[Input],
    config: Config,
    options: ReadOptions,
    how: How = How(),  # noqa: B008 - a tuple
    folder: Path | None = None,
    tell: Callable[[Unread], None] = lambda unread: None,
) -> Qualities:
    """The qualities of all documents, measured here or in a pool; ``tell`` hears what could not be read.

    ``folder`` is what the patterns of [[overrides]] are relative to.
    """
    plan = make_plan(inputs, config, options)
    for error in plan.errors:
        tell(Unread(*error))
    found = Qualities()
    with ExitStack() as stack:
        place = Path(stack.enter_context(TemporaryDirectory(prefix="mtcheck-")))
        state = stack.enter_context(StateFolder(place))
        job = _Job(config, options, str(place), str(folder) if folder else None)
        job = msgspec.structs.replace(job, facts=learn(plan, job, state, how))
        for task in stack.enter_context(closing(how.executor(_measure, job).run(plan.tasks))):
            if task is None:
                continue
            result = state.file(task, "json")
            # Ours, and in a folder that nobody else can write to.
            measured: _Measured = pickle.loads(result.read_bytes())
            result.unlink()
            found.merge(measured.qualities)
            for unread in measured.unread:
                tell(unread)
    return found


def _measure(task: Task, job: _Job, beat: Beat) -> None:
    warm_up(job.config, job.state, beat)
    settings = PerPath(job.config, Path(job.folder) if job.folder else None)
    facts = facts_of(job.facts)
    qualities, unread = Qualities(), []
    for item in _items(task, job, beat):
        try:
            if isinstance(item, InputError):
                raise item
            report = check_document(item, *settings.of(item.origin), facts)
        except InputError as error:
            unread.append(Unread(error.uri, error.record, error.problem))
            continue
        qualities.add(report.quality)
        qualities.faults += len(report.faults)
    place = StateFolder(Path(job.state)).file(task, "json")
    write_atomically(place, pickle.dumps(_Measured(qualities, unread)), durable=False)


def _items(task: Task, job: _Job, beat: Beat) -> Iterator[Item]:
    for each in task.inputs:
        try:
            yield from beat.items(beat.open(each, job.options), task.part)
        except InputError as error:
            yield error
