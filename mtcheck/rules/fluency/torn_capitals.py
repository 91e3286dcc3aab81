"""Words with a capital that are torn or glued: `on Tues day`, `der Fahr plan`, `Wochenmit`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count
from typing import TYPE_CHECKING

from mtcheck.text.view import View

if TYPE_CHECKING:
    from mtcheck.rules.fluency.glued_or_split_word import Lexicon

_MARKS = "“”\"'‘’«»„.,;:!?…()[]*_¿¡"
_SHORTEST_GLUED, _LONGEST_GLUED, _SHORTEST_REST = 4, 40, 4
# How much likelier the whole must be than its halves side by side, in nats; less where the second half is a
# noun without its capital. No such word is as rare as the last figure.
_MARGIN_OF_WORDS, _MARGIN, _SELDOM = 11.5, 8.0, -14.0
_ENDS = '.!?:…”"»'
# A word as frequent as this begins with a capital that a name might have: Tues day.
_USUAL = -11.5


def split_capitals(view: View, known: Lexicon, unknown: set[str]) -> Iterator[tuple[int, int, str]]:
    """Split words with a capital inside a sentence: `on Tues day`, in German `der Fahr plan`.

    The first half is no word and the whole a frequent one; where nouns have a capital, the second half is a
    noun that would have one.
    """
    written, tokens = view.written, view.tokens
    german = view.tag.base == "de"
    if not german and not unknown:
        return
    for at in range(len(tokens)) if german else compress(count(), map(unknown.__contains__, tokens)):
        first = written[at]
        if not first.istitle() or not first.isalpha() or not 0 < at < len(tokens) - 1:
            continue
        if tokens[at - 1][-1] in _ENDS:
            continue
        second = tokens[at + 1].rstrip(_MARKS)
        if not written[at + 1].startswith(second):
            continue
        whole = known.words.log(tokens[at] + second) if second.isalpha() and len(second) > 2 else 0.0
        if not whole or whole < (_SELDOM if german else _USUAL):
            continue
        start, stop = view.token_span(at)
        end = view.token_starts[at + 1] + len(second)
        if view.text[stop:end] != f" {second}":
            continue
        gain = whole - known.log(tokens[at]) - known.log(second)
        if gain >= _MARGIN if german and known.torn_noun(first, second) else gain >= _MARGIN_OF_WORDS:
            yield start, end, first + second


# Where nouns have a capital: one with a word behind it that ends no word, `Wochenmit`.
CAPITAL_NOUNS = ("de", "lb")


def glued_nouns(view: View, known: Lexicon, unknown: set[str]) -> Iterator[tuple[int, int, str]]:
    written = view.written
    glued = known.glued_nouns.among(unknown)
    for place in compress(count(), map(glued.__contains__, view.tokens)) if glued else ():
        text = written[place].strip(_MARKS)
        if not (text.istitle() and _SHORTEST_GLUED <= len(text) <= _LONGEST_GLUED):
            continue
        parts = known.parts(text.lower())
        if parts:
            start = view.token_starts[place] + written[place].index(text)
            yield start, start + len(text), f"{parts[0].capitalize()} {parts[1]}"
