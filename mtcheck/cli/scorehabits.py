"""What hands that know sacrebleu type: lists after one option, and its short names."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mtcheck.cli.declare import Arguments, OneOf, Option, flag, repeated
from mtcheck.cli.scoringoptions import wrong_files

FORMATS = ("text", "json", "latex")
_INPUT = ("-i", "--input")
_METRICS = ("-m", "--metrics")
_NAMES = {"bleu", "chrf", "chrf++", "ter", "mtcheck", "semantic", "fluency"}


def spread(words: Sequence[str]) -> list[str]:
    """`-i a b -m bleu ter` as click reads it. After -m only names of metrics are taken: a file may follow.

    >>> spread(["ref.txt", "-i", "a.txt", "b.txt", "-m", "bleu", "ter", "-b"])
    ['ref.txt', '-i', 'a.txt', '-i', 'b.txt', '-m', 'bleu', '-m', 'ter', '-b']
    >>> spread(["-m", "bleu", "out.txt"])
    ['-m', 'bleu', 'out.txt']
    """
    from mtcheck.scoring.types import PREFIXES

    out: list[str] = []
    option, values = "", 0
    for word in words:
        if word.startswith("-") and word != "-":
            option, values = (word if word in (*_INPUT, *_METRICS) else ""), 0
            out.append(word)
            continue
        belongs = option in _INPUT or word.lower() in _NAMES or word.startswith(PREFIXES)
        if option and values and belongs:
            out.append(option)
        elif values:
            option = ""
        out.append(word)
        values += 1
    return out


def systems() -> list[click.Parameter]:
    """Several systems, and how they are shown."""
    return [
        repeated(*_INPUT, metavar="HYP", type=click.Path(allow_dash=True),
                 help="translations, several too; then what has no option is references"),
        flag("--paired-bs", "-pbs", help="test each system against the first, by bootstrap"),
        flag("--paired-ar", "-par", help="test each system against the first, by approximate randomisation"),
        flag("-b", "--score-only", help="nothing but the scores: a line a metric, or a line a system"),
    ]  # fmt: skip


def score_format() -> Option:
    """--output-format of `score`."""
    return Option("-f", "--output-format", metavar="FORMAT", type=OneOf(FORMATS), default="text",
                  help="what to print; latex is a table")  # fmt: skip


def wrong_systems(arguments: Arguments) -> str | None:
    """What is mixed up in the files, in words; leaves a list of names in ``hypotheses`` when all is well."""
    names, given = arguments.hypotheses or [], arguments.input or []
    if given and not arguments.ref:
        arguments.ref, names = names or None, []
    names = [*names, *given]
    arguments.hypotheses = names
    if arguments.versus and (arguments.paired_bs or arguments.paired_ar):
        return "--versus names what to compare with, --paired-bs takes the first system: give one of the two"
    if (arguments.paired_bs or arguments.paired_ar) and len(names) == 1:
        return f"--paired-bs needs two systems: mtcheck score --ref REF {names[0]} OTHER --paired-bs"
    if arguments.save and len(names) > 1:
        return "--save stores one system; run it for each"
    if len(names) <= 1 or not arguments.ref:
        problem = wrong_files(arguments)
        arguments.hypotheses = names
        return problem
    return None
