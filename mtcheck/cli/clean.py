"""`mtcheck clean`: write repaired, de-boilerplated articles and a log of every change."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from mtcheck.atomic import AtomicFile, write_atomically
from mtcheck.cli.check import fails
from mtcheck.cli.main import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import config_folder, settle
from mtcheck.cli.reading import Inputs
from mtcheck.document import Document
from mtcheck.engine import Cleaned, check_document, clean_document
from mtcheck.errors import EditError, InputError, UsageError
from mtcheck.formats.inputs import STANDARD_INPUT, Input
from mtcheck.overrides import PerPath
from mtcheck.report import dumps

LOG_NAME = "changes.jsonl"
IN_PLACE_LOG = "mtcheck-changes.jsonl"


def run(arguments: argparse.Namespace) -> int:
    """Clean every input to where the options say.

    0 when all went well; with --fail-on, 1 when what is left is at or above it; 3 when some input could
    not be read.
    """
    config = settle(arguments)
    settings = PerPath(config, config_folder(arguments))
    inputs = Inputs(arguments, config)
    targets = Targets(arguments, inputs.found)
    documents = changes = faults = 0
    failed = False
    with ExitStack() as stack:
        log = targets.open_log(stack) if targets.log else None
        batch = inputs.learn(config.selected()) if config.corpus_pass else None
        for each, document in inputs:
            config, rules = settings.of(document.origin.uri)
            try:
                cleaned = clean_document(document, config, rules, batch)
                data = b"" if arguments.diff else container_bytes(document, cleaned)
            except InputError as error:
                inputs.note(error)
                continue
            if log:
                # Before the text is written: a run that is cut off may log too much, never too little.
                log.write("".join(f"{dumps(row)}\n" for row in log_rows(document, cleaned)).encode())
                log.flush()
            targets.write(each, document, cleaned, data)
            documents, changes = documents + 1, changes + len(cleaned.changes)
            faults += len(cleaned.report.faults)
            for fault in cleaned.report.faults:
                print(f"mtcheck: {each.path}: rule {fault.rule} crashed: {fault.error}", file=sys.stderr)
            if arguments.fail_on:
                left = check_document(
                    Document(cleaned.text, document.origin, document.lang), config, rules, batch
                )
                failed |= fails(left, config)
    if not arguments.quiet:
        where = f"; log in {targets.log}" if targets.log else ""
        unread = f"; {len(inputs.unread)} unread" if inputs.unread else ""
        word = "would change" if arguments.diff else "changes"
        plural = "" if documents == 1 else "s"
        print(f"mtcheck: {documents} document{plural}, {changes} {word}{unread}{where}", file=sys.stderr)
    if inputs.unread or faults:
        return EXIT_UNREAD
    return EXIT_FINDINGS if failed else EXIT_OK


def log_rows(document: Document, cleaned: Cleaned) -> list[dict[str, Any]]:
    """The log of one document: each change on the original, with what stood there and why it went."""
    origin = document.origin
    return [
        {
            "uri": origin.uri,
            "record": origin.record,
            "start": change.start,
            "end": change.end,
            "line": document.text.count("\n", 0, change.start) + 1,
            "before": change.before,
            "after": change.after,
            "rules": list(change.rules),
        }
        for change in cleaned.changes
    ]


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
        if arguments.in_place and any(each.path == STANDARD_INPUT for each in found):
            raise UsageError("--in-place cannot rewrite standard input; use -o FILE")
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
            if each.path != STANDARD_INPUT and target.exists() and target.samefile(each.path):
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

    def write(self, each: Input, document: Document, cleaned: Cleaned, data: bytes) -> None:
        """Put one cleaned text where it goes; ``data`` is its file. Raises UsageError when it cannot."""
        if self._arguments.diff:
            sys.stdout.write(unified_diff(each.path, document.text, cleaned.text))
            return
        if not self._arguments.in_place and self._arguments.out is None:
            sys.stdout.buffer.write(data)
            return
        target = Path(each.path) if self._arguments.in_place else self._paths[each.path]
        if self._arguments.in_place and not cleaned.changes:
            return
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, data)
        except OSError as error:
            raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error


def container_bytes(document: Document, cleaned: Cleaned) -> bytes:
    """The file of a cleaned document. Raises InputError where its encoding cannot hold the new text."""
    if document.to_container is None:
        return cleaned.text.encode("utf-8", "surrogatepass")
    try:
        return document.to_container(cleaned.edits)
    except EditError as error:
        raise InputError(document.origin.uri, document.origin.record, str(error)) from error


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
