"""`mtcheck score`: how close translations are to references."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from typing import TYPE_CHECKING

from mtcheck.cli.check import open_output
from mtcheck.cli.exits import EXIT_OK, EXIT_UNREAD
from mtcheck.cli.scoring import (
    Parallel,
    chosen_metrics,
    metric_options,
    read_parallel,
    same_length,
    save_run,
    say_problems,
)
from mtcheck.document import Document, Origin
from mtcheck.errors import InputError, UsageError
from mtcheck.formats.readers.lines import read_lines
from mtcheck.renderers.scores import Run, render_json, render_text
from mtcheck.scoring import DEFAULT_METRICS, SEED

if TYPE_CHECKING:
    from mtcheck.findings import Finding
    from mtcheck.scoring.corpus import Scored
    from mtcheck.scoring.significance import Comparison

#: sacrebleu's number of resamples for an interval.
DEFAULT_RESAMPLES = 1000


def run(arguments: argparse.Namespace) -> int:
    """Score one system, beside another one if asked."""
    from mtcheck.scoring.corpus import score_segments

    parallel = read_parallel(arguments)
    if not any(parallel.segments):
        raise UsageError(f"{parallel.hypotheses.name}: no line has a translation and a reference")
    scored = score_segments(
        parallel.segments,
        chosen_metrics(arguments, DEFAULT_METRICS),
        metric_options(arguments),
        lang=arguments.lang,
        resamples=(arguments.resamples or DEFAULT_RESAMPLES) if arguments.interval else 0,
        seed=_seed(arguments),
    )
    comparisons, more_problems = _versus(arguments, parallel, scored)
    problems = [*parallel.problems, *more_problems]
    result = Run(
        hypotheses=parallel.hypotheses.name,
        references=tuple(file.name for file in parallel.references),
        scores=scored.scores,
        versus=arguments.versus,
        comparisons=comparisons,
        problems=tuple(problems),
        findings=_findings(parallel, arguments.lang) if arguments.findings else {},
    )
    with ExitStack() as stack:
        stream = open_output(arguments.output, stack)
        if arguments.output_format == "json":
            render_json(result, stream)
        else:
            render_text(result, stream, arguments.width, arguments.segments)
    if arguments.save:
        save_run(arguments.save, scored, parallel)
    say_problems(problems, arguments.quiet)
    return EXIT_UNREAD if problems else EXIT_OK


def _seed(arguments: argparse.Namespace) -> int:
    return SEED if arguments.seed is None else int(arguments.seed)


def _findings(parallel: Parallel, lang: str | None) -> dict[int, tuple[Finding, ...]]:
    """What the rules REF find in each segment, by its number from 1."""
    from mtcheck.config import Config
    from mtcheck.engine import check_document
    from mtcheck.scoring.composite import language_of

    config = Config(profile="eval")
    rules = config.selected()
    expected = lang or language_of([segment for segment in parallel.segments if segment])
    found = {}
    for number, segment in enumerate(parallel.segments, 1):
        if segment:
            origin = Origin(parallel.hypotheses.name, f"line {number}")
            text, references = segment.hypothesis, segment.references
            report = check_document(Document(text, origin, expected, None, references), config, rules)
            if report.findings:
                found[number] = report.findings
    return found


def _versus(
    arguments: argparse.Namespace, parallel: Parallel, scored: Scored
) -> tuple[dict[str, Comparison], list[InputError]]:
    """The system beside the one of --versus, over the segments that both have."""
    from mtcheck.scoring.corpus import align
    from mtcheck.scoring.significance import compare

    if not arguments.versus:
        return {}, []
    other = read_lines(arguments.versus, arguments.encoding)
    same_length(parallel.hypotheses, other)
    theirs = align(other.lines, [f.lines for f in parallel.references], keep_empty=arguments.keep_empty)
    rows = [index for index, segment in enumerate(parallel.segments) if segment]
    both = [(row, theirs[index]) for row, index in enumerate(rows)]
    shared = [(row, segment) for row, segment in both if segment]
    comparisons = {}
    for key, scorer in scored.scorers.items():
        beside = scorer.statistics([segment for _, segment in shared])
        ours = [scored.stats[key][row] for row, _ in shared]
        comparisons[key] = compare(
            ours,
            beside,
            scorer,
            test=arguments.paired,
            samples=arguments.resamples or 0,
            seed=_seed(arguments),
        )
    return comparisons, list(other.problems)
