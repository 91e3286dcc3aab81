"""The one clean of many documents: what a task does, whatever runs it.

A task reads its inputs, cleans their documents, and writes texts, the log of changes and the list of what was
not cleaned. The log comes before the text: a run that is cut off may log too much, never too little.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from mtcheck.atomic import AtomicFile, sweep, sync_tree
from mtcheck.batchfacts import label_of
from mtcheck.changes import Logged, log_rows, unified_diff
from mtcheck.config import Config, Fields
from mtcheck.document import Document
from mtcheck.engine import Cleaned, check_document, clean_document
from mtcheck.errors import InputError
from mtcheck.formats.container import Container, Part, Rewriter
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.io.source import CHUNK_BYTES, Output
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.inplace import check_may_rewrite
from mtcheck.jobs.learn import facts_of
from mtcheck.jobs.plan import Task
from mtcheck.jobs.reading import Beat
from mtcheck.jobs.stamps import CHANGED, check_unchanged, is_unchanged
from mtcheck.jobs.state import Hashing, Kept, Mark, StateFolder
from mtcheck.jobs.sums import Sums
from mtcheck.jobs.targets import Where
from mtcheck.jobs.warming import warm_up
from mtcheck.overrides import PerPath
from mtcheck.report import dumps, fails

# What is wrong with the disk and not with one file: every other file would fail too.
_OF_THE_DISK = (
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.ENOMEM, errno.EMFILE, errno.ENFILE,
)  # fmt: skip


class CleanJob(msgspec.Struct, frozen=True):
    """All that the tasks of one clean share. ``state`` is the folder of the run, ``run`` its name in the log.

    ``facts`` names a file of BatchFacts. ``judge``: count the documents whose cleaned text still fails.
    ``min_quality``: texts that came below it stay as they are. ``diff``: keep what would change, to be shown.
    """

    config: Config
    options: ReadOptions
    where: Where
    state: str
    run: str
    folder: str | None = None
    facts: str | None = None
    judge: bool = False
    min_quality: float | None = None
    diff: bool = False
    force: bool = False


class Done(msgspec.Struct):
    """The record of a task: figures, files with their hashes, inputs that changed while they were read, and
    what there is to say that is no error.
    """

    sums: Sums = msgspec.field(default_factory=Sums)
    files: list[Kept] = msgspec.field(default_factory=list)
    changed: list[str] = msgspec.field(default_factory=list)
    notices: list[str] = msgspec.field(default_factory=list)


def clean_task(task: Task, job: CleanJob, beat: Beat) -> None:
    """Clean the inputs or the part of one task and write its files; its record comes last.

    A record that cannot be read or cleaned goes into the output as it is, and into the list of the rejected.
    """
    state = StateFolder(Path(job.state))
    warm_up(job.config, job.state, beat)
    with ExitStack() as stack:
        worker = _Worker(task, job, beat, stack)
        for (each, stamp), count in _wanted(task):
            worker.limit = count
            worker.input(each, stamp)
        done = worker.done()
    sync_tree([Path(kept.path) for kept in done.files])
    state.keep(task, done)


class _Worker:
    """Cleans the inputs of one task."""

    limit: int | None = None

    def __init__(self, task: Task, job: CleanJob, beat: Beat, stack: ExitStack) -> None:
        self._task, self._job, self._beat = task, job, beat
        self._settings = PerPath(job.config, Path(job.folder) if job.folder else None)
        self._facts = facts_of(job.facts)
        self._state = StateFolder(Path(job.state))
        self._stack = stack
        self._log, self._rejected = self._part("changes"), self._part("rejected")
        self._diff = self._part("diff") if job.diff else None
        self._live = _LiveLog(job.where, stack)
        self._done = Done()
        self._outputs: list[Kept] = []
        self._told: set[tuple[object, ...]] = set()  # the last that was rejected

    def _part(self, kind: str) -> Hashing:
        """A file of the run's folder; it counts when the record of the task names it."""
        place = self._state.file(self._task, kind)
        return self._stack.enter_context(Hashing(place.open("wb"), place))

    def done(self) -> Done:
        """The record of the task."""
        parts = [part.kept() for part in (self._log, self._rejected, self._diff) if part is not None]
        self._done.files = [*parts, *self._outputs]
        return self._done

    def input(self, each: Input, stamp: str) -> None:
        """Clean one input to where it goes; one that cannot be read or written costs itself: none of its
        changes is logged or counted, for none is made.
        """
        begun, before = self._log.mark(), self._done.sums
        self._done.sums = Sums()
        if not self._is_written(each, stamp, begun):
            self._log.back_to(begun)
            self._done.sums.take_back()
        before.merge(self._done.sums)
        self._done.sums = before

    def _is_written(self, each: Input, stamp: str, begun: Mark) -> bool:
        """Whether an input went where it goes, or needed not to; what kept it from that is told."""
        try:
            check_unchanged(each, stamp)
            with ExitStack() as stack:
                out = self._opened(each, stack)
                if not self._clean(each, out):
                    raise _NothingReadError
                check_unchanged(each, stamp)
                # What was done to a text is known before the text is gone.
                self._live.add(self._log.since(begun))
            if out is not None and self._job.where.kind in ("folder", "file", "standard output"):
                self._outputs.append(out.kept())
            return True
        except _NothingReadError:
            self._copy(each)
            return True
        except InputError as error:
            if is_unchanged(each, stamp):
                self._reject(error)
                self._copy(each)
                return False
            self._done.changed.append(each.path)
            if self._task.part is None:  # of parts it is told once, when they are put together
                self._reject(InputError(each.path, None, CHANGED))
        except OSError as error:
            if error.errno in _OF_THE_DISK or isinstance(error, BrokenPipeError) or error.errno is None:
                raise
            where = error.filename or self._job.where.target(each) or each.path
            said = f"cannot be written to {where}: {error.strerror or error}"
            self._reject(InputError(each.path, None, said))
        return False

    def _copy(self, each: Input) -> None:
        """Put an input of which nothing was read into the output as it is: no file is missing there."""
        target = self._job.where.target(each)
        to_files = self._job.where.kind in ("folder", "file") and self._task.part is None
        if target is None or not to_files or not os.path.isfile(each.path):
            return
        with ExitStack() as stack:
            try:
                file = stack.enter_context(open(each.path, "rb"))
            except OSError:
                return  # why it cannot be opened is said already
            target.parent.mkdir(parents=True, exist_ok=True)
            out = Hashing(stack.enter_context(AtomicFile(target)), target)
            while chunk := file.read(CHUNK_BYTES):
                out.write(chunk)
            out.write(b"")
        self._outputs.append(out.kept())
        self._done.sums.copied += 1

    def _opened(self, each: Input, stack: ExitStack) -> Hashing | None:
        """Where an input's text is written; None for a look. Kept when the stack ends well."""
        where = self._job.where
        if where.kind == "nowhere":
            return None
        if self._task.part is not None or where.kind == "standard output":
            place = self._state.file(self._task, "bytes")
            return stack.enter_context(Hashing(place.open("wb"), place))
        target = where.target(each)
        assert target is not None
        if where.kind == "in place":
            check_may_rewrite(each, self._job.force)
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.resolve().parent)
        # In place the old text is gone with the rename, so the new one is on the disk before.
        return Hashing(stack.enter_context(AtomicFile(target, durable=where.kind == "in place")), target)

    def _clean(self, each: Input, out: Output | None) -> bool:
        """Clean an input, or the part of one; False when there is nothing to write."""
        sums = self._done.sums
        before, rejected, edits = sums.documents + sums.below, sums.rejected - sums.below, sums.edits
        container = self._beat.open(each, self._job.options)
        rewriter = container.rewriter(out, self._task.part) if out is not None else None
        for document in self._documents(container, self._task.part):
            cleaned = self._cleaned(document)
            if cleaned is not None:
                self._write(document, cleaned, each, rewriter)
            del document, cleaned  # before the next is read: they may be large
        self._done.notices += container.notices
        sums.absent += container.absent
        nothing_kept = sums.documents + sums.below == before and sums.rejected - sums.below > rejected
        if nothing_kept and self._task.part is None:
            return False
        if self._job.where.kind == "in place" and sums.edits == edits:
            return False
        if rewriter is not None and out is not None:
            rewriter.finish()
            out.write(b"")
        return True

    def _write(self, document: Document, cleaned: Cleaned, each: Input, rewriter: Rewriter | None) -> None:
        """Log one document, and put its edits into the output."""
        try:
            if rewriter is not None:
                # One by one: a text may have a hundred thousand, of half a kilobyte each.
                for row in log_rows(document, cleaned, self._logged(each)):
                    self._log.write(f"{dumps(row)}\n".encode())
                rewriter.change(document, cleaned.edits)
        except InputError as error:
            self._reject(error)
            return
        if self._diff is not None:
            record = f" [{document.origin.record}]" if document.origin.record else ""
            difference = unified_diff(each.path + record, document.text, cleaned.text)
            self._diff.write(difference.encode("utf-8", "backslashreplace"))
        self._done.sums.add(label_of(document), cleaned)
        for fault in cleaned.report.faults:
            problem = f"rule {fault.rule} crashed: {fault.error}; the others ran on"
            self._tell(InputError(document.origin.uri, document.origin.record, problem))

    def _logged(self, each: Input) -> Logged:
        options = self._job.options
        fields = Fields(
            options.text_fields,
            options.source_field,
            options.reference_fields,
            options.lang_field,
            options.id_field,
        )
        return Logged(each.name, self._output_name(each), self._job.run, fields)

    def _output_name(self, each: Input) -> str:
        where = self._job.where
        return os.path.basename(where.out) if where.kind == "file" and where.out else each.name

    def _cleaned(self, document: Document) -> Cleaned | None:
        config, rules = self._settings.of(document.origin)
        try:
            cleaned = clean_document(document, config, rules, self._facts)
        except InputError as error:
            self._reject(error)
            return None
        except MemoryError:
            problem = "needs more memory than there is; raise --max-memory, or split it"
            self._reject(InputError(document.origin.uri, document.origin.record, problem))
            return None
        minimum, quality = self._job.min_quality, cleaned.report.quality
        if minimum is not None and quality is not None and quality < minimum:
            self._done.sums.below += 1
            problem = f"quality {quality:g} is below {minimum:g}; it is left as it is"
            self._reject(InputError(document.origin.uri, document.origin.record, problem))
            return None
        if self._job.judge:
            after = msgspec.structs.replace(document, text=cleaned.text, encoding_problems=(), region=None)
            self._done.sums.failed += fails(check_document(after, config, rules, self._facts), config)
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
            del item

    def _reject(self, error: InputError) -> None:
        if error.args in self._told:
            return  # what stopped the reading stops the writing too
        self._told = {error.args}
        self._done.sums.rejected += 1
        self._tell(error)

    def _tell(self, error: InputError) -> None:
        row = {"uri": error.uri, "record": error.record, "reason": error.problem}
        self._rejected.write(f"{dumps(row)}\n".encode())


class _NothingReadError(Exception):
    """Ends an output of which there is nothing to write, so that no empty file is left."""


class _LiveLog:
    """The log that is there from the first change on: every process adds to it, an input at a time."""

    def __init__(self, where: Where, stack: ExitStack) -> None:
        self._place = Path(where.log) if where.log is not None and where.kind != "nowhere" else None
        if self._place is not None and self._place.exists() and not self._place.is_file():
            self._place = None  # a device gets its log at the end
        self._durable = where.kind == "in place"
        self._stack = stack
        self._file: BinaryIO | None = None

    def add(self, chunks: Iterable[bytes]) -> None:
        """Add the lines of one input, and have them on the disk where the old text will be gone."""
        if self._place is None:
            return
        for chunk in chunks:
            if self._file is None:
                self._place.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._stack.enter_context(self._place.open("ab", buffering=0))
            try:
                self._file.write(chunk)
            except OSError as error:
                error.filename = str(self._place)
                raise
        if self._file is not None and self._durable:
            os.fsync(self._file.fileno())


def _wanted(task: Task) -> Iterator[tuple[tuple[Input, str], int | None]]:
    """The inputs to clean, each with how many records of it: for a sample, some spread over the task."""
    pairs = list(zip(task.inputs, task.stamps, strict=True))
    if task.sample is None:
        yield from ((pair, None) for pair in pairs)
        return
    chosen = min(task.sample, len(pairs))
    for number in range(chosen):
        count = task.sample // chosen + (number < task.sample % chosen)
        yield pairs[number * len(pairs) // chosen], count
