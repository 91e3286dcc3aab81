"""A preposition and an article that are one word before a noun: de le marché, a el museo, de os carros."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import VERB
from mtcheck.lexicon.grammar import CONTRACTING, Grammar
from mtcheck.rules.fluency.agreement.lines import Clash, Line

# Portuguese keeps both before the subject of an infinitive: antes de o trem chegar.
_CLAUSE = 8
# What an infinitive has after its r for the person of its subject: chegarem, chegarmos.
_PERSONS = ("em", "es", "mos", "des")


def clashes(line: Line) -> Iterator[Clash]:
    grammar = line.grammar
    for index in line.candidates(CONTRACTING):
        article = line.core(index + 1)
        one = grammar.contractions.get((line.low(index), article))
        if one and line.joined(index) and line.joined(index + 1) and _is_nominal(line, index + 2):
            if grammar.personal_infinitive and _has_infinitive(line, index + 3):
                continue
            better = one.capitalize() if line.core(index)[:1].isupper() else one
            yield Clash(index, index + 1, "contraction", f"{one!r} stands for both before a noun", better)


def _is_nominal(line: Line, index: int) -> bool:
    """Whether a token is a noun or an adjective, and nothing that a pronoun stands before."""
    return line.core(index).islower() and line.only(index, "noun", "adj")


def _has_infinitive(line: Line, index: int) -> bool:
    for place in range(index, min(index + _CLAUSE, len(line))):
        if _is_infinitive(line.grammar, line.low(place)):
            return True
        if not line.joined(place):
            return False
    return False


def _is_infinitive(grammar: Grammar, word: str) -> bool:
    """Whether a word is an infinitive, of any person, with a pronoun behind it or without."""
    verb, *_ = word.partition("-")
    stems = [verb, *(verb.removesuffix(person) for person in _PERSONS if verb.endswith(f"r{person}"))]
    stems += ["pôr" for stem in stems if stem == "por"]
    return any(grammar.verb[grammar.forms.class_of(stem)] & VERB["inf"] for stem in stems)
