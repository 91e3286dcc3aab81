"""Reading inputs for a command: documents in order, what could not be read noted, progress shown."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from mtcheck.errors import InputError, UsageError
from mtcheck.formats.inputs import STANDARD_INPUT, Input, find_inputs
from mtcheck.formats.text import read_stream, read_text_file
from mtcheck.report import Unread

if TYPE_CHECKING:
    from mtcheck.batchfacts import BatchFacts
    from mtcheck.config import Config
    from mtcheck.document import Document
    from mtcheck.registry import Rule

# Fewer files than this are read before a bar could be drawn.
_PROGRESS_FROM = 20
# Bytes of the longest character in UTF-8.
_BYTES_PER_CHARACTER = 4
# Standard input that is read twice stays in memory up to here, then goes to a temporary file.
_SPOOLED_BYTES = 16_000_000


class Inputs:
    """The inputs of one run. ``unread`` collects what could not be read, each said on standard error."""

    def __init__(self, arguments: argparse.Namespace, config: Config) -> None:
        self._arguments = arguments
        self._encoding = config.encoding
        self._max_bytes = config.max_characters * _BYTES_PER_CHARACTER
        self.unread: list[Unread] = []
        self._spooled: SpooledTemporaryFile[bytes] | None = None
        self.found, errors = find_inputs(arguments.paths, getattr(arguments, "out", None))
        for error in errors:
            self.note(error)
        if not self.found and not errors:
            raise UsageError("nothing to read")

    def note(self, error: InputError) -> None:
        """Tell of unread input, and remember it."""
        print(f"mtcheck: {error}", file=sys.stderr)
        self.unread.append(Unread(error.uri, error.record, error.problem))

    def __iter__(self) -> Iterator[tuple[Input, Document]]:
        with _progress(len(self.found), self._arguments) as advance:
            for each in self.found:
                if self._arguments.verbose:
                    print(f"mtcheck: reading {each.path}", file=sys.stderr)
                try:
                    document = self._read(each)
                    for problem in document.encoding_problems:
                        if problem.lost:
                            self.note(InputError(document.origin.uri, None, problem.message))
                    yield each, document
                except InputError as error:
                    self.note(error)
                advance()

    def learn(self, rules: Iterable[Rule]) -> BatchFacts | None:
        """What the rules need to know of all documents, from a pass of its own; None when none asks.

        Standard input is kept in a temporary file. What cannot be read is told of in the pass that counts.
        """
        if not any(rule.batch for rule in rules):
            return None
        from mtcheck.batchfacts import can_compare, learn

        if not self._arguments.quiet and not can_compare():
            print(
                "mtcheck: exact copies of documents are found; for near ones: pip install 'mtcheck[dedup]'",
                file=sys.stderr,
            )
        self._spool()
        return learn(self._documents())

    def _documents(self) -> Iterator[Document]:
        for each in self.found:
            with suppress(InputError):
                yield self._read(each)

    def _spool(self) -> None:
        if any(each.path == STANDARD_INPUT for each in self.found):
            self._spooled = SpooledTemporaryFile(_SPOOLED_BYTES)  # noqa: SIM115 - closed with this object
            shutil.copyfileobj(sys.stdin.buffer, self._spooled)

    def _read(self, each: Input) -> Document:
        name = self._arguments.input_format
        if each.path == STANDARD_INPUT:
            stream: BinaryIO = sys.stdin.buffer
            if self._spooled is not None:
                self._spooled.seek(0)
                stream = cast(BinaryIO, self._spooled)
            return read_stream(stream, "<stdin>", name or "text", self._max_bytes, self._encoding)
        return read_text_file(Path(each.path), name, self._max_bytes, self._encoding)


@contextmanager
def _progress(count: int, arguments: argparse.Namespace) -> Iterator[Any]:
    """A callable that moves a bar on standard error; one that does nothing where none is wanted."""
    if count < _PROGRESS_FROM or arguments.quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, no_color=arguments.no_color), transient=True) as bar:
        task = bar.add_task(arguments.command, total=count)
        yield lambda: bar.advance(task)
