"""REF: what differs from human translations of the same text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mtcheck.document import Span
from mtcheck.errors import ConfigError, UsageError
from mtcheck.findings import Hit, Severity
from mtcheck.lexicon.phrasing.model import Phrasing, load
from mtcheck.lexicon.phrasing.words import words_of
from mtcheck.registry import Options, rule
from mtcheck.scoring.differences import Difference, closest
from mtcheck.text.view import View, line_spans

_GAPS = ("omission", "addition")
# Higher is better for all but this one.
_LOWER_IS_BETTER = "ter"


# Kinds that are a matter of wording; a number or a name is right or wrong, however common it is.
_WORDING = ("substitution", "word-order", "word-form", "function-word")
# A phrase that stands in the reference texts this often is how people write.
_LEAST_ATTESTED = 2


class _Segment(NamedTuple):
    """A stretch of the text and what it should say, by every reference that says something."""

    span: Span
    references: tuple[str, ...]


def _segments(view: View) -> Iterator[_Segment]:
    """Line by line where every reference has as many lines that hold text, else the whole text."""
    references = tuple(text for text in view.document.references if text.strip())
    if not references:
        return
    ours = _lines(view.text)
    theirs = [[text[start:end] for start, end in _lines(text)] for text in references]
    if all(len(lines) == len(ours) for lines in theirs):
        for span, *texts in zip(ours, *theirs, strict=True):
            yield _Segment(span, tuple(texts))
    elif ours:
        yield _Segment(Span(ours[0].start, ours[-1].end), references)


def _lines(text: str) -> list[Span]:
    return [span for span in line_spans(text) if text[span.start : span.end].strip()]


@lru_cache(maxsize=8)
def _found(text: str, references: tuple[str, ...], lang: str) -> Sequence[Difference]:
    """Shared by the two rules that tell of them."""
    return closest(text, references, lang)


def _differences(view: View, wanted: bool) -> Iterator[tuple[Difference, int]]:
    """Differences with the place where their segment begins; ``wanted`` those that only omit or add."""
    for span, references in _segments(view):
        for difference in _found(view.text[span.start : span.end], references, view.lang):
            if (difference.kind in _GAPS) == wanted:
                yield difference, span.start


def _attests(profile: Phrasing, phrase: str) -> bool:
    """Whether a profile has a phrase of two words or more, every three words of it in a row."""
    numbers = [profile.numbers.get(word.text, -1) for word in words_of(phrase)]
    if len(numbers) < 2 or min(numbers) < 0:
        return False
    width = min(3, len(numbers))
    runs = (numbers[start : start + width] for start in range(len(numbers) - width + 1))
    return all(profile.count(*run) >= _LEAST_ATTESTED for run in runs)


@rule(
    "REF001",
    "segment-below-threshold",
    category="accuracy/other",
    severity=Severity.MINOR,
    options={"metric": "chrf", "threshold": 30.0},
)
def segment_below_threshold(view: View, options: Options) -> Iterator[Hit]:
    """A segment scores too low against its references.

    ``metric`` is one of docs/scoring.md, ``threshold`` the score it should reach (for TER: not exceed).
    Texts with as many lines as their references are compared line by line, others as a whole.
    """
    from mtcheck.scoring.corpus import score_segments
    from mtcheck.scoring.types import Segment

    key, threshold = str(options["metric"]), float(options["threshold"])
    segments = list(_segments(view))
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


@rule(
    "REF003",
    "reference-phrase-missed",
    category="style/unidiomatic",
    severity=Severity.MINOR,
    options={"profile": ""},
    examples=(("They sold 12 boats.", "They sold 15 boats."),),
)
def reference_phrase_missed(view: View, options: Options) -> Iterator[Hit]:
    """A phrase differs from the closest reference: another word, form, spelling, number, name, order.

    The message says of which kind the difference is and quotes the reference. Not every difference is a
    fault: the confidence is the share of such words that annotators marked as part of an error, and what is
    less likely than the threshold of corpora/scoring/differences.toml is not reported. ``profile`` is a
    phrasing profile (docs/phrasing.md): another wording that it attests is left alone.
    """
    profile = load(str(options["profile"])) if options.get("profile") else None
    for difference, offset in _differences(view, wanted=False):
        if profile and difference.kind in _WORDING and _attests(profile, difference.found):
            continue
        other = "elsewhere in the reference" if difference.kind == "word-order" else "not in the reference"
        if difference.wanted:
            other = f"the reference has “{difference.wanted}”"
        yield Hit(
            offset + difference.start,
            offset + difference.end,
            f"{difference.kind}: “{difference.found}”, {other}",
            difference.wanted or None,
            confidence=round(difference.likelihood, 3),
        )


@rule(
    "REF004",
    "omission-or-addition",
    category="accuracy/omission",
    severity=Severity.MINOR,
    examples=(("They sold boats.", "They sold twelve new boats."),),
)
def omission_or_addition(view: View, options: Options) -> Iterator[Hit]:
    """Words of the closest reference have no counterpart, or words stand there that the reference lacks.

    An omission marks the word before the gap, or the first word; it is told only of words that mean
    something.
    """
    for difference, offset in _differences(view, wanted=True):
        if difference.kind == "omission":
            message = f"omission: “{difference.wanted}” is missing here"
        else:
            message = f"addition: “{difference.found}” is not in the reference"
        start, end = offset + difference.start, offset + difference.end
        yield Hit(start, end, message, confidence=round(difference.likelihood, 3))
