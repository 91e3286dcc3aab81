"""Articles that are pronouns before a verb: la marca, los forma."""

from __future__ import annotations

from mtcheck.lexicon.features import PERSONS, POS, VERB
from mtcheck.rules.fluency.agreement.lines import Line

_FINITE = sum(VERB[person] for person in PERSONS) | VERB["imp"]
_ONLY_YOU = VERB["2sg"] | VERB["pres"] | VERB["subj"]


def is_article(line: Line, index: int, noun: int) -> bool:
    """Whether a word that may be a pronoun too is an article: la marca, which may be "marks her"."""
    grammar, before = line.grammar, index - 1
    place, word = line.place(noun), line.core(noun)
    if line.joined(before):
        written, low = line.core(before), line.low(before)
        is_name = not line.starts(before) and not (low.isalpha() and written.islower())
        is_unknown = not line.place(before) and not behind_elision(line, before)
        if low in grammar.between or (is_name and is_unknown):
            return False  # tu ne la sors pas; at.js le recherche
        if low == "en" and word.endswith("ant"):
            return False  # en la tapant
    bits = grammar.verb[place]
    if grammar.bracket:
        return not bits & _FINITE and not grammar.pos[place] & POS["verb"]
    if (not grammar.pos[place] & POS["verb"] and not bits & VERB["3sg"]) or (
        bits and not bits & ~VERB["ppart"]
    ):
        return True
    if grammar.lang == "fr" and not bits & ~_ONLY_YOU and bits & VERB["2sg"]:
        return True  # la causes: no tu is before
    if noun != index + 1:
        return False  # questo lo rese
    return _is_no_pronoun(line, index) or _is_before_verb(line, noun)


def _is_no_pronoun(line: Line, index: int) -> bool:
    """Whether what is before takes no pronoun and finite verb behind it: pour le route, c'est le route."""
    grammar, before = line.grammar, index - 1
    if not line.joined(before):
        return grammar.lang == "fr" and line.starts(index)
    low = tail(line.low(before))
    if low in grammar.true_prepositions or low in grammar.copulas:
        return True
    bits = line.verb(before)
    if not line.only(before, "verb") or not bits & (_FINITE | VERB["inf"]) or bits & VERB["ppart"]:
        return False
    return low not in grammar.modals and line.low(before - 1) not in grammar.between | grammar.subordinate


def _is_before_verb(line: Line, noun: int) -> bool:
    """Whether a verb follows, and nothing but a clause begins before the article: la banda fue."""
    grammar, before, verb = line.grammar, noun - 2, noun + 1
    begins = line.starts(noun - 1) or line.low(before) in grammar.clause_words | grammar.sentence_adverbs
    if not begins or not line.joined(noun):
        return False
    while line.low(verb) in grammar.before_verbs and line.joined(verb):
        verb += 1
    bits = line.verb(verb)
    is_verb = line.only(verb, "verb") or line.low(verb) in grammar.copulas
    return is_verb and bool(bits & _FINITE) and not bits & (VERB["inf"] | VERB["ger"])


def tail(word: str) -> str:
    """A word without what is elided before it.

    >>> tail("c'est")
    'est'
    """
    return word.replace("’", "'").rpartition("'")[2]


def behind_elision(line: Line, index: int) -> int:
    """The class of a token, or of what stands behind its elided word: s'attaquer."""
    place, word = line.place(index), line.low(index)
    behind = tail(word)
    return place or (line.grammar.forms.class_of(behind) if behind and behind != word else 0)
