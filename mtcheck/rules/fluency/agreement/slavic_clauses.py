"""Slavic clauses that are read whole up to their verb: цена билетов выросли, начался работы."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mtcheck.lexicon.features import POS, VERB, spread
from mtcheck.lexicon.grammar import Grammar
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later
from mtcheck.rules.fluency.agreement.slavic import attribute_slots, noun_slots
from mtcheck.rules.fluency.agreement.slavic_passives import short_participle
from mtcheck.rules.fluency.agreement.slavic_subjects import fitting, is_alone

_NOMINATIVE, _PLURAL = spread(cases=("nom",)), spread(numbers=("pl",))
_GENITIVE, _VOCATIVE = spread(cases=("gen",)), spread(cases=("voc",))
_ACCUSATIVE, _DIRECT = spread(cases=("acc",)), spread(cases=("nom", "acc", "voc"))
_LIKE_SUBJECT = _NOMINATIVE | _VOCATIVE
_SINGULAR_PAST = VERB["pastm"] | VERB["pastf"]
_PAST = _SINGULAR_PAST | VERB["pastn"] | VERB["pastpl"]
_THIRD = VERB["3sg"] | VERB["3pl"]
_OTHER = sum(VERB[mark] for mark in ("1sg", "2sg", "1pl", "2pl", "imp", "inf"))
_MANY = VERB["3pl"] | VERB["pastpl"]
_FAR = 14  # tokens before a verb in which its clause has to begin
_WHY = "subject and verb have another gender or number"


def clashes(line: Line) -> Iterator[Clash]:
    """рост цен привели, вышли новый фильм; not: дом построили, эту книгу написала."""
    for verb in line.candidates(_finite):
        bits = int(_tables(line.grammar)[line.place(verb)]) or short_participle(line, verb)
        if (
            not bits
            or not line.core(verb).islower()
            or line.low(verb + 1) in line.grammar.nominal_infinitives
        ):
            continue
        subject = _before(line, verb, bits)
        if subject is not None:
            head, slots = subject
            if not bits & fitting(slots, line.grammar.lang):
                yield Clash(head, verb, "agreement", _WHY)
            continue
        found = _after(line, verb, bits)
        if found is not None and not bits & fitting(found[1], line.grammar.lang):
            yield Clash(verb, found[0], "agreement", _WHY)


def _finite(page: Page) -> Mask:
    found = _tables(page.grammar)[page.places] != 0
    if page.grammar.lang == "ru":
        found = found | _short(page.grammar)[page.places]
    before, after = _near(page.grammar)
    joined = (later(page.joined, -1) & later(before[page.places], -1)) | (
        page.joined & later(after[page.places])
    )
    return found & joined


@cache
def _near(grammar: Grammar) -> tuple[Mask, Mask]:
    """The classes that may end a subject before a verb, and those that may begin one behind it."""
    rows = zip(grammar.noun, grammar.adj, grammar.det, grammar.pos, strict=True)
    small = POS["adv"] | POS["part"]
    before, after = [], []
    for noun, adj, det, pos in rows:
        before.append(bool(noun | adj | det | (pos & small)) or not pos)
        after.append(bool((noun | adj | det) & _NOMINATIVE or pos & small))
    return np.array(before), np.array(after)


@cache
def _short(grammar: Grammar) -> Mask:
    """The classes of Russian short participles, which the tables know as verbs without a person."""
    rows = zip(grammar.pos, grammar.verb, grammar.noun, grammar.adj, strict=True)
    alone = POS["verb"] | POS["adv"]
    return np.array(
        [bool(pos & POS["verb"]) and not (pos & ~alone or verb | noun | adj) for pos, verb, noun, adj in rows]
    )


@cache
def _tables(grammar: Grammar) -> NDArray[np.uint32]:
    """The past forms and third persons of the classes that are verbs and nothing else."""
    alone = POS["verb"] | POS["name"]
    found = np.zeros(len(grammar.pos), np.uint32)
    for place, bits in enumerate(grammar.verb):
        wanted = bits & (_PAST | _THIRD)
        if wanted and not bits & _OTHER and not grammar.pos[place] & ~alone:
            found[place] = wanted
    return found


def _before(line: Line, verb: int, bits: int) -> tuple[int, int] | None:
    """The head of a noun phrase with nothing else before the verb in its clause, and its nominatives."""
    begin = _clause_start(line, verb)
    if begin is None:
        return None
    at, is_behind_noun = _past_adverbials(line, begin, verb)
    head, slots = noun_phrase(line, at)
    if is_behind_noun and slots & _GENITIVE:
        return None  # во время учёбы участвовал
    if not slots or head >= verb or (bits & _MANY and line.after_comma(begin)):
        return None
    at, slots = _past_attributes(line, head + 1, verb, slots)
    if not slots & _NOMINATIVE or not _is_subject(line, head, slots, verb, bits, behind=True):
        return None
    at = _past_complements(line, at, verb)
    while at < verb and _is_small(line, at):
        at += 1
    return (head, slots & _NOMINATIVE) if at == verb else None


def _clause_start(line: Line, verb: int) -> int | None:
    for begin in range(verb, max(-1, verb - _FAR), -1):
        if begin == 0 or line.starts(begin) or not line.joined(begin - 1):
            return begin
    return None


def _past_adverbials(line: Line, at: int, verb: int) -> tuple[int, bool]:
    """Where a clause goes on behind adverbs and phrases with a preposition; whether a phrase is last."""
    is_behind_noun = False
    while at < verb:
        if line.grammar.prep[line.place(at)]:
            last, slots = noun_phrase(line, at + 1)
            if _is_name(line, at + 1):
                last = at + 1
            elif not slots:
                break
            at, _ = _past_attributes(line, last + 1, verb, slots)
            is_behind_noun = True
        elif line.low(at) in line.grammar.joining_subjects or not line.only(at, "adv", "conj", "part"):
            break
        else:
            at, is_behind_noun = at + 1, False
    return at, is_behind_noun


def _past_attributes(line: Line, at: int, verb: int, slots: int) -> tuple[int, int]:
    """Where adjectives behind a noun end, and what they leave of its slots: państwa partnerskie."""
    while at < verb and (more := slots & attribute_slots(line, at, loose=True)):
        at, slots = at + 1, more
    return at, slots


def _past_complements(line: Line, at: int, verb: int) -> int:
    """Where a phrase ends with its genitives and the phrases with a preposition in it."""
    while at < verb:
        asked = line.grammar.prep[line.place(at)]
        start = at + bool(asked)
        if asked and _is_name(line, start):
            while start < verb and _is_name(line, start):
                start += 1
            at = start
            continue
        last, slots = noun_phrase(line, start)
        if not slots or last >= verb or not slots & (asked or _GENITIVE):
            return at
        at, slots = _past_attributes(line, last + 1, verb, slots)
        if asked and line.low(at) in line.grammar.joining_subjects:
            last, more = noun_phrase(line, at + 1)
            if more & slots & asked and not more & _NOMINATIVE and last < verb:
                at = last + 1
    return at


def _is_name(line: Line, index: int) -> bool:
    """Whether a token is a number or a word with a capital that no table has."""
    core = line.core(index)
    return core.isdigit() or (core[:1].isupper() and not line.place(index))


def noun_phrase(line: Line, first: int) -> tuple[int, int]:
    """The last token of adjectives and their noun, and the slots that they share; 0 for anything else."""
    last, slots = first, spread()
    while (more := attribute_slots(line, last, loose=True)) and line.joined(last):
        slots, last = slots & more, last + 1
    if line.starts(last) and last == first:
        return last, _opening_slots(line, last)
    return last, slots & noun_slots(line, last)


def _opening_slots(line: Line, index: int) -> int:
    """The slots of a noun with a capital because a sentence begins with it."""
    grammar, place, word = line.grammar, line.place(index), line.core(index)
    plain = POS["noun"] | POS["name"] * (not word[:1].isupper())
    if grammar.pos[place] & ~plain or grammar.adj[place] or not word[1:].islower() or not word.isalpha():
        return 0
    return 0 if line.low(index) in grammar.apart else grammar.noun[place]


def _is_small(line: Line, index: int) -> bool:
    grammar = line.grammar
    low = line.low(index)
    return (
        low in grammar.between or low in grammar.links or low in _CLITICS or line.only(index, "adv", "part")
    )


_CLITICS = frozenset("się se".split())


def _is_subject(line: Line, head: int, slots: int, verb: int, bits: int, behind: bool) -> bool:
    """Whether a phrase beside a verb can be nothing but its subject."""
    grammar, low = line.grammar, line.low(head)
    if low in grammar.no_subjects or low in grammar.long_times:
        return False
    other = _of_subjects(slots) & ~_LIKE_SUBJECT
    if behind and bits & _SINGULAR_PAST and not _is_negated(line, verb):
        other &= ~_GENITIVE  # работы начался; but: работы хватало
    if not other:
        return True
    if other & ~_ACCUSATIVE:
        return False
    is_reflexive = line.low(verb + 1) in _CLITICS or line.low(verb - 1) in _CLITICS
    if grammar.lang == "pl" and is_reflexive and bits & (VERB["3sg"] | VERB["pastn"]):
        return False  # mieszkania traktuje się
    return _has_no_object(line, verb) or (behind and _has_object(line, verb, bits))


@cache
def _of_subjects(slots: int) -> int:
    """The slots of the genders that may be nominative: премьера is hardly ever the accusative of премьер."""
    kept = 0
    for gender in ("mi", "f", "n"):
        own = slots & spread(gender)
        kept |= own if own & _NOMINATIVE else 0
    return kept


def _has_object(line: Line, verb: int, bits: int) -> bool:
    """Whether an accusative that cannot be the subject follows, so that the noun before is no object."""
    if not line.joined(verb):
        return False
    head, slots = noun_phrase(line, verb + 1)
    if not slots & _ACCUSATIVE or line.low(head) in line.grammar.long_times or _goes_on(line, head):
        return False
    nominative = slots & _NOMINATIVE
    return not slots & ~(_DIRECT | _GENITIVE) and not (
        nominative and bits & fitting(nominative, line.grammar.lang)
    )


def _is_negated(line: Line, verb: int) -> bool:
    return line.low(verb - 1) in line.grammar.negations


def _has_no_object(line: Line, verb: int) -> bool:
    """Whether a verb never has an accusative: a reflexive, or one that says where or how something is."""
    grammar, low = line.grammar, line.low(verb)
    if low.startswith(grammar.linking):
        return False
    if grammar.reflexive_ends:
        return low.endswith(grammar.reflexive_ends) or low.startswith(grammar.intransitive)
    return (
        line.low(verb + 1) in _CLITICS
        or line.low(verb - 1) in _CLITICS
        or low.startswith(grammar.intransitive)
    )


def _after(line: Line, verb: int, bits: int) -> tuple[int, int] | None:
    """The noun phrase behind a verb that has no subject before it."""
    if not line.joined(verb) or line.low(verb).startswith(line.grammar.linking):
        return None
    first = verb + 1
    while _is_small(line, first) and line.joined(first):
        first += 1
    head, slots = noun_phrase(line, first)
    if not slots & _NOMINATIVE or not _is_subject(line, head, slots, verb, bits, behind=False):
        return None
    if bits & _MANY and not slots & _PLURAL and _goes_on(line, head):
        return None
    return (head, slots & _NOMINATIVE) if is_alone(line, verb) else None


def _goes_on(line: Line, head: int) -> bool:
    """Whether another subject may follow: пришли мать и сын, мать с сыном, мать, отец."""
    grammar = line.grammar
    for place in range(head, min(len(line) - 1, head + _FAR)):
        if line.tokens[place].endswith(",") or line.low(place + 1) in grammar.joining_subjects:
            return True
        if not line.joined(place):
            return False
    return False
