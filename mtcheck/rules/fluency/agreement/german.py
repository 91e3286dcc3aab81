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
    NOUN,
    PREPOSITION,
    Grammar,
)
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
_KINDS = ("", *_AFTER)
# The slots after an article of a kind, by the numbers of the kind and of the adjective's ending.
_AFTER_KIND = np.array(
    [[_ALL, *(_AFTER.get(kind, {}).get(ending, 0) for ending in _ENDINGS[1:])] for kind in _KINDS],
    np.uint64,
)
_RELATIVE = frozenset(("der", "die", "das", "dem", "den"))
_AFTER_GENITIVE = ("willen", "wegen")
_LONGEST = 3  # adjectives before a noun
_REACH = 5  # tokens back to the "was" of: was war das doch für ein Irrtum


class Phrase(NamedTuple):
    """A noun with what is before it; -1 where there is none."""

    noun: int
    adjectives: tuple[int, ...]
    article: int
    preposition: int


def clashes(line: Line) -> Iterator[Clash]:
    for index in line.candidates(_may_clash):
        phrase = _phrase(line, index)
        if phrase and not _left_alone(line, phrase):
            yield from _clash(line, phrase)


def _may_clash(page: Page) -> Mask:
    """A noun that what is before it does not go with, or is not: ``_phrase`` for all nouns together."""
    grammar, known = page.grammar, page.grammar.classes
    det, prep = known.det[page.places], known.prep[page.places]
    before = (page.roles & _BEFORE != 0) & page.joined
    nouns = ((page.roles & NOUN != 0) & page.flagged(CAPITAL) & later(before, -1)).nonzero()[0]
    endings = (page.codes & ENDING) >> ENDING_AT
    inside = (endings != 0) & (known.adj[page.places] != 0) & (det | prep == 0) & page.joined
    ends, place = np.zeros((_LONGEST, len(nouns)), np.int64), nouns - 1
    for row in ends:
        # The last token of a page is joined with nothing, so that nothing is before the first one.
        row[:] = np.where(inside[place], endings[place], 0)
        place = place - (row != 0)
    article = np.where(page.joined[place], det[place], 0)
    kinds = np.where(article != 0, _kinds(grammar)[page.places[place]], _KINDS.index("s"))
    place = place - (article != 0)
    asked = np.where(page.joined[place] & (kinds != _KINDS.index("c")), prep[place], 0)
    fits = known.noun[page.places[nouns]] & np.where(article != 0, article, _ALL)
    for row in ends:
        adverb = (row == _ER) & (ends[0] != _ER)
        fits &= np.where(adverb, _ALL, _AFTER_KIND[kinds, row])
    fits &= np.where(asked != 0, asked, _ALL)
    mask = np.zeros(len(page.codes), bool)
    mask[nouns[(fits == 0) & ((article | asked) != 0)]] = True
    return mask


@cache
def _kinds(grammar: Grammar) -> NDArray[np.intp]:
    """The kind of each class, by its number."""
    return np.array([_KINDS.index(kind) if kind in _KINDS else 0 for kind in grammar.kind], np.intp)


def _may_be_bare(page: Page) -> Mask:
    """A noun behind an article and an adjective without an ending."""
    known, places = page.grammar.classes, page.places
    article = (known.det[places] != 0) & page.joined
    adjective = (known.pos[places] == POS["adj"]) & (page.codes & ENDING == 0) & page.joined
    noun = (page.roles & NOUN != 0) & page.flagged(CAPITAL)
    return noun & later(adjective, -1) & later(article, -2)


def bare(line: Line) -> Iterator[Clash]:
    """An adjective without an ending between article and noun: an der rot Ampel."""
    grammar = line.grammar
    for index in line.candidates(_may_be_bare):
        adjective, article = index - 1, index - 2
        word, noun = line.core(adjective), line.core(index)
        if not word.islower() or grammar.ending_of(word) or word in grammar.apart:
            continue
        if _goes_on(line, index) or noun.endswith("er"):
            continue
        yield Clash(article, index, "form", "the adjective has no ending")


def _phrase(line: Line, noun: int) -> Phrase | None:
    grammar = line.grammar
    index, adjectives = noun - 1, list[int]()
    while len(adjectives) < _LONGEST and line.joined(index):
        place, word = line.place(index), line.core(index)
        plain = not grammar.det[place] and not grammar.prep[place] and word not in grammar.apart
        if not (plain and grammar.adj[place] and line.codes[index] & ENDING):
            break
        adjectives.append(index)
        index -= 1
    article = preposition = -1
    if line.joined(index) and grammar.det[line.place(index)]:
        article = index
        index -= 1
    contracted = article >= 0 and grammar.kind[line.place(article)] == "c"
    if line.joined(index) and grammar.prep[line.place(index)] and not contracted:
        preposition = index
    if article < 0 and preposition < 0:
        return None
    return Phrase(noun, tuple(adjectives), article, preposition)


def _left_alone(line: Line, phrase: Phrase) -> bool:
    """What looks like a clash and is none: relative pronouns, a name after a noun, half a compound."""
    first = phrase.preposition if phrase.preposition >= 0 else phrase.article
    return (
        _goes_on(line, phrase.noun)
        or _is_pronoun(line, phrase, first)
        or (phrase.preposition >= 0 and _not_governing(line, phrase))
    )


def _goes_on(line: Line, noun: int) -> bool:
    """Whether the noun is not the last word of its phrase, or no plain noun."""
    word, after = line.core(noun), line.core(noun + 1)
    if line.joined(noun) and (not after[:1].islower() or after in _AFTER_GENITIVE):
        return True  # Marathon Plus; Preis - Leistung; um Gottes willen, von Amts wegen
    if (
        word[-1:] == "-"
        or word[1:] != word[1:].lower()
        or ("-" in word and word.rpartition("-")[2].isupper())
        or word.isupper()
    ):
        return True
    grammar = line.grammar
    if word.lower().endswith(_DECLINED_AS_ADJECTIVES) or _is_made_a_noun(line, noun):
        return True
    return bool(grammar.pos[grammar.forms.class_of(word.lower())] & POS["adj"])  # das Neue


def _is_made_a_noun(line: Line, noun: int) -> bool:
    """Whether a noun is an infinitive or an adjective in truth: im Werden, das Hellenische, der Schönste."""
    grammar, low = line.grammar, line.low(noun)
    if match := _SUPERLATIVE_OR_ORIGIN.search(low):
        return match[0].startswith("isch") or grammar.adj_reading(low[: match.start()])
    if grammar.noun[line.place(noun)] & _NEUTER or not low.endswith("n"):
        return False
    ends = (low, *(low[cut:] for cut in range(3, len(low) - 3)))
    return any(grammar.verb[grammar.forms.class_of(end)] & VERB["inf"] for end in ends)


_SUPERLATIVE_OR_ORIGIN = lazyre.compile("(?:isch|e?st)e[nrsm]?$")
_NEUTER = slots_of("n.sg")
# Nouns that are declined as adjectives, or as nouns, at the end of a compound: einer Umgebungsvariablen.
_DECLINED_AS_ADJECTIVES = ("variable", "variablen", "konstante", "konstanten", "gerade", "geraden")


def _is_pronoun(line: Line, phrase: Phrase, first: int) -> bool:
    if phrase.article < 0:
        return False
    word, before = line.low(phrase.article), phrase.article - 1
    if line.joined(before) and line.grammar.det[line.place(before)]:
        return True  # auf der einen Seite
    if (word in line.grammar.relative or word.startswith("welch")) and line.after_comma(first):
        return True
    if word == "ihr":  # er gab ihr Blumen
        return True
    return word == "sein" and line.low(phrase.article - 1) == "zu"


def _not_governing(line: Line, phrase: Phrase) -> bool:
    """A preposition that belongs to what is before it, to an infinitive, or to a number."""
    word, before = line.low(phrase.preposition), phrase.preposition - 1
    if phrase.article < 0 and phrase.adjectives and word in line.grammar.of_degree:
        return True  # zu große Autos; über hundert Autos
    if line.low(before - 1) == word and line.joined(before) and line.joined(before - 1):
        return True  # nach und nach
    if word in ("um", "seit", "bis") and _is_no_preposition(line, phrase):
        return True
    if word == "für" and _asks(line, phrase.preposition):
        return True  # was für ein Wirbel
    if word in line.grammar.after_noun and line.joined(before):
        return line.core(before)[:1].isupper() or line.low(before) in ("sich", "mir", "heraus")
    if word in line.grammar.with_infinitive:
        rest = [line.low(index) for index in range(phrase.noun + 1, len(line))]
        return any(token == "zu" or "zu" in token[2:-3] for token in rest)
    return False


def _is_no_preposition(line: Line, phrase: Phrase) -> bool:
    """Whether the word goes with `willen` behind a genitive, or begins a clause: Seit die Brücke steht, …"""
    rest = [line.low(index) for index in range(phrase.noun + 1, min(len(line), phrase.noun + _FAR))]
    if line.low(phrase.preposition) == "um":
        return "willen" in rest
    opens = line.starts(phrase.preposition) or line.after_comma(phrase.preposition)
    return opens and bool(line.grammar.noun[line.place(phrase.noun)] & _NOMINATIVE)


_FAR = 7  # tokens: um der Partei oder des Systems willen
_NOMINATIVE = spread(cases=("nom",))


def _asks(line: Line, preposition: int) -> bool:
    """Whether the clause has a "was" or "in was" before: what stands after "für" is in any case then."""
    for before in range(preposition - 1, max(-1, preposition - 1 - _REACH), -1):
        if not line.joined(before):
            return False
        if line.low(before) in line.grammar.in_exclamations:
            return True
    return False


def _cases(slots: int) -> int:
    """All slots of the cases that some slots have."""
    return sum(spread(cases=(case,)) for case in CASES if slots & spread(cases=(case,)))


def _closes(line: Line, preposition: int) -> bool:
    """Whether a preposition ends a phrase that another one began: von der aus die Karte kommt."""
    pair = f"{line.low(preposition - 2)}:{line.low(preposition)}" if preposition > 1 else ""
    return pair in str(line.grammar.data.get("circumpositions", "")).split()


def _clash(line: Line, phrase: Phrase) -> Iterator[Clash]:
    grammar = line.grammar
    if _closes(line, phrase.preposition):
        return
    noun = grammar.noun[line.place(phrase.noun)]
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
        first = phrase.article if phrase.article >= 0 else phrase.preposition
        better = _mended(line, phrase, first, asked)
        yield Clash(first, phrase.noun, "agreement", _what(line, phrase, noun), better)


def _ending(line: Line, adjective: int) -> str:
    return _ENDINGS[(line.codes[adjective] & ENDING) >> ENDING_AT]


def _agreeing(line: Line, phrase: Phrase) -> list[int]:
    """The adjectives that agree with the noun: before another one a comparative is an adverb.

    `ein schneller wachsender Markt`, `der früher sumpfigen Gegend`.
    """
    endings = [_ending(line, index) for index in phrase.adjectives]
    return [
        index
        for index, ending in zip(phrase.adjectives, endings, strict=True)
        if ending != "er" or ending == endings[0]
    ]


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
