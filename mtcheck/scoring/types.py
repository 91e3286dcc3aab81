"""What a scoring says: a score per metric, of the corpus and of each segment; and what a metric offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import msgspec

SCHEMA = "mtcheck.scores/1"
#: sacrebleu's own seed where SACREBLEU_SEED is not set.
SEED = 12345
DEFAULT_METRICS = ("chrf", "bleu", "ter", "mtcheck")
#: Metrics whose name goes on with the path of a model.
PREFIXES = ("comet:", "fluency:")

#: One row of numbers for each segment, whose sums give the corpus score.
Stats = list[list[float]]


class Segment(NamedTuple):
    """One hypothesis with the references that are there, at least one, and its source if known."""

    hypothesis: str
    references: tuple[str, ...]
    source: str | None = None


class Scorer(Protocol):
    """A metric: it turns segments into statistics once, and statistics into scores as often as wanted."""

    key: str
    name: str
    higher_is_better: bool

    def statistics(self, segments: Sequence[Segment]) -> Stats:
        """A row for each segment."""

    def corpus_score(self, stats: Any) -> Any:
        """The score of some rows together."""

    def score_of_sums(self, row: Any) -> Any:
        """The score of one row, or of the sums of some."""

    def segment_scores(self, stats: Stats) -> list[float]:
        """The score of each row by itself."""

    def signature(self, segments: bool = False, **extra: Any) -> str:
        """What a reader needs to get the same number; ``extra`` are bs, ar and seed."""

    def detail(self, stats: Stats) -> str:
        """What the metric says beside its number, or nothing."""


class Interval(msgspec.Struct, frozen=True):
    """A 95 % interval by bootstrap resampling: ``mean`` of the resamples, plus or minus ``half_width``."""

    mean: float
    half_width: float
    resamples: int
    seed: int


class MetricScore(msgspec.Struct, frozen=True):
    """One metric over a corpus. ``key`` is what the user asked for, ``name`` what the metric calls itself.

    ``score`` is None when no segment could be scored. ``segments`` are in the order of the hypotheses;
    None where a segment has no reference or cannot be read, and then it is no part of ``score`` either.
    ``higher_is_better`` is False for TER alone. ``signature`` is of the corpus score,
    ``segment_signature`` of the segments (BLEU counts orders differently there). ``detail`` is what the
    metric says beside its number, or "".
    """

    key: str
    name: str
    score: float | None
    signature: str
    segments: tuple[float | None, ...]
    segment_signature: str
    interval: Interval | None = None
    detail: str = ""
    higher_is_better: bool = True


class Scores(msgspec.Struct, frozen=True):
    """The scores of one system. ``unscored`` are the numbers, from 0, of segments that have no score."""

    metrics: dict[str, MetricScore]
    segments: int
    unscored: tuple[int, ...] = ()

    def __getitem__(self, key: str) -> MetricScore:
        return self.metrics[key]

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the JSON of `mtcheck score`."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return {"schema": SCHEMA, **plain, "metrics": list(plain["metrics"].values())}
