"""What commands that run over many documents share: finding inputs, and telling a person how it goes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from mtcheck.cli.batchoptions import jobs_of, limits_of
from mtcheck.cli.reading import read_options, tell
from mtcheck.config import Config
from mtcheck.errors import InputError, UsageError
from mtcheck.extras import install
from mtcheck.formats.io.inputs import STANDARD_INPUT, Input, find_inputs
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.executors import How, Opening, Progress
from mtcheck.messages import say

# Records that a message about many of them names, and kinds of problems of one file held until it is over.
_NAMED_AT_MOST, _KINDS_AT_MOST = 3, 100
# Who waits for less is not helped by a bar.
_BAR_FROM_BYTES = 1 << 20
# Of parallel files: two parts of a plan.
_SHARED_FROM = 1 << 21
Tell = Callable[[Progress], None]


class Found(NamedTuple):
    """The files of a run, what could not be found (told of already), and how to read."""

    inputs: list[Input]
    errors: list[InputError]
    options: ReadOptions


def find(arguments: argparse.Namespace, config: Config) -> Found:
    """The inputs that the command line names. Raises UsageError."""
    options = read_options(arguments, config)
    out = getattr(arguments, "out", None)
    inputs, errors = find_inputs(arguments.paths, out, options, tell(arguments))
    if options.beside and len(inputs) > 1:
        raise UsageError("--src and --ref go with one file, line by line")
    if not inputs and not errors:
        raise UsageError("nothing to read")
    if arguments.jobs is not None and any(each.path == STANDARD_INPUT for each in inputs):
        raise UsageError("a batch reads files; save standard input to one")
    for error in errors:
        say(f"mtcheck: {error}")
    if arguments.verbose:
        for each in inputs:
            say(f"mtcheck: reading {each.path}")
    if config.corpus_pass and not arguments.quiet:
        _tell_of_copies(config)
    return Found(inputs, errors, options)


def _tell_of_copies(config: Config) -> None:
    from mtcheck.batchfacts import can_compare

    if any(rule.batch for rule in config.selected()) and not can_compare():
        say(f"mtcheck: exact copies of documents are found; for near ones: {install('dedup')}")


def how_of(arguments: argparse.Namespace, found: Found | None = None) -> How:
    """In processes where --jobs says so, else in this one. Raises UsageError.

    Long parallel files that are ``found`` are shared out without being asked: no line of theirs is long.
    """
    jobs, limits = jobs_of(arguments), limits_of(arguments)
    if arguments.jobs is None and found and found.options.beside and _bytes_of(found.inputs) >= _SHARED_FROM:
        return How(os.cpu_count() or 1, limits, Opening())
    return How(None if arguments.jobs is None else jobs, limits, Opening())


def _bytes_of(inputs: list[Input]) -> int:
    return sum(os.stat(each.path).st_size for each in inputs if each.is_file and os.path.exists(each.path))


def reads_of(arguments: argparse.Namespace, config: Config) -> list[str]:
    """Files that a run reads beside its inputs."""
    named = (arguments.src, *(arguments.ref or ()), *(arguments.glossary or ()), arguments.config)
    baseline = getattr(arguments, "baseline", None) or config.baseline
    writes = getattr(arguments, "write_baseline", False)
    return [path for path in (*named, None if writes else baseline) if path]


class Problems:
    """Says what could not be read: of what many records of a file have in common, one message with the count.

    A message is said when the next file begins, or at ``end``.
    """

    def __init__(self, say_it: Callable[[str], None] = lambda text: say(f"mtcheck: {text}")) -> None:
        self._say, self._uri = say_it, ""
        self._records: dict[str, tuple[list[str], int]] = {}

    def add(self, error: InputError) -> None:
        """Hear of one."""
        if error.uri != self._uri or len(self._records) >= _KINDS_AT_MOST:
            self.end()
        self._uri = error.uri
        if error.record is None:
            self.end()
            self._say(str(error))
            return
        names, count = self._records.setdefault(error.problem, ([], 0))
        if count < _NAMED_AT_MOST:
            names.append(error.record)
        self._records[error.problem] = names, count + 1

    def end(self) -> None:
        """Say what is still to be said."""
        for problem, (names, count) in self._records.items():
            listed = ", ".join(names) + (", …" if count > len(names) else "")
            record = listed if count == 1 else f"{count:,} records ({listed})"
            self._say(str(InputError(self._uri, record, problem)))
        self._records.clear()


@contextmanager
def progress_bar(arguments: argparse.Namespace, word: str, inputs: list[Input]) -> Iterator[Tell]:
    """A bar with rate, time left and what was left out so far, on a terminal; else silence."""
    if arguments.quiet or sys.stderr is None or not sys.stderr.isatty() or not _is_long(inputs):
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn(word),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[documents]:,} documents, {task.fields[rate]:,.0f}/s"),
        TextColumn("{task.fields[dropped]:,} left out"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True, no_color=arguments.no_color), transient=True) as bar:
        task = bar.add_task(word, total=None, documents=0, rate=0.0, dropped=0)

        def tell(progress: Progress) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            bar.update(
                task,
                completed=progress.done_bytes,
                total=max(1, progress.total_bytes),
                documents=progress.documents,
                rate=progress.documents / elapsed if elapsed else 0.0,
                dropped=progress.dropped,
            )

        yield tell


def _is_long(inputs: list[Input]) -> bool:
    return _bytes_of(inputs) >= _BAR_FROM_BYTES
