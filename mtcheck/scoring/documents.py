"""The scores of one document in its report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# TER takes minutes on a whole article.
_METRICS = ("chrf", "bleu", "mtcheck")


def document_scores(text: str, references: Sequence[str], lang: str) -> dict[str, Any] | None:
    """Score and signature by metric; None without references.

    >>> document_scores("Yes.", ["Yes."], "en")["chrf"]["score"]
    100.0
    """
    if not any(reference.strip() for reference in references):
        return None
    from mtcheck.scoring.corpus import align, score_segments

    segments = align([text.rstrip()], [[reference.rstrip()] for reference in references])
    scores = score_segments(segments, _METRICS, lang=lang).scores
    return {
        key: {"name": found.name, "score": found.score, "signature": found.segment_signature}
        for key, found in scores.metrics.items()
    }
