"""REF001: A segment scores too low against its references."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.errors import ConfigError, UsageError
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.reference.shared import segments_of
from mtcheck.text.view import View

# Higher is better for all but this one.
_LOWER_IS_BETTER = "ter"


@rule(
    "REF001",
    "segment-below-threshold",
    category="accuracy/other",
    severity=Severity.MINOR,
    options={"metric": "chrf", "threshold": 30.0},
)
def segment_below_threshold(view: View, options: Options) -> Iterator[Hit]:
    """A segment scores too low against its references.

    ``metric`` is one of docs/scoring.md; ``threshold`` is the score to reach (for TER, not to exceed).
    Texts with as many lines as their references are compared line by line, others as a whole.
    """
    from mtcheck.scoring.corpus import score_segments
    from mtcheck.scoring.types import Segment

    key, threshold = str(options["metric"]), float(options["threshold"])
    segments = list(segments_of(view))
    if not segments:
        return
    texts = [Segment(view.text[start:end].rstrip(), found) for (start, end), found in segments]
    try:
        scored = score_segments(texts, [key], lang=view.lang).scores[key]
    except UsageError as error:
        raise ConfigError("configuration", "rules.REF001.metric", str(error)) from error
    for segment, score in zip(segments, scored.segments, strict=True):
        if score is None:
            continue
        if score > threshold if key == _LOWER_IS_BETTER else score < threshold:
            side = "above" if key == _LOWER_IS_BETTER else "below"
            yield Hit(*segment.span, f"{scored.name} {score:.1f} is {side} {threshold:g}")
