"""Slavic passives: the form of be, its participle and the subject share gender and number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.lexicon.features import NUMBERS, POS, VERB, slot, spread
from mtcheck.lexicon.grammar import PASSIVE
from mtcheck.rules.fluency.agreement.lines import Clash, Line

_NOMINATIVE = spread(cases=("nom",))
_GENDERS = {"pastm": spread("mi", ("sg",)), "pastf": spread("f", ("sg",)), "pastn": spread("n", ("sg",))}
_PLURAL = spread(numbers=(NUMBERS[1],))
_PAST = sum(VERB[mark] for mark in (*_GENDERS, "pastpl"))
_ANIMATE, _FEMININE = spread("m"), VERB["pastf"]
#: Masculines whose accusative is their nominative, which no person's is; their tables may have both kinds.
_THING = slot("i", "sg", "acc")
# Russian participles have a short form, which the tables know as a verb without a person.
_SHORT = lazyre.compile(r"\w+(?:[аеёя]н|[еиыоуа]т)(?P<ending>[аоы]?)")
_ENDINGS = {"": "pastm", "а": "pastf", "о": "pastn", "ы": "pastpl"}


def clashes(line: Line) -> Iterator[Clash]:
    """были построен, дом была построена; not: врач была назначена, дом было решено снести."""
    for index in line.candidates(PASSIVE):
        if not line.joined(index):
            continue
        form = line.grammar.verb[line.place(index)] & _PAST
        participle = _participle(line, index + 1)
        if not form or not participle:
            continue
        if not form & participle:
            yield Clash(index, index + 1, "agreement", "the participle has another gender or number")
        elif line.joined(index - 1) and not form & _subject_forms(line, index - 1):
            yield Clash(index - 1, index, "agreement", "subject and verb have another gender or number")


def _participle(line: Line, index: int) -> int:
    """The past forms that go with a participle, 0 for anything else."""
    grammar, place = line.grammar, line.place(index)
    word = line.core(index)
    if not word.islower() or not grammar.pos[place] & POS["verb"] or grammar.noun[place]:
        return 0
    if line.joined(index) and grammar.noun[line.place(index + 1)] & grammar.adj[place]:
        return 0  # słychać było zmasowany oddech
    if grammar.adj[place]:
        return past_forms(grammar.adj[place] & _NOMINATIVE)
    return short_participle(line, index)


def short_participle(line: Line, index: int) -> int:
    """The past form that goes with a Russian short participle: построен, построена; 0 for anything else."""
    grammar = line.grammar
    if grammar.lang != "ru" or grammar.verb[line.place(index)]:
        return 0
    short = _SHORT.fullmatch(line.core(index))
    return VERB[_ENDINGS[short["ending"]]] if short else 0


@cache
def past_forms(slots: int) -> int:
    """The past forms of a verb that go with a subject of some slots."""
    forms = sum(VERB[mark] for mark, bits in _GENDERS.items() if slots & bits)
    return forms | (VERB["pastpl"] if slots & _PLURAL else 0)


def _subject_forms(line: Line, index: int) -> int:
    """The past forms that go with a noun that begins its sentence; all of them where it may be no subject."""
    grammar, place = line.grammar, line.place(index)
    slots = grammar.noun[place]
    if not line.starts(index) or not line.only(index, "noun") or line.low(index) in grammar.no_subjects:
        return _PAST
    if not slots & _NOMINATIVE or grammar.adj[place] or line.low(index) in grammar.apart:
        return _PAST
    forms = past_forms(slots & _NOMINATIVE)
    # решено: the noun may be an object; a man by his name may be a woman
    is_person = slots & _ANIMATE and not slots & _THING
    return forms | VERB["pastn"] | (_FEMININE if is_person else 0)
