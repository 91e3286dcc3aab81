"""What `score` and `gate` share: their options, and reading files line by line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from mtcheck.errors import InputError, UsageError
from mtcheck.formats.readers.lines import LineFile, read_lines

if TYPE_CHECKING:
    from mtcheck.cli.options import Commands
    from mtcheck.scoring.metrics import MetricOptions
    from mtcheck.scoring.types import Segment

_SMOOTHING = ("exp", "floor", "add-k", "none")
_FLAGS = {
    "lowercase": "ignore case in BLEU and chrF",
    "chrf-whitespace": "count white space in chrF",
    "chrf-eps-smoothing": "smooth chrF as chrF++.py does",
    "ter-normalized": "tokenise for TER",
    "ter-no-punct": "leave punctuation out of TER",
    "ter-asian-support": "treat Asian characters in TER",
    "ter-case-sensitive": "heed case in TER",
}


def add_score(commands: Commands) -> None:
    summary = "score translations against references"
    parser = commands.add_parser("score", help=summary, description=f"S{summary[1:]}.")
    add_inputs(parser)
    parser.add_argument("--interval", action="store_true", help="95 %% intervals by bootstrap resampling")
    parser.add_argument("--versus", metavar="HYP2", help="another system: is the difference chance?")
    parser.add_argument(
        "--findings", action="store_true", help="also say where and how segments differ (rules REF)"
    )
    parser.add_argument("--segments", action="store_true", help="a line for every segment too (text output)")
    _add_output(parser)


def add_gate(commands: Commands) -> None:
    summary = "fail when scores dropped by more than chance"
    parser = commands.add_parser("gate", help=summary, description=f"F{summary[1:]}.")
    add_inputs(parser)
    parser.add_argument("--baseline", metavar="RUN.json", help="the stored run to compare with")
    parser.add_argument("--save", metavar="RUN.json", help="store this run, to compare with later")
    parser.add_argument("--min", metavar="METRIC=N", action="append", help="fail below this score")
    parser.add_argument("--max", metavar="METRIC=N", action="append", help="fail above this score (ter)")
    parser.add_argument(
        "--alpha", type=float, default=0.05, metavar="P", help="a drop is real below this p (default 0.05)"
    )
    _add_output(parser)


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """Arguments of both commands: the files, the metrics and what they can be told."""
    parser.add_argument("hypotheses", metavar="HYP", help="translations, one a line; - for standard input")
    parser.add_argument(
        "--ref", metavar="REF", action="append", required=True, help="references, one a line; may be repeated"
    )
    parser.add_argument("--src", metavar="SRC", help="the source, one segment a line")
    parser.add_argument("--encoding", default="utf-8", help="what the files are in (default utf-8)")
    parser.add_argument("--lang", help="language of the references (default: told from them)")
    parser.add_argument(
        "--keep-empty",
        action="store_true",
        help="compare with empty references, as sacrebleu does, instead of taking them for missing",
    )
    parser.add_argument(
        "--paired", choices=("bs", "ar"), default="bs", help="test of a difference: bootstrap, randomisation"
    )
    parser.add_argument("--resamples", type=_whole(2), metavar="N", help="resamples or trials of a test")
    parser.add_argument("--seed", type=_whole(0), metavar="N", help="seed of the draws (default 12345)")
    group = parser.add_argument_group("metrics")
    group.add_argument(
        "--metrics", action="append", metavar="NAMES", help="e.g. chrf,chrf++,bleu,ter,mtcheck"
    )
    group.add_argument("--tokenize", metavar="NAME", help="BLEU's tokenizer (default 13a)")
    group.add_argument("--smooth-method", choices=_SMOOTHING, help="BLEU's smoothing (default exp)")
    group.add_argument("--smooth-value", type=float, metavar="N", help="for floor and add-k")
    for name in ("char-order", "word-order", "beta"):
        least = 0 if name == "word-order" else 1
        group.add_argument(f"--chrf-{name}", type=_whole(least), metavar="N")
    for name, summary in _FLAGS.items():
        group.add_argument(f"--{name}", action="store_true", default=None, help=summary)


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output-format", choices=("text", "json"), default="text")
    parser.add_argument("--output", metavar="FILE", help="instead of standard output")
    parser.add_argument("--width", type=int, default=1, metavar="N", help="decimals (text output)")
    parser.add_argument("--quiet", action="store_true", help="say nothing of lines that are left out")


def _whole(least: int) -> Callable[[str], int]:
    """The type of an argument that is a whole number, at least so much."""

    def whole_number(text: str) -> int:
        number = int(text)
        if number < least:
            raise argparse.ArgumentTypeError(f"{number} is less than {least}")
        return number

    return whole_number


class Parallel(NamedTuple):
    """The files of a run, and what they are called."""

    hypotheses: LineFile
    references: tuple[LineFile, ...]
    source: LineFile | None
    segments: list[Segment | None]

    @property
    def problems(self) -> list[InputError]:
        """Lines that cannot be used, of all the files."""
        files = [self.hypotheses, *self.references, *([self.source] if self.source else [])]
        return [problem for file in files for problem in file.problems]


def read_parallel(arguments: argparse.Namespace) -> Parallel:
    """Read hypotheses, references and source. Raises InputError and UsageError."""
    from mtcheck.scoring.corpus import align

    names = [arguments.hypotheses, *arguments.ref, *([arguments.src] if arguments.src else [])]
    if names.count("-") > 1:
        raise UsageError("only one of the files can be standard input")
    files = [read_lines(name, arguments.encoding) for name in names]
    hypotheses, others = files[0], files[1:]
    for other in others:
        same_length(hypotheses, other)
    references = tuple(others[: len(arguments.ref)])
    source = others[-1] if arguments.src else None
    segments = align(
        hypotheses.lines,
        [file.lines for file in references],
        source.lines if source else None,
        keep_empty=arguments.keep_empty,
    )
    return Parallel(hypotheses, references, source, segments)


def same_length(one: LineFile, other: LineFile) -> None:
    """Raises UsageError that names both files and counts when they differ in length."""
    if len(one.lines) != len(other.lines):
        raise UsageError(
            f"{one.name} has {len(one.lines)} lines, {other.name} has {len(other.lines)}; "
            "line n of one has to translate line n of the other"
        )


def say_problems(problems: list[InputError], quiet: bool) -> None:
    """Tell of lines that are left out, on standard error."""
    for problem in problems if not quiet else ():
        print(f"mtcheck: {problem}", file=sys.stderr)


def chosen_metrics(arguments: argparse.Namespace, default: tuple[str, ...]) -> tuple[str, ...]:
    """The metrics asked for, each once, in that order."""
    if not arguments.metrics:
        return default
    given = [part.strip() for text in arguments.metrics for part in text.split(",")]
    given = [part if part.startswith("comet:") else part.lower() for part in given]
    return tuple(dict.fromkeys(part for part in given if part)) or default


def metric_options(arguments: argparse.Namespace) -> MetricOptions:
    """What the command line tells sacrebleu's metrics. Raises UsageError."""
    from mtcheck.scoring.corpus import make_options
    from mtcheck.scoring.metrics import MetricOptions

    values: dict[str, Any] = {name: getattr(arguments, name) for name in MetricOptions.__struct_fields__}
    return make_options({name: value for name, value in values.items() if value is not None})
