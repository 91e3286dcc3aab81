"""German and Dutch: a verb right before a pronoun that can only be its subject: gestern haben ich."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import NUMBERS, PERSONS, VERB, spread
from mtcheck.lexicon.grammar import PRONOUN
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later

_FINITE = sum(VERB[person] for person in PERSONS)
_PLURAL = spread(numbers=NUMBERS[1:], cases=("nom",))
_PLURALS = VERB["1pl"] | VERB["2pl"] | VERB["3pl"]


def _may_clash(page: Page) -> Mask:
    """A subject pronoun with a finite verb before it."""
    verb = (page.grammar.classes.verb[page.places] & _FINITE != 0) & page.joined
    return (page.roles & PRONOUN != 0) & later(verb, -1)


def clashes(line: Line) -> Iterator[Clash]:
    grammar = line.grammar
    for index in line.candidates(_may_clash):
        wanted, verb = grammar.pronouns.get(line.core(index), 0), index - 1
        bits = line.verb(verb)
        if (
            not wanted
            or bits & wanted
            or line.low(index + 1) in grammar.joining
            or line.tokens[index][-1] == ","
        ):
            continue
        if not line.only(verb, "verb") and line.low(verb) not in grammar.copulas:
            continue
        if not _ends_a_clause(line, verb, bits):
            yield Clash(verb, index, "agreement", f"not the form of the verb for {line.core(index)!r}")


def _ends_a_clause(line: Line, verb: int, bits: int) -> bool:
    """Whether the verb has its subject before it, or is an infinitive: wenn wir gehen, er aber bleibt."""
    grammar, before = line.grammar, verb - 1
    if line.starts(verb):
        return False
    if not line.joined(before) or line.low(before) in grammar.infinitive_marks:
        return True
    is_subject = line.low(before) in grammar.pronouns or line.is_pos(before, "pron", "verb")
    return is_subject or bool(bits & _PLURALS and grammar.noun[line.place(before)] & _PLURAL)
