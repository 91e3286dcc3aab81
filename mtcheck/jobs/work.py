"""What a worker does with one task of a clean: read, clean, write the part's files, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import msgspec

from mtcheck.atomic import AtomicFile, write_atomically
from mtcheck.batchfacts import BatchFacts, label_of
from mtcheck.changes import log_rows
from mtcheck.config import Config
from mtcheck.document import Document, Origin
from mtcheck.engine import Cleaned, check_document, clean_document
from mtcheck.errors import InputError
from mtcheck.formats.container import Container, Part
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.io.source import Output
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.plan import StateFolder, Task
from mtcheck.jobs.reading import Beat
from mtcheck.jobs.sums import Sums
from mtcheck.overrides import PerPath
from mtcheck.report import dumps, fails


class Job(msgspec.Struct, frozen=True):
    """All that the workers of one run share. ``facts`` names a file of BatchFacts, or is None.

    ``judge``: count the documents whose cleaned text still fails. ``min_quality``: texts that came below it
    are rejected, and left as they are.
    """

    config: Config
    options: ReadOptions
    out: str
    folder: str | None = None
    facts: str | None = None
    dry_run: bool = False
    judge: bool = False
    min_quality: float | None = None


_warm: set[str] = set()


def warm_up(config: Config, out: str) -> None:
    """Load tables and rules before the first record, whose deadline is not for that. Once a process."""
    if out not in _warm:
        _warm.add(out)
        clean_document(Document("Warm – “up”.\n", Origin("<warm>")), config)


def clean_task(task: Task, job: Job, beat: Beat) -> None:
    """Clean the inputs or the part of one task and write its files; its `.json` comes last.

    A record that cannot be read or cleaned goes into the output as it stands, and into `rejected`.
    """
    state = StateFolder(Path(job.out))
    worker = _Worker(job, beat)
    warm_up(job.config, job.out)
    with ExitStack() as stack:
        log = stack.enter_context(AtomicFile(state.file(task, "changes")))
        rejected = stack.enter_context(AtomicFile(state.file(task, "rejected")))
        worker.log, worker.rejected = log, rejected
        for each, count in _wanted(task):
            worker.limit = count
            if job.dry_run:
                worker.clean(each, task.part, None)
            elif task.part is None:
                worker.whole(each, Path(job.out) / each.name)
            else:
                worker.clean(each, task.part, stack.enter_context(AtomicFile(state.file(task, "bytes"))))
    write_atomically(state.file(task, "json"), msgspec.json.encode(worker.sums))


class _Worker:
    log: Output
    rejected: Output
    limit: int | None = None

    def __init__(self, job: Job, beat: Beat) -> None:
        self._job, self._beat = job, beat
        self._settings = PerPath(job.config, Path(job.folder) if job.folder else None)
        self._facts = BatchFacts.from_bytes(Path(job.facts).read_bytes()) if job.facts else None
        self.sums = Sums()

    def whole(self, each: Input, target: Path) -> None:
        """Clean one input to its file; one that cannot be opened has none."""
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            # What a killed worker leaves lies where the end of the run clears it away.
            with AtomicFile(target, StateFolder(Path(self._job.out)).path) as file:
                if not self.clean(each, None, file):
                    raise _NothingReadError
        except _NothingReadError:
            return

    def clean(self, each: Input, part: Part | None, out: Output | None) -> bool:
        """Clean an input or a part of one; False when nothing of it could be read."""
        before, rejected = self.sums.documents, self.sums.rejected
        try:
            container = self._beat.open(each, self._job.options)
        except InputError as error:
            self._reject(error)
            return False
        rewriter = None
        if out is not None:
            rewriter = container.rewriter(out, part)
        for document in self._documents(container, part):
            cleaned = self._cleaned(document)
            if cleaned is None:
                continue
            if rewriter is not None:
                try:
                    rewriter.change(document, cleaned.edits)
                except InputError as error:
                    self._reject(error)
                    continue
            rows = log_rows(document, cleaned, each.name)
            self.log.write("".join(f"{dumps(row)}\n" for row in rows).encode())
            self.sums.add(label_of(document), cleaned)
            for fault in cleaned.report.faults:
                problem = f"rule {fault.rule} crashed: {fault.error}; the others ran on"
                self._tell(InputError(document.origin.uri, document.origin.record, problem))
        if rewriter is not None:
            try:
                rewriter.finish()
            except InputError as error:
                self._reject(error)
                return False
        return self.sums.documents > before or self.sums.rejected == rejected

    def _cleaned(self, document: Document) -> Cleaned | None:
        config, rules = self._settings.of(document.origin.uri)
        try:
            cleaned = clean_document(document, config, rules, self._facts)
        except InputError as error:
            self._reject(error)
            return None
        except MemoryError:
            problem = "needs more memory than a worker has; raise --max-memory"
            self._reject(InputError(document.origin.uri, document.origin.record, problem))
            return None
        minimum, quality = self._job.min_quality, cleaned.report.quality
        if minimum is not None and quality is not None and quality < minimum:
            self.sums.below += 1
            problem = f"quality {quality:g} is below {minimum:g}; it is left as it is"
            self._reject(InputError(document.origin.uri, document.origin.record, problem))
            return None
        if self._job.judge:
            after = msgspec.structs.replace(document, text=cleaned.text, encoding_problems=(), region=None)
            self.sums.failed += fails(check_document(after, config, rules, self._facts), config)
        return cleaned

    def _documents(self, container: Container, part: Part | None) -> Iterator[Document]:
        for item in islice(self._beat.items(container, part), self.limit):
            if isinstance(item, InputError):
                self._reject(item)
                continue
            for problem in item.encoding_problems:
                if problem.lost:
                    self._tell(InputError(item.origin.uri, item.origin.record, problem.message))
            yield item

    def _reject(self, error: InputError) -> None:
        self.sums.rejected += 1
        self._tell(error)

    def _tell(self, error: InputError) -> None:
        row = {"uri": error.uri, "record": error.record, "reason": error.problem}
        self.rejected.write(f"{dumps(row)}\n".encode())


class _NothingReadError(Exception):
    """Ends an output of which nothing could be read, so that no empty file is left."""


def _wanted(task: Task) -> Iterator[tuple[Input, int | None]]:
    """The inputs to clean, each with how many records of it: for a sample, some spread over the task."""
    if task.sample is None:
        yield from ((each, None) for each in task.inputs)
        return
    chosen = min(task.sample, len(task.inputs))
    for number in range(chosen):
        count = task.sample // chosen + (number < task.sample % chosen)
        yield task.inputs[number * len(task.inputs) // chosen], count
