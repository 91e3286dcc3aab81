"""Slavic verbs whose object is never an accusative: pomagać starszych ludzi, ответить все вопросы."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import CASES, NUMBERS, POS, VERB, spread
from mtcheck.lexicon.grammar import GOVERNING
from mtcheck.rules.fluency.agreement.lines import Clash, Line
from mtcheck.rules.fluency.agreement.slavic import CASE_NAMES, attribute_slots, noun_slots

_NOMINATIVE, _ACCUSATIVE = spread(cases=("nom",)), spread(cases=("acc",))
_DIRECT = spread(cases=("nom", "acc", "voc"))
_GENITIVE = spread(cases=("gen", "loc"))
_LOCATIVE = spread(cases=("loc",))
_PLURAL = spread(numbers=(NUMBERS[1],))
_GENDERS = {"pastm": spread("mi", ("sg",)), "pastf": spread("f", ("sg",)), "pastn": spread("n", ("sg",))}
_THIRD = VERB["3sg"] | VERB["3pl"]
_PAST = sum(VERB[mark] for mark in (*_GENDERS, "pastpl"))
_FAR = 12  # tokens in which an infinitive may end the clause
_CLITICS = frozenset("się se si".split())


def clashes(line: Line) -> Iterator[Clash]:
    """słuchają muzykę, nerozumím otázku; not: помог друг, помог машину починить, ждал неделю."""
    grammar = line.grammar
    for verb in line.candidates(GOVERNING):
        if not line.only(verb, "verb") or (not line.core(verb).islower() and not line.starts(verb)):
            continue
        first = verb + 1
        while line.joined(first - 1) and (line.low(first) in _CLITICS or line.only(first, "adv", "part")):
            first += 1
        if not line.joined(first - 1):
            continue
        wanted = grammar.objects[line.low(verb)]
        if wanted == _LOCATIVE:
            yield from _place(line, verb, first)
            continue
        last, slots = phrase(line, first)
        # старших людей: an accusative that is a genitive too, where the verb wants neither
        direct = _DIRECT if wanted & _GENITIVE else _DIRECT | _GENITIVE
        if slots & wanted or not slots & (_NOMINATIVE | _ACCUSATIVE) or slots & ~direct:
            continue
        if slots & ~_DIRECT and not slots & _ACCUSATIVE:
            continue
        if line.low(last) in grammar.long_times or _may_be_subject(line, verb, last, slots):
            continue
        if not _has_infinitive(line, last) and not _is_fraction(line, last):
            names = " or ".join(CASE_NAMES[case] for case in CASES if wanted & spread(cases=(case,)))
            yield Clash(verb, last, "case", f"{line.core(verb)!r} takes the {names}")


def _place(line: Line, verb: int, first: int) -> Iterator[Clash]:
    """жить в город; not: жить в радость, родился в среду."""
    grammar = line.grammar
    if line.low(first) not in grammar.inside or not line.joined(first):
        return
    last, slots = phrase(line, first + 1)
    if (
        slots & _ACCUSATIVE
        and not slots & ~_DIRECT
        and line.low(last) not in grammar.long_times | grammar.apart
    ):
        yield Clash(verb, last, "case", f"after {line.core(verb)!r} {line.low(first)!r} takes the locative")


def phrase(line: Line, first: int) -> tuple[int, int]:
    """The last token of adjectives and their noun, and the slots that all share; 0 for anything else."""
    first += line.low(first) in line.grammar.unchanging and line.joined(first)  # его брат
    slots, last = spread(), first
    while (more := attribute_slots(line, last, loose=True)) and line.joined(last):
        slots, last = slots & more, last + 1
    return last, slots & noun_slots(line, last)


def _may_be_subject(line: Line, verb: int, last: int, slots: int) -> bool:
    """Whether the noun after a verb may be its subject: помог друг, помогли брат и сестра."""
    bits = line.grammar.verb[line.place(verb)]
    nominative = slots & _NOMINATIVE
    if not nominative:
        return False
    if bits & VERB["inf"]:
        if not line.joined(verb - 1) or not (
            line.is_pos(verb - 1, "verb", "conj") or line.low(verb - 1) in line.grammar.modals
        ):
            return True
        before = line.place(verb - 1)
        if line.grammar.adj[before] & nominative:
            return True  # должна помочь сестра
        bits = line.grammar.verb[before]  # может помочь врач
    if not bits & (_THIRD | _PAST):
        return False
    fits = sum(VERB[mark] for mark, forms in _GENDERS.items() if nominative & forms)
    fits |= VERB["3pl"] | VERB["pastpl"] if nominative & _PLURAL else 0
    fits |= VERB["3sg"] if nominative & ~_PLURAL else 0
    if nominative & _GENDERS["pastm"]:
        fits |= VERB["pastf"]  # помогла врач
    is_joined = line.low(last + 1) in line.grammar.not_before or line.tokens[last].endswith(",")
    return bool(bits & fits) or bool(bits & (VERB["3pl"] | VERB["pastpl"]) and is_joined)


def _has_infinitive(line: Line, last: int) -> bool:
    """Whether the noun may be the object of an infinitive behind it."""
    for place in range(last + 1, min(last + _FAR, len(line))):
        if not line.joined(place - 1):
            return False
        if line.verb(place) & VERB["inf"]:
            return True
    return False


def _is_fraction(line: Line, last: int) -> bool:
    """Whether another noun may be the one that is meant: a time or measure with a number behind it."""
    return line.joined(last) and (
        line.core(last + 1).isdigit() or bool(line.grammar.pos[line.place(last + 1)] & POS["num"])
    )
