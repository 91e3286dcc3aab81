"""The first pass of a run: what its documents teach about all of them, learned in parts."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import msgspec

from mtcheck.atomic import write_atomically
from mtcheck.batchfacts import BatchFacts, label_of
from mtcheck.config import Config
from mtcheck.errors import InputError
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.executors import How
from mtcheck.jobs.plan import Plan, Task
from mtcheck.jobs.reading import Beat
from mtcheck.jobs.state import StateFolder

_FACTS = "facts"
# Documents have positions in the batch; those of a task follow those of the task before.
_DOCUMENTS_A_TASK = 1 << 32


class _Job(Protocol):
    @property
    def config(self) -> Config: ...

    @property
    def options(self) -> ReadOptions: ...

    @property
    def state(self) -> str: ...


def learn(plan: Plan, job: _Job, state: StateFolder, how: How) -> str | None:
    """Learn all inputs and merge in order; the file of BatchFacts, or None when no rule asks for it.

    What is there from an earlier run that was cut off stays.
    """
    if not (job.config.corpus_pass and any(rule.batch for rule in job.config.selected())):
        return None
    place = state.path / _FACTS
    if _load(place) is not None:
        return str(place)
    todo = [task for task in plan.tasks if _load(state.file(task, _FACTS)) is None]
    with closing(how.executor(_learn, job).run(todo)) as steps:
        for _ in steps:
            pass
    write_atomically(place, _merged(plan.tasks, state).to_bytes())
    return str(place)


def _merged(tasks: Sequence[Task], state: StateFolder) -> BatchFacts:
    facts = BatchFacts()
    for task in tasks:
        found = _load(state.file(task, _FACTS))
        assert found is not None
        facts.merge(found)
    return facts


def _load(place: Path) -> BatchFacts | None:
    """The facts of a file; None where it is not there, or torn."""
    try:
        return BatchFacts.from_bytes(place.read_bytes())
    except (OSError, ValueError, zlib.error, msgspec.MsgspecError):
        return None


def facts_of(place: str | None) -> BatchFacts | None:
    """The facts that a pass has left; read once by a process that does many tasks of one run."""
    return _read(place, os.stat(place).st_mtime_ns) if place else None


@lru_cache(maxsize=1)
def _read(place: str, changed_ns: int) -> BatchFacts:
    return BatchFacts.from_bytes(Path(place).read_bytes())


def _learn(task: Task, job: _Job, beat: Beat) -> None:
    """Write the facts of one task. What cannot be read is told of in the pass that counts."""
    facts = BatchFacts()
    position = task.number * _DOCUMENTS_A_TASK
    for each in task.inputs:
        try:
            container = beat.open(each, job.options)
        except InputError:
            continue
        for item in beat.items(container, task.part):
            if isinstance(item, InputError):
                continue
            facts.add(item.text, position, label_of(item))
            if item.source is not None:
                facts.add_pair(item.source, item.text, position)
            position += 1
    write_atomically(StateFolder(Path(job.state)).file(task, _FACTS), facts.to_bytes())
