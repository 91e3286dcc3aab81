"""A preposition and the pronoun after it: für mir, s tebe, без мною."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.grammar import CASED, PREPOSITION
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later


def _may_clash(page: Page) -> Mask:
    return (page.roles & PREPOSITION != 0) & page.joined & later(page.flagged(CASED))


def clashes(line: Line) -> Iterator[Clash]:
    grammar = line.grammar
    for index in line.candidates(_may_clash):
        cases = grammar.cases[line.low(index + 1)]
        if cases & grammar.prep[line.place(index)]:
            continue
        word = line.low(index)
        if word in grammar.with_infinitive or word in grammar.of_degree or word in grammar.after_noun:
            continue  # um ihm zu helfen; von mir aus ihm
        if line.joined(index + 1) and line.is_pos(index + 2, "adj") and not line.is_pos(index + 2, "noun"):
            continue  # mit ihm bekannten Leuten
        yield Clash(index, index + 1, "case", f"{word!r} takes another case")
