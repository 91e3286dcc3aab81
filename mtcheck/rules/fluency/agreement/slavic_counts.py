"""Slavic words of quantity and numbers: what stands behind them, and what stands before them."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import spread
from mtcheck.lexicon.grammar import NUMERAL, PREPOSITION, QUANTITY
from mtcheck.rules.fluency.agreement.lines import Clash, Line
from mtcheck.rules.fluency.agreement.slavic import attribute_slots, noun_slots
from mtcheck.rules.fluency.agreement.slavic_objects import phrase

_GENITIVE = spread(cases=("gen",))
_DIRECT = spread(cases=("nom", "acc"))
# Before a number they may mean "about": ze trzy dni, с два часа.
_ABOUT = frozenset("z ze s se с со з із зі".split())
_DIRECT_OR_ADDRESS = spread(cases=("nom", "acc", "voc"))


def clashes(line: Line) -> Iterator[Clash]:
    """много фотография, kilka dzień; not: dużo podróżuje, o ile sytuacja się zmieni."""
    for index in line.candidates(QUANTITY):
        if line.low(index) in line.grammar.of_genitives:
            yield from _after_relation(line, index)
            continue
        if (
            not line.joined(index)
            or line.grammar.prep[line.grammar.class_of(line.low(index - 1), first=False)]
        ):
            continue  # o wiele
        if line.low(index) in line.grammar.degrees_too and not line.starts(index):
            continue  # go więcej temperament przywiązywał
        noun = noun_slots(line, index + 1)
        if noun and not noun & ~_DIRECT_OR_ADDRESS and _is_counted(line, index):
            yield Clash(index, index + 1, "case", f"the genitive follows {line.core(index)!r}")


def _after_relation(line: Line, index: int) -> Iterator[Clash]:
    """в течение два года, до конца май; not: в начале урок был трудным."""
    grammar = line.grammar
    if not line.joined(index) or not line.joined(index - 1) or not grammar.prep[line.place(index - 1)]:
        return
    if line.low(index + 1) in grammar.counted and line.low(index + 1) not in grammar.numerals_alike:
        yield Clash(index, index + 1, "case", f"the genitive follows {line.core(index)!r}")
        return
    last, slots = phrase(line, index + 1)
    if slots and not slots & ~_DIRECT_OR_ADDRESS and (not line.joined(last) or line.is_pos(last + 1, "prep")):
        yield Clash(index, last, "case", f"the genitive follows {line.core(index)!r}")


def _is_counted(line: Line, index: int) -> bool:
    """Whether no other word behind the noun may be what the quantity is of: много книга значила."""
    after = index + 2
    return not (
        line.joined(index + 1) and attribute_slots(line, after) & _GENITIVE and noun_slots(line, after + 1)
    )


def before_numbers(line: Line) -> Iterator[Clash]:
    """в течение четыре дня, od pięć lat; not: за пять минут, по два."""
    grammar = line.grammar
    for index in line.candidates(PREPOSITION):
        asked = grammar.prep[line.place(index)]
        number = line.low(index + 1)
        if (
            asked & _DIRECT
            or line.low(index) in _ABOUT
            or number not in grammar.counted
            or not line.joined(index)
        ):
            continue
        if number not in grammar.numerals_alike and line.core(index + 1).islower():
            yield Clash(index, index + 1, "case", f"{line.low(index)!r} takes another case of the number")


def numbers(line: Line) -> Iterator[Clash]:
    """три год behind a genitive that belongs elsewhere: этого дня три год; not: метра два длиной."""
    grammar = line.grammar
    for index in line.candidates(NUMERAL):
        noun = noun_slots(line, index + 1) if line.joined(index) else 0
        before = grammar.noun[line.place(index - 1)] if line.joined(index - 1) else 0
        if (
            before & _GENITIVE
            and noun
            and not noun & ~_DIRECT
            and not noun & grammar.counted[line.low(index)]
        ):
            yield Clash(index, index + 1, "number", "the noun has another form after this number")
