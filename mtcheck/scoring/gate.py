"""The gate: is a system worse than a stored run by more than chance, or below a threshold?

A stored run holds the sufficient statistics of each segment, so that the texts of the system it was made of
are not needed again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from mtcheck.errors import UsageError
from mtcheck.resources import read_toml
from mtcheck.scoring.corpus import Scored, by_segment
from mtcheck.scoring.errorclasses import ErrorCounts
from mtcheck.scoring.significance import Comparison, PairedTest, compare
from mtcheck.scoring.types import SEED, Stats

SCHEMA = "mtcheck.run/1"
#: A difference is real when chance alone gives one as large in fewer than 1 of 20 runs.
ALPHA = 0.05
#: A bootstrap over fewer segments than this calls nearly every difference real.
LEAST_SEGMENTS = 10
_LOSERS = 10
MQM, MQM_FILE = "mqm", "scoring/mqm.toml"


class StoredMetric(msgspec.Struct, frozen=True):
    """One metric of a stored run: a row of statistics and a score for each scored segment."""

    name: str
    signature: str
    score: float
    stats: Stats
    segments: list[float]


class StoredRun(msgspec.Struct, frozen=True):
    """A run to compare with. ``references`` is a digest of them; ``unscored`` are numbers from 0."""

    schema: str
    version: str
    system: str
    references: str
    segments: int
    unscored: tuple[int, ...]
    metrics: dict[str, StoredMetric]
    errors: ErrorCounts | None = None


class Loser(msgspec.Struct, frozen=True):
    """A segment that lost; ``segment`` counts from 1, ``change`` is negative when it got worse."""

    segment: int
    before: float
    after: float
    change: float


class Judgement(msgspec.Struct, frozen=True):
    """What the gate says of one metric. ``reasons`` are why it fails; none when it passes.

    ``comparison`` is None without a stored run, and where it has too few segments: see ``note``.
    """

    key: str
    name: str
    score: float
    signature: str
    reasons: tuple[str, ...]
    note: str = ""
    comparison: Comparison | None = None
    losers: tuple[Loser, ...] = ()


class Limits(msgspec.Struct, frozen=True):
    """Scores to reach, scores not to exceed (TER), and drops that do not matter, by metric.

    A margin of "mqm" is in MQM points a segment, and is for each metric that has none of its own.
    """

    least: dict[str, float] = {}
    most: dict[str, float] = {}
    margins: dict[str, float] = {}

    def margin(self, key: str) -> float:
        """The margin in points of a metric. Raises UsageError where MQM says nothing of it."""
        if key in self.margins or MQM not in self.margins:
            return self.margins.get(key, 0.0)
        slopes = points_of_mqm()
        if key not in slopes:
            known = ", ".join(slopes)
            raise UsageError(f"--margin mqm=: fitted for {known}; for {key} give --margin {key}=POINTS")
        return self.margins[MQM] / slopes[key]


@cache
def points_of_mqm() -> dict[str, float]:
    """MQM points a segment that go with one point of a metric (median of the sets it was fitted on)."""
    return {key: value["median"] for key, value in read_toml(MQM_FILE).items() if isinstance(value, dict)}


def digest_of(references: Sequence[Sequence[str | None]]) -> str:
    """Names a set of references: equal for equal references in that order.

    >>> digest_of([["a"], ["b"]]) == digest_of([["a", "b"]])
    False
    """
    state = hashlib.sha256()
    for column in references:
        state.update(b"\x1d")
        for text in column:
            state.update(b"\x1e" + (text or "").encode("utf-8", "surrogatepass"))
    return state.hexdigest()


def store(
    scored: Scored, system: str, references: str, version: str, errors: ErrorCounts | None = None
) -> StoredRun:
    """A run to compare with later."""
    metrics = {
        key: StoredMetric(
            name=found.name,
            signature=scored.scorers[key].signature(),
            score=found.score or 0.0,
            stats=[[float(value) for value in row] for row in scored.stats[key]],
            segments=[value for value in found.segments if value is not None],
        )
        for key, found in scored.scores.metrics.items()
    }
    scores = scored.scores
    return StoredRun(SCHEMA, version, system, references, scores.segments, scores.unscored, metrics, errors)


def read_run(data: bytes, place: str) -> StoredRun:
    """A stored run from its JSON. Raises UsageError that names ``place``."""
    _refuse_scores(data, place)
    try:
        run = msgspec.json.decode(data, type=StoredRun)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{place}: not a stored run ({error}); make one with --save") from error
    if run.schema != SCHEMA:
        raise UsageError(f"{place}: is {run.schema!r}, not {SCHEMA!r}; make a new one with --save")
    rows = run.segments - len(run.unscored)
    columns: list[Sequence[Any]] = [c for m in run.metrics.values() for c in (m.stats, m.segments)]
    columns += [run.errors.words, *run.errors.classes.values()] if run.errors else []
    if any(len(column) != rows for column in columns):
        raise UsageError(f"{place}: has no row for each of {rows} segments; make a new one with --save")
    return run


class _Header(msgspec.Struct):
    schema: str = ""


def _refuse_scores(data: bytes, place: str) -> None:
    """Raises UsageError for the files that people have at hand: what `score --output-format json` wrote, and
    the baseline of `check`.
    """
    try:
        schema = msgspec.json.decode(data, type=_Header).schema
    except (msgspec.DecodeError, UnicodeDecodeError):
        return
    if schema.startswith("mtcheck.baseline/"):
        raise UsageError(
            f"{place}: this is a baseline of mtcheck check; store a run with `mtcheck gate --ref REF HYP "
            "--save RUN.json` and give RUN.json"
        )
    if schema.startswith("mtcheck.") and schema.partition("/")[0] != SCHEMA.partition("/")[0]:
        raise UsageError(
            f"{place}: holds {schema!r}, which is for reading and has no statistics of segments to compare "
            "with; store the run by `mtcheck score --save RUN.json --ref REF HYP` (or `mtcheck gate --save`) "
            "and give RUN.json"
        )


def check_fits(run: StoredRun, place: str, scored: Scored, references: str, metrics: Sequence[str]) -> None:
    """Raises UsageError when a stored run cannot be compared with: other segments, references, signature."""
    again = "make a new one with --save"
    if run.segments != scored.scores.segments:
        raise UsageError(
            f"{place} has {run.segments} segments, this run has {scored.scores.segments}; {again}"
        )
    if run.references != references:
        raise UsageError(f"{place} was made with other references; use those, or {again}")
    for key in metrics:
        if key not in run.metrics:
            raise UsageError(f"{place} holds {', '.join(run.metrics)}, not {key}; {again}")
        stored, scorer = run.metrics[key], scored.scorers[key]
        theirs, ours = f"{stored.name}|{stored.signature}", f"{scorer.name}|{scorer.signature()}"
        if theirs != ours and _settings(theirs) != _settings(ours):
            raise UsageError(f"{place} has {theirs}, this run {ours}; {again}")


def _settings(signature: str) -> list[str]:
    """A signature without the number of references, which depends on what lines could be read."""
    return [part for part in signature.split("|") if not part.startswith("nrefs:")]


def judge(
    scored: Scored,
    metrics: Sequence[str],
    run: StoredRun | None,
    limits: Limits,
    *,
    alpha: float = ALPHA,
    test: PairedTest = "bs",
    samples: int = 0,
    seed: int = SEED,
) -> list[Judgement]:
    """A judgement of each metric; metrics that only have a limit are compared with that alone."""
    keys = dict.fromkeys((*metrics, *limits.least, *limits.most))
    out = []
    for key in keys:
        found = scored.scores[key]
        score = found.score or 0.0
        reasons = list(_crossed(key, score, limits))
        comparison: Comparison | None = None
        note, losers, extra = "", tuple[Loser, ...](), dict[str, Any]()
        if run and key in metrics:
            comparison, note, losers = _compare(scored, key, run, test, samples, seed)
            margin = limits.margin(key)
            if comparison and _is_loss(comparison, found.higher_is_better, alpha):
                if abs(comparison.effect) > margin:
                    reasons.append(f"worse than {run.system}, and chance is unlikely to be why")
                else:
                    note = f"a real drop, but no larger than the margin of {margin:.3g}"
            elif comparison and margin:
                note = _said_of_margin(comparison, margin)
        if comparison:
            extra = {comparison.test: comparison.samples, "seed": seed}
        signature = scored.scorers[key].signature(**extra)
        judged = Judgement(key, found.name, score, signature, tuple(reasons), note, comparison, losers)
        out.append(judged)
    return out


def _crossed(key: str, score: float, limits: Limits) -> list[str]:
    reasons = []
    if key in limits.least and score < limits.least[key]:
        reasons.append(f"below {limits.least[key]:g}")
    if key in limits.most and score > limits.most[key]:
        reasons.append(f"above {limits.most[key]:g}")
    return reasons


def _said_of_margin(found: Comparison, margin: float) -> str:
    """Whether the systems are shown to be alike: 95 % of the resampled differences are within the margin."""
    if found.identical:
        return ""
    low, high = found.effect_low, found.effect_high
    if low is not None and high is not None and -margin < low and high < margin:
        return f"alike within {margin:.3g}"
    return ""


def _is_loss(found: Comparison, higher_is_better: bool, alpha: float) -> bool:
    return found.p_value < alpha and (found.effect < 0 if higher_is_better else found.effect > 0)


def _compare(
    scored: Scored, key: str, run: StoredRun, test: PairedTest, samples: int, seed: int
) -> tuple[Comparison | None, str, tuple[Loser, ...]]:
    """The comparison over the segments that both runs have, or why there is none; and who lost most."""
    stored, found = run.metrics[key], scored.scores[key]
    ours = by_segment(scored.stats[key], scored.scores.segments, scored.scores.unscored)
    theirs = by_segment(stored.stats, run.segments, run.unscored)
    before = by_segment(stored.segments, run.segments, run.unscored)
    shared = sorted(set(ours) & set(theirs))
    better = 1.0 if found.higher_is_better else -1.0
    losers = [
        Loser(index + 1, before[index], after, after - before[index])
        for index in shared
        if (after := found.segments[index]) is not None and better * (after - before[index]) < 0
    ]
    losers.sort(key=lambda loser: (better * loser.change, loser.segment))
    most = tuple(losers[:_LOSERS])
    if len(shared) < LEAST_SEGMENTS:
        return None, f"{len(shared)} segments are too few to tell a difference from chance", most
    comparison = compare(
        [ours[index] for index in shared],
        [theirs[index] for index in shared],
        scored.scorers[key],
        test=test,
        samples=samples,
        seed=seed,
    )
    return comparison, "", most
