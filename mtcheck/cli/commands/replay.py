"""The declaration of `mtcheck replay`."""

from __future__ import annotations

import click

from mtcheck.cli.declare import Argument, Command, Option, flag
from mtcheck.cli.options import paths, reading, settings, talk

_HOW: list[click.Parameter] = [
    flag("--undo", common=True, help="restore the original texts"),
    Option("-o", "--output", "out", metavar="OUT", type=click.Path(allow_dash=True), common=True,
           help="file or folder to write to; - for standard output"),
    flag("-i", "--in-place", common=True, help="rewrite the files that change"),
    Option("--run", "one_run", metavar="RUN",
           help="only the changes of one run: its id, or last (default all runs)"),
    flag("--force", help="in place, rewrite read-only files and hard links too"),
]  # fmt: skip

COMMAND = Command(
    "replay",
    "make the changes of a log again, or undo them",
    usage="LOG [PATH...] [options]",
    examples=(
        ("replay cleaned/changes.jsonl scraped/ -o again/", "make the changes of a log again"),
        ("replay cleaned/changes.jsonl cleaned/ -o back/ --undo", "restore the originals"),
    ),
    params=[
        Argument("changes", "LOG", "the changes.jsonl of a clean"),
        *paths(),
        *_HOW,
        *reading(),
        *settings(),
        *talk(),
    ],
)
