"""TRN009: the target ends with another kind of mark than the source, or has other brackets."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.marks import differences
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.view import View


@rule(
    "TRN009",
    "punctuation-mismatch",
    category="linguistic-conventions/punctuation",
    severity=Severity.NEUTRAL,
    default=False,
)
def punctuation_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """The target ends with a different kind of mark than the source, or has different brackets.

    Runs only when selected by name (`--select TRN009`) and is neutral: translators join sentences and move
    brackets for good reasons. Marks of all scripts are compared by kind.
    """
    source = view.document.source
    if source is None or not source.strip() or not view.text.strip():
        return
    for found in differences(source, view.text, view.source_lang, view.lang):
        yield Hit(*found.span, found.message)
