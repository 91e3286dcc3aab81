"""TRN004, negation-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.negation import negation_added, negation_lost
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.shared import whole
from mtcheck.text.view import View


@rule("TRN004", "negation-mismatch", category="accuracy/mistranslation", severity=Severity.MAJOR)
def negation_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """The source says not, never or nobody, and the target negates in no way; or the other way round.

    Silent wherever the target has anything that can stand for a negation: `failed to`, `without`, `unable`,
    `only`. Words of twelve languages stand in corpora/negation. Long texts and other languages are not
    judged.
    """
    source = view.document.source
    if source is None:
        return
    langs = view.source_lang, view.lang
    lost = negation_lost(source, view.text, *langs)
    if lost:
        yield Hit(*whole(view), f"negation {lost!r} of the source is missing", confidence=0.7)
        return
    added = negation_added(source, view.text, *langs)
    if added:
        said = view.text[slice(*added)]
        yield Hit(*added, f"negation {said!r} is not in the source", confidence=0.5, severity=Severity.MINOR)
