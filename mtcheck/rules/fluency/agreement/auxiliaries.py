"""The perfect: have and be (ils ont venu, ha andato, son llegado), and what its participle agrees with."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import POS, VERB, slots_of, spread
from mtcheck.lexicon.grammar import BEEN, LEADING, PARTICIPLE
from mtcheck.rules.fluency.agreement.lines import Clash, Line
from mtcheck.rules.fluency.agreement.subjects import subject_before

_FIRST_OR_SECOND = VERB["1sg"] | VERB["2sg"] | VERB["1pl"] | VERB["2pl"]
_MASCULINE = spread("mi", numbers=("sg",))
_BACK = 3  # tokens between the verb and its participle, at most
_ENDS = {"o": slots_of("m.sg"), "a": slots_of("f.sg"), "i": slots_of("m.pl"), "e": slots_of("f.pl")}
_APOSTROPHES = "'’"


def clashes(line: Line) -> Iterator[Clash]:
    """A participle whose perfect is formed with the other verb."""
    grammar = line.grammar
    for index in line.candidates(PARTICIPLE):
        if not line.core(index).islower() or not line.joined(index - 1):
            continue
        verb = _before(line, index)
        if line.low(index) in grammar.with_be_forms and _is_have(line, verb, index):
            yield Clash(verb, index, "verb-form", f"{line.core(index)!r} forms its perfect with “be”")
        elif line.low(index) in grammar.with_have_forms and _is_be(line, verb, index):
            yield Clash(verb, index, "verb-form", f"{line.core(index)!r} forms its perfect with “have”")


def _before(line: Line, participle: int) -> int:
    """The verb before a participle, where only adverbs stand between."""
    index, adverbs = participle - 1, line.grammar.before_participles
    while index > participle - _BACK and line.low(index) in adverbs and line.joined(index - 1):
        index -= 1
    return index


def _is_have(line: Line, verb: int, participle: int) -> bool:
    """Whether a verb is a form of have: j'ai venu; but: ha stati d'animo diversi, a noun."""
    low = line.low(verb)
    for mark in _APOSTROPHES:
        low = low.rpartition(mark)[2]
    if low not in line.grammar.perfects or (not line.core(verb)[:1].islower() and not line.starts(verb)):
        return False
    if line.core(verb) == "A":
        return False  # A, for à: A venu Paul
    if line.low(participle) not in line.grammar.noun_participles:
        return True
    bits = line.grammar.verb[line.grammar.forms.class_of(low)]
    return bool(bits & _FIRST_OR_SECOND) and not bits & VERB["3sg"]


def _is_be(line: Line, verb: int, participle: int) -> bool:
    """Whether a verb is a present form of ser and no subject follows: es llegado el momento."""
    after = participle + 1
    has_subject = line.joined(participle) and bool(line.grammar.det[line.place(after)])
    return line.low(verb) in line.grammar.wrong_auxiliaries and not has_subject and line.low(after) != "a"


def participles(line: Line) -> Iterator[Clash]:
    """A plural or feminine participle without an object before it: ils ont trouvés une clé (French)."""
    grammar = line.grammar
    if not grammar.clause_subjects:
        return
    for index in line.candidates(LEADING):
        if line.low(index) not in grammar.perfects or not line.joined(index) or not _has_subject(line, index):
            continue
        participle = index + 1
        while line.low(participle) in grammar.before_participles and line.joined(participle):
            participle += 1
        place, word = line.place(participle), line.core(participle)
        pos = grammar.pos[place]
        plain = bool(pos & POS["verb"]) and not pos & ~(POS["verb"] | POS["adj"])
        if not plain or not word.islower() or not grammar.verb[place] & VERB["ppart"]:
            continue
        slots = grammar.adj[place]
        if slots and not slots & _MASCULINE:
            yield Clash(index, participle, "agreement", "the participle agrees with an object before it only")


def _has_subject(line: Line, verb: int) -> bool:
    """Whether a pronoun that opens the sentence is the subject, so that no object comes before the verb."""
    before = verb - 1
    if line.core(verb) != line.low(verb) or line.low(before) not in line.grammar.clause_subjects:
        return False
    return line.joined(before) and line.starts(before)


def passives(line: Line) -> Iterator[Clash]:
    """What follows "has been" and the subject: une pétition a été signé, la legge è stato approvato."""
    grammar = line.grammar
    for index in line.candidates(BEEN):
        if not line.joined(index - 1) or not line.joined(index - 2) or not line.core(index).islower():
            continue
        subject, participle = subject_before(line, index - 2), index + 1
        place = line.place(participle)
        if not subject or not line.joined(index) or not grammar.verb[place] & VERB["ppart"]:
            continue
        if not line.only(participle, "verb", "adj", "noun") or not line.core(participle).islower():
            continue
        slots = grammar.adj[place]  # a noun may be one too: ouvert
        own = _ENDS[line.low(index)[-1]] if grammar.lang == "it" else subject
        if slots and (not subject & slots or not subject & own):
            yield Clash(index, participle, "agreement", "the participle does not agree with the subject")
