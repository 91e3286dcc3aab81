"""TRM002: the target uses a term that your glossary forbids."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.terms import Term, occurrences
from mtcheck.document import Span
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.terminology.shared import glossary_terms, terms_in_source
from mtcheck.text.view import View


@rule(
    "TRM002",
    "forbidden-term",
    category="terminology/wrong-term",
    severity=Severity.MAJOR,
    options={"glossaries": []},
)
def forbidden_term(view: View, options: Options) -> Iterator[Hit]:
    """The target uses a term that your glossary forbids.

    An entry with a source forbids its translations only where the source has it. Without a source, only
    entries without one apply.
    """
    terms = [term for term in glossary_terms(view, options) if term.forbidden]
    in_source = {term for _, term in terms_in_source(view, tuple(terms))}
    for term in terms:
        if term.source and term not in in_source:
            continue
        for phrase in term.forbidden:
            for span in occurrences(phrase, view.text, view.lang, term.case):
                if _is_part_of_a_right_one(view, span, phrase, term):
                    continue
                better = f"; use {term.targets[0]!r}" if term.targets else ""
                yield Hit(*span, f"forbidden term {view.text[slice(*span)]!r}{better}")


def _is_part_of_a_right_one(view: View, span: Span, phrase: str, term: Term) -> bool:
    """Whether the forbidden phrase is inside a translation that is right: "plant" in "power plant"."""
    return any(
        start <= span.start and span.end <= end
        for target in term.targets
        if phrase.lower() in target.lower()
        for start, end in occurrences(target, view.text, view.lang)
    )
