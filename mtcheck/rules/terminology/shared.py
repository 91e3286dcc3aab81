"""What the terminology rules share: the terms of the glossary, and those the source holds."""

from __future__ import annotations

from mtcheck.bitext.terms import Term, occurrences, outermost
from mtcheck.document import Span
from mtcheck.registry import Options
from mtcheck.rules.terminology.glossaries import glossary
from mtcheck.text.view import View


def glossary_terms(view: View, options: Options) -> tuple[Term, ...]:
    names = [str(name) for name in options.get("glossaries", ())]
    return glossary(names, view.source_lang, view.lang) if names else ()


def terms_in_source(view: View, terms: tuple[Term, ...]) -> list[tuple[Span, Term]]:
    """The terms that the source holds, each once; those inside a longer term left out."""
    source = view.document.source or ""
    found = [
        (span, term)
        for term in terms
        if term.source
        for span in occurrences(term.source, source, view.source_lang, term.case or term.keep)
    ]
    once: dict[Term, Span] = {}
    for span, term in outermost(found):
        once.setdefault(term, span)
    return [(span, term) for term, span in once.items()]
