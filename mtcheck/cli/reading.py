"""Reading inputs for a command: documents in order, what could not be read noted, progress shown."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck.errors import InputError, UsageError
from mtcheck.extras import install
from mtcheck.formats import open_input
from mtcheck.formats.container import Container
from mtcheck.formats.io.inputs import STANDARD_INPUT, Input, find_inputs
from mtcheck.formats.io.source import Source
from mtcheck.formats.options import BYTES_PER_CHARACTER, ReadOptions
from mtcheck.report import Unread

if TYPE_CHECKING:
    from mtcheck.batchfacts import BatchFacts
    from mtcheck.config import Config
    from mtcheck.document import Document
    from mtcheck.registry import Rule

# Fewer files than this are read before a bar could be drawn.
_PROGRESS_FROM = 20


def read_options(arguments: argparse.Namespace, config: Config) -> ReadOptions:
    """How inputs are read: what the configuration says, and the format the command line names."""
    fields = config.fields
    return ReadOptions(
        format=arguments.input_format,
        encoding=config.encoding,
        max_record_bytes=config.max_characters * BYTES_PER_CHARACTER,
        max_bytes=config.max_bytes,
        text_fields=fields.text,
        source_field=fields.source,
        reference_fields=fields.reference,
        lang_field=fields.lang,
        id_field=fields.id,
        lang=config.lang,
        source_lang=config.source_lang,
        fetch=arguments.fetch,
    )


def tell(arguments: argparse.Namespace) -> Callable[[str], None]:
    """What says something on standard error, or nothing with --quiet."""
    return lambda text: None if arguments.quiet else print(f"mtcheck: {text}", file=sys.stderr)


class Inputs:
    """The inputs of one run. ``unread`` collects what could not be read, each said on standard error."""

    def __init__(self, arguments: argparse.Namespace, config: Config) -> None:
        self._arguments = arguments
        self._options = read_options(arguments, config)
        self.unread: list[Unread] = []
        self._standard_input: Container | None = None
        out = getattr(arguments, "out", None)
        self.found, errors = find_inputs(arguments.paths, out, self._options, tell(arguments))
        for error in errors:
            self.note(error)
        if (arguments.src or arguments.ref) and len(self.found) > 1:
            raise UsageError("--src and --ref go with one file, whose lines theirs belong to")
        if not self.found and not errors:
            raise UsageError("nothing to read")

    def note(self, error: InputError) -> None:
        """Tell of unread input, and remember it."""
        print(f"mtcheck: {error}", file=sys.stderr)
        self.unread.append(Unread(error.uri, error.record, error.problem))

    def containers(self) -> Iterator[tuple[Input, Container]]:
        """The inputs that can be opened, one after the other."""
        with _progress(len(self.found), self._arguments) as advance:
            for each in self.found:
                if self._arguments.verbose:
                    print(f"mtcheck: reading {each.path}", file=sys.stderr)
                try:
                    container = self._open(each)
                except InputError as error:
                    self.note(error)
                else:
                    told = len(container.notices)
                    for notice in container.notices:
                        print(f"mtcheck: {notice}", file=sys.stderr)
                    yield each, container
                    for notice in container.notices[told:]:  # what showed when it was read
                        print(f"mtcheck: {notice}", file=sys.stderr)
                advance()

    def learn(self, rules: Iterable[Rule]) -> BatchFacts | None:
        """What the rules need to know of all documents, from a pass of its own; None when none asks.

        What cannot be read is told of in the pass that counts.
        """
        if not any(rule.batch for rule in rules):
            return None
        from mtcheck.batchfacts import can_compare, learn

        if not self._arguments.quiet and not can_compare():
            print(
                f"mtcheck: exact copies of documents are found; for near ones: {install('dedup')}",
                file=sys.stderr,
            )
        return learn(document for container in self._openable() for document in _readable(container))

    def _openable(self) -> Iterator[Container]:
        for each in self.found:
            with suppress(InputError):
                yield self._open(each)

    def documents(self, container: Container) -> Iterator[Document]:
        """The documents of one input; what cannot be read is noted, and reading goes on behind it."""
        for item in container.items():
            if isinstance(item, InputError):
                self.note(item)
                continue
            for problem in item.encoding_problems:
                if problem.lost:
                    self.note(InputError(item.origin.uri, item.origin.record, problem.message))
            yield item

    def __iter__(self) -> Iterator[tuple[Input, Document]]:
        for each, container in self.containers():
            for document in self.documents(container):
                yield each, document

    def _open(self, each: Input) -> Container:
        if each.path == STANDARD_INPUT:
            # Kept: it may be read twice, but comes once.
            if self._standard_input is None:
                self._standard_input = open_input(sys.stdin.buffer, self._options, "<stdin>")
            return self._standard_input
        if self._arguments.src or self._arguments.ref:
            return self._open_parallel(each)
        if not each.is_file:
            from mtcheck.formats.io.fetch import fetch

            return open_input(fetch(each.path), self._options, each.path)
        return open_input(each.path, self._options)

    def _open_parallel(self, each: Input) -> Container:
        from mtcheck.formats.readers.parallel import parallel

        source, *others = (
            Source.of_file(Path(path), self._options.max_bytes) if path else None
            for path in (each.path, self._arguments.src, *(self._arguments.ref or ()))
        )
        assert source is not None
        how = parallel(others[0], [other for other in others[1:] if other])
        return Container(source, "lines", how, self._options)


def _readable(container: Container) -> Iterator[Document]:
    return (item for item in container.items() if not isinstance(item, InputError))


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
