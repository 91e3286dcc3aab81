"""The declaration of `mtcheck review`."""

from __future__ import annotations

import click

from mtcheck.cli.declare import Argument, Command, Option, flag

COMMAND = Command(
    "review",
    "make a page of the changes, to accept or reject them",
    usage="OUT [options]",
    examples=(
        ("review cleaned/", "writes cleaned/review.html; opens offline"),
        ("review ferry.txt.changes.jsonl -o review.html", "the log of a single file"),
        ("review cleaned/ --apply decisions.json", "put rejections into mtcheck.toml"),
    ),
    params=[
        Argument("log", "OUT", "the folder a clean wrote to, or its log", type=click.Path()),
        Option("-o", "--output", metavar="FILE", type=click.Path(), common=True,
               help="the page to write (default review.html beside the log)"),
        Option("--apply", "decisions", metavar="FILE", type=click.Path(), common=True,
               help="write rejected changes to mtcheck.toml, so that the next clean skips them"),
        Option("--config", metavar="FILE", type=click.Path(),
               help="the mtcheck.toml to write to (default the nearest, else a new one here)"),
        flag("-q", "--quiet", env=True, help="do not say what was written"),
    ],
)  # fmt: skip
