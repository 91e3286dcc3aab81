"""A number in digits and the noun right after it: 240 élève, около 40 год."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import NUMBERS, spread
from mtcheck.lexicon.grammar import COUNTING
from mtcheck.rules.fluency.agreement.lines import Clash, Line

_PLURAL = spread(numbers=(NUMBERS[1],))
_OBLIQUE = spread(numbers=(NUMBERS[1],), cases=("dat", "ins", "loc"))
# A longer one is a year or a label.
_DIGITS = 3
_FEW, _TEENS = range(2, 5), range(11, 15)


def clashes(line: Line) -> Iterator[Clash]:
    """Where a word before the number says that it counts: not page 12, the 3rd of May, 5 rue de la Paix."""
    grammar = line.grammar
    for before in line.candidates(COUNTING):
        index = before + 1
        if not line.joined(before) or not _counts(line.tokens[index]) or not line.joined(index):
            continue
        noun, low = index + 1, line.low(index + 1)
        slots = grammar.noun[line.place(noun)]
        if not slots or not line.core(noun).islower() or not line.only(noun, "noun", "name", "verb"):
            continue
        if low in grammar.apart or low in grammar.uncounted or "-" in low:
            continue
        if not slots & _wanted(line, int(line.tokens[index])):
            yield Clash(noun, noun, "number", "the noun has another form after this number")


def _counts(token: str) -> bool:
    return token.isdigit() and len(token) <= _DIGITS and token[0] != "0" and token != "1"


def _wanted(line: Line, number: int) -> int:
    """The slots that a noun may have after a number: in Slavic languages those of the word for it."""
    few, many = line.grammar.few_and_many
    if not few:
        return _PLURAL
    if number % 100 in _TEENS or number % 10 not in (1, *_FEW):
        return many | _OBLIQUE
    return few | many | _OBLIQUE | (spread(numbers=(NUMBERS[0],)) if number % 10 == 1 else 0)
