"""FLU013: article, adjective and noun, preposition and case, subject and verb that do not agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtcheck.findings import BY_FORMS, Hit, Safety, Severity
from mtcheck.lexicon.grammar import CLOSING, grammar, grammars
from mtcheck.registry import Options, rule
from mtcheck.rules.fluency.agreement import (
    after_numbers,
    articles,
    auxiliaries,
    brackets,
    contractions,
    digits,
    dutch,
    german,
    german_bare,
    inversion,
    leading,
    long_subjects,
    postposed,
    pronouns,
    romance,
    slavic,
    slavic_behind,
    slavic_clauses,
    slavic_counts,
    slavic_heads,
    slavic_objects,
    slavic_passives,
    slavic_relatives,
    slavic_subjects,
    sounds,
    subjects,
)
from mtcheck.rules.fluency.agreement.lines import MARKS, Clash, Line, Page
from mtcheck.rules.fluency.borrowed import keeps
from mtcheck.rules.language.relatives import is_nearest_only
from mtcheck.tags import tag
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")
Check = Callable[[Line], Iterator[Clash]]
_BRACKETS: tuple[Check, ...] = (brackets.clashes, brackets.counted, brackets.opened)
_CHECKS: dict[str, tuple[Check, ...]] = {
    "de": (
        german.clashes,
        german_bare.clashes,
        pronouns.clashes,
        subjects.clashes,
        long_subjects.clashes,
        inversion.clashes,
        *_BRACKETS,
    ),
    **dict.fromkeys(
        ("es", "fr", "it", "pt"),
        (
            romance.clashes,
            romance.loose,
            postposed.clashes,
            postposed.elided,
            romance.likes,
            articles.missing,
            sounds.clashes,
            contractions.clashes,
            leading.clashes,
            auxiliaries.clashes,
            auxiliaries.participles,
            auxiliaries.passives,
            subjects.clashes,
            subjects.predicates,
            long_subjects.clashes,
            digits.clashes,
        ),
    ),
    "nl": (dutch.clashes, subjects.clashes, long_subjects.clashes, inversion.clashes, *_BRACKETS),
    **dict.fromkeys(
        ("uk", "ru", "pl", "cs"),
        (
            slavic.clashes,
            slavic.counted,
            slavic.feminines,
            sounds.clashes,
            pronouns.clashes,
            subjects.clashes,
            slavic_subjects.clashes,
            slavic_subjects.infinitives,
            slavic_clauses.clashes,
            slavic_behind.clashes,
            slavic_passives.clashes,
            slavic_heads.clashes,
            slavic_objects.clashes,
            slavic_relatives.clashes,
            slavic_counts.clashes,
            slavic_counts.before_numbers,
            slavic_counts.numbers,
            leading.clashes,
            digits.clashes,
        ),
    ),
}


@rule(
    "FLU013",
    "agreement",
    category="linguistic/grammar",
    severity=Severity.MINOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    examples=(
        ("Nach dem Umbau war das Brücke wieder offen.", "Nach dem Umbau war die Brücke wieder offen."),
        ("El guarda cerró los puerta del almacén.", "El guarda cerró la puerta del almacén."),
    ),
)
def agreement(view: View, options: Options) -> Iterator[Hit]:
    """Words that do not agree: `das Brücke`, `mit die Nachbarn`, `los puerta`, `wir prüft`

    Article, adjectives and noun share gender, number and case; a preposition takes its cases; a verb agrees
    with the pronoun before it, a Slavic past with the noun beside it, a noun with its number; two words that
    are written as one (`de le`) or lose a vowel (`la école`) are told too. Machine
    translation chooses each word by itself. The rule reads Czech, Dutch, French, German, Italian, Polish,
    Portuguese, Russian, Spanish and Ukrainian by tables of word forms. The message begins with the kind of
    fault, and shows the article where only one fits. Words in no table or of two parts of speech, names,
    nominalised adjectives, relative pronouns, joined adjectives and what comes before another noun are left
    alone.
    """
    base = tag(view.lang).base
    if base not in _CHECKS or base not in grammars() or view.once(is_nearest_only, view):
        return
    yield from after_numbers.clashes(view, grammar(base))
    for line in view.once(Page, view, grammar(base)).lines:
        found = [clash for check in _CHECKS[base] for clash in check(line)]
        if found:
            yield from _hits(view, line, found)


def _hits(view: View, line: Line, found: list[Clash]) -> Iterator[Hit]:
    done = -1
    for clash in sorted(found, key=lambda each: (each.first, -each.last)):
        if clash.first <= done:
            continue
        done = clash.last
        first, last = line.span(clash.first), line.span(clash.last)
        begin = first.start + len(line.tokens[clash.first]) - len(line.tokens[clash.first].lstrip(MARKS))
        stop = last.start + len(line.tokens[clash.last].rstrip(CLOSING))
        said = view.text[begin:stop]
        if tag(view.lang_at(begin)).base == line.grammar.lang and not keeps(view, said):
            yield Hit(begin, stop, f"{clash.kind}: “{said}”: {clash.why}", clash.better, BY_FORMS)
