"""TRM001: the source holds a term of your glossary, and the target has none of its translations."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.terms import is_used
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.terminology.shared import glossary_terms, terms_in_source
from mtcheck.rules.translation.shared import whole
from mtcheck.text.view import View


@rule(
    "TRM001",
    "term-not-used",
    category="terminology/inconsistent-with-termbase",
    severity=Severity.MAJOR,
    options={"glossaries": []},
)
def term_not_used(view: View, options: Options) -> Iterator[Hit]:
    """The source has a term of your glossary, and the target has none of its translations.

    ``glossaries`` names CSV, TSV, TOML or TBX files (docs/bitext.md), relative to the working folder. Words
    are found in every form. In the target the words of a term may stand apart, in any order or in a
    compound.
    """
    for span, term in terms_in_source(view, glossary_terms(view, options)):
        if term.keep or not term.targets:
            continue
        if not any(is_used(target, view.text, view.lang, term.case) for target in term.targets):
            source = view.document.source or ""
            wanted = " or ".join(repr(target) for target in term.targets[:_MOST_SAID])
            yield Hit(*whole(view), f"term {source[slice(*span)]!r} is not translated as {wanted}")


# A message names at most so many translations.
_MOST_SAID = 3
