"""The changes of a log made again, or undone: to the byte, or not at all.

A document is known by its file and record, and what was done to it by the hashes of its bytes. Several runs
are undone in order, the last one first. A text that is not what the log says is left as it is, and told of.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import BinaryIO, NamedTuple

import msgspec

from mtcheck.atomic import AtomicFile, sweep
from mtcheck.changes import WITH_FIELDS, LoggedChange, bytes_of, edits_of, hash_of, place_of, read_log, undone
from mtcheck.config import Fields
from mtcheck.document import Document
from mtcheck.edits import Edit, apply
from mtcheck.errors import EditError, InputError, UsageError
from mtcheck.formats.catalog import BY_EXTENSION, extension_of
from mtcheck.formats.container import Container
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.inplace import check_may_rewrite
from mtcheck.jobs.reading import Opener
from mtcheck.jobs.targets import Where
from mtcheck.jobs.undo import Bytes, undone_by_place

# The file, the record, and its line where that tells it from others of the same name.
_Key = tuple[str, str | None, int]


class Log:
    """The changes of a log: by file as it was named, as it was written, and by record; run by run.

    ``folder`` is that of the log: what a clean writes lies there, unless it was told otherwise.
    """

    def __init__(self, changes: Iterable[LoggedChange], folder: str = "") -> None:
        self._documents: dict[_Key, dict[str, list[LoggedChange]]] = defaultdict(dict)
        self._places: dict[str, set[str]] = defaultdict(set)
        self._keys: dict[str, dict[_Key, None]] = defaultdict(dict)
        self._runs: dict[str, None] = {}
        self._names: dict[str, set[str]] = defaultdict(set)
        self._outputs: dict[str, set[str]] = defaultdict(set)
        self._fields: dict[Fields, None] = {}
        for change in changes:
            place = os.path.abspath(change.uri)
            key = (place, change.record, change.place)
            self._documents[key].setdefault(change.run, []).append(change)
            self._keys[place][key] = self._runs[change.run] = None
            self._places[place].add(place)
            if change.fields != Fields():
                self._fields[change.fields] = None
            for name in (change.file, change.output):
                self._names[name].add(place)
            self._outputs[os.path.abspath(os.path.join(folder, change.output))].add(place)
        self.used: set[_Key] = set()

    @property
    def fields(self) -> Fields:
        """The fields that records were read from, where all runs of the log agree."""
        return next(iter(self._fields)) if len(self._fields) == 1 else Fields()

    def __bool__(self) -> bool:
        """Whether anything was changed."""
        return bool(self._places)

    def places(self, each: Input, alone: bool) -> set[str]:
        """The files of the log that an input may be: by its path, else by its name, else the only one."""
        here = os.path.abspath(each.path)
        if here in self._places:
            return {here}
        parts = here.split(os.sep)
        ends = ("/".join(parts[start:]) for start in range(1, len(parts)))
        found = self._outputs.get(here) or self._names.get(each.name)
        found = found or next((self._names[end] for end in ends if end in self._names), set())
        return found or (set(self._places) if alone and len(self._places) == 1 else set())

    def below(self, folders: Iterable[str]) -> set[str]:
        """The files of the log that folders have to hold: all of them where the folders were moved."""
        tops = tuple(os.path.join(os.path.abspath(folder), "") for folder in folders)
        found = {place for place in self._places if place.startswith(tops)}
        for output, places in self._outputs.items():
            if output.startswith(tops):
                found |= places
        return found or (set(self._places) if tops else set())

    def runs(self, places: set[str], document: Document) -> list[list[LoggedChange]]:
        """What was done to a document, run by run in order."""
        found: dict[str, list[LoggedChange]] = {}
        for place in sorted(places):
            key = (place, document.origin.record, place_of(document))
            if key in self._documents:
                self.used.add(key)
                for run, changes in self._documents[key].items():
                    found.setdefault(run, []).extend(changes)
        return [sorted(changes, key=lambda change: change.start) for changes in found.values()]

    def lost(self, places: set[str]) -> bool:
        """Whether a document of these files is still to come."""
        return any(key not in self.used for place in places for key in self._keys[place])

    def by_run(self, place: str) -> list[list[list[LoggedChange]]]:
        """What was done to the documents of a file, run by run in order."""
        found: dict[str, list[list[LoggedChange]]] = {}
        for key in self._keys[place]:
            for run, changes in self._documents[key].items():
                found.setdefault(run, []).append(sorted(changes, key=lambda change: change.start))
        return [found[run] for run in self._runs if run in found]

    def find_all(self, place: str) -> None:
        """Every document of a file was found."""
        self.used.update(self._keys[place])

    def unused(self) -> Iterator[_Key]:
        """Documents of the log that no input held."""
        yield from sorted(self._documents.keys() - self.used, key=str)


def load_log(path: str, run: str | None = None) -> Log:
    """Read a log, or what one ``run`` of it did: its id, or "last". Raises UsageError."""
    try:
        with open(path, "rb") as file:
            changes = list(read_log(file, path))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
    if run is not None:
        wanted = changes[-1].run if run == "last" and changes else run
        changes = [change for change in changes if change.run == wanted]
        if not changes:
            raise UsageError(f"{path}: has no run {run!r}; each line says which run it is of")
    return Log(changes, os.path.dirname(path))


class Replay(NamedTuple):
    """How a log is replayed: ``undo`` or again, where to, and who hears what was not done.

    ``folders`` are those that were named: what the log has below them was asked for.
    """

    options: ReadOptions
    where: Where
    undo: bool
    opener: Opener
    tell: Callable[[InputError], None]
    force: bool = False
    notice: Callable[[str], object] = lambda text: None
    folders: Sequence[str] = ()


def replay_inputs(inputs: Sequence[Input], log: Log, how: Replay, stdout: BinaryIO) -> int:
    """Write the inputs with the log's changes made or undone; how many changes that were.

    Files that are named one by one are all that was asked for, and one of them has to be in the log. What
    the log does not have loses nothing where it cannot be read: that is only a notice.
    """
    count = 0
    found = {each: log.places(each, len(inputs) == 1) for each in inputs}
    met: set[str] = set().union(*found.values())
    asked = met | log.below(how.folders)
    if log and not asked:
        for each in inputs:
            how.tell(InputError(each.path, None, "is not in the log, so nothing was done or written"))
        return 0
    for each, places in found.items():
        if not places and how.where.kind == "in place":
            continue  # nothing was done to it
        own = how if places else how._replace(tell=lambda error: _notice(how, error))
        try:
            count += _one(each, _opened(each, places, own), places, log, own, stdout)
        except InputError as error:
            own.tell(error)
    _tell_unused(log, met, asked, how)
    return count


def _notice(how: Replay, error: InputError) -> None:
    how.notice(str(error))


def _tell_unused(log: Log, met: set[str], asked: set[str], how: Replay) -> None:
    """Tell of what the log has and no input held; what was not ``asked`` for is only counted."""
    others = 0
    for place, record, _ in log.unused():
        if place not in asked:
            others += 1
            continue
        said = "is in the log but not among the inputs; nothing was done to it"
        # Without a field, folders leave files of data out.
        if record and (place in met or not how.options.text_fields) and _has_fields(place, how.options):
            said = "is in the log but not found: give --text-field and --id-field as for clean"
        how.tell(InputError(os.path.relpath(place), record, said))
    if others:
        how.notice(
            "1 other text of the log was not asked for"
            if others == 1
            else f"{others:,} other texts of the log were not asked for"
        )


def _has_fields(place: str, options: ReadOptions) -> bool:
    """Whether options name the fields that texts and ids of a file are read from."""
    return (options.format or BY_EXTENSION.get(extension_of(place))) in WITH_FIELDS


def _opened(each: Input, places: set[str], how: Replay) -> Container:
    """An input, in the format of its name in the log where neither its content nor its path shows one."""
    container = how.opener(each, how.options)
    shown = how.options.format or extension_of(each.path) in BY_EXTENSION or container.format != "text"
    by_name = BY_EXTENSION.get(extension_of(next(iter(places)))) if len(places) == 1 else None
    if shown or by_name is None or not each.is_file:
        return container
    return how.opener(each, msgspec.structs.replace(how.options, format=by_name))


def _one(each: Input, container: Container, places: set[str], log: Log, how: Replay, stdout: BinaryIO) -> int:
    """One input, to its output."""
    count = 0
    refused: list[InputError] = []
    with ExitStack() as stack:
        out, keep = _output(each, how, stack, stdout)
        rewriter = container.rewriter(out)
        for item in container.items():
            if isinstance(item, InputError):
                how.tell(item)
                continue
            runs = log.runs(places, item)
            try:
                changed, number = _replayed(item, runs, how.undo)
                if number:
                    rewriter.change(changed, [Edit(0, 0, "x")])
                count += number
            except InputError as error:
                refused.append(error)
        if how.undo and (refused or log.lost(places)) and len(places) == 1:
            number = _by_place(container, log, next(iter(places)), how, out)
            if number:
                keep()
                return number
        for each_refused in refused:
            how.tell(each_refused)
        if how.where.kind == "in place" and not count:
            return 0
        rewriter.finish()
        keep()
    return count


def _by_place(container: Container, log: Log, place: str, how: Replay, out: BinaryIO) -> int:
    """Undo all that was done to a file where its readers do not find some text any more: how many changes."""
    runs = log.by_run(place)
    with tempfile.TemporaryFile() as file:
        if not undone_by_place(container, runs, how.options, file):
            return 0
        log.find_all(place)
        for each in (out, file):
            each.seek(0)
        out.truncate()
        shutil.copyfileobj(file, out)
    return sum(len(changes) for documents in runs for changes in documents)


def _output(
    each: Input, how: Replay, stack: ExitStack, stdout: BinaryIO
) -> tuple[BinaryIO, Callable[[], None]]:
    """Where an input is written, and what makes it stay."""
    spool = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
    target = how.where.target(each)
    if how.where.kind == "in place":
        check_may_rewrite(each, how.force)

    def keep() -> None:
        spool.seek(0)
        if target is None:
            shutil.copyfileobj(spool, stdout)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.resolve().parent)
        with AtomicFile(target) as file:
            shutil.copyfileobj(spool, file)

    return spool, keep


def _replayed(document: Document, runs: Sequence[list[LoggedChange]], undo: bool) -> tuple[Document, int]:
    """The document with the bytes it has to have, and how many changes make them. Raises InputError."""
    data = before = bytes_of(document)
    count, met = 0, not runs
    for changes in reversed(runs) if undo else runs:
        first = changes[0]
        have, want = (first.hash_after, first.hash_before) if undo else (first.hash_before, first.hash_after)
        if not have:
            raise _refused(document, "the log has no hashes, so it was written by an older mtcheck")
        if hash_of(data) == want:
            met = True  # this run never came to it, or it was replayed before
            continue
        if hash_of(data) != have:
            if met:
                raise _refused(document, "it was changed between two runs of the log")
            continue  # a run before this one may have left what is there now
        met = True
        found = undone(data, changes) if undo else _done_again(document, data, data is before, changes)
        if found is None or hash_of(found) != want:
            raise _refused(document, "its bytes cannot be had again from the log")
        data, count = found, count + len(changes)
    if not met:
        raise _refused(document, "it was changed since the clean")
    return _with_bytes(document, data), count


def _refused(document: Document, why: str) -> InputError:
    return InputError(document.origin.uri, document.origin.record, f"{why}, and is left as it is")


def _done_again(
    document: Document, data: bytes, is_document: bool, changes: Sequence[LoggedChange]
) -> bytes | None:
    """The bytes after changes; of a text that an earlier run has changed, where the bytes are the text."""
    try:
        if is_document and document.region is not None:
            return document.region.encode(edits_of(changes))
        if any(change.splice for change in changes):
            return None
        return apply(data.decode(changes[0].encoding), edits_of(changes)).encode(changes[0].encoding)
    except (EditError, UnicodeError, LookupError):
        return None


def _with_bytes(document: Document, data: bytes) -> Document:
    region = document.region
    if region is None:
        return document
    if hasattr(region, "with_bytes"):  # a cell, which has no place among the bytes of its file
        return msgspec.structs.replace(document, region=region.with_bytes(data))
    return msgspec.structs.replace(document, region=Bytes(region.start, region.end, data))
