"""The options that `score` and `gate` share, and what people mix up in them."""

from __future__ import annotations

from typing import Any

import click

from mtcheck.cli.declare import Argument, Arguments, OneOf, Option, flag, repeated
from mtcheck.cli.options import report_format

_SMOOTHING = ("exp", "floor", "add-k", "none")
_METRICS = "metrics"
_SHORT = {"lowercase": ("-lc",)}
_FLAGS = {
    "lowercase": "ignore case in BLEU and chrF",
    "chrf-whitespace": "count white space in chrF",
    "chrf-eps-smoothing": "smooth chrF as chrF++.py does",
    "ter-normalized": "tokenise for TER",
    "ter-no-punct": "leave punctuation out of TER",
    "ter-asian-support": "split Asian characters in TER",
    "ter-case-sensitive": "distinguish case in TER",
}


def files() -> list[click.Parameter]:
    """The files, and how they are compared."""
    hypotheses = "translations, one a line; - for standard input"
    return [
        Argument("hypotheses", "HYP", hypotheses, nargs=-1, type=click.Path(allow_dash=True)),
        repeated("-r", "--ref", metavar="REF", type=click.Path(allow_dash=True), common=True,
                 help="references, one a line; may be repeated"),
        Option("--src", metavar="SRC", type=click.Path(allow_dash=True), common=True,
               help="the source, one segment a line"),
        Option("-e", "--encoding", metavar="NAME", default="utf-8",
               help="encoding of the files (default utf-8)"),
        Option("--lang", metavar="LANG", help="language of the references (default: identified)"),
        flag("--keep-empty",
             help="compare with empty references, as sacrebleu does; else they count as missing"),
        Option("--paired", metavar="TEST", type=OneOf(("bs", "ar")), default="bs",
               help="test of a difference: bootstrap or randomisation"),
        Option("--resamples", "--confidence-n", "--paired-bs-n", "--paired-ar-n",
               metavar="N", type=click.IntRange(min=2), help="resamples or trials of a test"),
        Option("-j", "--jobs", metavar="N", type=click.IntRange(min=0),
               help="processes for 4,000 segments and more (default, and 0: one per core)"),
        Option("--seed", metavar="N", type=click.IntRange(min=0), help="seed of the draws (default 12345)"),
    ]  # fmt: skip


def metrics() -> list[click.Parameter]:
    """Which metrics, and what each can be told."""
    numbers: tuple[Any, ...] = (("char-order", 1, "-cc"), ("word-order", 0, "-cw"), ("beta", 1))
    return [
        repeated("-m", "--metrics", metavar="NAMES", section=_METRICS, common=True,
                 help="e.g. chrf,chrf++,bleu,ter,mtcheck,fluency"),
        Option("-tok", "--tokenize", metavar="NAME", section=_METRICS, help="BLEU's tokenizer (default 13a)"),
        Option("-s", "--smooth-method", metavar="NAME", type=OneOf(_SMOOTHING), section=_METRICS,
               help="BLEU's smoothing (default exp)"),
        Option("-sv", "--smooth-value", metavar="N", type=float, section=_METRICS,
               help="for floor and add-k"),
        *(Option(*short, f"--chrf-{name}", metavar="N", type=click.IntRange(min=least), section=_METRICS,
                 help=f"chrF's {name.replace('-', ' ')}") for name, least, *short in numbers),
        *(flag(f"--{name}", *_SHORT.get(name, ()), default=None, section=_METRICS, help=text)
          for name, text in _FLAGS.items()),
    ]  # fmt: skip


def output(format_: Option | None = None) -> list[click.Parameter]:
    """Where and how the scores are written."""
    return [
        format_ or report_format(),
        Option("-o", "--output", metavar="FILE", type=click.Path(), help="instead of standard output"),
        Option("-w", "--width", metavar="N", type=int, default=1, help="decimals (text output)"),
        flag("-q", "--quiet", env=True, help="do not report lines that are left out"),
    ]


def save() -> Option:
    """--save of a run that `gate --baseline` reads."""
    return Option("--save", metavar="RUN.json", type=click.Path(), common=True,
                  help="store this run, to compare with later")  # fmt: skip


def wrong_files(arguments: Arguments) -> str | None:
    """What is mixed up in the files, in words; leaves one name in ``hypotheses`` when all is well."""
    names, command = arguments.hypotheses or [], arguments.command
    for option in ("min", "max", "margin"):
        # "--min chrf 99": the number has become the file. "--min 55" alone is told by the gate.
        for value in getattr(arguments, option, None) or ():
            if value.isalpha() and names and names[0].replace(".", "").isdigit():
                wanted = f"--{option} {value}={names[0]}"
                return f"--{option} {value}: write metric and number as one word, {wanted}"
    if not arguments.ref and len(names) > 1:
        return (
            f"which file holds the references? Name it with --ref, "
            f"as in mtcheck {command} --ref REFERENCE OUTPUT"
        )
    if not names or not arguments.ref:
        missing = "the references: --ref REF" if not arguments.ref else "a file of translations: HYP"
        return f"{command} needs {missing}; see mtcheck {command} --help"
    if len(names) > 1:
        more = f"; for two systems, mtcheck score --versus {names[1]} {names[0]}" if len(names) == 2 else ""
        return f"{command} takes one file of translations, not {len(names)}{more}"
    arguments.hypotheses = names[0]
    return None
