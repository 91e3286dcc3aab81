"""Scores as text, a line a metric as sacrebleu prints it, or as JSON."""

from __future__ import annotations

from typing import Any, TextIO

import msgspec

from mtcheck.errors import InputError
from mtcheck.findings import Finding
from mtcheck.messages import visible
from mtcheck.report import Unread, dumps
from mtcheck.scoring.significance import Comparison
from mtcheck.scoring.types import SCHEMA, MetricScore, Scores
from mtcheck.version import __version__


class Run(msgspec.Struct, frozen=True):
    """A run of `mtcheck score`: names of the files, the scores, and the comparison with ``versus``."""

    hypotheses: str
    references: tuple[str, ...]
    scores: Scores
    versus: str | None = None
    comparisons: dict[str, Comparison] = {}
    problems: tuple[InputError, ...] = ()
    findings: dict[int, tuple[Finding, ...]] = {}


def render_json(run: Run, stream: TextIO) -> None:
    """One object: the metrics, then the scores of every segment, numbered from 1."""
    stream.write(dumps(scores_dict(run), indent=1) + "\n")


def scores_dict(run: Run) -> dict[str, Any]:
    """The JSON of `mtcheck score` as plain values."""
    metrics = run.scores.metrics
    return {
        "schema": SCHEMA,
        "version": __version__,
        "hypotheses": run.hypotheses,
        "references": list(run.references),
        "segments": run.scores.segments,
        "unscored": [index + 1 for index in run.scores.unscored],
        "metrics": [_metric_dict(found) for found in metrics.values()],
        "segment_scores": [
            {"segment": index + 1, **{key: found.segments[index] for key, found in metrics.items()}}
            for index in range(run.scores.segments)
        ],
        "findings": [
            {"segment": number, **msgspec.to_builtins(finding)}
            for number, findings in run.findings.items()
            for finding in findings
        ],
        "versus": run.versus,
        "comparisons": msgspec.to_builtins(run.comparisons),
        "problems": [
            msgspec.to_builtins(Unread(problem.uri, problem.record, problem.problem))
            for problem in run.problems
        ],
    }


def _metric_dict(found: MetricScore) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(found)
    del plain["segments"]
    return plain


def render_text(run: Run, stream: TextIO, width: int, segments: bool) -> None:
    """A line a metric; then what was left out, the segments if wanted, and the comparison."""
    metrics = run.scores.metrics
    heads = {key: f"{found.name}|{found.signature}" for key, found in metrics.items()}
    column = max(map(len, heads.values()))
    for key, found in metrics.items():
        stream.write(f"{heads[key]:>{column}} = {_value(found, width)}\n")
    if run.scores.unscored:
        named = _numbers(run.scores.unscored)
        count = len(run.scores.unscored)
        stream.write(f"{count} of {run.scores.segments} segments not scored: {named}\n")
    if segments:
        render_segments(run, stream, width)
    render_findings(run, stream)
    for key, comparison in run.comparisons.items():
        stream.write(f"{metrics[key].name}: {comparison_text(comparison, run.versus or '', width)}\n")


def render_segments(run: Run, stream: TextIO, width: int) -> None:
    """A line a segment, with tabs."""
    metrics = run.scores.metrics
    stream.write("\t".join(("segment", *metrics)) + "\n")
    for index in range(run.scores.segments):
        values = (number_text(found.segments[index], width) for found in metrics.values())
        stream.write("\t".join((str(index + 1), *values)) + "\n")


def render_findings(run: Run, stream: TextIO) -> None:
    """A line a difference; within a segment the likeliest to be an error first."""
    for number, findings in run.findings.items():
        for finding in sorted(findings, key=lambda each: -each.confidence):
            said = f"{run.hypotheses}:{number}:{finding.column}: {finding.rule} {finding.message}"
            stream.write(visible(said) + "\n")


def comparison_text(found: Comparison, other: str, width: int) -> str:
    """The effect, its interval and p in words.

    >>> comparison_text(Comparison(50.0, 52.5, -2.5, 0.01, "ar", 10000, 12345), "old.txt", 1)
    '50.0 beside 52.5 of old.txt: -2.5, p = 0.0100 (ar:10000|seed:12345)'
    """
    if found.identical:
        return f"{found.system:.{width}f}, identical to {other} in every segment"
    low, high = found.effect_low, found.effect_high
    spread = f" [{low:+.{width}f}, {high:+.{width}f}]" if low is not None and high is not None else ""
    return (
        f"{found.system:.{width}f} beside {found.baseline:.{width}f} of {other}: "
        f"{found.effect:+.{width}f}{spread}, p = {found.p_value:.4f} "
        f"({found.test}:{found.samples}|seed:{found.seed})"
    )


def _value(found: MetricScore, width: int) -> str:
    text = score_text(found, width)
    return f"{text} {found.detail}" if found.detail else text


def score_text(found: MetricScore, width: int) -> str:
    """The score, and its interval if there is one."""
    text = number_text(found.score, width)
    if found.interval:
        mean, half = found.interval.mean, found.interval.half_width
        text += f" (μ = {mean:.{width}f} ± {half:.{width}f})"
    return text


def number_text(value: float | None, width: int) -> str:
    """The number, or a dash for none."""
    return "-" if value is None else f"{value:.{width}f}"


# More numbers than this tell a reader nothing.
_NUMBERS_SHOWN = 20


def _numbers(indexes: tuple[int, ...]) -> str:
    shown = ", ".join(str(index + 1) for index in indexes[:_NUMBERS_SHOWN])
    return shown + (", …" if len(indexes) > _NUMBERS_SHOWN else "")
