"""German nouns in small letters and adjectives with a capital, by the table of forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import compress, count

from mtcheck.findings import LIKELY, Hit
from mtcheck.lexicon.features import POS
from mtcheck.lexicon.forms import Forms, forms
from mtcheck.lexicon.judged import Judged
from mtcheck.resources import word_set
from mtcheck.text.view import View

_MARKS = '.,;:!?”“"»)'
_SHORTEST, _SHORTEST_NOUN = 4, 3
# After these a word alone is a noun; a nominalised adjective or a superlative is told by its stem.
_ENDINGS = ("", "e", "en", "er", "es", "em", "s", "n")
_DEGREES = ("", "st", "est", "t", "er", "end")
_NO_NOUN = POS["adj"] | POS["adv"] | POS["num"] | POS["det"] | POS["pron"] | POS["verb"]
# Names of languages end so.
_LANGUAGE = "isch"
_IN_A_LANGUAGE = ("auf", "in")
# Endings of an adjective that may be a noun of its own: der Alte.
_INFLECTED = ("e", "en", "er", "es", "em", "end")


def german_case(view: View, told: frozenset[str]) -> Iterator[Hit]:
    """Words whose first letter is not as German writes it, but for those that a list has told already."""
    known, tokens, written = forms("de"), view.tokens, view.written
    openers = word_set("de", "openers")
    wrong = _may_be_wrong().among(view.distinct_written)
    for index in compress(count(), map(wrong.__contains__, written)) if wrong else ():
        if not index:
            continue
        # What both checks ask of the words before, which most words have not.
        if written[index][0].isupper():
            if not written[index - 1].islower():
                continue
        elif tokens[index - 1] not in openers and (index < 2 or tokens[index - 2] not in openers):
            continue
        word = tokens[index].rstrip(_MARKS)
        if len(word) < _SHORTEST_NOUN or not word.isalpha() or word in told:
            continue
        if _is_opened(view, known, index):
            if _is_small_noun(view, known, index, word):
                start = view.token_starts[index]
                yield Hit(
                    start, start + len(word), f"noun without a capital: {word!r}", word.capitalize(), 0.9
                )
        elif len(word) >= _SHORTEST and _is_capital_adjective(view, known, index, word):
            start = view.token_starts[index]
            yield Hit(start, start + len(word), f"capital on {word.capitalize()!r}", word, LIKELY)


@cache
def _may_be_wrong() -> Judged:
    """Tokens with a capital that are adjectives and no nouns, and nouns without one that are nothing else."""
    known = forms("de")

    def judge(token: str) -> bool:
        word = token.lower().rstrip(_MARKS)
        if len(word) < _SHORTEST_NOUN or not word.isalpha():
            return False
        small, capital = _pos(known, word), _pos(known, word.capitalize())
        if token[0].isupper():
            return bool(small & POS["adj"]) and not capital and not word.endswith(_INFLECTED)
        return not small and bool(capital & POS["noun"]) and not _has_adjective(known, word)

    return Judged(judge)


def _is_opened(view: View, known: Forms, index: int) -> bool:
    """Whether an article or a word of number stands before a word, perhaps with an adjective between."""
    openers, before = word_set("de", "openers"), view.tokens[index - 1]
    if before in openers:
        return True
    if index < 2 or view.tokens[index - 2] not in openers or not before.endswith(_INFLECTED):
        return False
    if before.endswith("sten"):
        return False  # am besten: an adverb
    return bool(_pos(known, before) & POS["adj"]) and view.text[view.token_starts[index - 1]].islower()


def _pos(known: Forms, form: str) -> int:
    return int(known.pos[known.class_of(form)])


def _is_small_noun(view: View, known: Forms, index: int, word: str) -> bool:
    start = view.token_starts[index]
    if not view.text[start : start + len(word)].islower() or _pos(known, word):
        return False
    if word in word_set("de", "small"):
        return False  # das montags geschlossene Haus; das bedarf der Klärung
    if not _pos(known, word.capitalize()) & POS["noun"] or _has_adjective(known, word):
        return False
    if view.tokens[index] != word or index + 1 == len(view.tokens):
        return True
    following = view.text[view.token_starts[index + 1]]
    return following.isalpha() and following.islower()  # an adjective goes on: das email Postfach


def _has_adjective(known: Forms, word: str) -> bool:
    """Whether a stem of the word is an adjective or another small word: schlimmsten, neunte."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) == len(word) and ending:
            continue
        for degree in _DEGREES:
            base = stem.removesuffix(degree)
            if (base != word or not degree) and len(base) > 2 and _pos(known, base) & _NO_NOUN:
                return True
    return False


def _is_capital_adjective(view: View, known: Forms, index: int, word: str) -> bool:
    start = view.token_starts[index]
    if not view.text[start].isupper() or not view.text[start + 1 : start + len(word)].islower():
        return False
    before = view.text[slice(*view.token_span(index - 1))]
    if not (before.isalpha() and before.islower()) or word.endswith(_INFLECTED):
        return False
    if not _pos(known, word) & POS["adj"] or _pos(known, word.capitalize()):
        return False
    if word.endswith(_LANGUAGE) and view.tokens[index - 1] in _IN_A_LANGUAGE:
        return False  # auf Finnisch
    if word.endswith(_LANGUAGE) and view.tokens[index - 1] in ("und", "oder"):
        first = view.written[index - 2].rstrip(_MARKS) if index > 1 else ""
        if first.istitle() and first.endswith((_LANGUAGE, "deutsch", "Deutsch")):
            return False  # wie Finnisch und Arabisch
    if word.endswith(_LANGUAGE) and index + 1 < len(view.tokens):
        following = view.tokens[index + 1].rstrip(_MARKS)
        is_verb = _pos(known, following) & POS["verb"] and not _pos(known, following) & POS["adj"]
        if is_verb or following in ("und", "oder"):
            return False  # Finnisch lernen; sie sprachen Finnisch oder Schwedisch
    goes_on = index + 1 < len(view.tokens) and view.text[view.token_starts[index + 1]].islower()
    return view.tokens[index] != word or goes_on
