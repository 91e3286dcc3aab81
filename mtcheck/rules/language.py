"""LNG: text in a language nobody expects there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.view import View

UNTRANSLATED = "accuracy/untranslated"


def _same(code: str, lang: str) -> bool:
    return code.split("-")[0] == lang.split("-")[0]


@rule(
    "LNG001",
    "wrong-document-language",
    category=UNTRANSLATED,
    severity=Severity.CRITICAL,
    options={"min-letters": 40, "min-confidence": 0.8},
)
def wrong_document_language(view: View, options: Options) -> Iterator[Hit]:
    """Most of the document is in another language than the one expected.

    Counted over the letters whose language is known; short texts are not judged.
    """
    letters: Counter[str] = Counter()
    certain: Counter[str] = Counter()
    for span in view.languages:
        count = sum(map(str.isalpha, view.text[span.start : span.end]))
        letters[span.code] += count
        certain[span.code] += round(count * span.confidence)
    known = sum(count for code, count in letters.items() if code != "und")
    if known < options["min-letters"]:
        return
    code, count = max(letters.items(), key=lambda item: (item[0] != "und", item[1]))
    sure = certain[code] >= count * options["min-confidence"]
    if count * 2 > known and sure and not _same(code, view.lang):
        span = next(span for span in view.languages if span.code == code)
        yield Hit(
            span.start,
            span.end,
            f"document is in {code}, expected {view.lang}",
            confidence=round(certain[code] / count, 3),
        )


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
    """A paragraph or sentence is in another language than the document is expected in.

    `clean --drop foreign` leaves such stretches out. Shorter runs inside a sentence are not judged here.
    """
    for span in view.languages:
        if span.code == "und" or _same(span.code, view.lang) or span.confidence < options["min-confidence"]:
            continue
        piece = view.text[span.start : span.end]
        if sum(map(str.isalpha, piece)) < options["min-letters"]:
            continue
        start = span.start + len(piece) - len(piece.lstrip())
        end = span.end - (len(piece) - len(piece.rstrip()))
        yield Hit(
            start, end, f"text in {span.code}, expected {view.lang}", confidence=round(span.confidence, 3)
        )
