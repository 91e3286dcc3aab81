"""What commands that run over many documents share: finding inputs, and telling a person how it goes."""

from __future__ import annotations

import argparse
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
from mtcheck.jobs.clean import Listener
from mtcheck.jobs.executors import How, Opening, Progress
from mtcheck.messages import say

# A list of what was rejected lies beside the output; no screen needs more of it.
_TOLD_AT_MOST = 200
# Who waits for less is not helped by a bar.
_BAR_FROM_BYTES = 1 << 20
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


def how_of(arguments: argparse.Namespace) -> How:
    """In processes where --jobs says so, else in this one. Raises UsageError."""
    jobs, limits = jobs_of(arguments), limits_of(arguments)
    return How(None if arguments.jobs is None else jobs, limits, Opening())


def reads_of(arguments: argparse.Namespace, config: Config) -> list[str]:
    """Files that a run reads beside its inputs."""
    named = (arguments.src, *(arguments.ref or ()), *(arguments.glossary or ()), arguments.config)
    baseline = getattr(arguments, "baseline", None) or config.baseline
    writes = getattr(arguments, "write_baseline", False)
    return [path for path in (*named, None if writes else baseline) if path]


class Screen(Listener):
    """Tells a person on standard error; ``bar`` draws how far it is."""

    def __init__(self, arguments: argparse.Namespace, bar: Tell, listed: bool = False) -> None:
        self._quiet, self._bar, self._listed = arguments.quiet, bar, listed
        self.told = 0

    def progress(self, progress: Progress) -> None:
        self._bar(progress)

    def notice(self, text: str) -> None:
        say(f"mtcheck: {text}")

    def rejected(self, error: InputError) -> None:
        self.told += 1
        if not self._listed or self.told <= _TOLD_AT_MOST:
            say(f"mtcheck: {error}")
        elif self.told == _TOLD_AT_MOST + 1:
            say("mtcheck: … and more; all of them are in the list of the rejected")

    def difference(self, text: str) -> None:
        sys.stdout.write(text)


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
    import os

    size = 0
    for each in inputs:
        if each.is_file and os.path.exists(each.path):
            size += os.stat(each.path).st_size
        if size >= _BAR_FROM_BYTES:
            return True
    return False
