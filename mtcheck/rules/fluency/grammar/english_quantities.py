"""Slips of English with nouns that cannot be counted, and with each and every.

See english.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtcheck.resources import word_set
from mtcheck.rules.fluency.grammar.english_nouns import ADJECTIVE, PLURAL, SINGULAR, kind
from mtcheck.rules.fluency.grammar.english_words import (
    Lexicon,
    Slip,
    Tokens,
    at,
    closed,
    core,
    ends_noun,
    slip,
)

Check = Callable[[Tokens, int, Lexicon], Slip | None]
Row = tuple[str, Check, frozenset[str] | None]
_COUNTING = frozenset("many few several these those two three four five another each every".split())
_LONGEST = 4  # words of a noun phrase before its noun
_SINGULAR_VERBS = frozenset(("is", "was", "has"))


def uncounted(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """an information, a good news, many new equipment; not: an information desk."""
    noun = core(tokens[index])
    if not ends_noun(tokens, index, known) or at(tokens, index + 1) in ("and", "or", "to"):
        return None
    first = index - 1
    if kind(at(tokens, first)) == ADJECTIVE or at(tokens, first) in word_set("en", "before-uncounted"):
        first -= 1
    before = at(tokens, first)
    if closed(before) or closed(tokens[index - 1]):
        return None
    if before in ("a", "an"):
        if at(tokens, first - 1) in ("such", "quite", "half") and first == index - 1:
            return None
        return slip(tokens, first, index, "number", f"“{noun}” is not counted")
    if before in _COUNTING and first < index - 1:
        return slip(tokens, first, index, "number", f"“{noun}” is not counted")
    return None


def each(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """Every patients receives; not: every sports club."""
    place = index + 1
    place += kind(at(tokens, place)) == ADJECTIVE and at(tokens, place) not in word_set("en", "counting")
    noun, verb = at(tokens, place), core(at(tokens, place + 1))
    if kind(noun) != PLURAL or closed(tokens[place - 1]) or noun.endswith("ics"):
        return None
    if verb not in _SINGULAR_VERBS and verb not in known.third:
        return None
    return slip(tokens, index, place, "number", "a singular must follow")


def one_of(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """one of the visitor, one of the most popular sport."""
    if at(tokens, index + 1) != "of" or at(tokens, index + 2) not in word_set("en", "one-of"):
        return None
    if at(tokens, index - 1) in word_set("en", "before-one-of"):
        return None
    place = index + 3
    place += at(tokens, place) == "most"
    place += at(tokens, place) in word_set("en", "superlatives")
    while kind(at(tokens, place)) == ADJECTIVE and place < index + 3 + _LONGEST:
        place += 1
    noun = core(at(tokens, place))
    if kind(noun) != SINGULAR or _is_quantity(noun, known) or not tokens[place].startswith(noun):
        return None
    if not ends_noun(tokens, place, known) or any(map(closed, tokens[index:place])):
        return None
    return slip(tokens, place, place, "number", "after “one of” stands a plural")


def _is_quantity(word: str, known: Lexicon) -> bool:
    is_name = word in word_set("en", "no-head") or word.endswith("ics")
    return is_name or word in word_set("en", "quantity-heads") or word in known.collective


def rows(known: Lexicon) -> Iterator[Row]:
    """The words that start each check, the check, and the words one of which must follow (None: any)."""
    nouns = (noun + mark for noun in sorted(word_set("en", "uncounted")) for mark in ("", *".,;:!?"))
    yield " ".join(nouns), uncounted, None
    yield "each every", each, known.plurals | known.adjectives
    yield "one", one_of, frozenset(("of",))
