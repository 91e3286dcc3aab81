"""The declaration of `mtcheck gate`."""

from __future__ import annotations

import click

from mtcheck.cli.declare import Command, OneOf, Option, flag, repeated
from mtcheck.cli.scoringoptions import files, metrics, output, save, wrong_files

_JUDGED_BY: list[click.Parameter] = [
    Option("--baseline", metavar="RUN.json", type=click.Path(), common=True,
           help="the stored run to compare with"),
    save(),
    repeated("--min", metavar="METRIC=N", common=True, help="fail below this score"),
    repeated("--max", metavar="METRIC=N", common=True,
             help="fail above: ter=60, or an error class per 1,000 words: garble=0"),
    repeated("--margin", metavar="METRIC=N", common=True,
             help="let a drop of up to N points pass; mqm=N in points of human judgement"),
    flag("--errors", common=True,
         help="also fail on more major faults, omissions, untranslated text or garble"),
    Option("--alpha", metavar="P", type=float, default=0.05,
           help="a drop is real below this p (default 0.05)"),
]  # fmt: skip

_FORMAT = Option(
    "-f",
    "--output-format",
    metavar="FORMAT",
    type=OneOf(("text", "json", "github")),
    default="text",
    help="what to print; github annotates, and adds to the summary of the job",
)

COMMAND = Command(
    "gate",
    "fail when scores dropped by more than chance",
    usage="--ref REF HYP [options]",
    examples=(
        ("gate --ref human.txt --save run.json output.txt", "keep this run"),
        ("gate --ref human.txt --baseline run.json output.txt", "exit code 1 on a real drop"),
        ("gate --ref human.txt --min chrf=55 output.txt", "exit code 1 below a score"),
    ),
    params=[*files(), *_JUDGED_BY, *output(_FORMAT), *metrics()],
    check=wrong_files,
)
