"""A number and a noun that it is not followed by: 45 миллион, 300 деревья, dos millones euros."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.findings import BY_FORMS, Hit
from mtcheck.lexicon.features import NUMBERS, POS, spread
from mtcheck.lexicon.grammar import Grammar
from mtcheck.text.view import View

_TEENS = range(11, 15)
_SINGULAR, _PLURAL = NUMBERS[:2]
_NOMINATIVES = spread(numbers=(_PLURAL,), cases=("nom",))
# A genitive may be of five or a date (5 июля), a singular a label (5 канал), another case the whole phrase's.
_RIGHT = spread(numbers=(_PLURAL,), cases=("gen", "dat", "ins", "loc"))
_RIGHT |= spread(numbers=(_SINGULAR,), cases=("nom", "gen", "acc", "loc"))
# No fraction, which has a form of its own: 2,5 миллиона, 1,5 million.
_ANY_PLURAL = spread(numbers=(_PLURAL,))
_NUMBER = r"\d(?<![\w.,:/%+-].)\d{0,2}(?:[ \u00a0\u202f]\d{3}){0,2}"


def clashes(view: View, grammar: Grammar) -> Iterator[Hit]:
    """Both kinds, where the text has a number with a space behind it."""
    if grammar.of_words and not grammar.bracket:
        yield from _without_of(view, grammar)
    if view.shape.has("0 a", "0 A", "0\u00a0a", "0\u00a0A"):
        yield from _scales(view, grammar)
        if grammar.counted:
            yield from _plurals(view, grammar)


def _without_of(view: View, grammar: Grammar) -> Iterator[Hit]:
    """A noun right behind millions, which Romance languages join with `of`: dos millones euros."""
    rows = _rows(grammar.lang, str(grammar.data.get("scale-nouns", "")))
    words = {form for row in rows.values() for form in row}
    if words.isdisjoint(view.distinct_words):
        return
    for match in _before_noun(tuple(sorted(words, key=len, reverse=True))).finditer(view.text):
        place = grammar.class_of(match[2], first=False)
        plain = grammar.pos[place] & ~POS["name"] == POS["noun"]
        if plain and grammar.noun[place] & _ANY_PLURAL and match[2] not in grammar.apart:
            of = str(grammar.data["of-words"]).split()[0]
            better = f"{match[1]} {of} {match[2]}" if of not in grammar.by_sound else None
            why = f"“{of}” joins millions and what is counted"
            yield Hit(*match.span(), f"number: “{match[0]}”: {why}", better, BY_FORMS)


@cache
def _before_noun(words: tuple[str, ...]) -> re.Pattern[str]:
    return lazyre.compile(rf"\b({'|'.join(words)})[ \u00a0\u202f]([^\W\d_]{{3,}})(?![\w'’-])")


def _plurals(view: View, grammar: Grammar) -> Iterator[Hit]:
    """A Slavic plural that is no genitive after five and more, in Russian after any number: 300 деревья."""
    for match in _COUNTED.finditer(view.text):
        number, word = int(re.sub(r"\D", "", match[1])), match[2]
        place = grammar.class_of(word, first=False)
        slots = grammar.noun[place]
        if number < 2 or not slots & _NOMINATIVES or slots & _RIGHT or not word.islower():
            continue
        if grammar.adj[place] or grammar.verb[place] or grammar.det[place] or word in grammar.apart:
            continue
        if grammar.lang == "ru" or _is_many(number):
            yield _hit(match, None)


def _is_many(number: int) -> bool:
    return number % 100 in _TEENS or number % 10 not in (1, 2, 3, 4)


def _hit(match: re.Match[str], better: str | None) -> Hit:
    why = "the noun has another form after this number"
    wanted = f"{match[1]} {better}" if better else None
    return Hit(*match.span(), f"number: “{match[0]}”: {why}", wanted, BY_FORMS)


_COUNTED = lazyre.compile(rf"({_NUMBER})[ \u00a0\u202f]([^\W\d_]{{3,}})(?![\w-])")


def _scales(view: View, grammar: Grammar) -> Iterator[Hit]:
    """A whole number from 2 on and the singular; in Slavic languages what stands after another number too."""
    rows = _rows(grammar.lang, str(grammar.data.get("scale-nouns", "")))
    if rows.keys().isdisjoint(view.distinct_words):
        return
    for match in _pattern(grammar.lang, tuple(rows)).finditer(view.text):
        forms = rows[match[2].lower()]
        wanted = _form(int(re.sub(r"\D", "", match[1])), forms)
        if wanted not in (match[2].lower(), None):
            yield _hit(match, wanted.capitalize() if match[2][0].isupper() else wanted)


def _form(number: int, forms: tuple[str, ...]) -> str | None:
    """The form after a number; None where several are right."""
    one, *more = forms
    if len(more) == 1:
        return one if number < 2 else more[0]
    return more[1] if _is_many(number) else None


@cache
def _rows(lang: str, listing: str) -> dict[str, tuple[str, ...]]:
    """The forms of each noun by those that may be wrong: its singular, and its form after two to four."""
    found: dict[str, tuple[str, ...]] = {}
    for row in listing.split():
        forms = tuple(row.split(":"))
        found |= dict.fromkeys(forms[:-1], forms)
    return found


@cache
def _pattern(lang: str, words: tuple[str, ...]) -> re.Pattern[str]:
    return lazyre.compile(rf"({_NUMBER})[ \u00a0\u202f]({'|'.join(words)})(?![\w-])", re.IGNORECASE)
