"""The first pass of a batch: what its documents teach about all of them, learned in parts."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Protocol

from mtcheck.atomic import write_atomically
from mtcheck.batchfacts import BatchFacts, label_of
from mtcheck.errors import InputError
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.plan import Plan, StateFolder, Task
from mtcheck.jobs.pool import Limits, Pool, Tell
from mtcheck.jobs.reading import Beat

_FACTS = "facts"
# Documents have positions in the batch; those of a task follow those of the task before.
_DOCUMENTS_A_TASK = 1 << 32


class _Job(Protocol):
    @property
    def options(self) -> ReadOptions: ...

    @property
    def out(self) -> str: ...


def learn(plan: Plan, job: _Job, state: StateFolder, jobs: int, limits: Limits) -> Path:
    """Learn all inputs in processes and merge in order; the file of BatchFacts. What is there stays."""
    place = state.path / _FACTS
    if place.exists():
        return place
    todo = [task for task in plan.tasks if not state.file(task, _FACTS).exists()]
    with closing(Pool(_learn, job, jobs, limits).run(todo)) as steps:
        for _ in steps:
            pass
    facts = BatchFacts()
    for task in plan.tasks:
        facts.merge(BatchFacts.from_bytes(state.file(task, _FACTS).read_bytes()))
    write_atomically(place, facts.to_bytes())
    return place


def _learn(task: Task, job: _Job, tell: Tell, skip: dict[int, str]) -> None:
    """Write the facts of one task. What cannot be read is told of in the pass that counts."""
    facts, beat = BatchFacts(), Beat(tell, skip)
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
    write_atomically(StateFolder(Path(job.out)).file(task, _FACTS), facts.to_bytes())
