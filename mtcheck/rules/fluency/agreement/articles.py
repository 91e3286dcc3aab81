"""A noun that lacks its article, or is after a word that takes none: me gusta música, muy pobreza."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import NUMBERS, POS, VERB, spread
from mtcheck.lexicon.grammar import ARTICLED
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page

_SINGULAR, _PLURAL = (spread(numbers=(number,)) for number in NUMBERS)


def _articled(page: Page) -> Mask:
    return page.flagged(ARTICLED) & page.joined


def missing(line: Line) -> Iterator[Clash]:
    grammar = line.grammar
    for index in line.candidates(_articled):
        word = line.low(index)
        if word in grammar.wants_article:
            if line.after_comma(index) or line.tokens[max(0, index - 1)].endswith(":"):
                continue  # an apposition: affitti, bollette, tutti costi che salgono
            if line.joined(index - 1) and line.low(index - 1) in grammar.copulas:
                continue  # a predicate: son todos métodos de la clase
            if _bare_noun(line, index + 1) and line.low(index + 1) not in grammar.without_article:
                yield Clash(index, index + 1, "article", "an article is missing")
        elif word in grammar.not_before_nouns:
            if _bare_noun(line, index + 1):
                yield Clash(index, index + 1, "agreement", f"{word!r} goes with adjectives")
        elif word in grammar.possessives and _possessive(line, index):
            yield Clash(index, index + 1, "article", "an article is missing")


def _bare_noun(line: Line, index: int) -> bool:
    """Whether a token is a noun and nothing else, and ends its phrase."""
    grammar, place = line.grammar, line.place(index)
    return (
        grammar.pos[place] == POS["noun"]
        and line.core(index).islower()
        and line.low(index) not in grammar.apart
    )


def _possessive(line: Line, index: int) -> bool:
    """A possessive that begins its phrase, where no kin, predicate or set phrase lets the article go."""
    grammar, before = line.grammar, index - 1
    noun = index + 1
    if line.low(noun) in grammar.without_article or not _bare_noun(line, noun):
        return False
    if not grammar.det[line.place(index)] & grammar.noun[line.place(noun)]:
        return False
    if line.starts(index) or not line.joined(before):
        return line.joined(noun) and not line.after_comma(index)
    place = line.place(before)
    is_verb = grammar.verb[place] & VERB["3sg"] and grammar.pos[place] == POS["verb"]
    return line.low(before) in grammar.joining or bool(is_verb and line.low(before) not in grammar.copulas)
