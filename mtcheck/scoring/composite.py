"""The metric `mtcheck`: chrF and an alignment in stages, weighted to agree with people.

The weights are data (corpora/scoring/weights.toml); corpora/build/scoring.py fits them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from mtcheck.errors import CorpusError
from mtcheck.languages.identify import identify_language
from mtcheck.resources import read_toml
from mtcheck.scoring.features import FEATURES, features_of
from mtcheck.scoring.metrics import MetricOptions, SacrebleuScorer
from mtcheck.scoring.types import Segment, Stats
from mtcheck.version import __version__

FILE = "scoring/weights.toml"
# This much of the references tells their language.
_CHARACTERS_TO_IDENTIFY = 2000


class Weights(msgspec.Struct, frozen=True):
    """A penalty for each feature. ``version`` is part of the signature."""

    version: int
    penalties: dict[str, float]


@cache
def load_weights(file: str = FILE) -> Weights:
    """The shipped weights. Raises CorpusError when they do not fit the features."""
    values = read_toml(file)
    try:
        weights = msgspec.convert({"version": values["version"], "penalties": values["penalties"]}, Weights)
    except (msgspec.ValidationError, KeyError) as error:
        raise CorpusError(file, str(error)) from error
    return weights


def score_of(features: Sequence[float], penalties: Sequence[float]) -> float:
    """0-100 from features and penalties: 100 for no difference.

    >>> score_of([0.0, 0.0], [1.0, 2.0])
    100.0
    """
    return 100.0 * math.exp(-max(0.0, sum(f * p for f, p in zip(features, penalties, strict=True))))


def language_of(segments: Sequence[Segment]) -> str:
    """The language of the references, "und" when it cannot be told."""
    text, length = [], 0
    for segment in segments:
        text.append(segment.references[0])
        length += len(segment.references[0])
        if length > _CHARACTERS_TO_IDENTIFY:
            break
    return identify_language("\n".join(text)).code


class CompositeScorer:
    """Scores each segment by its closest reference; the corpus score is the mean."""

    key = "mtcheck"
    name = "mtcheck"
    higher_is_better = True
    #: Where the weights are, of which features, and the model after them, if any.
    file = FILE
    features: tuple[str, ...] = FEATURES
    model = ""

    def __init__(self, lang: str | None) -> None:
        self.lang = lang or ""
        self._references = ""
        weights = load_weights(self.file)
        self._version = weights.version
        self._penalties = [weights.penalties[name] for name in self.features]

    def statistics(self, segments: Sequence[Segment]) -> Stats:
        """A row for each segment: its score, and 1."""
        self.settle(segments)
        return self.rows(segments)

    def settle(self, segments: Sequence[Segment]) -> None:
        """Take the language and the number of references from all the segments."""
        self.settle_language(segments)
        counts = {len(segment.references) for segment in segments}
        self._references = str(counts.pop()) if len(counts) == 1 else "var"

    def rows(self, segments: Sequence[Segment]) -> Stats:
        """A row for each segment, of all or of some of those that were settled."""
        return [[self._score(segment, chrf), 1.0] for segment, chrf in with_chrf(segments)]

    def settle_language(self, segments: Sequence[Segment]) -> None:
        """Tell the language from the references where nobody has said it."""
        self.lang = self.lang or language_of(segments)

    def features_of(self, hypothesis: str, reference: str, chrf: tuple[float, float]) -> Sequence[float]:
        """The features of one pair."""
        return features_of(hypothesis, reference, self.lang, chrf)

    def _score(self, segment: Segment, chrf: Sequence[tuple[float, float]]) -> float:
        if not segment.hypothesis.strip():
            # What is not there differs in fewer words than a wrong translation, and is no better.
            return 100.0 * any(not reference.strip() for reference in segment.references)
        return max(
            score_of(self.features_of(segment.hypothesis, reference, value), self._penalties)
            for reference, value in zip(segment.references, chrf, strict=True)
        )

    def corpus_score(self, stats: Any) -> float:
        """The mean of some rows."""
        return self.score_of_sums([math.fsum(row[i] for row in stats) for i in (0, 1)])

    def score_of_sums(self, row: Any) -> float:
        """The mean, from the sums of some rows."""
        return float(row[0] / row[1])

    def segment_scores(self, stats: Stats) -> list[float]:
        """The score of each row."""
        return [row[0] for row in stats]

    def signature(self, segments: bool = False, **extra: Any) -> str:
        """As sacrebleu writes them: what it takes to get the same number."""
        parts: dict[str, Any] = {"nrefs": self._references, **extra, "lang": self.lang}
        parts |= {"align": "exact+stem+compound+fuzzy"} | ({"model": self.model} if self.model else {})
        parts |= {"weights": self._version, "version": __version__}
        return "|".join(f"{key}:{value}" for key, value in parts.items())

    def detail(self, stats: Stats) -> str:
        """Nothing."""
        return ""


def with_chrf(segments: Sequence[Segment]) -> list[tuple[Segment, list[tuple[float, float]]]]:
    """Each segment with its chrF and chrF++ against each of its references."""
    plain, plus = (SacrebleuScorer(key, MetricOptions()) for key in ("chrf", "chrf++"))
    pairs = [
        Segment(segment.hypothesis, (reference,)) for segment in segments for reference in segment.references
    ]
    rows = plus.rows(pairs)
    # The counts of characters come first, and those of words after them.
    characters = [row[: 3 * MetricOptions().chrf_char_order] for row in rows]
    values = zip(plain.segment_scores(characters), plus.segment_scores(rows), strict=True)
    return [(segment, [next(values) for _ in segment.references]) for segment in segments]
