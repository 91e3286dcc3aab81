"""TRM: terms of users' glossaries, used, forbidden or left as they are."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.terms import Term, is_used, occurrences, outermost
from mtcheck.document import Span
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.terminology.glossaries import glossary
from mtcheck.rules.translation.translation import whole
from mtcheck.text.view import View


def _terms(view: View, options: Options) -> tuple[Term, ...]:
    names = [str(name) for name in options.get("glossaries", ())]
    return glossary(names, view.source_lang, view.lang) if names else ()


def _in_source(view: View, terms: tuple[Term, ...]) -> list[tuple[Span, Term]]:
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


@rule(
    "TRM001",
    "term-not-used",
    category="terminology/inconsistent-with-termbase",
    severity=Severity.MAJOR,
    options={"glossaries": []},
)
def term_not_used(view: View, options: Options) -> Iterator[Hit]:
    """The source holds a term of your glossary, and the target has none of its translations.

    ``glossaries`` names CSV, TSV, TOML or TBX files (docs/bitext.md), relative to the working folder. Words
    are found in every form: the endings of a language are allowed for, and in the target the words of a
    term may stand apart, in any order, or in a compound.
    """
    for span, term in _in_source(view, _terms(view, options)):
        if term.keep or not term.targets:
            continue
        if not any(is_used(target, view.text, view.lang, term.case) for target in term.targets):
            source = view.document.source or ""
            wanted = " or ".join(repr(target) for target in term.targets[:_MOST_SAID])
            yield Hit(*whole(view), f"term {source[slice(*span)]!r} is not translated as {wanted}")


# A message names at most so many translations.
_MOST_SAID = 3


@rule(
    "TRM002",
    "forbidden-term",
    category="terminology/wrong-term",
    severity=Severity.MAJOR,
    options={"glossaries": []},
)
def forbidden_term(view: View, options: Options) -> Iterator[Hit]:
    """The target uses a term that your glossary forbids.

    An entry with a source forbids its translations only where the source has it; where a document has no
    source, only entries without one are looked for.
    """
    terms = [term for term in _terms(view, options) if term.forbidden]
    in_source = {term for _, term in _in_source(view, tuple(terms))}
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
    """Whether the forbidden phrase stands inside a translation that is right: "plant" in "power plant"."""
    return any(
        start <= span.start and span.end <= end
        for target in term.targets
        if phrase.lower() in target.lower()
        for start, end in occurrences(target, view.text, view.lang)
    )


@rule(
    "TRM003",
    "do-not-translate-changed",
    category="terminology/inconsistent-with-termbase",
    severity=Severity.MAJOR,
    options={"glossaries": []},
)
def do_not_translate_changed(view: View, options: Options) -> Iterator[Hit]:
    """The source holds a name that your glossary keeps as it is, and the target has another form of it.

    Entries with ``keep = true``. Where only capitals or spaces differ, the finding shows the place.
    """
    for _, term in _in_source(view, _terms(view, options)):
        if not term.keep or term.source in view.text or any(word in view.text for word in term.targets):
            continue
        near = next(occurrences(term.source, view.text, "und", False), None)
        message = f"{term.source!r} has to stay as it is"
        if near:
            yield Hit(*near, message, term.source)
        else:
            yield Hit(*whole(view), f"{message}, and is missing")
