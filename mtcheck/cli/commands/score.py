"""The declaration of `mtcheck score`."""

from __future__ import annotations

import click

from mtcheck.cli.declare import Command, Option, flag
from mtcheck.cli.scoringoptions import files, metrics, output, save, wrong_files

_WHAT: list[click.Parameter] = [
    flag("--interval", common=True, help="95 % intervals by bootstrap resampling"),
    Option("--versus", metavar="HYP2", type=click.Path(), common=True,
           help="another system: is the difference chance?"),
    flag("--findings", help="also say where and how segments differ (rules REF)"),
    save(),
    flag("--segments", common=True, help="a line for every segment too (text output)"),
]  # fmt: skip

COMMAND = Command(
    "score",
    "score translations against references",
    usage="--ref REF HYP [options]",
    examples=(
        ("score --ref human.txt output.txt", "BLEU, chrF and TER as in sacrebleu"),
        ("score --ref human.txt --interval output.txt", "with 95 % intervals"),
        ("score --ref human.txt --versus old.txt output.txt", "is the difference chance?"),
    ),
    params=[*files(), *_WHAT, *output(), *metrics()],
    check=wrong_files,
)
