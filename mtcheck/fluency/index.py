"""The fluency index of a document: how far its clauses are from those that people write."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.fluency.model import model_of
from mtcheck.fluency.quality import FEWEST_WORDS, Fluency, prose_spans
from mtcheck.tags import tag
from mtcheck.text.view import View

# Titles, labels and cells follow other rules.
_FEWEST_WORDS_OF_A_PARAGRAPH = 6
# The form of a page is no part of how it reads: marks of lists, headings, emphasis and tables.
_FORM = lazyre.compile(r"^[ \t]*(?:(?:[>*+\-#|:]+|\d+[.)])[ \t]+|\[!\w+\]\s*)+|[*\[\]|]+")
# The address of a link and a tag leave nothing after, other code and addresses a word.
_NO_WORD = ("](", "<")
# From so many words on more text adds little to the confidence.
_ENOUGH = 400


def index_of(view: View) -> Fluency | None:
    """The index of a document's main language; None without a model for it, or under 50 words of prose."""
    base = view.tag.base
    model = model_of(base)
    if model is None:
        return None
    pieces = list(_pieces(view, base))
    words = sum(len(piece.split()) for piece in pieces)
    if words < FEWEST_WORDS:
        return None
    return Fluency(
        index=round(model.index(pieces, words), 1),
        lang=base,
        confidence=round(min(1.0, words / _ENOUGH), 2),
        auc=model.facts.auc,
    )


def _pieces(view: View, base: str) -> Iterator[str]:
    """The prose of each paragraph in the main language that has enough of it."""
    spans = prose_spans(view)
    ends = [span.end for span in spans]
    for start, end in view.paragraphs:
        if end - start < 2 * _FEWEST_WORDS_OF_A_PARAGRAPH or tag(view.lang_at(start)).base != base:
            continue
        parts = []
        for number in range(bisect_right(ends, start), len(spans)):
            if spans[number].start >= end:
                break
            first = max(start, spans[number].start)
            if first > start and not view.text.startswith(_NO_WORD, spans[number - 1].end if number else 0):
                parts.append("0")
            part = view.text[first : min(end, spans[number].end)]
            parts.append(_FORM.sub(" ", part) if _has_form(part) else part)
        words = " ".join(parts).split()
        if len(words) >= _FEWEST_WORDS_OF_A_PARAGRAPH and 2 * sum(map(str.isalpha, words)) >= len(words):
            yield " ".join(words)


def _has_form(part: str) -> bool:
    """Whether a stretch has one of the marks that ``_FORM`` looks for, or begins with what may be one."""
    return not part[:1].isalpha() or any(mark in part for mark in "*[]|")
