"""The declaration of `mtcheck score`."""

from __future__ import annotations

import click

from mtcheck.cli.declare import Command, Option, flag
from mtcheck.cli.scorehabits import score_format, spread, systems, wrong_systems
from mtcheck.cli.scoringoptions import files, metrics, output, save

_WHAT: list[click.Parameter] = [
    flag("--interval", "--confidence", "-ci", common=True, help="95 % intervals by bootstrap resampling"),
    Option("--versus", metavar="HYP2", type=click.Path(), common=True,
           help="another system: is the difference chance?"),
    flag("--findings", help="also say where and how segments differ (rules REF)"),
    save(),
    flag("--segments", "--sentence-level", "-sl", common=True,
         help="a line for every segment too (text output)"),
]  # fmt: skip

COMMAND = Command(
    "score",
    "score translations against references",
    usage="--ref REF HYP [options]",
    examples=(
        ("score --ref human.txt output.txt", "BLEU, chrF and TER as in sacrebleu"),
        ("score --ref human.txt --interval output.txt", "with 95 % intervals"),
        ("score --ref human.txt one.txt two.txt --paired-bs", "several systems in one table"),
        ("score human.txt -i one.txt two.txt -b", "as sacrebleu is called"),
        ("score --ref human.txt --versus old.txt output.txt", "is the difference chance?"),
    ),
    params=[*files(), *_WHAT, *systems(), *output(score_format()), *metrics()],
    check=wrong_systems,
    rewrite=spread,
)
