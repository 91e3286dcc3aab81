"""German: article, adjectives and noun share gender, number and case, and a preposition asks for its case."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck import lazyre
from mtcheck.lexicon.features import CASES, POS, VERB, slots_of, spread
from mtcheck.lexicon.grammar import (
    ADJECTIVE,
    CAPITAL,
    DETERMINER,
    ENDING,
    ENDING_AT,
    PREPOSITION,
    Grammar,
)
from mtcheck.rules.fluency.agreement.german_prepositions import closes, not_governing
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later

_BEFORE = ADJECTIVE | DETERMINER | PREPOSITION
_ALL = (1 << 56) - 1
_AFTER = {
    "d": {
        "e": slots_of("p.sg.nom|f.sg.acc|n.sg.acc"),
        "en": slots_of("p.sg.gen|p.sg.dat|m.sg.acc|p.pl"),
    },
    "e": {
        "e": slots_of("f.sg.nom|f.sg.acc"),
        "en": slots_of("p.sg.gen|p.sg.dat|m.sg.acc|p.pl"),
        "er": slots_of("m.sg.nom"),
        "es": slots_of("n.sg.nom|n.sg.acc"),
    },
    "s": {
        "e": slots_of("f.sg.nom|f.sg.acc|p.pl.nom|p.pl.acc"),
        "en": slots_of("m.sg.acc|p.pl.dat|m.sg.gen|n.sg.gen"),
        "er": slots_of("m.sg.nom|f.sg.gen|f.sg.dat|p.pl.gen"),
        "es": slots_of("n.sg.nom|n.sg.acc"),
        "em": slots_of("m.sg.dat|n.sg.dat"),
    },
}
_AFTER["c"] = _AFTER["d"]
_ENDINGS = ("", "em", "en", "er", "es", "e")  # as the language file numbers them
_ER = _ENDINGS.index("er")
_STRONG = ("es", "em")
_STRONG_ENDINGS = [_ENDINGS.index(ending) for ending in _STRONG]
_KINDS = ("", *_AFTER)
# The slots after an article of a kind, by the numbers of the kind and of the adjective's ending.
_AFTER_KIND = np.array(
    [[_ALL, *(_AFTER.get(kind, {}).get(ending, 0) for ending in _ENDINGS[1:])] for kind in _KINDS],
    np.uint64,
)
_ALONE = ("alle", "allen", "viele", "mehrere")  # often without a noun
_AFTER_GENITIVE = ("willen", "wegen")
_LONGEST = 5  # words between the article and its noun
_LEAST_UNKNOWN = 7  # letters of an adjective that no table has


class Phrase(NamedTuple):
    """A noun with what is before it; -1 where there is none."""

    noun: int
    adjectives: tuple[int, ...]
    article: int
    preposition: int


def clashes(line: Line) -> Iterator[Clash]:
    for index in line.candidates(_may_clash):
        phrase = _phrase(line, index)
        provable = _provable(line, phrase) if phrase else None
        if provable:
            yield from _clash(line, provable)


def _may_clash(page: Page) -> Mask:
    """A noun that what is before it does not go with, or is not: ``_phrase`` for all nouns together."""
    grammar, known = page.grammar, page.grammar.classes
    det, prep = known.det[page.places], known.prep[page.places]
    before = (page.roles & _BEFORE != 0) & page.joined
    inside = _inside(page)
    nouns = (page.flagged(CAPITAL) & later(before | inside, -1)).nonzero()[0]
    endings = np.where(inside, (page.codes & ENDING) >> ENDING_AT, 0)
    between = _between(page, endings)
    ends, place = np.zeros((_LONGEST, len(nouns)), np.int64), nouns - 1
    for row in ends:
        # The last token of a page is joined with nothing, so that nothing is before the first one.
        row[:] = endings[place]
        place = place - ((row != 0) | between[place])
    article = np.where(page.joined[place], det[place], 0)
    kinds = np.where(article != 0, _kinds(grammar)[page.places[place]], _KINDS.index("s"))
    place = place - (article != 0)
    asked = np.where(page.joined[place] & (kinds != _KINDS.index("c")), prep[place], 0)
    slots = known.noun[page.places[nouns]]
    # A name after the noun, or no table with it: then article and adjectives have to agree all the same.
    fits = np.where(slots != 0, slots, _ALL) & np.where(article != 0, article, _ALL)
    for row in ends:
        adverb = (row == _ER) & (ends[0] != _ER)
        fits &= np.where(adverb, _ALL, _AFTER_KIND[kinds, row])
    fits &= np.where(asked != 0, asked, _ALL)
    mask = np.zeros(len(page.codes), bool)
    told = ((article | asked) != 0) | np.isin(ends[0], _STRONG_ENDINGS)
    mask[nouns[(fits == 0) & told]] = True
    return mask


def _inside(page: Page) -> Mask:
    """Adjectives with an ending."""
    known = page.grammar.classes
    is_adjective = (known.pos[page.places] & POS["adj"] != 0) | (page.places == 0)
    is_adjective &= page.codes & ENDING != 0
    return is_adjective & (known.det[page.places] | known.prep[page.places] == 0) & page.joined


def _between(page: Page, endings: NDArray[np.int64]) -> Mask:
    """What stands before an adjective and declines with nothing: sehr, typisch, und behind another one."""
    known, grammar = page.grammar.classes, page.grammar
    joins = np.isin(page.places, [grammar.own[word] for word in grammar.joining])
    degrees = np.isin(page.places, [grammar.own[word] for word in grammar.degrees])
    small = (known.pos[page.places] & POS["adj"] != 0) & ~page.flagged(CAPITAL) & (page.codes & ENDING == 0)
    adverb = degrees | (small & (known.det[page.places] | known.prep[page.places] == 0))
    before = (adverb | (joins & (later(endings, -1) != 0))) & page.joined
    found: Mask = before & (later(endings) != 0)
    return found


@cache
def _kinds(grammar: Grammar) -> NDArray[np.intp]:
    """The kind of each class, by its number."""
    return np.array([_KINDS.index(kind) if kind in _KINDS else 0 for kind in grammar.kind], np.intp)


def _phrase(line: Line, noun: int) -> Phrase | None:
    grammar = line.grammar
    index, adjectives = noun - 1, list[int]()
    for _ in range(_LONGEST):
        if is_inside(line, index):
            adjectives.append(index)
        elif not _is_between(line, index):
            break
        index -= 1
    article = preposition = -1
    if line.joined(index) and grammar.det[line.place(index)]:
        article = index
        index -= 1
    contracted = article >= 0 and grammar.kind[line.place(article)] == "c"
    if line.joined(index) and grammar.prep[line.place(index)] and not contracted:
        preposition = index
    if article < 0 and preposition < 0 and not _is_strong(line, adjectives):
        return None
    return Phrase(noun, tuple(adjectives), article, preposition)


def _is_strong(line: Line, adjectives: list[int]) -> bool:
    """Whether an adjective in -es or -em is before the noun, which tells its gender without an article."""
    return bool(adjectives) and line.core(adjectives[0]).islower() and _ending(line, adjectives[0]) in _STRONG


def is_inside(line: Line, index: int) -> bool:
    """Whether a word is an adjective with an ending, or a long one of no table that looks like it."""
    grammar, place, word = line.grammar, line.place(index), line.core(index)
    if not line.joined(index) or not line.codes[index] & ENDING or word in grammar.apart:
        return False
    is_adjective = line.is_pos(index, "adj") if place else len(word) >= _LEAST_UNKNOWN and word.isalpha()
    return is_adjective and not grammar.det[place] and not grammar.prep[place]


def _is_between(line: Line, index: int) -> bool:
    """Whether a word before an adjective declines with nothing: sehr, typisch, und behind another one."""
    grammar, word = line.grammar, line.low(index)
    if not line.joined(index) or not is_inside(line, index + 1):
        return False
    if word in grammar.joining:
        return is_inside(line, index - 1)
    place = line.place(index)
    is_bare = line.is_pos(index, "adj") and line.core(index).islower() and not line.codes[index] & ENDING
    return word in grammar.degrees or (is_bare and not grammar.det[place] and not grammar.prep[place])


def _provable(line: Line, phrase: Phrase) -> Phrase | None:
    """The phrase, without a preposition that asks nothing of it; None for what looks like a clash only.

    Relative pronouns, a name after a noun, half a compound.
    """
    first = phrase.preposition if phrase.preposition >= 0 else phrase.article
    if is_pronoun(line, phrase, first) or (
        goes_on(line, phrase.noun, phrase.article) and not phrase.adjectives
    ):
        return None
    if phrase.preposition >= 0 and not_governing(line, phrase):
        return phrase._replace(preposition=-1) if phrase.article >= 0 else None
    return phrase


def goes_on(line: Line, noun: int, article: int = -1) -> bool:
    """Whether the noun is not the last word of its phrase, or no plain noun."""
    grammar, word, after = line.grammar, line.core(noun), line.core(noun + 1)
    if line.joined(noun) and after in _AFTER_GENITIVE:
        return True  # um Gottes willen, von Amts wegen
    if line.joined(noun) and not after[:1].islower() and not _is_genitive_of_name(line, noun + 1):
        return True  # Marathon Plus; Preis - Leistung
    last = word.rpartition("-")[2]
    if not last or last[1:] != last[1:].lower() or last.isupper() or not last[:1].isupper():
        return True
    if word.lower().endswith(_DECLINED_AS_ADJECTIVES) or _is_made_a_noun(line, noun, article):
        return True
    is_declined = bool(grammar.ending_of(last.lower()))
    return is_declined and bool(grammar.pos[grammar.forms.class_of(last.lower())] & POS["adj"])  # das Neue


def _is_genitive_of_name(line: Line, index: int) -> bool:
    """Whether a word is the genitive of a name and no other noun: die Küsten Spaniens."""
    grammar, word = line.grammar, line.core(index)
    if line.joined(index) and not line.core(index + 1)[:1].islower():
        return False  # den Los Angeles Clippers
    is_name = grammar.pos[grammar.forms.class_of(word[:-1])] & POS["name"]
    return bool(is_name) and word.endswith("s") and not grammar.noun[line.place(index)]


def _is_made_a_noun(line: Line, noun: int, article: int) -> bool:
    """Whether a noun is an infinitive or an adjective in truth: im Werden, das Hellenische, der Schönste."""
    grammar, low = line.grammar, line.low(noun)
    if match := _SUPERLATIVE_OR_ORIGIN.search(low):
        return match[0].startswith("isch") or grammar.adj_reading(low[: match.start()])
    if grammar.noun[line.place(noun)] & _NEUTER or not low.endswith("n"):
        return False
    if article >= 0 and not grammar.det[line.place(article)] & _NEUTER:
        return False  # in der Zeilen: an infinitive is neuter
    ends = (low, *(low[cut:] for cut in range(3, len(low) - 3)))
    return any(grammar.verb[grammar.forms.class_of(end)] & VERB["inf"] for end in ends)


_SUPERLATIVE_OR_ORIGIN = lazyre.compile("(?:isch|e?st)e[nrsm]?$")
_NEUTER = slots_of("n.sg")
# Nouns that are declined as adjectives, or as nouns, at the end of a compound: einer Umgebungsvariablen.
_DECLINED_AS_ADJECTIVES = ("variable", "variablen", "konstante", "konstanten", "gerade", "geraden")


def is_pronoun(line: Line, phrase: Phrase, first: int) -> bool:
    if phrase.article < 0:
        return False
    word, before = line.low(phrase.article), phrase.article - 1
    if line.joined(before) and line.grammar.det[line.place(before)]:
        return True  # auf der einen Seite
    if (word in line.grammar.relative or word.startswith("welch")) and line.after_comma(first):
        return True
    if word == "ihr":  # er gab ihr Blumen
        return True
    after = phrase.article + 1
    if word in _ALONE and after < phrase.noun and not is_inside(line, after):
        return True  # für alle offen stehende Türen
    return word == "sein" and line.low(phrase.article - 1) == "zu"


def _cases(slots: int) -> int:
    """All slots of the cases that some slots have."""
    return sum(spread(cases=(case,)) for case in CASES if slots & spread(cases=(case,)))


def _clash(line: Line, phrase: Phrase) -> Iterator[Clash]:
    grammar = line.grammar
    if closes(line, phrase.preposition):
        return
    noun = _ALL if goes_on(line, phrase.noun, phrase.article) else _slots(line, phrase.noun)
    kind = grammar.kind[line.place(phrase.article)] if phrase.article >= 0 else "s"
    inside = noun
    for index in _agreeing(line, phrase):
        inside &= _AFTER[kind].get(_ending(line, index), 0)
    if phrase.article >= 0:
        inside &= grammar.det[line.place(phrase.article)]
    asked = grammar.prep[line.place(phrase.preposition)] if phrase.preposition >= 0 else _ALL
    if inside & asked:
        return
    if inside:
        first, why = phrase.preposition, f"{line.core(phrase.preposition)!r} takes another case"
        yield Clash(first, phrase.noun, "case", why, _mended(line, phrase, first, asked))
    else:
        places = (phrase.article, phrase.preposition, *phrase.adjectives[-1:])
        first = next(each for each in places if each >= 0)
        better = _mended(line, phrase, first, asked)
        yield Clash(first, phrase.noun, "agreement", _what(line, phrase, noun), better)


def _slots(line: Line, noun: int) -> int:
    """What a noun may be; of a name with a hyphen and of a foreign word tables lack forms.

    des Sport-Club beside des Sport-Clubs, in lockeren Sparrings. A word that is in no table may be anything.
    """
    word, slots = line.core(noun), line.grammar.noun[line.place(noun)]
    if not slots:
        return _ALL
    if "-" in word:
        slots |= sum(spread(gender, ("sg",), ("gen",)) for gender in "min" if slots & spread(gender, ("sg",)))
    if word.endswith("s") and not word.endswith("es") and not slots & ~_ONLY_GENITIVE:
        slots |= _ANY_PLURAL
    return slots


_ONLY_GENITIVE = spread(numbers=("sg",), cases=("gen",))
_ANY_PLURAL = spread(numbers=("pl",))


def _ending(line: Line, adjective: int) -> str:
    return _ENDINGS[(line.codes[adjective] & ENDING) >> ENDING_AT]


def _agreeing(line: Line, phrase: Phrase) -> list[int]:
    """The adjectives that agree with the noun: before another one a comparative is an adverb.

    `ein schneller wachsender Markt`, `der früher sumpfigen Gegend`. So is a participle in -en.
    """
    endings = [_ending(line, index) for index in phrase.adjectives]
    return [
        index
        for index, ending in zip(phrase.adjectives, endings, strict=True)
        if ending == endings[0] or not (ending == "er" or _is_participle(line, index))
    ]


def _is_participle(line: Line, index: int) -> bool:
    """Whether a word may be a participle without an ending: ein ausgesprochen schönes Haus."""
    return bool(line.grammar.verb[line.place(index)] & VERB["ppart"])


def _what(line: Line, phrase: Phrase, noun: int) -> str:
    """Gender and number where the article fits no case of the noun, else case."""
    if phrase.article >= 0 and not line.grammar.det[line.place(phrase.article)] & noun:
        return "article and noun do not agree"
    return (
        "the ending of the adjective does not fit"
        if phrase.adjectives
        else "the case of the noun does not fit"
    )


def _mended(line: Line, phrase: Phrase, first: int, asked: int) -> str | None:
    """The phrase with another article of the same stem, where only one fits."""
    if phrase.article < 0:
        return None
    grammar = line.grammar
    wanted = grammar.noun[line.place(phrase.noun)] & asked
    kind = grammar.kind[line.place(phrase.article)]
    for index in _agreeing(line, phrase):
        wanted &= _AFTER[kind].get(_ending(line, index), 0)
    word = line.core(phrase.article)
    fitting = [other for other in grammar.siblings(word.lower()) if grammar.det[grammar.own[other]] & wanted]
    if len(fitting) > 1:  # the article that is there says the case
        cases = _cases(grammar.det[line.place(phrase.article)]) & wanted
        fitting = [other for other in fitting if grammar.det[grammar.own[other]] & cases] or fitting
    if len(fitting) != 1:
        return None
    better = fitting[0].capitalize() if word[:1].isupper() else fitting[0]
    return line.shown_with(first, phrase.noun, phrase.article, better)
