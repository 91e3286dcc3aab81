"""`mtcheck score`: how close translations are to references."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from mtcheck.cli.check import open_output
from mtcheck.cli.exits import EXIT_OK, EXIT_UNREAD
from mtcheck.cli.scoring import (
    Parallel,
    chosen_metrics,
    measure_of,
    metric_options,
    read_systems,
    save_run,
    say_problems,
)
from mtcheck.document import Document, Origin
from mtcheck.errors import InputError
from mtcheck.renderers.scores import Run, render_json, render_text
from mtcheck.renderers.systems import render_latex, render_numbers, render_systems, render_table
from mtcheck.scoring import DEFAULT_METRICS, SEED
from mtcheck.scoring.corpus import compare_scored, score_segments

if TYPE_CHECKING:
    from mtcheck.findings import Finding
    from mtcheck.scoring.corpus import Scored
    from mtcheck.scoring.metrics import MetricOptions
    from mtcheck.scoring.significance import PairedTest

#: sacrebleu's number of resamples for an interval.
DEFAULT_RESAMPLES = 1000


def run(arguments: argparse.Namespace) -> int:
    """Score one system or several, beside another one if asked."""
    names = [*arguments.hypotheses, *([arguments.versus] if arguments.versus else [])]
    systems = read_systems(arguments, names)
    wanted, options = chosen_metrics(arguments, DEFAULT_METRICS), metric_options(arguments)
    scored = [_score(arguments, system, wanted, options) for system in systems]
    problems = _problems(systems)
    baseline = len(names) - 1 if arguments.versus else 0
    test: PairedTest = "ar" if arguments.paired_ar else "bs" if arguments.paired_bs else arguments.paired
    tested = arguments.versus or arguments.paired_ar or arguments.paired_bs
    runs = []
    for number, (system, found) in enumerate(zip(systems, scored, strict=True)):
        if number == baseline and arguments.versus:
            continue
        against = bool(tested) and number != baseline
        comparisons = {}
        if against:
            draws = {"samples": arguments.resamples or 0, "seed": _seed(arguments)}
            comparisons = compare_scored(found, scored[baseline], test=test, **draws)
        runs.append(
            Run(
                hypotheses=system.hypotheses.name,
                references=tuple(file.name for file in system.references),
                scores=found.scores,
                versus=names[baseline] if against else None,
                comparisons=comparisons,
                problems=tuple(problems),
                findings=_findings(system, arguments.lang) if arguments.findings else {},
            )
        )
    _write(arguments, runs)
    if arguments.save:
        save_run(arguments.save, scored[0], systems[0])
    say_problems(problems, arguments.quiet)
    return EXIT_UNREAD if problems else EXIT_OK


def _score(
    arguments: argparse.Namespace, system: Parallel, metrics: Sequence[str], options: MetricOptions
) -> Scored:
    resamples = (arguments.resamples or DEFAULT_RESAMPLES) if arguments.interval else 0
    return score_segments(
        system.segments,
        metrics,
        options,
        lang=arguments.lang,
        resamples=resamples,
        seed=_seed(arguments),
        measure=measure_of(arguments, options),
    )


def _problems(systems: Sequence[Parallel]) -> list[InputError]:
    """Each once: all systems have the same references."""
    rest = [problem for system in systems[1:] for problem in system.hypotheses.problems]
    return [*systems[0].problems, *rest]


def _write(arguments: argparse.Namespace, runs: Sequence[Run]) -> None:
    width = arguments.width
    with ExitStack() as stack:
        stream = open_output(arguments.output, stack)
        if arguments.score_only:
            render_numbers(runs, stream, width)
        elif arguments.output_format == "latex":
            render_latex(runs, stream, width)
        elif arguments.output_format == "json":
            render_json(runs[0], stream) if len(runs) == 1 else render_systems(runs, stream)
        elif len(runs) == 1:
            render_text(runs[0], stream, width, arguments.segments)
        else:
            render_table(runs, stream, width, arguments.segments)


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
