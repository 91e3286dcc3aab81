"""What a worker does with one task of a clean: read, clean, write the part's files, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec

from mtcheck.atomic import AtomicFile, write_atomically
from mtcheck.batchfacts import BatchFacts, label_of
from mtcheck.changes import log_rows
from mtcheck.config import Config
from mtcheck.document import Document, Origin
from mtcheck.edits import Edit
from mtcheck.engine import Cleaned, clean_document
from mtcheck.errors import EditError, InputError
from mtcheck.formats import open_input
from mtcheck.formats.container import Container, Part
from mtcheck.formats.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.records import Item
from mtcheck.formats.source import Output
from mtcheck.overrides import PerPath
from mtcheck.report import dumps, fails
from mtcheck.runners.plan import StateFolder, Task
from mtcheck.runners.sums import Sums


class Job(msgspec.Struct, frozen=True):
    """All that the workers of one run share. ``facts`` names a file of BatchFacts, or is None."""

    config: Config
    options: ReadOptions
    out: str
    folder: str | None = None
    facts: str | None = None
    dry_run: bool = False
    sample: int = 0


_warm: set[str] = set()


def warm_up(config: Config, out: str) -> None:
    """Load tables and rules before the first record, whose deadline is not for that. Once a process."""
    if out not in _warm:
        _warm.add(out)
        clean_document(Document("Warm – “up”.\n", Origin("<warm>")), config)


class Beat:
    """Where a worker is: called with the number of each record before it is worked on."""

    def __init__(self, tell: Callable[[int], None], skip: Mapping[int, str]) -> None:
        self._tell, self._skip = tell, skip
        self._next = 0

    def next(self) -> str | None:
        """Go on to the next record; the reason when it is one to skip."""
        number = self._next
        self._next += 1
        self._tell(number)
        return self._skip.get(number)


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
        for each in task.inputs:
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
            container = open_input(each.path, self._job.options)
        except InputError as error:
            self._reject(error)
            return False
        rewriter = None
        if out is not None:
            rewriter = container.rewriter(out) if part is None else PartRewriter(container, part, out)
        for document in self._documents(container, part):
            reason = self._beat.next()
            if reason is not None:
                self._reject(InputError(document.origin.uri, document.origin.record, reason))
                continue
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
        self.sums.failed += fails(cleaned.report, config)
        return cleaned

    def _documents(self, container: Container, part: Part | None) -> Iterator[Document]:
        wanted = self._job.sample or None
        for item in _limited(container.items(part), wanted):
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


def _limited(items: Iterator[Item], count: int | None) -> Iterator[Item]:
    for number, item in enumerate(items):
        if count is not None and number >= count:
            return
        yield item


class PartRewriter:
    """Writes the bytes of one part with the changed stretches in place of theirs."""

    def __init__(self, container: Container, part: Part, out: Output) -> None:
        self._source, self._out = container.source, out
        self._place, self._end = part.start, part.end

    def change(self, document: Document, edits: Sequence[Edit]) -> None:
        """Put one document's edits in. Raises InputError."""
        if not edits:
            return
        region, origin = document.region, document.origin
        if region is None:
            raise InputError(origin.uri, origin.record, f"{origin.format} files are not written back")
        try:
            data = region.encode(edits)
        except EditError as error:
            raise InputError(origin.uri, origin.record, str(error)) from error
        self._copy(region.start)
        self._out.write(data)
        self._place = region.end

    def _copy(self, end: int | None) -> None:
        for chunk in self._source.chunks(self._place, end):
            self._out.write(chunk)

    def finish(self) -> bool:
        """Write the rest of the part."""
        self._copy(self._end)
        return True
