"""What the reference rules share: segments with their references, and the differences between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.document import Span
from mtcheck.scoring.differences import Difference, closest
from mtcheck.text.view import View, line_spans

_GAPS = ("omission", "addition")


class _Segment(NamedTuple):
    """A stretch of the text and what it should say, by every reference that says something."""

    span: Span
    references: tuple[str, ...]


def segments_of(view: View) -> Iterator[_Segment]:
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


def differences(view: View, wanted: bool) -> Iterator[tuple[Difference, int]]:
    """Differences with the place where their segment begins; ``wanted`` those that only omit or add."""
    for span, references in segments_of(view):
        for difference in view.once(closest, view.text[span.start : span.end], references, view.lang):
            if (difference.kind in _GAPS) == wanted:
                yield difference, span.start
