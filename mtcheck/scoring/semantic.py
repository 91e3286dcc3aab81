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
# chrF++ and pairs of words joined `mtcheck` later; beside the vectors they were not tried.
_LEFT_OUT = ("chrf++", "pairs")
SEMANTIC_FEATURES = (*(name for name in FEATURES if name not in _LEFT_OUT), "meaning")


def semantic_features_of(
    hypothesis: str, reference: str, lang: str, chrf: tuple[float, float]
) -> tuple[float, ...]:
    """The features of `mtcheck`, and how far the texts are from each other in meaning."""
    found = dict(zip(FEATURES, features_of(hypothesis, reference, lang, chrf), strict=True))
    return (*(found[name] for name in SEMANTIC_FEATURES[:-1]), distance(hypothesis, reference))


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

    def features_of(self, hypothesis: str, reference: str, chrf: tuple[float, float]) -> Sequence[float]:
        """The features of one pair."""
        return semantic_features_of(hypothesis, reference, self.lang, chrf)
