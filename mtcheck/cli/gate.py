"""`mtcheck gate`: fail when a system got worse by more than chance, or is below a threshold."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.cli.check import job_summary, open_output
from mtcheck.cli.exits import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD
from mtcheck.cli.gateerrors import error_rows
from mtcheck.cli.scoring import (
    chosen_metrics,
    measure_of,
    metric_options,
    read_parallel,
    save_run,
    say_problems,
)
from mtcheck.errors import UsageError
from mtcheck.renderers.gate import render_errors, render_github, render_json, render_text
from mtcheck.scoring import SEED

if TYPE_CHECKING:
    from mtcheck.cli.scoring import Parallel
    from mtcheck.scoring.corpus import Scored
    from mtcheck.scoring.errorclasses import ErrorJudgement
    from mtcheck.scoring.gate import Judgement, Limits, StoredRun

#: One metric decides unless more are asked for: the more tests, the more often chance fails one.
DEFAULT_GATE = ("chrf",)
#: What --save stores besides, so that a later gate may ask for them.
STORED = ("chrf", "bleu", "mtcheck")


def run(arguments: argparse.Namespace) -> int:
    """Score, compare, judge; store the run if asked."""
    from mtcheck.scoring.corpus import score_segments
    from mtcheck.scoring.errorclasses import counted
    from mtcheck.scoring.gate import check_fits, digest_of, judge, read_run

    limits, most_errors = _all_limits(arguments)
    with_errors = arguments.errors or bool(most_errors)
    if not (arguments.baseline or arguments.save or limits.least or limits.most or most_errors):
        raise UsageError("nothing to judge by: give --baseline RUN.json, --min METRIC=N, or --save RUN.json")
    parallel = read_parallel(arguments)
    gated = chosen_metrics(arguments, DEFAULT_GATE)
    wanted = dict.fromkeys((*gated, *limits.least, *limits.most, *(STORED if arguments.save else ())))
    options = metric_options(arguments)
    measure = measure_of(arguments, options)
    scored = score_segments(parallel.segments, tuple(wanted), options, lang=arguments.lang, measure=measure)
    references = digest_of([file.lines for file in parallel.references])
    stored = None
    if arguments.baseline:
        stored = read_run(_read(arguments.baseline), arguments.baseline)
        check_fits(stored, arguments.baseline, scored, references, gated)
    judged = judge(
        scored,
        gated,
        stored,
        limits,
        alpha=arguments.alpha,
        test=arguments.paired,
        samples=arguments.resamples or 0,
        seed=SEED if arguments.seed is None else arguments.seed,
    )
    rows = error_rows(parallel, arguments.lang) if with_errors else None
    errors = _judge_errors(arguments, scored, rows, stored, most_errors) if rows is not None else []
    _write(arguments, parallel, judged, errors)
    if arguments.save:
        save_run(arguments.save, scored, parallel, counted(rows) if rows is not None else None)
    say_problems(parallel.problems, arguments.quiet)
    if parallel.problems:
        return EXIT_UNREAD
    failed = any(each.reasons for each in judged) or any(each.reasons for each in errors)
    return EXIT_FINDINGS if failed else EXIT_OK


def _all_limits(arguments: argparse.Namespace) -> tuple[Limits, dict[str, float]]:
    """The limits of metrics, and those of error classes. Raises UsageError."""
    from mtcheck.scoring.errorclasses import CLASSES
    from mtcheck.scoring.gate import MQM, Limits

    most = _limits(arguments.max, "--max")
    of_errors = {key: most.pop(key) for key in CLASSES if key in most}
    margins = _limits(arguments.margin, "--margin")
    unused = set(margins) - {MQM, *chosen_metrics(arguments, DEFAULT_GATE)}
    if unused:
        name = min(unused)
        raise UsageError(f"--margin {name}: {name} is not compared; add it with --metrics, or use mqm=POINTS")
    return Limits(_limits(arguments.min, "--min"), most, margins), of_errors


def _judge_errors(
    arguments: argparse.Namespace,
    scored: Scored,
    rows: Sequence[dict[str, int]],
    stored: StoredRun | None,
    most: dict[str, float],
) -> list[ErrorJudgement]:
    from mtcheck.scoring.corpus import by_segment
    from mtcheck.scoring.errorclasses import judge_errors, rows_of

    theirs = None
    if stored and arguments.errors:
        if stored.errors is None:
            raise UsageError(f"{arguments.baseline} holds no errors; make a new one with --save and --errors")
        theirs = by_segment(rows_of(stored.errors), stored.segments, stored.unscored)
    ours = by_segment(rows, scored.scores.segments, scored.scores.unscored)
    return judge_errors(ours, theirs, most, arguments.alpha)


def _write(
    arguments: argparse.Namespace,
    parallel: Parallel,
    judged: Sequence[Judgement],
    errors: Sequence[ErrorJudgement],
) -> None:
    lines, hypotheses = parallel.hypotheses.lines, parallel.hypotheses.name
    page = job_summary(arguments)
    with ExitStack() as stack:
        stream = open_output(arguments.output, stack)
        if arguments.output_format == "json":
            render_json(judged, arguments.baseline, lines, stream, errors)
        elif arguments.output_format == "github":
            render_github(judged, errors, hypotheses, arguments.baseline, stream, arguments.width)
        texts = [stream] if arguments.output_format == "text" else []
        if page:
            texts.append(open_output(page, stack, "a"))
            texts[-1].write("### mtcheck gate\n\n```text\n")
        for each in texts:
            render_text(judged, arguments.baseline, lines, each, arguments.width)
            render_errors(errors, lines, each)
        if page:
            texts[-1].write("```\n")


def _limits(values: list[str] | None, option: str) -> dict[str, float]:
    """Limits by metric from "chrf=55". Raises UsageError."""
    limits = {}
    for value in values or ():
        name, _, number = value.partition("=")
        try:
            limits[name.strip().lower()] = float(number)
        except ValueError as error:
            raise UsageError(f"{option} {value}: expected METRIC=NUMBER, as in chrf=55") from error
    return limits


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read: {error.strerror or error}; make a stored run with --save"
        ) from error
