"""Slavic relative pronouns in the middle of a sentence: музей открыл выставку, который рассказывает."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mtcheck.lexicon.features import CASES, NUMBERS, POS, VERB, slot, spread
from mtcheck.lexicon.grammar import RELATIVE
from mtcheck.rules.fluency.agreement.lines import Clash, Line

_FINITE = sum(VERB[mark] for mark in "1sg 2sg 3sg 1pl 2pl 3pl pastm pastf pastn pastpl imp".split())
_FAR = 10  # tokens in which the clause before has to begin


def clashes(line: Line) -> Iterator[Clash]:
    """Only nouns of another gender or number in the clause before, or one right behind its verb."""
    for index in line.candidates(RELATIVE):
        head = index - 1
        if line.grammar.prep[line.place(head)] and line.joined(head):
            head -= 1  # город, в которой
        if head < 0 or line.tokens[head] != f"{line.core(head)}," or not line.core(index).islower():
            continue
        relative = line.grammar.relatives[line.low(index)]
        if line.joined(index) and line.grammar.noun[line.place(index + 1)] & relative:
            continue  # ustalenie, która wersja
        slots = _antecedents(line, head)
        if slots and not slots & relative:
            yield Clash(index, index, "agreement", "the pronoun has another gender or number than its noun")


def _antecedents(line: Line, head: int) -> int:
    """All genders and numbers of what the pronoun may stand for; 0 where that is not known."""
    grammar, found = line.grammar, 0
    for place in range(head, max(-1, head - _FAR), -1):
        kind = line.place(place)
        if place < head and not line.joined(place):
            return 0
        if not kind or (not line.core(place).islower() and not line.starts(place)):
            return 0  # a name, a number
        if line.low(place) in grammar.joining_subjects or (grammar.pos[kind] & POS["pron"] and place == head):
            return 0
        slots = grammar.noun[kind] | grammar.adj[kind] | grammar.det[kind]
        if place == head and (not grammar.noun[kind] or line.low(place) in grammar.no_subjects):
            return 0
        if line.verb(place) & _FINITE and line.only(place, "verb"):
            return found if _is_object(line, place, head) and not _in_relative(line, place) else 0
        found |= _every_case(slots)
        if line.starts(place):
            return found
    return 0


def _is_object(line: Line, verb: int, head: int) -> bool:
    """Whether nothing but adjectives stand between a verb and the noun."""
    grammar = line.grammar
    return verb < head and all(
        grammar.adj[line.place(place)] | grammar.det[line.place(place)] for place in range(verb + 1, head)
    )


def _in_relative(line: Line, verb: int) -> bool:
    """Whether the verb stands in a relative clause itself: человек, которому я дал книгу, который."""
    for place in range(verb, max(-1, verb - _FAR), -1):
        if line.low(place) in line.grammar.relatives:
            return True
        if line.starts(place):
            return False
    return True


@cache
def _every_case(slots: int) -> int:
    """The slots of the genders and numbers that some slots have, in all cases."""
    bits = 0
    for gender in "mifn":
        for number in NUMBERS:
            if any(slots & slot(gender, number, case) for case in CASES):
                bits |= spread(gender, (number,))
    return bits
