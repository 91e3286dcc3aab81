"""LNG006, language-unsupported."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.language.shared import WORD, can_judge
from mtcheck.text.view import View


@rule("LNG006", "language-unsupported", category="none", severity=Severity.NEUTRAL)
def language_unsupported(view: View, options: Options) -> Iterator[Hit]:
    """The detector does not know the expected language, so no LNG rule judges this document.

    Reported once a document, so that silence does not pass for approval.
    """
    if view.is_lang_told and not can_judge(view.lang) and WORD.search(view.text):
        yield Hit(0, 0, f"language {view.lang!r} cannot be told from others here; LNG rules do not judge")
