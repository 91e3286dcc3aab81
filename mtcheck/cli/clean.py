"""`mtcheck clean`: write repaired, de-boilerplated articles and a log of every change."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from mtcheck.atomic import AtomicFile
from mtcheck.batchfacts import BatchFacts
from mtcheck.changes import LOG_NAME, log_rows
from mtcheck.cli.batchoptions import is_batch
from mtcheck.cli.exits import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import config_folder, settle
from mtcheck.cli.reading import Inputs
from mtcheck.document import Document
from mtcheck.engine import Cleaned, check_document, clean_document
from mtcheck.errors import InputError, UsageError
from mtcheck.formats.container import Container
from mtcheck.formats.io.inputs import Input
from mtcheck.overrides import PerPath
from mtcheck.report import dumps, fails

STANDARD_OUTPUT = "-"  # as the path of an output
IN_PLACE_LOG = "mtcheck-changes.jsonl"


def run(arguments: argparse.Namespace) -> int:
    """Clean every input to where the options say.

    0 when all went well; with --fail-on, 1 when what is left is at or above it; 3 when some input could
    not be read.
    """
    config = settle(arguments)
    if is_batch(arguments):
        from mtcheck.cli.batch import run_batch

        return run_batch(arguments, config)
    settings = PerPath(config, config_folder(arguments))
    inputs = Inputs(arguments, config)
    targets = Targets(arguments, inputs.found)
    with ExitStack() as stack:
        log = targets.open_log(stack) if targets.log else None
        batch = inputs.learn(config.selected()) if config.corpus_pass else None
        cleaning = _Cleaning(arguments, settings, inputs, log, batch)
        for each, container in inputs.containers():
            with targets.output(each) as output:
                cleaning.clean(each, container, output)
    done = cleaning.done
    if not arguments.quiet:
        where = f"; log in {targets.log}" if targets.log else ""
        unread = f"; {len(inputs.unread)} unread" if inputs.unread else ""
        word = "would change" if arguments.diff else "change" if done.changes == 1 else "changes"
        plural = "" if done.documents == 1 else "s"
        print(
            f"mtcheck: {done.documents} document{plural}, {done.changes} {word}{unread}{where}",
            file=sys.stderr,
        )
    if inputs.unread or done.faults:
        return EXIT_UNREAD
    return EXIT_FINDINGS if done.failed else EXIT_OK


@dataclass
class _Done:
    documents: int = 0
    changes: int = 0
    faults: int = 0
    failed: bool = False


class _Cleaning:
    """Cleans the documents of one input after the other."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        settings: PerPath,
        inputs: Inputs,
        log: AtomicFile | BinaryIO | None,
        batch: BatchFacts | None,
    ) -> None:
        self._arguments, self._settings, self._inputs = arguments, settings, inputs
        self._log, self._batch = log, batch
        self.done = _Done()

    def clean(self, each: Input, container: Container, output: OutputFile) -> None:
        """Clean one input and write it; one of which nothing could be read is not written."""
        rewriter = container.rewriter(output)
        before, unread, changes = self.done.documents, len(self._inputs.unread), self.done.changes
        for document in self._inputs.documents(container):
            config, rules = self._settings.of(document.origin.uri)
            try:
                cleaned = clean_document(document, config, rules, self._batch)
                if not self._arguments.diff:
                    rewriter.change(document, cleaned.edits)
            except InputError as error:
                self._inputs.note(error)
                continue
            self._tell(each, document, cleaned)
        if self._arguments.diff:
            return
        nothing_read = self.done.documents == before and len(self._inputs.unread) > unread
        if nothing_read or (self._arguments.in_place and self.done.changes == changes):
            output.discard()
            return
        if self._log:
            self._log.flush()
        try:
            rewriter.finish()
            output.write(b"")  # An empty input has an empty output, not none.
        except InputError as error:
            self._inputs.note(error)
            output.discard()

    def _tell(self, each: Input, document: Document, cleaned: Cleaned) -> None:
        """Log, count and show what was done to one document."""
        if self._log:
            # Before the text is written: a run that is cut off may log too much, never too little.
            self._log.write(
                "".join(f"{dumps(row)}\n" for row in log_rows(document, cleaned, each.name)).encode()
            )
        if self._arguments.diff:
            record = f" [{document.origin.record}]" if document.origin.record else ""
            sys.stdout.write(unified_diff(each.path + record, document.text, cleaned.text))
        self.done.documents += 1
        self.done.changes += len(cleaned.changes)
        self.done.faults += len(cleaned.report.faults)
        for fault in cleaned.report.faults:
            print(f"mtcheck: {each.path}: rule {fault.rule} crashed: {fault.error}", file=sys.stderr)
        if self._arguments.fail_on:
            after = msgspec.structs.replace(document, text=cleaned.text, encoding_problems=(), region=None)
            config, rules = self._settings.of(document.origin.uri)
            self.done.failed |= fails(check_document(after, config, rules, self._batch), config)


class Targets:
    """Where cleaned texts and the log go. Refuses a choice that would lose something, before any work.

    Raises UsageError.
    """

    def __init__(self, arguments: argparse.Namespace, found: Sequence[Input]) -> None:
        chosen = [arguments.out is not None, arguments.in_place, arguments.diff]
        if sum(chosen) > 1:
            raise UsageError("-o, --in-place and --diff contradict each other")
        if not any(chosen) and (len(found) != 1 or os.path.isdir(arguments.paths[0])):
            raise UsageError("say where to write: -o OUT, --in-place, or --diff to look first")
        if arguments.out == STANDARD_OUTPUT:
            if len(found) != 1 or os.path.isdir(arguments.paths[0]):
                raise UsageError("-o - writes one text to standard output; name a folder for several")
            arguments.out = None
        if arguments.in_place and not all(each.is_file for each in found):
            raise UsageError("--in-place cannot rewrite standard input or a URL; use -o FILE")
        self._arguments = arguments
        self._paths = self._plan(found) if arguments.out is not None else {}
        self.log = self._log_path()

    def _plan(self, found: Sequence[Input]) -> dict[str, Path]:
        out = Path(self._arguments.out)
        several = len(found) > 1 or any(os.path.isdir(path) for path in self._arguments.paths)
        folder = several or out.is_dir() or self._arguments.out.endswith(("/", os.sep))
        if several and out.is_file():
            raise UsageError(f"-o {out} is a file, but there are several inputs; name a folder")
        planned: dict[Path, str] = {}
        for each in found:
            target = out / each.name if folder else out
            if each.is_file and target.exists() and target.samefile(each.path):
                raise UsageError(f"{target} would overwrite its own input; use --in-place for that")
            if target in planned:
                raise UsageError(
                    f"{planned[target]} and {each.path} would both be written to {target}; "
                    "clean them in two runs, or name the folder above them"
                )
            planned[target] = each.path
        self._folder = out if folder else out.parent
        self._single = None if folder else out
        return {path: target for target, path in planned.items()}

    def _log_path(self) -> Path | None:
        if self._arguments.log:
            return Path(self._arguments.log)
        if self._arguments.in_place:
            return Path(IN_PLACE_LOG)
        if self._arguments.out is None:
            return None
        return Path(f"{self._single}.{LOG_NAME}") if self._single else self._folder / LOG_NAME

    def open_log(self, stack: ExitStack) -> AtomicFile | BinaryIO:
        """The log, written atomically; with --in-place it is added to: an older one says what was lost."""
        assert self.log is not None
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            if self._arguments.in_place:
                return stack.enter_context(self.log.open("ab"))
            return stack.enter_context(AtomicFile(self.log))
        except OSError as error:
            raise UsageError(f"{self.log}: cannot be written: {error.strerror or error}") from error

    @contextmanager
    def output(self, each: Input) -> Iterator[OutputFile]:
        """Where the cleaned input goes; it appears whole or not at all. Raises UsageError."""
        if self._arguments.in_place:
            target: Path | None = Path(each.path)
        else:
            target = None if self._arguments.out is None else self._paths[each.path]
        output = OutputFile(target)
        try:
            yield output
            output.close()
        except OSError as error:
            if target is None or isinstance(error, BrokenPipeError):
                raise
            raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
        finally:
            output.discard()


class OutputFile:
    """A file that is begun with the first byte, and takes its name when it is closed; None is standard
    output.
    """

    def __init__(self, target: Path | None) -> None:
        self._target = target
        self._stack = ExitStack()
        self._file: AtomicFile | BinaryIO | None = None

    def write(self, data: bytes) -> int:
        """Write bytes, as a file does."""
        return self._begun().write(data)

    def _begun(self) -> AtomicFile | BinaryIO:
        if self._file is None:
            if self._target is None:
                self._file = sys.stdout.buffer
            else:
                self._target.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._stack.enter_context(AtomicFile(self._target))
        return self._file

    def close(self) -> None:
        """Keep what was written."""
        self._stack.close()
        self._file = None

    def discard(self) -> None:
        """Leave the target as it is, if it is not closed yet."""
        error = InputError(str(self._target), None, "was given up")
        self._stack.pop_all().__exit__(InputError, error, None)
        self._file = None


def unified_diff(name: str, before: str, after: str) -> str:
    """A unified diff that patch(1) takes; "" when nothing changes."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{name.lstrip('/')}",
        f"b/{name.lstrip('/')}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
