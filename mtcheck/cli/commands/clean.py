"""The declaration of `mtcheck clean`."""

from __future__ import annotations

import click

from mtcheck.cli.batchoptions import batch
from mtcheck.cli.declare import Command, Option, flag, repeated
from mtcheck.cli.options import choice_of_rules, languages, paths, reading, settings, talk

_CLEANING: list[click.Parameter] = [
    Option("-o", "--output", "out", metavar="OUT", type=click.Path(allow_dash=True), common=True,
           help="file or folder to write to; - for standard output"),
    flag("-i", "--in-place", common=True, help="rewrite the files that change"),
    flag("--diff", common=True, help="show what would change; write nothing"),
    flag("--force", help="in place, rewrite read-only files and hard links too"),
    flag("--unsafe", common=True, help="apply guesses too: edits marked [?]"),
    repeated("--drop", metavar="KIND", common=True,
             help="what to remove: disclaimer, boilerplate, foreign, duplicate, frequent, none; "
                  "may be repeated (default: disclaimer, boilerplate)"),
    Option("--report", metavar="FILE", type=click.Path(),
           help="write a page about the changes, as mtcheck review does"),
    Option("--log", metavar="FILE", type=click.Path(), help="where to write the log of changes (JSON Lines)"),
]  # fmt: skip

COMMAND = Command(
    "clean",
    "write cleaned articles, and a log of every change",
    usage="[PATH...] [-o OUT | --in-place | --diff] [options]",
    examples=(
        ("clean article.txt --diff", "look first"),
        ("clean scraped/ -o cleaned/", "a mirrored tree, and cleaned/changes.jsonl"),
        ("clean scraped/ -o cleaned/ --drop none", "repair, but remove nothing"),
        ("clean big.jsonl -o cleaned/ --jobs 0", "on all cores; add --resume after an interruption"),
        ("clean big.jsonl --sample 200", "what that would do, from 200 documents"),
    ),
    params=[
        *paths(),
        *_CLEANING,
        *languages(),
        *choice_of_rules(),
        *reading(),
        *batch(),
        *settings(),
        *talk(),
    ],
)
