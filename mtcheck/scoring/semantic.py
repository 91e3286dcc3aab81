"""The metric `semantic`: `mtcheck` that also compares what the texts mean (extra `semantic`)."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.errors import UsageError
from mtcheck.scoring.composite import CompositeScorer
from mtcheck.scoring.embedding import LANGUAGES, MODEL, distance
from mtcheck.scoring.features import FEATURES, features_of
from mtcheck.scoring.types import Segment, Stats
from mtcheck.tags import tag

FILE = "scoring/semantic.toml"
SEMANTIC_FEATURES = (*FEATURES, "meaning")


def semantic_features_of(hypothesis: str, reference: str, lang: str, chrf: float) -> tuple[float, ...]:
    """The features of `mtcheck`, and how far the texts are from each other in meaning."""
    return (*features_of(hypothesis, reference, lang, chrf), distance(hypothesis, reference))


class SemanticScorer(CompositeScorer):
    """As CompositeScorer, with a vector of each text.

    Raises UsageError without the extra, or for a language that the model does not know.
    """

    key = "semantic"
    name = "mtcheck-semantic"
    file = FILE
    features = SEMANTIC_FEATURES
    model = MODEL

    def statistics(self, segments: Sequence[Segment]) -> Stats:
        """A row for each segment: its score, and 1."""
        self.settle_language(segments)
        if tag(self.lang).base not in LANGUAGES:
            raise UsageError(
                f"the metric semantic knows {', '.join(sorted(LANGUAGES))}, but the references are in "
                f"{self.lang}; use mtcheck, or say their language with --lang"
            )
        return super().statistics(segments)

    def features_of(self, hypothesis: str, reference: str, chrf: float) -> Sequence[float]:
        """The features of one pair."""
        return semantic_features_of(hypothesis, reference, self.lang, chrf)
