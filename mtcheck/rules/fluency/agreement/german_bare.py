"""German adjectives that lack their ending: an der rot Ampel."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import POS
from mtcheck.lexicon.grammar import CAPITAL, ENDING, NOUN
from mtcheck.rules.fluency.agreement.german import Phrase, goes_on, is_inside, is_pronoun
from mtcheck.rules.fluency.agreement.german_prepositions import not_governing
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later


def _may_be_bare(page: Page) -> Mask:
    """A noun behind an article or preposition and an adjective without an ending."""
    known, places = page.grammar.classes, page.places
    before = (known.det[places] | known.prep[places] != 0) & page.joined
    adjective = (known.pos[places] & POS["adj"] != 0) & (page.codes & ENDING == 0) & page.joined
    noun = (page.roles & NOUN != 0) & page.flagged(CAPITAL)
    return noun & later(adjective, -1) & later(before, -2)


def clashes(line: Line) -> Iterator[Clash]:
    """An adjective without an ending before its noun: an der rot Ampel, bei persönlich Fragen."""
    grammar = line.grammar
    for index in line.candidates(_may_be_bare):
        adjective, first = index - 1, index - 2
        word = line.core(adjective)
        if not word.islower() or grammar.ending_of(word) or word in grammar.apart or goes_on(line, index):
            continue
        if not line.only(adjective, "adj", "adv", "verb") or _opens_participle(line, index + 1):
            continue
        article = grammar.det[line.place(first)]
        if article:
            is_phrase = bool(article & grammar.noun[line.place(index)])
            if not is_phrase or is_pronoun(line, Phrase(index, (), first, -1), first):
                continue
        elif not _after_preposition(line, first, index):
            continue
        yield Clash(first, index, "form", "the adjective has no ending")


def _opens_participle(line: Line, index: int) -> bool:
    """Whether what is before an adjective goes with it: die gut Deutsch sprechenden Gäste."""
    return line.joined(index - 1) and (is_inside(line, index) or line.is_pos(index, "verb"))


def _after_preposition(line: Line, preposition: int, noun: int) -> bool:
    """Whether a preposition governs the noun, and what is between can be nothing but an adjective."""
    grammar, adjective = line.grammar, noun - 1
    word = line.core(adjective)
    if not line.only(adjective, "adj") or not word.endswith(grammar.adjective_ends):
        return False
    phrase = Phrase(noun, (adjective,), -1, preposition)
    return word not in grammar.sentence_adverbs and not not_governing(line, phrase)
