"""Slavic subjects: a noun that can be nothing else, and a verb beside it of another gender or number."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import NUMBERS, POS, VERB, spread
from mtcheck.lexicon.grammar import LEADING, PRONOUN, SUBJECT
from mtcheck.rules.fluency.agreement.lines import Clash, Line

_GENDERS = {"pastm": spread("mi", ("sg",)), "pastf": spread("f", ("sg",)), "pastn": spread("n", ("sg",))}
_PLURAL, _NEUTERS = spread(numbers=(NUMBERS[1],)), spread("n", (NUMBERS[1],))
_NOMINATIVE = spread(cases=("nom",))
_MASCULINE = _GENDERS["pastm"]
_PAST = sum(VERB[mark] for mark in (*_GENDERS, "pastpl"))
_THIRD = VERB["3sg"] | VERB["3pl"]
_OTHER = sum(VERB[mark] for mark in ("1sg", "2sg", "1pl", "2pl", "imp", "inf"))
_NOMINAL = sum(POS[name] for name in "noun name adj det num prep".split())
_BACK = 4  # tokens before a subject in which another may stand that it is joined with


def clashes(line: Line) -> Iterator[Clash]:
    """выставка открылся, открылся выставка; not: врач пришла, друг другу, дверь открыл сторож."""
    for index in line.candidates(SUBJECT):
        slots = _subject(line, index)
        if not slots:
            continue
        if line.joined(index) and not _is_joined(line, index):
            verb = index + 1
            verb += line.joined(verb) and line.only(verb, "adv")
            after = _form(line, verb, _PAST, behind=True) or _form(line, verb, _THIRD, behind=True)
            if after and not after & fitting(slots, line.grammar.lang):
                yield Clash(index, verb, "agreement", "subject and verb have another gender or number")
                continue
        before = _form(line, index - 1, _PAST) if line.joined(index - 1) else 0
        if (
            before & ~VERB["pastpl"]
            and not before & fitting(slots, line.grammar.lang)
            and is_alone(line, index - 1)
        ):
            yield Clash(index - 1, index, "agreement", "subject and verb have another gender or number")


def infinitives(line: Line) -> Iterator[Clash]:
    """они бояться, что; он будет сделать; not: он работать не хочет."""
    grammar = line.grammar
    for index in line.candidates(LEADING):
        if line.low(index) in grammar.futures and line.joined(index):
            verb = index + 1 + (line.low(index + 1) in grammar.between)
            if line.low(verb) in grammar.perfectives and _has_subject(line, index):
                why = f"an imperfective infinitive follows {line.core(index)!r}"
                yield Clash(index, verb, "verb-form", why)
    for index in line.candidates(PRONOUN):
        begins = line.starts(index) or not line.joined(index - 1)
        if (
            begins
            and line.low(index) in grammar.pronouns
            and line.joined(index)
            and line.low(index + 1) not in grammar.pronouns
            and _is_alone_infinitive(line, index + 1)
        ):
            yield Clash(index, index + 1, "verb-form", "an infinitive is no predicate")


def _has_subject(line: Line, future: int) -> bool:
    """Whether a future speaks of somebody: not in трудно будет найти."""
    if not line.grammar.verb[line.place(future)] & VERB["3sg"]:
        return True
    before = line.roles[future - 1] & (SUBJECT | PRONOUN) if line.joined(future - 1) else 0
    return bool(before) and line.low(future - 1) not in line.grammar.no_subjects


def _is_alone_infinitive(line: Line, verb: int) -> bool:
    """Whether an infinitive ends its clause with nothing in it that it depends on."""
    if (
        line.verb(verb) & ~VERB["imp"] != VERB["inf"]
        or not line.only(verb, "verb")
        or not line.core(verb).islower()
    ):
        return False
    while line.joined(verb):
        verb += 1
        place = line.place(verb)
        if not place or line.grammar.pos[place] & ~_NOMINAL or line.low(verb) in line.grammar.modals:
            return False
    return not line.tokens[verb].endswith(("?", "…", ":", "-", "—"))


def _subject(line: Line, index: int) -> int:
    """The slots of a noun that has no other readings, 0 where it is no subject."""
    grammar, place = line.grammar, line.place(index)
    slots, word = grammar.noun[place], line.core(index)
    if not (word.islower() or line.starts(index)):
        return 0
    if line.joined(index - 1) and grammar.prep[line.place(index - 1)]:
        return 0  # в депутаты
    low = line.low(index)
    return 0 if low in grammar.apart or low in grammar.no_subjects else slots


def _form(line: Line, index: int, wanted: int, behind: bool = False) -> int:
    """Which of some forms a verb has that has no others, else 0; before its noun it may not link two."""
    grammar, place = line.grammar, line.place(index)
    bits = grammar.verb[place]
    after = line.verb(index + 1) if line.joined(index) else 0
    if line.low(index) in grammar.able and after & VERB["inf"]:
        # посетители может увидеть; but: дети может быть придут
        return 0 if line.low(index + 1) in grammar.nominal_infinitives else bits & wanted
    low = line.low(index)
    is_link = low.startswith(grammar.linking)
    if behind and is_link and not bits & VERB["pastn"]:  # было, казалось may have no subject
        is_link = False
    if not bits & wanted or bits & (_OTHER | _PAST | _THIRD) & ~wanted or is_link:
        return 0
    is_known = line.only(index, "verb") or low in grammar.states
    return bits & wanted if is_known and line.core(index).islower() else 0


def fitting(slots: int, lang: str) -> int:
    """The forms that go with a subject; a feminine one with a masculine that may be a woman."""
    fits = sum(VERB[mark] for mark, bits in _GENDERS.items() if slots & bits)
    fits |= VERB["3sg"] * bool(slots & ~_PLURAL) | VERB["3pl"] * bool(slots & _PLURAL)
    if slots & _MASCULINE or (lang == "cs" and slots & _NEUTERS):
        fits |= VERB["pastf"]  # врач пришла, města rostla
    return fits | (VERB["pastpl"] if slots & _PLURAL else 0)


def _is_joined(line: Line, index: int) -> bool:
    """Whether a noun may be the second of two subjects, or stands after a word that takes it along."""
    grammar = line.grammar
    for before in range(index - 1, max(-1, index - _BACK), -1):
        if line.starts(before + 1) or line.tokens[before].endswith((";", ":")):
            return False
        if line.low(before) in grammar.joining_subjects or line.tokens[before].endswith((",", "—", "–", "-")):
            return True
        if line.is_pos(before, "num") or line.low(before).isdigit():
            return True
    return False


def is_alone(line: Line, verb: int) -> bool:
    """Whether nothing before a verb in its clause may be its subject."""
    grammar = line.grammar
    for before in range(verb - 1, -1, -1):
        if not line.joined(before) or line.starts(before + 1):
            return True
        place, word = line.place(before), line.core(before)
        if grammar.prep[place] or grammar.prep[line.place(before - 1)]:
            continue  # в Мюнхене
        is_name = word[:1].isupper() and not line.starts(before)
        if not place or is_name or line.low(before) in grammar.pronouns:
            return False
        if (grammar.noun[place] | grammar.adj[place] | grammar.det[place]) & _NOMINATIVE:
            return False
        if grammar.pos[place] & POS["verb"]:
            return False
    return True
