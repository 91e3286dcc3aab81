"""The first pass of a batch: what the documents of one task teach about all of them."""

from __future__ import annotations

from mtcheck.atomic import write_atomically
from mtcheck.batchfacts import BatchFacts, label_of
from mtcheck.errors import InputError
from mtcheck.formats import open_input
from mtcheck.runners.plan import StateFolder, Task
from mtcheck.runners.work import Beat, Job

# Documents have positions in the batch; those of a task follow those of the task before.
_DOCUMENTS_A_TASK = 1 << 32


def learn_task(task: Task, job: Job, beat: Beat, kind: str) -> None:
    """Write the facts of one task's documents. What cannot be read is told of in the pass that counts."""
    from pathlib import Path

    facts = BatchFacts()
    position = task.number * _DOCUMENTS_A_TASK
    for each in task.inputs:
        try:
            items = open_input(each.path, job.options).items(task.part)
        except InputError:
            continue
        for item in items:
            if isinstance(item, InputError) or beat.next() is not None:
                continue
            facts.add(item.text, position, label_of(item))
            if item.source is not None:
                facts.add_pair(item.source, item.text, position)
            position += 1
    write_atomically(StateFolder(Path(job.out)).file(task, kind), facts.to_bytes())
