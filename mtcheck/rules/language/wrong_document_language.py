"""LNG001: most of the document is in another language than the one expected."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.language.shared import UNTRANSLATED, can_judge, holds_other, is_mistaken, main_language
from mtcheck.text.view import View


@rule(
    "LNG001",
    "wrong-document-language",
    category=UNTRANSLATED,
    severity=Severity.CRITICAL,
    options={"min-letters": 25, "min-confidence": 0.8},
)
def wrong_document_language(view: View, options: Options) -> Iterator[Hit]:
    """Most of the document is not in the expected language.

    The expected language is `--lang`, or what the document declares. The letters of words count, those of
    names do not. Short texts are not judged, nor those whose expected language the detector does not know
    (LNG006 says so).
    """
    if not view.is_lang_told or not can_judge(view.lang) or not holds_other(view, view.lang):
        return
    main = main_language(view, options["min-letters"])
    if main is None or not is_mistaken(view, main, view.lang, options["min-confidence"]):
        return
    span = next(span for span in view.languages if span.code == main.code)
    yield Hit(
        span.start,
        span.end,
        f"document is in {main.code}, expected {view.lang}",
        confidence=round(main.confidence, 3),
    )
