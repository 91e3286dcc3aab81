"""Adjectives of kind behind their noun, which Polish has most: umowę partnerskie, stronie internetowa."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import spread
from mtcheck.lexicon.grammar import ADJECTIVE
from mtcheck.rules.fluency.agreement.lines import Clash, Line
from mtcheck.rules.fluency.agreement.slavic import attribute_slots, is_of_kind, noun_slots

_GENITIVE = spread(cases=("gen",))
_FAR = 8  # tokens before an adjective in which the noun that it belongs to may stand


def clashes(line: Line) -> Iterator[Clash]:
    """malarzy polscy, umowę partnerskie; not: koszty budowy krajowe, na wzór średniowiecznego."""
    if line.grammar.lang != "pl":
        return
    for index in line.candidates(ADJECTIVE):
        if not line.joined(index - 1) or not line.core(index).islower() or not is_of_kind(line, index):
            continue
        slots, noun = attribute_slots(line, index), noun_slots(line, index - 1)
        if slots & _GENITIVE:
            continue  # na wzór średniowiecznego
        if slots and noun and not slots & noun and not _belongs_elsewhere(line, index, slots):
            yield Clash(index - 1, index, "agreement", "another gender or case")


def _belongs_elsewhere(line: Line, index: int, slots: int) -> bool:
    """Whether a noun behind an adjective, or another one in its clause before it, agrees with it."""
    grammar = line.grammar
    if line.joined(index):
        after = line.place(index + 1)
        nominal = grammar.noun[after] | grammar.adj[after] | grammar.det[after]
        if nominal & slots or not after or line.low(index + 1) in grammar.joining_subjects:
            return True
    for before in range(index - 2, max(-1, index - _FAR), -1):
        place = line.place(before)
        if (grammar.noun[place] | grammar.det[place]) & slots:
            return True
        if not place or (line.core(before)[:1].isupper() and not line.starts(before)):
            return True  # a name may be it
        if line.starts(before) or not line.joined(before - 1):
            return False
    return False
