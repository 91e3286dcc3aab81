"""The fluency index of a document: how far its clauses are from those that people write."""

from __future__ import annotations

import re

from mtcheck.document import Span
from mtcheck.fluency.model import model_of
from mtcheck.fluency.quality import FEWEST_WORDS, Fluency, prose
from mtcheck.tags import tag
from mtcheck.text.view import View

# Titles, labels and cells follow other rules.
_FEWEST_WORDS_OF_A_PARAGRAPH = 6
_LETTERS = 0.6
# The form of a page is no part of how it reads: marks of lists, headings, emphasis and tables.
_FORM = re.compile(r"^[ \t]*(?:(?:[>*+\-#|:]+|\d+[.)])[ \t]+|\[!\w+\]\s*)+|[*\[\]|]+")
# From so many words on more text adds little to the confidence.
_ENOUGH = 400


def index_of(view: View) -> Fluency | None:
    """The index of a document's main language; None without a model for it, or under 50 words of prose."""
    base = view.tag.base
    model = model_of(base)
    if model is None:
        return None
    pieces = [piece for paragraph in view.paragraphs if (piece := _piece(view, paragraph, base))]
    words = sum(len(piece.split()) for piece in pieces)
    if words < FEWEST_WORDS:
        return None
    return Fluency(
        index=round(model.index(pieces, words), 1),
        lang=base,
        confidence=round(min(1.0, words / _ENOUGH), 2),
        auc=model.facts.auc,
    )


def _piece(view: View, paragraph: Span, base: str) -> str:
    """The prose of a paragraph in the main language; empty where it has hardly any."""
    if paragraph.end - paragraph.start < 2 * _FEWEST_WORDS_OF_A_PARAGRAPH:
        return ""
    if tag(view.lang_at(paragraph.start)).base != base:
        return ""
    plain = " ".join(_FORM.sub(" ", piece) for piece in prose(view, paragraph.start, paragraph.end))
    plain = " ".join(plain.split())
    enough = len(plain.split()) >= _FEWEST_WORDS_OF_A_PARAGRAPH
    return plain if enough and sum(map(str.isalpha, plain)) > _LETTERS * len(plain) else ""
