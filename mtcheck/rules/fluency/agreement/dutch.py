"""Dutch: article, adjective and noun share gender and number: de huis, in die huis, een mooi straat."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mtcheck.lexicon.features import NUMBERS, POS, VERB, spread
from mtcheck.lexicon.grammar import Grammar
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later

_SINGULAR, _PLURAL = (spread(numbers=(number,)) for number in NUMBERS)
_NEUTER, _COMMON = spread("n", ("sg",)), spread("mif", ("sg",))
_FINITE = sum(VERB[f"{person}{number}"] for person in "123" for number in NUMBERS)
_MOST = 3  # adjectives before a noun
_VOWELS = "aeiou"
# Persons have adjectives without an ending too: een groot schrijver, de algemeen directeur.
_PERSONS = tuple(
    """
er ende ene ling oof is or eur ist ent ant aar man us ier loog aat iet ling ees iaan
erd ard oot ster mens held koning graaf
vriend arts chef jongen meisje vader zoon collega gast lid coach hoofd pastoor baas piloot
""".split()
)
_COMMON_ENDS = (
    "sing",
    "ting",
    "king",
    "ding",
    "ning",
    "ring",
    "ving",
    "ging",
    "zing",
    "ming",
    "ping",
    "heid",
    "teit",
    "schap",
    "tie",
    "kamer",
    "zomer",
    "winter",
    "ent",
)


def _may_clash(page: Page) -> Mask:
    """An article before a noun that it does not go with, or before an adjective."""
    known, places = page.grammar.classes, page.places
    slots = known.det[places] | _demonstrative(page.grammar)[places]
    noun, adjective = later(known.noun[places]), later(known.pos[places] & POS["adj"])
    return (slots != 0) & page.joined & (((noun != 0) & (slots & noun == 0)) | (adjective != 0))


def _demonstrative(grammar: Grammar) -> np.ndarray:
    found = np.zeros(len(grammar.pos), np.uint64)
    for word, slots in grammar.demonstratives.items():
        found[grammar.own[word]] = slots
    return found


def clashes(line: Line) -> Iterator[Clash]:
    grammar = line.grammar
    for index in line.candidates(_may_clash):
        noun = _noun(line, index)
        if noun < 0 or not _is_article(line, index, noun):
            continue
        article = grammar.det[line.place(index)] or grammar.demonstratives.get(line.low(index), 0)
        slots = grammar.noun[line.place(noun)]
        if not article & slots:
            yield Clash(
                index, noun, "agreement", "article and noun have another gender", _mended(line, index, noun)
            )
        elif noun > index + 1:
            yield from _adjective(line, index, noun, article & slots)


def _noun(line: Line, index: int) -> int:
    """The noun after an article and its adjectives, -1 where no plain noun ends the phrase."""
    noun, most = index + 1, index + 1 + _MOST
    while noun < most and line.joined(noun) and _is_attribute(line, noun):
        noun += 1
    word, after = line.core(noun), line.core(noun + 1)
    plain = line.joined(noun - 1) and line.only(noun, "noun", "verb") and line.is_pos(noun, "noun")
    if not plain or not word.isalpha() or not word.islower() or word in line.grammar.apart:
        return -1
    if line.grammar.verb[line.place(noun)] & (VERB["inf"] | VERB["ppart"]):
        return -1
    if noun > index + 1 and line.is_pos(noun, "verb") and line.grammar.kind[line.place(index)] != "e":
        return -1  # tot nut van het algemeen was
    if line.joined(noun) and (not after[:1].islower() or line.only(noun + 1, "noun", "name")):
        return -1  # de regering Rutte; de water koker
    return noun


def _is_attribute(line: Line, index: int) -> bool:
    """Whether an adjective or its adverb has an adjective or a noun behind it."""
    grammar, word = line.grammar, line.core(index)
    if not word.islower() or line.is_pos(index, "prep", "conj", "pron"):
        return False
    own = line.is_pos(index, "adj") or grammar.adj_reading(word) or word in grammar.degrees
    after = index + 1
    return own and (line.is_pos(after, "noun", "adj") or grammar.adj_reading(line.core(after)))


def _is_article(line: Line, index: int, noun: int) -> bool:
    """Whether a word is an article here: het and dat are pronouns too, but hardly behind a preposition."""
    grammar, word, before = line.grammar, line.low(index), index - 1
    is_pronoun = grammar.kind[line.place(index)] == "c" or word in grammar.demonstratives
    if not is_pronoun:
        return True
    if line.low(noun).endswith("en") and word != "die" and grammar.noun[line.place(noun)] & _PLURAL:
        return False  # het bedrijven van landbouw
    if line.joined(before) and line.is_pos(before, "prep"):
        return line.low(before) not in grammar.before_clauses
    if word in grammar.demonstratives or noun > index + 1 or line.after_comma(index):
        return False
    # Of a light verb or a clause the pronoun is the subject: doet het pijn, omdat het last heeft.
    light = grammar.copulas | grammar.subordinators | grammar.before_clauses
    return line.only(noun, "noun") and line.low(before) not in light


def _mended(line: Line, index: int, noun: int) -> str | None:
    grammar, word = line.grammar, line.core(index)
    slots = grammar.noun[line.place(noun)]
    fitting = [each for each in grammar.siblings(word.lower()) if grammar.det[grammar.own[each]] & slots]
    if len(fitting) != 1 or noun != index + 1:
        return None
    return line.shown_with(index, noun, index, fitting[0].capitalize() if word[:1].isupper() else fitting[0])


def _adjective(line: Line, index: int, noun: int, slots: int) -> Iterator[Clash]:
    """The adjective right before the noun: een mooi straat, een mooie huis, de mooi straat."""
    grammar, adjective = line.grammar, noun - 1
    word, kind = line.core(adjective), grammar.kind[line.place(index)]
    if not line.only(adjective, "adj", "verb", "adv", "name", "noun") and line.place(adjective):
        return
    if slots & _NEUTER or not slots & ~_NEUTER:
        if kind == "e" and not slots & ~_NEUTER and _has_ending(grammar, word):
            yield Clash(index, noun, "agreement", f"before {line.core(noun)!r} the adjective has no ending")
        return
    if kind in ("e", "x") and _lacks_ending(grammar, word) and not _is_person(line.low(noun)):
        if line.joined(noun) and line.is_pos(noun + 1, "adj"):
            return  # de veel stroom verbruikende machine
        yield Clash(index, noun, "agreement", "the adjective has no ending")


def _is_person(noun: str) -> bool:
    """Whether a noun, or the noun of a plural, may be a person by its ending."""
    ends = (noun, noun.removesuffix("s"), noun.removesuffix("en"), noun[:-3])
    is_person = any(each.endswith(_PERSONS) for each in ends[: 4 if noun.endswith("en") else 2])
    return is_person and not noun.endswith(_COMMON_ENDS)


def _is_adjective(grammar: Grammar, word: str) -> bool:
    return len(word) > 2 and grammar.adj_reading(word)


def _has_ending(grammar: Grammar, word: str) -> bool:
    """Whether an adjective has an ending: its base is an adjective too.

    >>> from mtcheck.lexicon.grammar import grammar
    >>> [_has_ending(grammar("nl"), word) for word in ("grote", "snelle", "oranje", "derde")]
    [True, True, False, False]
    """
    if not word.endswith("e") or word in grammar.ordinals or word.endswith(("ste", "ende")):
        return False
    stem = word[:-1]
    hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1:], stem[-1:])
    bases = [
        stem,
        hard,
        f"{hard[:-1]}{hard[-2:-1]}{hard[-1:]}",
        *([stem[:-1]] if stem[-1:] == stem[-2:-1] else []),
    ]
    return any(_is_adjective(grammar, base) for base in bases)


def _lacks_ending(grammar: Grammar, word: str) -> bool:
    """Whether an adjective lacks its ending: another one is this and -e.

    >>> from mtcheck.lexicon.grammar import grammar
    >>> [_lacks_ending(grammar("nl"), word) for word in ("groot", "snel", "grijs", "houten", "gratis")]
    [True, True, True, False, False]
    """
    if word.endswith(("e", "en")) or word in grammar.unchanging or not _is_adjective(grammar, word):
        return False
    last = {"f": "v", "s": "z"}.get(word[-1:], word[-1:])
    forms = [f"{word}e", f"{word}{word[-1:]}e", f"{word[:-1]}{last}e"]
    if word[-2:-1] in _VOWELS and word[-2:-1] == word[-3:-2]:
        forms += [f"{word[:-2]}{word[-1:]}e", f"{word[:-2]}{last}e"]
    return any(_is_adjective(grammar, form) for form in forms)
