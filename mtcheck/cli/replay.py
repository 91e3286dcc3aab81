"""`mtcheck replay`: make the changes of a log again, or undo them."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from contextlib import ExitStack

from mtcheck.changes import LoggedChange, check_place, edits_of, read_log, undoing
from mtcheck.cli.clean import Targets
from mtcheck.cli.exits import EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import settle
from mtcheck.cli.reading import Inputs
from mtcheck.errors import InputError, UsageError

Key = tuple[str, str | None]


def run(arguments: argparse.Namespace) -> int:
    """Write the named files with a log's changes made or undone.

    A text that is not what the log says is left as it is and told of: exit code 3.
    """
    arguments.diff = False
    arguments.log = None
    config = settle(arguments)
    inputs = Inputs(arguments, config)
    targets = Targets(arguments, inputs.found)
    logged = _by_document(arguments.changes)
    used: set[Key] = set()
    count = 0
    for each, container in inputs.containers():
        with targets.output(each) as output:
            rewriter = container.rewriter(output)
            for document in inputs.documents(container):
                key = (each.name, document.origin.record)
                changes = logged.get(key, [])
                used.add(key)
                edits = undoing(changes) if arguments.undo else edits_of(changes)
                wanted = [change.after if arguments.undo else change.before for change in changes]
                try:
                    check_place(document, edits, wanted)
                    rewriter.change(document, edits)
                    count += len(edits)
                except InputError as error:
                    inputs.note(error)
            rewriter.finish()
    for name, record in sorted(logged.keys() - used, key=str):
        inputs.note(
            InputError(name, record, "is in the log and not among the inputs; nothing was done to it")
        )
    if not arguments.quiet:
        word = "undone" if arguments.undo else "made again"
        print(f"mtcheck: {count} changes {word}", file=sys.stderr)
    return EXIT_UNREAD if inputs.unread else EXIT_OK


def _by_document(path: str) -> dict[Key, list[LoggedChange]]:
    found: dict[Key, list[LoggedChange]] = defaultdict(list)
    with ExitStack() as stack:
        try:
            file = stack.enter_context(open(path, "rb"))
        except OSError as error:
            raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
        for change in read_log(file, path):
            found[change.file, change.record].append(change)
    return found
