"""LNG002: A paragraph or sentence is not in the expected language."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.language.foreign import LEARNED
from mtcheck.rules.language.shared import UNTRANSLATED, foreign_spans, is_quotation, is_told, is_whole
from mtcheck.text.view import View


@rule(
    "LNG002",
    "foreign-segment",
    category=UNTRANSLATED,
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    drop="foreign",
    options={"min-letters": 20, "min-confidence": 0.8},
)
def foreign_segment(view: View, options: Options) -> Iterator[Hit]:
    """A paragraph or sentence is not in the expected language.

    `clean --drop foreign` removes such stretches; code, tags and pictures between them stay. Runs inside a
    sentence are LNG003. Rows of names, lists of terms, Latin and a quotation
    within a sentence are left alone.
    """
    for span, code, confidence in foreign_spans(view, options):
        if view.document.is_message and _is_list_of_values(
            view.text[slice(*span)], view.document.source or ""
        ):
            continue
        if is_quotation(view, span):
            continue
        if is_whole(view, span) and code not in LEARNED and is_told(view, span, code):
            yield Hit(*span, f"text in {code}, expected {view.lang}", confidence=round(confidence, 3))


# Values have no more words.
_LONGEST_VALUE = 2


def _is_list_of_values(piece: str, source: str) -> bool:
    """Whether lines are values of a program, one a line, that the source has in the same form.

    >>> _is_list_of_values("- error\\n- action", "Levels:\\n- none\\n- error\\n- action")
    True
    """
    values = [line.strip() for line in piece.strip().splitlines()]
    words = [value.lstrip("-*• ") for value in values]
    return len(values) > 1 and all(word in source and len(word.split()) <= _LONGEST_VALUE for word in words)
