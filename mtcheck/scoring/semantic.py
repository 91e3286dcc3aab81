"""The metric `semantic`: `mtcheck` that also knows words of like meaning (extra `semantic`, English)."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.errors import UsageError
from mtcheck.scoring.composite import CompositeScorer
from mtcheck.scoring.embedding import MODEL, embed, soft_match
from mtcheck.scoring.features import FEATURES, features_of
from mtcheck.scoring.types import Segment, Stats
from mtcheck.tags import tag

FILE = "scoring/semantic.toml"
SOFT_FEATURES = (*FEATURES, "unmatched", "uncovered", "meaning", "worst", "worst_missed")


def soft_features_of(hypothesis: str, reference: str, lang: str, chrf: float) -> tuple[float, ...]:
    """The features of `mtcheck`, and how far the vectors of the pieces are from each other."""
    return features_of(hypothesis, reference, lang, chrf) + soft_match(embed(hypothesis), embed(reference))


class SemanticScorer(CompositeScorer):
    """As CompositeScorer, with vectors. Raises UsageError without the extra, or for another language."""

    key = "semantic"
    name = "mtcheck-semantic"
    file = FILE
    features = SOFT_FEATURES
    model = MODEL

    def statistics(self, segments: Sequence[Segment]) -> Stats:
        """A row for each segment: its score, and 1."""
        self.settle_language(segments)
        if tag(self.lang).base != "en":
            raise UsageError(
                f"the metric semantic is for English, but the references are in {self.lang}; "
                "use mtcheck, or --lang en if they are English"
            )
        return super().statistics(segments)

    def features_of(self, hypothesis: str, reference: str, chrf: float) -> Sequence[float]:
        """The features of one pair."""
        return soft_features_of(hypothesis, reference, self.lang, chrf)
