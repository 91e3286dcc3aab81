"""Spanish, Portuguese, Italian and French: article, noun and adjective share gender and number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mtcheck import lazyre
from mtcheck.lexicon.features import NUMBERS, POS, VERB, spread
from mtcheck.lexicon.grammar import ADJECTIVE, BEFORE_VOWELS, BESIDE, DETERMINER, LIKES, NOUN, Grammar
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later
from mtcheck.rules.fluency.agreement.pronominal import is_article

_NOMINAL = POS["noun"] | POS["adj"]
_NOUN_ONLY = POS["noun"]
_NOUN_OR_VERB = POS["noun"] | POS["verb"] | POS["name"]  # casa, in small letters
_FINITE = sum(VERB[mark] for mark in ("1sg", "2sg", "3sg", "1pl", "2pl", "3pl", "imp"))
_NO_ADJECTIVE = _FINITE | VERB["inf"] | VERB["ger"]
_NOMINAL_ROLES = NOUN | ADJECTIVE | DETERMINER
PARTICIPIAL = ("ado", "ada", "ido", "ida", "ído", "ída")  # of verbs that no table has
_FEMININE = spread("f")
_CONSONANTS = tuple("bcdfgjklmnpqrstvwxz")
_ENDING = ("!", "?", ";", ":", "»", ".", ")")  # French has a space before its marks
_AGED = ("enne", "enni")  # Italian, of both genders: la ventiseienne
_FAR = 9  # tokens back to the head of a noun phrase
_SINGULAR, _PLURAL = (spread(numbers=(number,)) for number in NUMBERS)
_ONE, _SEVERAL = (sum(VERB[f"{person}{number}"] for person in "123") for number in NUMBERS)


def _may_clash(page: Page) -> Mask:
    """An article before a word that does not go with it, or before more than one word that may not."""
    known, places = page.grammar.classes, page.places
    article, slots = known.det[places], _nominal(page.grammar)[places]
    noun, beside = later(slots), page.flagged(BESIDE)
    both, adjective = article & noun, later(page.joined) * later(known.adj[places], 2)
    clash = (noun != 0) & ((both == 0) | ((adjective != 0) & (adjective & both == 0)))
    other = (later(article) != 0) | later(beside) | later(beside, -1) | (page.roles & BEFORE_VOWELS != 0)
    return (article != 0) & page.joined & (clash | other)


def clashes(line: Line) -> Iterator[Clash]:
    for index in line.candidates(_may_clash):
        yield from _article(line, index)


def _article(line: Line, index: int) -> Iterator[Clash]:
    grammar, noun = line.grammar, index + 1
    article = grammar.det[line.place(index)]
    if line.low(index) in grammar.before_vowels and line.core(noun).startswith(_CONSONANTS):
        article &= ~_FEMININE
    if grammar.kind[line.place(index)] == "i" and not _asks(line, index):
        return
    before = grammar.noun[line.place(index - 1)] if line.joined(index - 1) else 0
    before = 0 if line.is_pos(index - 1, "prep") else before
    if grammar.kind[line.place(index)] == "a" and before & article:
        return  # des raisons diverses
    while grammar.det[line.place(noun)] and line.joined(noun) and line.low(noun) not in grammar.apart:
        if not article & grammar.det[line.place(noun)]:
            return  # la otra; what two articles want is another matter
        noun += 1
    if line.low(noun) in grammar.prenominal:
        if _ends_phrase(line, noun + 1):
            yield from _between(line, index, noun, article)
        slots = article & grammar.prenominal[line.low(noun)] & grammar.noun[line.place(noun + 1)]
        if slots and line.joined(noun) and line.joined(noun + 1):
            yield from _adjective(line, index, noun + 1, slots)
        if _ends_phrase(line, noun + 1):
            return
    slots = nominal(grammar, line.place(noun))
    if slots & article and line.core(noun).islower() and _is_all_with_another(line, index, noun):
        yield Clash(index - 1, noun, "agreement", f"{line.low(index - 1)!r} and noun have another gender")
        return
    if not slots or not _plain(line, index, noun):
        if slots & article and line.joined(noun) and (line.starts(index) or line.is_pos(index - 1, "prep")):
            yield from _adjective(line, index, noun, article & slots)  # la casa, which may be a verb
        return
    if not article & slots:
        if grammar.bracket and grammar.kind[line.place(index)] == "c" and not slots & _SINGULAR:
            return  # dat het fouten geeft
        if line.low(index) in grammar.stressed_articles and line.low(noun) in grammar.stressed_nouns:
            if line.joined(noun):
                yield from _adjective(line, index, noun, slots)  # el agua frío
        elif not _exempt(line, index, noun):
            yield Clash(index, noun, "agreement", _what(article, slots), _mended(line, index, noun, slots))
    elif line.joined(noun):
        yield from _adjective(line, index, noun, article & slots)


def _asks(line: Line, index: int) -> bool:
    """Whether quali opens a question; or it means "such as": strumenti quali penna e carta."""
    return line.starts(index) or (
        line.joined(index - 1) and line.low(index - 1) in line.grammar.true_prepositions
    )


def _is_all_with_another(line: Line, index: int, noun: int) -> bool:
    """Whether todos is before an article and a noun of the other gender: tous les routes, or verbs."""
    if not line.only(noun, "noun") or not line.joined(noun - 1) or line.low(noun) in line.grammar.apart:
        return False
    slots = line.grammar.det[line.place(index)] & line.grammar.noun[line.place(noun)]
    return bool(slots) and _all_clashes(line, index, slots)


def _all_clashes(line: Line, index: int, slots: int) -> bool:
    """Whether todos or todas before an article has the other gender: por todos las calles.

    Behind a verb or a noun it may speak of the subject: ils ont tous les clefs.
    """
    whole, before = line.grammar.before_articles.get(line.low(index - 1), 0), index - 2
    if not whole or not line.joined(index - 1) or not slots & _PLURAL or slots & whole:
        return False
    if line.starts(index - 1) or _has_one_subject(line, before):
        return True
    return bool(line.is_pos(before, "prep") and not line.is_pos(before, "verb"))


def _has_one_subject(line: Line, verb: int) -> bool:
    """Whether a verb speaks of one person or thing, which cannot be all: il voit tous les rues; not: on a."""
    grammar, subject = line.grammar, verb - 1
    forms = line.verb(verb)
    if not forms & _ONE or forms & _SEVERAL or not line.only(verb, "verb") or not line.joined(verb):
        return False
    if not line.joined(subject):
        return line.starts(verb) and not forms & VERB["imp"] and grammar.lang == "es"
    slots = grammar.genders.get(line.low(subject), 0)
    if not slots and line.joined(subject - 1) and line.only(subject, "noun"):
        slots = grammar.det[line.place(subject - 1)] & grammar.noun[line.place(subject)]
    return bool(slots) and not slots & _PLURAL and line.low(subject) not in grammar.collective


def _ends_phrase(line: Line, noun: int) -> bool:
    """Whether a word is a noun and nothing else, right behind an adjective."""
    word = line.core(noun)
    plain = word.islower() and word not in line.grammar.apart and "-" not in word
    plain = plain and not line.grammar.det[line.place(noun)]  # la prima dei tre
    return plain and line.joined(noun - 1) and line.only(noun, "noun")


def _between(line: Line, index: int, adjective: int, article: int) -> Iterator[Clash]:
    """Article, adjective and noun: el nueva puente, le nouveau école."""
    grammar, noun = line.grammar, adjective + 1
    slots, form = grammar.noun[line.place(noun)], grammar.prenominal[line.low(adjective)]
    if not slots or slots & form & article or _exempt(line, index, noun) or _is_stressed(line, noun):
        return
    first = adjective if slots & article else index
    yield Clash(first, noun, "agreement", "article, adjective and noun do not agree")


def nominal(grammar: Grammar, place: int) -> int:
    """The slots of a noun or adjective in small letters, 0 for a word that may be something else as well."""
    pos = grammar.pos[place]
    if not pos & _NOMINAL or pos & (POS["prep"] | POS["conj"] | POS["pron"] | POS["num"]):
        return 0
    return grammar.noun[place] | grammar.adj[place]


@cache
def _nominal(grammar: Grammar) -> NDArray[np.uint64]:
    """The same for each class."""
    return np.array([nominal(grammar, place) for place in range(len(grammar.pos))], np.uint64)


def _plain(line: Line, index: int, noun: int) -> bool:
    """Whether an article is one, and a noun may follow it: "la" before a verb is a pronoun."""
    grammar = line.grammar
    place, word = line.place(noun), line.core(noun)
    if not word.islower() or word in grammar.apart or not line.joined(noun - 1):
        return False
    if grammar.kind[line.place(index)] == "c" and not is_article(line, index, noun):
        return False
    if grammar.verb[place] & VERB["inf"]:
        return False
    return not grammar.pos[place] & POS["adv"] or not grammar.pos[place] & POS["adj"]


@cache
def _stressed(pattern: str) -> re.Pattern[str] | None:
    return lazyre.compile(pattern) if pattern else None


def _is_stressed(line: Line, noun: int) -> bool:
    """Whether a feminine noun begins with a stressed a: el agua."""
    pattern = _stressed(str(line.grammar.data.get("stressed", "")))
    return bool(pattern and pattern.match(line.low(noun)))


def _exempt(line: Line, index: int, noun: int) -> bool:
    grammar = line.grammar
    word = line.low(noun)
    if line.low(index) in grammar.stressed_articles and _is_stressed(line, noun):
        return True
    if _is_of_number(line, index) or _is_joined(line, index, noun) or word.endswith(_AGED):
        return True
    after = line.core(noun + 1)
    if line.joined(noun) and not after[:1].isalnum() and line.tokens[noun + 1] not in _ENDING:
        return True
    if line.joined(noun) and after[:1].isupper() and not (line.only(noun, "noun") and after[1:].islower()):
        return True
    if "-" in word or "'" in word or "’" in word:
        return True
    is_pronoun = grammar.kind[line.place(index)] == "c" and not line.only(noun, "noun")
    return is_pronoun and line.after_comma(index)


def _is_of_number(line: Line, index: int) -> bool:
    """Whether an article ends a number, or a number is one of a date: cent un jours, le deux mai."""
    grammar, before = line.grammar, index - 1
    if not line.joined(before):
        return False
    if line.low(before) in grammar.joining:
        return line.is_pos(before - 1, "num") or line.low(before - 1) in grammar.numerals
    if line.is_pos(before, "num") and not grammar.det[line.place(index)] & _PLURAL:
        return True
    article = grammar.det[line.place(before)]
    return grammar.kind[line.place(index)] == "n" and bool(article) and not article & _PLURAL


def _is_joined(line: Line, index: int, noun: int) -> bool:
    """Whether a plural article goes with two nouns or adjectives: vos nom et prénom, les un et deux."""
    article = line.grammar.det[line.place(index)]
    return line.joined(noun) and line.low(noun + 1) in line.grammar.joining and not article & _SINGULAR


def _what(article: int, slots: int) -> str:
    for number, bits in (("singular", _SINGULAR), ("plural", _PLURAL)):
        if article & bits and not article & ~bits and not slots & bits:
            return f"a {number} article, but the noun is not"
    return "article and noun have another gender"


def _mended(line: Line, index: int, noun: int, slots: int) -> str | None:
    grammar = line.grammar
    word = line.core(index)
    fitting = [each for each in grammar.siblings(word.lower()) if grammar.det[grammar.own[each]] & slots]
    if len(fitting) != 1 or noun != index + 1:
        return None
    better = fitting[0].capitalize() if word[:1].isupper() else fitting[0]
    return line.shown_with(index, noun, index, better)


def _adjective(line: Line, index: int, noun: int, slots: int) -> Iterator[Clash]:
    """An adjective right after the noun, where no earlier noun could be the one it speaks of."""
    grammar = line.grammar
    adjective = noun + 1
    place = line.place(adjective)
    word = line.core(adjective)
    if grammar.verb[place] & _NO_ADJECTIVE or not _is_adjective(line, adjective):
        return
    if (
        not grammar.adj[place]
        or not grammar.noun[line.place(noun)]
        or not word.islower()
        or word in grammar.apart
    ):
        return
    if grammar.adj[place] & slots or grammar.pos[line.place(noun)] & ~_NOUN_OR_VERB:
        return
    if grammar.pos[line.place(noun)] & POS["verb"] and index == noun:
        return
    participial = grammar.verb[place] & VERB["ppart"] or word.rstrip("s").endswith(PARTICIPIAL)
    if participial and _may_be_far(line, index, noun):
        return
    after, follows = line.place(adjective + 1), line.core(adjective + 1)
    if line.joined(adjective) and (grammar.noun[after] & grammar.adj[place] or follows[:1].isupper()):
        return  # alla prima unificazione altre forze; i limiti inferiore LBound e superiore UBound
    if line.joined(adjective) and follows in ("come", "como", "comme"):
        return  # una barca proprio come questa
    if _other_head(line, index, grammar.adj[place]) or "-" in word:
        return
    if not slots & _SINGULAR and (_is_one_of_several(line, adjective) or word.endswith("ent")):
        return  # los diccionarios global y local; ces valeurs persistent, which may be a verb
    yield Clash(index, adjective, "agreement", "noun and adjective do not agree")


def _may_be_far(line: Line, index: int, noun: int) -> bool:
    """Whether a participle may belong to more than the noun before it: une fois élaboré."""
    low = line.low(index)
    return (
        line.low(noun) in line.grammar.time_nouns
        or low in line.grammar.with_preposition
        or line.is_pos(index - 1, "prep")
    )


def _is_adjective(line: Line, index: int) -> bool:
    """Whether a word is an adjective here: one that may be a noun has both genders and no noun after it."""
    grammar, word = line.grammar, line.core(index)
    if line.only(index, "adj", "verb"):
        return True
    if (
        not line.only(index, "adj", "noun", "verb")
        or not line.joined(index)
        or word.endswith(("ant", "ants"))
    ):
        return False  # fonctions composants
    numbers = line.grammar.adj[line.place(index)], line.grammar.noun[line.place(index - 1)]
    if any(
        not (numbers[0] & each and numbers[1] & each) for each in (_SINGULAR, _PLURAL) if numbers[0] & each
    ):
        return False  # i campi orario
    other = next((f"{word[: -len(a)]}{b}" for a, b in grammar.alternations if word.endswith(a)), "")
    place, after = grammar.forms.class_of(other), index + 1
    both = other and grammar.adj[place] and not grammar.adj[place] & grammar.adj[line.place(index)]
    ends = line.is_pos(after, "prep", "verb") or line.low(after) in grammar.copulas
    return bool(both and ends and not line.is_pos(after, "noun", "adj"))


def _is_one_of_several(line: Line, index: int) -> bool:
    """Whether another adjective is joined to this one: each may speak of one of several things."""
    grammar, other = line.grammar, index + 2
    joined = line.joined(index) and line.low(index + 1) in grammar.joining
    return joined and bool(grammar.adj[line.place(other)] & _SINGULAR)


def _other_head(line: Line, index: int, slots: int) -> bool:
    """Whether an earlier noun of the clause could own the adjective: una forma de gobierno democrática."""
    grammar = line.grammar
    for before in range(index - 1, max(-1, index - _FAR), -1):
        if not line.joined(before):
            return False
        place, word = line.place(before), line.low(before)
        if place and grammar.pos[place] & POS["noun"] and grammar.noun[place] & slots:
            return True
        if not place and word not in grammar.not_before and word not in grammar.own:
            return True  # a name, or a word that is not known
        if word in grammar.joining:
            return True
        if _is_verb(grammar, place):
            return word in grammar.copulas
    return False


def _is_verb(grammar: Grammar, place: int) -> bool:
    pos = grammar.pos[place]
    other = POS["noun"] | POS["prep"]  # en, also a form of a verb in some table
    return bool(pos & POS["verb"] and grammar.verb[place] & _FINITE and not pos & other)


def _may_be_loose(page: Page) -> Mask:
    """A noun and nothing else between a verb and an adjective that has other slots."""
    known, places = page.grammar.classes, page.places
    noun, adjective = known.noun[places], later(known.adj[places])
    after_verb = (known.pos[places] & POS["verb"] != 0) & (page.roles & _NOMINAL_ROLES == 0) & page.joined
    plain = (known.pos[places] == _NOUN_ONLY) & (noun != 0) & page.joined
    return plain & later(after_verb, -1) & (adjective != 0) & (adjective & noun == 0)


def loose(line: Line) -> Iterator[Clash]:
    """A noun without an article and the adjective right after it: tomar decisiones sanos."""
    grammar = line.grammar
    for noun in line.candidates(_may_be_loose):
        place = line.place(noun)
        if _is_verb(grammar, line.place(noun - 1)) and line.core(noun).islower():
            yield from _adjective(line, noun, noun, grammar.noun[place])


def _likes(page: Page) -> Mask:
    return page.flagged(LIKES) & page.joined


def likes(line: Line) -> Iterator[Clash]:
    """A verb whose subject comes after it: me gusta los libros, mi piace i libri."""
    grammar = line.grammar
    for verb in line.candidates(_likes):
        index, plural = verb + 1, grammar.likes[line.low(verb)]
        article = grammar.det[line.place(index)] if line.joined(verb) else 0
        if not article or article & _SINGULAR or not line.joined(index) or not line.joined(index - 2):
            continue
        if line.low(index - 2) in grammar.between and grammar.noun[line.place(index + 1)] & article:
            yield Clash(index - 1, index - 1, "agreement", "the subject after it is plural", plural)
