"""Slavic nouns that open a sentence: what speaks of them later has their gender and number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mtcheck.lexicon.features import CASES, POS, VERB, slot, spread
from mtcheck.lexicon.grammar import NOUN
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later
from mtcheck.rules.fluency.agreement.slavic_objects import phrase
from mtcheck.rules.fluency.agreement.slavic_passives import past_forms

_NOMINATIVE, _ANIMATE = spread(cases=("nom",)), spread("m")
_GENITIVE, _DIRECT = spread(cases=("gen",)), spread(cases=("nom", "acc"))
_PAST = sum(VERB[mark] for mark in "pastm pastf pastn pastpl".split())
_SHARED = POS["noun"] | POS["name"]
_BEHIND = POS["prep"] | POS["conj"] | POS["adv"]


def _may_open(page: Page) -> Mask:
    """A noun at the start of a sentence, alone or behind one word."""
    return ((page.roles & NOUN) != 0) & (page.starts | (later(page.starts, -1) != 0))


def clashes(line: Line) -> Iterator[Clash]:
    """Книга, который я читаю; droga jest zamknięty; not: автор книги, которую."""
    grammar = line.grammar
    for index in line.candidates(_may_open):
        place = line.place(index)
        slots = grammar.noun[place] & _NOMINATIVE
        if (
            not slots
            or grammar.pos[place] & ~_SHARED
            or grammar.adj[place]
            or line.low(index) in grammar.apart
        ):
            continue
        if not _begins(line, index):
            if not _begins(line, index - 1):
                continue  # a title in quotation marks, or behind a colon
            attribute = grammar.adj[line.place(index - 1)] | grammar.det[line.place(index - 1)]
            slots &= attribute
            if not slots or not line.joined(index - 1):
                continue
        relative = grammar.relatives.get(line.low(index + 1), 0)
        asks = line.grammar.noun[line.place(index + 2)] & relative  # ustalenie, która wersja
        if relative and not asks and line.tokens[index].endswith(",") and not relative & _every_case(slots):
            yield Clash(
                index + 1, index + 1, "agreement", "the pronoun has another gender or number than its noun"
            )
        else:
            yield from _predicate(line, index, slots)


def _begins(line: Line, index: int) -> bool:
    """Whether a sentence begins with a token, and not what a colon or a quotation mark opens."""
    if index < 0 or not line.tokens[index][0].isalpha():
        return False
    return index == 0 or line.tokens[index - 1].endswith((".", "!", "?", "…"))


def _predicate(line: Line, noun: int, slots: int) -> Iterator[Clash]:
    grammar, state = line.grammar, noun + 1
    complement = grammar.noun[line.place(state)]
    if complement & _GENITIVE and not complement & _DIRECT:
        state += line.joined(noun)  # цена билета была
    elif grammar.prep[line.place(state)] and line.joined(noun):
        last, _ = phrase(line, state + 1)  # работа над парком будет
        state = last + 1
    words = grammar.links | grammar.degrees  # парк дуже красива
    if line.low(state) not in grammar.states and not (grammar.links and line.low(state) in words):
        return
    if not all(map(line.joined, range(noun, state))):
        return
    index = state + (line.low(state) in grammar.states)
    while line.low(index) in words and line.joined(index):
        index += 1
    place, after = line.place(index), line.place(index + 1)
    found = grammar.adj[place] & _NOMINATIVE
    is_noun = grammar.noun[place] & ~grammar.adj[place]  # mały is a noun of the same forms too
    allowed = POS["adj"] | POS["verb"] | POS["noun"] * (not is_noun)
    if not found or grammar.pos[place] & ~allowed or not line.joined(index - 1):
        return
    is_behind = grammar.prep[after] or (grammar.pos[after] and not grammar.pos[after] & ~_BEHIND)
    if line.joined(index) and not is_behind:
        return  # láska je těžký sen: what it is comes behind
    if (slots & _ANIMATE and found & spread("f")) or found & spread("n", ("sg",)):
        return  # a man's title, a woman; heslo i práva je možné uložit
    if not found & slots and line.core(index).islower():
        past = grammar.verb[line.place(state)] & _PAST
        first = noun if past and not past & past_forms(slots) else index  # děti byl šťastný
        yield Clash(first, index, "agreement", "the adjective does not agree with the subject")


@cache
def _every_case(slots: int) -> int:
    """The slots of the genders and numbers that some slots have, in all cases."""
    bits = 0
    for gender in "mifn":
        for number in ("sg", "pl"):
            if any(slots & slot(gender, number, case) for case in CASES):
                bits |= spread(gender, (number,))
    return bits
