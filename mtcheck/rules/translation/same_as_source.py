"""TRN002: the target is the source, left as it was."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.untranslated import is_untranslated
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.shared import LETTERS, whole
from mtcheck.text.view import View


@rule("TRN002", "same-as-source", category="accuracy/untranslated", severity=Severity.MAJOR)
def same_as_source(view: View, options: Options) -> Iterator[Hit]:
    """The target is the untranslated source.

    Left alone are names, codes, numbers, addresses and words that both languages share, also with the
    capital of a German noun (`exception`, `Exception`). The language engine and word lists tell whether a
    text is in the source language only.
    """
    source = view.document.source
    if source is None or not LETTERS.search(view.text):
        return
    if is_untranslated(source, view.text, view.source_lang, view.lang):
        yield Hit(*whole(view), f"not translated from {view.source_lang}")
