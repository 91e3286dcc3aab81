"""`mtcheck replay`: make the changes of a log again, or undo them."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress

import msgspec

from mtcheck.cli.exits import EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import settle
from mtcheck.cli.running import Problems, find
from mtcheck.config import Fields
from mtcheck.errors import InputError, UsageError
from mtcheck.jobs.executors import Opening
from mtcheck.jobs.replay import Replay, load_log, replay_inputs
from mtcheck.jobs.targets import Wish, where_to_clean
from mtcheck.messages import say


def run(arguments: argparse.Namespace) -> int:
    """Write the named files with a log's changes made or undone.

    A text that is not what the log says is left as it is and told of: exit code 3.
    """
    config = settle(arguments)
    arguments.jobs = None
    log = load_log(arguments.changes, arguments.one_run)
    if config.fields == Fields():
        config = msgspec.structs.replace(config, fields=log.fields)
    found = find(arguments, config)
    inputs = [each for each in found.inputs if not _is_same(each.path, arguments.changes)]
    if not inputs and not found.errors:
        raise UsageError("nothing to replay on: name the files of the log")
    wish = Wish(arguments.out, arguments.in_place, papers=False)
    where = where_to_clean(wish, inputs, arguments.paths, [arguments.changes])
    problems: list[InputError] = list(found.errors)
    told = Problems()

    def tell(error: InputError) -> None:
        problems.append(error)
        told.add(error)

    force = getattr(arguments, "force", False)
    notices: list[str] = []
    folders = [path for path in arguments.paths if os.path.isdir(path)]
    how = Replay(found.options, where, arguments.undo, Opening(), tell, force, notices.append, folders)
    count = replay_inputs(inputs, log, how, sys.stdout.buffer)
    told.end()
    if not arguments.quiet:
        word = "undone" if arguments.undo else "made again"
        for notice in notices:
            say(f"mtcheck: {notice}")
        say(f"mtcheck: {count:,} change{'' if count == 1 else 's'} {word}")
    return EXIT_UNREAD if problems else EXIT_OK


def _is_same(path: str, log: str) -> bool:
    with suppress(OSError):
        return os.path.samefile(path, log)
    return False
