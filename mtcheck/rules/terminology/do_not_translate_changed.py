"""TRM003, do-not-translate-changed."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.terms import occurrences
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.terminology.shared import glossary_terms, terms_in_source
from mtcheck.rules.translation.shared import whole
from mtcheck.text.view import View


@rule(
    "TRM003",
    "do-not-translate-changed",
    category="terminology/inconsistent-with-termbase",
    severity=Severity.MAJOR,
    options={"glossaries": []},
)
def do_not_translate_changed(view: View, options: Options) -> Iterator[Hit]:
    """The source has a name that your glossary keeps, and the target changed it.

    Entries with ``keep = true``. Where only capitals or spaces differ, the finding shows the place.
    """
    for _, term in terms_in_source(view, glossary_terms(view, options)):
        if not term.keep or term.source in view.text or any(word in view.text for word in term.targets):
            continue
        near = next(occurrences(term.source, view.text, "und", False), None)
        message = f"{term.source!r} must stay as it is"
        if near:
            yield Hit(*near, message, term.source)
        else:
            yield Hit(*whole(view), f"{message}, and is missing")
