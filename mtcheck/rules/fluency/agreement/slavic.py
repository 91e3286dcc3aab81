"""Slavic languages: adjective and noun share gender, number and case; prepositions take their cases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mtcheck.lexicon.features import CASES, POS, spread
from mtcheck.lexicon.grammar import ADJECTIVE, NUMERAL, Grammar
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later

_ALL = spread()
_OBLIQUE = spread(cases=("gen", "dat", "ins", "loc"))
_SINGULAR, _PLURAL = spread(numbers=("sg",)), spread(numbers=("pl",))
_OTHER = sum(POS[name] for name in "prep conj part pron num adv comp".split())
_OF_A_MAN, _OF_A_WOMAN = (spread(gender, ("sg",), ("nom",)) for gender in "mf")
_OTHERS, _OF_A_LADY = spread("fn"), spread("f", ("sg",), ("nom", "voc"))
_OF_A_SUBJECT = spread(cases=("nom", "voc"))
_NOMINATIVE, _GENITIVE = spread(cases=("nom",)), spread(cases=("gen",))
_CASES = "nominative genitive dative accusative instrumental locative vocative".split()
CASE_NAMES = dict(zip(CASES, _CASES, strict=True))


def clashes(line: Line) -> Iterator[Clash]:
    prep = line.grammar.prep
    for index in line.candidates(_may_clash):
        asked = prep[line.place(index)]
        if asked:
            yield from _preposition(line, index, asked)
        elif attribute_slots(line, index, loose=True):
            yield from _pair(line, index)


def _may_clash(page: Page) -> Mask:
    """A preposition before a word of another case, an adjective before a noun that shares no slot with it."""
    attributes, nouns, loose = (table[page.places] for table in _tables(page.grammar))
    asked, next_noun = page.grammar.classes.prep[page.places], later(nouns)
    pair = (loose != 0) & (next_noun != 0) & (loose & next_noun == 0)
    pair &= (attributes != 0) | _both_nominative(loose, next_noun)
    first, second = later(loose), later(nouns, 2)
    both = first & second
    case = (second != 0) & (((both != 0) & (both & asked == 0)) | (first & asked == 0))
    case |= (first & asked == 0) & (later(loose, 2) != 0) & (later(nouns, 3) != 0)
    alone = (next_noun != 0) & (next_noun & asked == 0)
    clash: Mask = np.where(asked != 0, np.where(first != 0, case, alone), pair)
    return clash & page.joined


@cache
def _tables(grammar: Grammar) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]:
    """The slots of each class before a noun, as a noun, and before one if it may be a noun as well."""
    places = range(len(grammar.pos))
    return (
        np.array([_attribute_class(grammar, place) for place in places], np.uint64),
        np.array([_noun_class(grammar, place) for place in places], np.uint64),
        np.array([_attribute_class(grammar, place, loose=True) for place in places], np.uint64),
    )


def _both_nominative(first: Mask, second: Mask) -> Mask:
    """Whether an adjective that may be a noun (nowy) is none: no noun follows it in the same case."""
    return ((first & _NOMINATIVE) != 0) & ((second & (_ALL & ~_NOMINATIVE)) == 0)


def counted(line: Line) -> Iterator[Clash]:
    """A number in words and the noun right after it: пять принтеров, два принтера."""
    grammar = line.grammar
    for index in line.candidates(NUMERAL):
        noun = noun_slots(line, index + 1) if line.joined(index) else 0
        before = line.low(index - 1) if line.joined(index - 1) else ""
        if line.joined(index - 1) and grammar.noun[line.place(index - 1)] & _GENITIVE:
            continue  # метра два длиной
        clash = noun and not noun & grammar.counted[line.low(index)]
        clash = clash or (line.joined(index) and line.low(index + 1) in _scales(grammar))
        if clash and before not in grammar.counted:
            yield Clash(index, index + 1, "number", "the noun has another form after this number")


@cache
def _scales(grammar: Grammar) -> frozenset[str]:
    """The singulars of thousand and million: чотири тисяча."""
    return frozenset(row.split(":")[0] for row in str(grammar.data.get("scale-nouns", "")).split())


def attribute_slots(line: Line, index: int, loose: bool = False) -> int:
    """The slots of a word that is before a noun and agrees with it, else 0."""
    slots = _attribute_class(line.grammar, line.place(index), loose)
    # An adjective that is a noun: переменная окружения.
    return 0 if slots and line.low(index) in line.grammar.apart else slots


def _attribute_class(grammar: Grammar, place: int, loose: bool = False) -> int:
    """With ``loose`` those of an adjective that is a noun of the same forms too: nowy, новая."""
    if slots := grammar.det[place]:
        return slots
    adjective = grammar.adj[place]
    noun = grammar.noun[place] & (~adjective if loose else -1)
    other = grammar.pos[place] & ~(POS["adj"] | POS["noun"]) or noun
    return 0 if other else adjective


def noun_slots(line: Line, index: int) -> int:
    grammar, word = line.grammar, line.core(index)
    slots = _noun_class(grammar, line.place(index))
    if not slots or not word.islower():
        return 0
    return 0 if word in grammar.pronouns or word in grammar.apart or _is_short_form(line, index) else slots


def _noun_class(grammar: Grammar, place: int) -> int:
    if grammar.det[place] or grammar.prep[place] or grammar.adj[place] or grammar.verb[place]:
        return 0
    return 0 if grammar.pos[place] & (_OTHER | POS["verb"]) else grammar.noun[place]


def _is_short_form(line: Line, index: int) -> bool:
    """Whether a word with a stop goes on in small letters or digits: według maks. wartości."""
    after = line.tokens[index + 1][:1] if index + 1 < len(line) else ""
    return line.tokens[index].endswith(".") and (after.islower() or after.isdigit())


def _preposition(line: Line, index: int, asked: int) -> Iterator[Clash]:
    """The first word after a preposition is in a case that it takes, alone and with its noun."""
    if line.low(index - 1) in line.grammar.in_exclamations:
        return  # что за панорама
    if line.low(index - 1) in line.grammar.unchanging and line.joined(index - 1):
        return  # s její pomocí lidé pochopí
    first = last = index + 1 + (line.low(index + 1) in line.grammar.unchanging and line.joined(index + 1))
    slots = attribute_slots(line, first, loose=True)
    if slots:
        while line.joined(last) and (more := slots & attribute_slots(line, last + 1, loose=True)):
            slots, last = more, last + 1
        noun = noun_slots(line, last + 1) if line.joined(last) else 0
        if noun and slots & noun and not slots & noun & asked:
            yield _case(line, index, last + 1, slots & noun)
        elif not slots & asked and not line.after_comma(index) and noun:
            yield _case(line, index, last + 1, slots)
        return
    noun = (
        0
        if line.grammar.lang == "pl" and line.low(first) in line.grammar.long_times
        else noun_slots(line, first)
    )
    if line.low(index) in line.grammar.plural_persons and noun and not noun & ~_PLURAL and noun & _NOMINATIVE:
        return  # в президенты
    if noun and not noun & asked and not _two_prepositions(line, index):
        yield _case(line, index, first, noun)


def _two_prepositions(line: Line, index: int) -> bool:
    return bool(line.grammar.prep[line.place(index - 1)]) and line.joined(index - 1)


def _case(line: Line, index: int, last: int, slots: int) -> Clash:
    cases = [CASE_NAMES[case] for case in CASES if slots & spread(cases=(case,))]
    why = f"{line.low(index)!r} takes another case"
    if len(cases) == 1:
        why += f" than the {cases[0]}"
    return Clash(index, last, "case", why)


def _pair(line: Line, index: int) -> Iterator[Clash]:
    """An adjective right before a noun that shares no slot with it."""
    grammar = line.grammar
    slots, noun = attribute_slots(line, index, loose=True), noun_slots(line, index + 1)
    if not noun or slots & noun or _belongs_elsewhere(line, index, slots, noun):
        return
    after_preposition = line.joined(index - 1) and grammar.prep[line.place(index - 1)]
    is_plain = not grammar.det[line.place(index)] and not after_preposition
    is_plain = is_plain and not is_of_kind(line, index)
    if is_plain and slots & ~_OBLIQUE and not noun & ~_OBLIQUE:
        return  # a predicate with its object: повний води
    if (
        grammar.titles_of_women
        and noun == _OF_A_MAN
        and slots & _OF_A_WOMAN
        and line.low(index + 1) not in grammar.men
    ):
        return  # główna inżynier
    yield Clash(index, index + 1, "agreement", _what(slots, noun))


def is_of_kind(line: Line, index: int) -> bool:
    """Whether an adjective says of what kind something is, so that it has no object: футбольный, польская."""
    low, kinds = line.low(index), line.grammar.kinds
    is_kind = any(low[:-ending].endswith(kinds) for ending in (1, 2, 3))
    return is_kind and not line.is_pos(index, "verb", "noun")


def _belongs_elsewhere(line: Line, index: int, slots: int, noun: int) -> bool:
    """Whether the adjective goes with a noun before it, with another adjective, or with a number."""
    grammar, before = line.grammar, index - 1
    if line.low(index).startswith(grammar.with_object):
        return True
    third = line.place(index + 2) if line.joined(index + 1) and line.core(index + 2).islower() else 0
    if not grammar.det[line.place(index)]:
        if line.is_pos(index, "noun") and noun & _GENITIVE:
            return True  # знакомым жертвы
        if not slots & ~_PLURAL and line.low(index + 2) in grammar.joining_subjects:
            return True  # пулемётными взводом и ротой
    if noun & _OBLIQUE and grammar.noun[third] & slots and not grammar.prep[third]:
        return True  # wysokich stopniem urzędników
    while line.joined(before) and grammar.adj[line.place(before)] & slots:
        before -= 1  # два других жестовых языка
    if before < 0:
        return False
    if not line.joined(before):
        if noun & _NOMINATIVE and not (slots | noun) & ~_OF_A_SUBJECT:
            return False  # moja syn; but: это книги
        return grammar.det[line.place(index)] > 0 or not _SINGULAR & noun & ~_PLURAL
    place = line.place(before)
    if grammar.prep[place]:
        return False  # в is a letter too
    if (
        grammar.noun[place] & slots
        or line.low(before) in grammar.not_before
        or line.low(before)[:1].isdigit()
    ):
        return True
    return bool(grammar.pos[place] & POS["num"]) or line.low(before) in grammar.numerals


def feminines(line: Line) -> Iterator[Clash]:
    """A masculine adjective before a noun that may be a feminine adjective too: новый дорога."""
    grammar = line.grammar
    for index in line.candidates(ADJECTIVE):
        slots, after = attribute_slots(line, index, loose=True), index + 1
        if not slots & _OF_A_MAN or slots & _OTHERS or not line.joined(index):
            continue
        place, word = line.place(after), line.core(after)
        nominal = grammar.noun[place] | grammar.adj[place]
        if not grammar.noun[place] or nominal & ~_OF_A_LADY or grammar.verb[place] or not word.islower():
            continue
        if not grammar.pos[place] & (POS["adj"] | POS["verb"]) or grammar.det[place] or word in grammar.apart:
            continue  # a noun and nothing else is told by clashes()
        third = line.place(after + 1) if line.joined(after) else 0
        if grammar.prep[third] or not grammar.noun[third] & slots:
            yield Clash(index, after, "agreement", "another gender or case")


def _what(slots: int, noun: int) -> str:
    for number, name in (("sg", "number"), ("pl", "number")):
        bits = spread(numbers=(number,))
        if slots & bits and not slots & ~bits and not noun & bits:
            return f"another {name}"
    for gender in "mifn":
        bits = spread(genders=gender)
        if slots & bits & noun:
            return "another case"
    return "another gender or case"
