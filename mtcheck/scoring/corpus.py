"""Scores of a corpus: which segments count, and one metric after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from mtcheck.errors import UsageError
from mtcheck.scoring.composite import CompositeScorer
from mtcheck.scoring.metrics import SACREBLEU_METRICS, MetricOptions, SacrebleuScorer
from mtcheck.scoring.significance import Comparison, PairedTest, compare, interval_of
from mtcheck.scoring.types import DEFAULT_METRICS, SEED, MetricScore, Scorer, Scores, Segment, Stats

METRICS = (*SACREBLEU_METRICS, "mtcheck", "semantic", "fluency", "fluency:PATH", "comet:PATH")

Lines = Sequence[str | None]
#: Works out the statistics of every scorer, by key; jobs/score.py does it in several processes.
Measure = Callable[[Mapping[str, Scorer], Sequence[Segment]], dict[str, Stats]]
_Row = TypeVar("_Row")


class Scored(NamedTuple):
    """Scores, and what they were made of: a scorer and its statistics of the scored segments, by key."""

    scores: Scores
    scorers: dict[str, Scorer]
    stats: dict[str, Stats]


def align(
    hypotheses: Lines, references: Sequence[Lines], sources: Lines | None = None, *, keep_empty: bool = False
) -> list[Segment | None]:
    """The segments; None for one that has no hypothesis, or no reference at all.

    An empty reference is a missing one, unless ``keep_empty``: then it is compared as it is, which is what
    sacrebleu does, and scores 0. Raises UsageError when the numbers of lines differ.
    """
    for number, column in enumerate(references, 1):
        _same_length(len(hypotheses), len(column), f"reference {number}")
    if sources is not None:
        _same_length(len(hypotheses), len(sources), "the source")
    segments: list[Segment | None] = []
    for index, hypothesis in enumerate(hypotheses):
        found = (column[index] for column in references)
        present = tuple(text for text in found if text is not None and (keep_empty or text.strip()))
        source = sources[index] if sources is not None else None
        usable = hypothesis is not None and present
        segments.append(Segment(hypothesis, present, source) if usable and hypothesis is not None else None)
    return segments


def _same_length(hypotheses: int, others: int, what: str) -> None:
    if hypotheses != others:
        have = "1 hypothesis" if hypotheses == 1 else f"{hypotheses} hypotheses"
        raise UsageError(
            f"{have}, but {what} has {others} segments; give them line by line, "
            "and several references as one sequence each: [first, second]"
        )


def make_options(values: Mapping[str, Any]) -> MetricOptions:
    """Options of the metrics from plain values. Raises UsageError for one that is not known.

    >>> make_options({"lowercase": True}).lowercase
    True
    """
    try:
        return msgspec.convert(dict(values), MetricOptions)
    except msgspec.ValidationError as error:
        known = ", ".join(MetricOptions.__struct_fields__)
        raise UsageError(f"metric options: {error}; known are {known}") from error


def make_scorer(key: str, options: MetricOptions, lang: str | None = None) -> Scorer:
    """The scorer of a metric. Raises UsageError for one that is not known."""
    if key in SACREBLEU_METRICS:
        return SacrebleuScorer(key, options)
    if key == "mtcheck":
        return CompositeScorer(lang)
    if key == "semantic":
        from mtcheck.scoring.semantic import SemanticScorer

        return SemanticScorer(lang)
    if key.partition(":")[0] == "fluency":
        from mtcheck.scoring.fluency import FluencyScorer

        return FluencyScorer(key, lang)
    if key.startswith("comet:"):
        from mtcheck.scoring.comet import CometScorer

        return CometScorer(key)
    raise UsageError(f"unknown metric {key!r}; choose from {', '.join(METRICS)}")


def in_turn(scorers: Mapping[str, Scorer], segments: Sequence[Segment]) -> dict[str, Stats]:
    """The statistics of one scorer after the other, in this process."""
    return {key: scorer.statistics(segments) for key, scorer in scorers.items()}


def score_segments(
    segments: Sequence[Segment | None],
    metrics: Sequence[str] = DEFAULT_METRICS,
    options: MetricOptions | None = None,
    *,
    lang: str | None = None,
    resamples: int = 0,
    seed: int = SEED,
    measure: Measure = in_turn,
) -> Scored:
    """Every metric over the segments; ``resamples`` above 1 gives intervals. Raises UsageError."""
    present = [segment for segment in segments if segment]
    scorers = {key: make_scorer(key, options or MetricOptions(), lang) for key in metrics}
    stats = measure(scorers, present)
    found = {
        key: _metric_score(scorer, stats[key], segments, resamples, seed) for key, scorer in scorers.items()
    }
    unscored = tuple(index for index, segment in enumerate(segments) if segment is None)
    return Scored(Scores(found, len(segments), unscored), scorers, stats)


def _metric_score(
    scorer: Scorer, stats: Stats, segments: Sequence[Segment | None], resamples: int, seed: int
) -> MetricScore:
    values = iter(scorer.segment_scores(stats))
    with_interval = resamples > 1 and bool(stats)
    return MetricScore(
        key=scorer.key,
        name=scorer.name,
        score=float(scorer.corpus_score(stats)) if stats else None,
        signature=scorer.signature(bs=resamples, seed=seed) if with_interval else scorer.signature(),
        segments=tuple(next(values) if segment else None for segment in segments),
        segment_signature=scorer.signature(segments=True),
        interval=interval_of(stats, scorer, resamples, seed) if with_interval else None,
        detail=scorer.detail(stats) if stats else "",
        higher_is_better=scorer.higher_is_better,
    )


def by_segment(rows: Sequence[_Row], segments: int, unscored: Sequence[int]) -> Mapping[int, _Row]:
    """What each scored segment has, by its number from 0."""
    left_out = set(unscored)
    return dict(zip((i for i in range(segments) if i not in left_out), rows, strict=True))


def compare_scored(
    ours: Scored, theirs: Scored, *, test: PairedTest = "bs", samples: int = 0, seed: int = SEED
) -> dict[str, Comparison]:
    """One system beside another by every metric, over the segments that both have."""
    comparisons = {}
    for key, scorer in ours.scorers.items():
        one = by_segment(ours.stats[key], ours.scores.segments, ours.scores.unscored)
        other = by_segment(theirs.stats[key], theirs.scores.segments, theirs.scores.unscored)
        shared = sorted(set(one) & set(other))
        if shared:
            rows = [one[index] for index in shared], [other[index] for index in shared]
            comparisons[key] = compare(*rows, scorer, test=test, samples=samples, seed=seed)
    return comparisons
