"""Subjects with a complement, or after an opening phrase or `that`, and its verb: the keys of the port is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mtcheck.lexicon.features import NUMBERS, PERSONS, POS, VERB, spread
from mtcheck.lexicon.grammar import CLOSES, DETERMINER
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later

_SINGULAR, _PLURAL = (spread(numbers=(number,)) for number in NUMBERS)
_NOMINATIVE = spread(cases=("nom",))
_FINITE = sum(VERB[person] for person in PERSONS)
_NOT_FINITE = VERB["inf"] | VERB["ppart"] | VERB["ger"]
_OPENING = 7  # tokens of an opening phrase, at most
_COMPLEMENTS = 2


def _may_be_subject(page: Page) -> Mask:
    """An article that begins a sentence or stands after a comma or after `that`."""
    known = page.grammar
    that = [known.own[word] for word in known.that | known.clause_words | known.sentence_adverbs]
    before = later(page.flagged(CLOSES), -1) | np.isin(later(page.places, -1), that)
    article: Mask = (page.roles & DETERMINER) != 0
    return article & page.joined & (page.starts | before)


def clashes(line: Line) -> Iterator[Clash]:
    for index in line.candidates(_may_be_subject):
        if line.low(index) in line.grammar.with_preposition:
            continue
        if (
            line.starts(index)
            or _after_that(line, index)
            or _after_phrase(line, index)
            or _opens(line, index)
        ):
            yield from _subject(line, index)


def _after_that(line: Line, index: int) -> bool:
    """Whether a verb and `that` are before: dicen que los médicos tiene."""
    said = index - 2
    if line.low(index - 1) not in line.grammar.that or not line.joined(index - 1) or not line.joined(said):
        return False
    return line.only(said, "verb")


def _opens(line: Line, index: int) -> bool:
    """Whether a conjunction is before, or an adverb that begins the sentence: ahora los médicos tiene."""
    before = index - 1
    if not line.joined(before):
        return False
    if line.low(before) in line.grammar.clause_words:
        return True
    return line.low(before) in line.grammar.sentence_adverbs and line.starts(before)


def _after_phrase(line: Line, index: int) -> bool:
    """Whether a phrase without a verb opens the sentence, up to a comma: En France, les enfants."""
    if not index or not line.tokens[index - 1].endswith(",") or line.grammar.bracket:
        return False
    for before in range(index - 1, max(-1, index - 1 - _OPENING), -1):
        if line.grammar.verb[line.place(before)] & (_FINITE | _NOT_FINITE):
            return False
        if before < index - 1 and line.tokens[before].endswith((",", ";", ":")):
            return False
        if line.starts(before):
            return line.is_pos(before, "prep", "adv") or line.low(before) in line.grammar.not_before
    return False


def _subject(line: Line, index: int) -> Iterator[Clash]:
    grammar, head = line.grammar, index + 1
    while _is_adjective(line, head) and line.joined(head):
        head += 1
    low = line.low(head)
    if low in grammar.collective or low in grammar.time_nouns or low in grammar.apart:
        return
    if grammar.kind[line.place(index)] == "i":
        return  # quali paesi ha
    if not line.joined(head) or not line.is_pos(head, "noun") or line.is_pos(head, "pron", "prep", "num"):
        return
    slots = grammar.det[line.place(index)] & grammar.noun[line.place(head)] & _NOMINATIVE
    numbers = {bool(slots & _SINGULAR), bool(slots & _PLURAL)}
    if len(numbers) != 2:
        return
    singular = bool(slots & _SINGULAR)
    verb = _verb(line, head, singular)
    if verb > head and _is_clash(line, verb, singular):
        first, second = ("singular", "plural") if singular else ("plural", "singular")
        yield Clash(verb, verb, "agreement", f"a {first} subject, a {second} verb")


def _is_adjective(line: Line, index: int) -> bool:
    grammar = line.grammar
    if grammar.bracket:
        return line.core(index).islower() and line.only(index, "adj", "verb") and line.is_pos(index, "adj")
    return line.low(index) in grammar.prenominal


def _verb(line: Line, head: int, singular: bool) -> int:
    """The place after the noun with its adjectives and complements, -1 where it is not plain."""
    grammar, place = line.grammar, head + 1
    for _ in range(_COMPLEMENTS):
        place = _behind_adjectives(line, place)
        noun = _complement(line, place)
        if noun < 0:
            break
        if not line.joined(noun) or (singular and grammar.noun[line.place(noun)] & _PLURAL):
            return -1
        place = noun + 1
    place = _behind_adjectives(line, place)
    while line.joined(place) and line.low(place) in grammar.before_verbs:
        place += 1
    return place if all(line.joined(each) for each in range(head, place)) else -1


def _behind_adjectives(line: Line, place: int) -> int:
    """Behind the adjectives that can be nothing else."""
    grammar = line.grammar
    while line.joined(place) and not grammar.bracket and _plain_adjective(line, place):
        place += 1
    return place


def _plain_adjective(line: Line, place: int) -> bool:
    bits = line.grammar.verb[line.place(place)]
    return (
        bool(line.grammar.adj[line.place(place)]) and not bits & _FINITE and line.only(place, "adj", "verb")
    )


def _complement(line: Line, place: int) -> int:
    """The noun of `of the noun` after a place, -1 where there is none."""
    grammar = line.grammar
    if line.low(place) not in grammar.of_words or not line.joined(place):
        return -1
    noun = place + 1
    if grammar.det[line.place(noun)] and line.joined(noun):
        noun += 1
    elided = line.core(noun).rpartition("'")[2].rpartition("’")[2]
    known = grammar.pos[line.place(noun)] or grammar.pos[grammar.class_of(elided, first=False)]
    is_noun = bool(known & POS["noun"]) and not known & (POS["prep"] | POS["pron"])
    return noun if is_noun and (grammar.bracket or line.core(noun).islower()) else -1


def _is_clash(line: Line, verb: int, singular: bool) -> bool:
    grammar, bits = line.grammar, line.verb(verb)
    if not line.core(verb).islower() or line.core(verb) in grammar.apart or grammar.det[line.place(verb)]:
        return False
    sure = line.low(verb) in grammar.copulas or line.only(verb, "verb")
    wanted, other = (VERB["3sg"], VERB["3pl"]) if singular else (VERB["3pl"], VERB["3sg"])
    if not bits & other or bits & wanted or bits & VERB["ppart"]:
        return False
    if bits & _NOT_FINITE and not (grammar.bracket and line.low(verb) in grammar.copulas):
        return False
    follows = grammar.verb[line.place(verb + 1)] if line.joined(verb) else 0
    if follows & _FINITE and not follows & _NOT_FINITE and line.only(verb + 1, "verb"):
        return False  # le variabili di tipo stringa sono
    if singular and line.low(verb) in grammar.copulas and not grammar.bracket:
        return False  # el problema son los precios: subjects.clashes knows better
    if grammar.bracket and line.only(verb, "verb", "adj") and line.tokens[verb].endswith(","):
        return True  # der Sprecher der Bahn erklärten, dass
    if not (sure or _may_be_verb(line, verb)):
        return False
    if bits & VERB["inf"] or not sure or grammar.bracket:
        number = _SINGULAR if other == VERB["3sg"] else _PLURAL
        return _is_only_verb(line, verb) and not (grammar.bracket and _has_subject(line, verb, number))
    return not any("?" in token for token in line.tokens[verb:])


def _may_be_verb(line: Line, verb: int) -> bool:
    """Whether a noun or verb is the verb: what is after it can follow no noun, and a sentence ends here."""
    if not line.only(verb, "verb", "noun", "name") or not line.joined(verb):
        return False
    after = verb + 1
    follows = line.is_pos(after, "prep", "adv") or line.grammar.det[line.place(after)]
    return bool(follows) and line.low(after) not in line.grammar.of_words


def _is_only_verb(line: Line, verb: int) -> bool:
    """Whether nothing else in the sentence may be a finite verb, and a full stop ends it."""
    for after in range(verb + 1, len(line)):
        if line.grammar.verb[line.place(after)] & _FINITE and not line.starts(after):
            return False
        if line.tokens[after].endswith((".", "!")):
            return True
        if line.tokens[after].endswith((":", ";", "?")):
            return False
    return False


def _has_subject(line: Line, verb: int, number: int) -> bool:
    """Whether a noun or pronoun after the verb may be its subject, as verbs in the second place have it."""
    grammar = line.grammar
    for after in range(verb + 1, len(line)):
        place, core = line.place(after), line.core(after)
        if core in grammar.pronouns or (line.is_pos(after, "pron") and core not in grammar.reflexive):
            return True
        if grammar.prep[line.place(after - 1)] or line.is_pos(after - 1, "prep", "adj", "det"):
            continue
        if grammar.det[line.place(after - 1)] and after - 1 > verb:
            continue
        slots = grammar.det[place] & _NOMINATIVE
        if slots and (
            not grammar.noun[line.place(after + 1)] or slots & grammar.noun[line.place(after + 1)] & number
        ):
            return True
        if core[:1].isupper() and grammar.capital_nouns:
            return True
        if line.tokens[after].endswith((".", "!", ",")):
            return False
    return False
