"""Slips of English subjects: after an opening phrase or an adverb, and without an article.

See english.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtcheck.resources import word_set
from mtcheck.rules.fluency.grammar.english_nouns import ADJECTIVE, PLURAL, SINGULAR, kind
from mtcheck.rules.fluency.grammar.english_verbs import is_plain
from mtcheck.rules.fluency.grammar.english_words import Lexicon, Slip, Tokens, at, closed, core, slip

Check = Callable[[Tokens, int, Lexicon], Slip | None]
Row = tuple[str, Check, frozenset[str] | None]
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_LONGEST = 4  # words of a subject
_OPENING = 12  # words of a phrase before a subject, with its comma
_LONG_WORD = 5  # characters of a word and its stop, which is no abbreviation then, or one of these
_ABBREVIATIONS = frozenset("corp. sept. prof. capt. univ. bros. messrs.".split())
_AROUND = 25  # tokens in which a text that has articles has one
_ARTICLES = frozenset(("the", "a", "an"))
_WISHES = frozenset("if though wish suppose lest".split())


def later_subject(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """For the moment, the authorities has; now the citizens still was."""
    noun = index - 1
    while at(tokens, noun) in word_set("en", "between-subjects") and noun:
        noun -= 1
    skipped = noun < index - 1
    word = at(tokens, noun)
    plural = kind(word) == PLURAL or word == "people"
    if closed(word) or not (plural or kind(word) == SINGULAR) or word.endswith("ics"):
        return None
    if any(
        word in words
        for words in (known.collective, word_set("en", "quantity-heads"), word_set("en", "no-head"))
    ):
        return None
    start = noun
    while start and noun - start < _LONGEST and not closed(tokens[start - 1]):
        if tokens[start - 1] not in word_set("en", "determining") and kind(tokens[start - 1]) != ADJECTIVE:
            break
        start -= 1
    first, verb = tokens[start], core(tokens[index])
    if start == noun or not opens(tokens, start, known, skipped) or first in ("each", "every"):
        return None
    if plural and (verb in ("is", "was", "has") or (verb in known.third and first != "all")):
        return slip(tokens, index, index, "agreement", f"“{word}” is plural")
    if plural or first not in word_set("en", "singular-determiners"):
        return None
    if verb in ("are", "were", "have") or (is_plain(verb) and verb in known.verb):
        earlier = set(tokens[max(0, start - _OPENING) : start])
        if earlier & _WISHES or earlier & known.subjunctive:
            return None
        return slip(tokens, index, index, "agreement", f"“{word}” is singular")
    return None


def opens(tokens: Tokens, start: int, known: Lexicon, skipped: bool) -> bool:
    """Whether a clause opens at a place that no other check looks at."""
    before = at(tokens, start - 1)
    if not before or _ends(before):
        return skipped
    if before in word_set("en", "opens-clauses"):
        return skipped
    if before in word_set("en", "opening-words"):
        return not at(tokens, start - 2) or _ends(tokens[start - 2])
    if not before.endswith(",") or tokens[start + 1] in ("next", "last"):
        return False
    for place in range(start - 1, max(-1, start - _OPENING), -1):
        if place < start - 1 and tokens[place].endswith(","):
            return False
        if place == 0 or _ends(tokens[place - 1]):
            first = core(tokens[place])
            return first in word_set("en", "opening-phrases") or first in word_set("en", "opening-words")
    return False


def _ends(token: str) -> bool:
    return token.endswith(_SENTENCE_ENDS) and "." not in token[:-1]


def bare_subject(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """Accident was in the morning: a noun that never is without an article opens a sentence."""
    noun = index - 1
    word, before = at(tokens, noun), at(tokens, noun - 1)
    if word not in known.countable or word in word_set("en", "may-be-bare") or closed(word):
        return None
    if kind(before) == ADJECTIVE and not closed(before):
        noun -= 1
        before = at(tokens, noun - 1)
    if not before.endswith((".", "!", "?")) or not _ends(before) or len(before) < _LONG_WORD:
        return None  # Mr. Tribe is
    if before in _ABBREVIATIONS:
        return None
    if not _ARTICLES & set(tokens[index : index + _AROUND]):
        return None
    return slip(tokens, noun, index - 1, "article", "this noun has an article")


def superlative(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """is biggest project of; one of oldest."""
    word = at(tokens, index + 1)
    place = index + 2
    if word == "most":
        if kind(at(tokens, index + 2)) != ADJECTIVE:
            return None
        place = index + 3
    elif word not in word_set("en", "superlatives"):
        return None
    noun = core(at(tokens, place))
    if kind(noun) not in (SINGULAR, PLURAL) or any(map(closed, tokens[index:place])):
        return None
    if at(tokens, place + 1) not in ("of", "in", "for", "on", "that", "which") or closed(tokens[place]):
        return None
    return slip(tokens, index + 1, place, "article", "“the” is missing")


def rows(known: Lexicon) -> Iterator[Row]:
    plain = frozenset(verb for verb in known.verb if is_plain(verb))
    verbs = known.third | plain | frozenset("is was are were have has".split())
    yield " ".join(sorted(verbs)), later_subject, None
    plain_past = word_set("en", "no-participles") | {"said", "told"}
    sure = frozenset(verb for verb in known.third if kind(verb) != PLURAL) | plain_past
    yield (
        " ".join(sorted(sure | frozenset("is was has will can must had does cannot".split()))),
        bare_subject,
        None,
    )
    yield "is was are were be become became as", superlative, word_set("en", "superlatives") | {"most"}
