"""Slips of English with nouns that cannot be counted, with each and every, and with a head far from its verb.

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
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_LONGEST = 4  # words of a noun phrase before its noun
_SINGULAR_VERBS = frozenset(("is", "was", "has"))
_PLURAL_VERBS = frozenset(("are", "were", "have"))


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


def far_head(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """The results of the survey was; the price of the boats are: only where the head begins its sentence."""
    verb = core(tokens[index])
    noun = index - 1
    inner = kind(at(tokens, noun))
    if inner not in (SINGULAR, PLURAL) or closed(tokens[noun]):
        return None
    link = _link(tokens, noun)
    if link < 1:
        return None
    head = link - 1
    outer = kind(tokens[head])
    if outer not in (SINGULAR, PLURAL) or outer == inner or _is_quantity(tokens[head], known):
        return None
    if not _begins(tokens, head):
        return None
    if outer == PLURAL and verb in _SINGULAR_VERBS:
        return slip(tokens, index, index, "agreement", f"“{tokens[head]}” is plural")
    if outer == SINGULAR and verb in _PLURAL_VERBS:
        return slip(tokens, index, index, "agreement", f"“{tokens[head]}” is singular")
    return None


def _link(tokens: Tokens, noun: int) -> int:
    """The preposition before a noun phrase, -1 where it is not plain."""
    for place in range(noun - 1, max(-1, noun - 2 - _LONGEST), -1):
        word = tokens[place]
        if closed(word):
            return -1
        if word in ("of", "in", "for"):
            return place
        if kind(word) not in (ADJECTIVE, SINGULAR) and word not in word_set("en", "determining"):
            return -1
    return -1


def _begins(tokens: Tokens, head: int) -> bool:
    """Whether a noun phrase that opens its sentence ends here, with a determiner in front."""
    for place in range(head - 1, max(-1, head - 2 - _LONGEST), -1):
        word, before = tokens[place], at(tokens, place - 1)
        if word in ("the", "this", "these", "those", "its", "his", "their", "our"):
            return not before or (before.endswith(_SENTENCE_ENDS) and "." not in before[:-1])
        if kind(word) not in (ADJECTIVE, SINGULAR):
            return False
    return False


def _is_quantity(word: str, known: Lexicon) -> bool:
    is_name = word in word_set("en", "no-head") or word.endswith("ics")
    return is_name or word in word_set("en", "quantity-heads") or word in known.collective


def rows(known: Lexicon) -> Iterator[Row]:
    """The words that start each check, the check, and the words one of which must follow (None: any)."""
    nouns = (noun + mark for noun in sorted(word_set("en", "uncounted")) for mark in ("", *".,;:!?"))
    yield " ".join(nouns), uncounted, None
    yield "each every", each, known.plurals | known.adjectives
    yield "one", one_of, frozenset(("of",))
    yield "is was has are were have", far_head, None
