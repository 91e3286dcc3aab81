"""`mtcheck gate`: fail when a system got worse by more than chance, or is below a threshold."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

from mtcheck.cli.check import open_output
from mtcheck.cli.exits import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD
from mtcheck.cli.scoring import chosen_metrics, metric_options, read_parallel, save_run, say_problems
from mtcheck.errors import UsageError
from mtcheck.renderers.gate import render_json, render_text
from mtcheck.scoring import SEED

#: One metric decides unless more are asked for: the more tests, the more often chance fails one.
DEFAULT_GATE = ("chrf",)
#: What --save stores besides, so that a later gate may ask for them.
STORED = ("chrf", "bleu", "mtcheck")


def run(arguments: argparse.Namespace) -> int:
    """Score, compare, judge; store the run if asked."""
    from mtcheck.scoring.corpus import score_segments
    from mtcheck.scoring.gate import Limits, check_fits, digest_of, judge, read_run

    limits = Limits(_limits(arguments.min, "--min"), _limits(arguments.max, "--max"))
    if not (arguments.baseline or arguments.save or limits.least or limits.most):
        raise UsageError("nothing to judge by: give --baseline RUN.json, --min METRIC=N, or --save RUN.json")
    parallel = read_parallel(arguments)
    gated = chosen_metrics(arguments, DEFAULT_GATE)
    wanted = dict.fromkeys((*gated, *limits.least, *limits.most, *(STORED if arguments.save else ())))
    seed = SEED if arguments.seed is None else arguments.seed
    scored = score_segments(parallel.segments, tuple(wanted), metric_options(arguments), lang=arguments.lang)
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
        seed=seed,
    )
    with ExitStack() as stack:
        stream = open_output(arguments.output, stack)
        if arguments.output_format == "json":
            render_json(judged, arguments.baseline, parallel.hypotheses.lines, stream)
        else:
            render_text(judged, arguments.baseline, parallel.hypotheses.lines, stream, arguments.width)
    if arguments.save:
        save_run(arguments.save, scored, parallel)
    say_problems(parallel.problems, arguments.quiet)
    if parallel.problems:
        return EXIT_UNREAD
    return EXIT_FINDINGS if any(each.reasons for each in judged) else EXIT_OK


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
