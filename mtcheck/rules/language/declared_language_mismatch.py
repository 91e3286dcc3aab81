"""LNG007, declared-language-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.language.shared import can_judge, holds_other, is_mistaken, main_language
from mtcheck.tags import problem_of
from mtcheck.text.view import View


@rule(
    "LNG007",
    "declared-language-mismatch",
    category="design/locale",
    severity=Severity.MINOR,
    options={"min-letters": 25, "min-confidence": 0.8},
)
def declared_language_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """The text is not in the language it declares: `xml:lang`, `<language>`, `article.de.txt`

    A declaration that is no language tag is told too; the text is checked as if nothing were declared.
    """
    declared = view.document.declared_lang
    problem = problem_of(declared) if declared else None
    if problem and not view.is_lang_told and view.text.strip():
        yield Hit(0, 0, f"declared language {problem} (correct it, or give --lang)")
    if view.document.is_message and view.text.isupper():
        return  # the arguments of a command: INDEX NAME
    if declared is None or not can_judge(declared) or not holds_other(view, declared):
        return
    main = main_language(view, options["min-letters"])
    if main and is_mistaken(view, main, declared, options["min-confidence"]):
        yield Hit(
            0,
            len(view.text),
            f"declared as {declared}, but the text is in {main.code}",
            confidence=round(main.confidence, 3),
        )
