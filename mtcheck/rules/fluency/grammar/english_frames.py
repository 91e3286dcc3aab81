"""Frames of English words and classes of words: allows to create, will can, doesn't working. See english.py.

The rows are corpora/grammar/frames.toml, which says what each key means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from mtcheck.lexicon.features import VERB
from mtcheck.lexicon.forms import forms
from mtcheck.resources import read_toml, word_set
from mtcheck.rules.fluency.grammar.english_nouns import ADJECTIVE, PLURAL, SINGULAR, kind
from mtcheck.rules.fluency.grammar.english_verbs import is_plain
from mtcheck.rules.fluency.grammar.english_words import Lexicon, Slip, Tokens, at, closed, core, lexicon, slip

Check = Callable[[Tokens, int, Lexicon], Slip | None]
Row = tuple[str, Check, frozenset[str] | None]
_START, _END = "^", "$"
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_LISTS = ("before", "unless", "far", "after", "not-after", "apart")
_FAR = 4  # tokens back in which a word of `far` forbids a frame
_SENTENCE = 40  # tokens in which a sentence ends


class Element(NamedTuple):
    """One place of a frame: the words and classes that may stand there, and whether nothing may."""

    words: frozenset[str]
    classes: tuple[str, ...]
    optional: bool


class Frame(NamedTuple):
    """A row of frames.toml."""

    elements: tuple[Element, ...]
    kind: str
    why: str
    before: frozenset[str]
    unless: frozenset[str]
    far: frozenset[str]
    after: frozenset[str]
    not_after: frozenset[str]
    apart: frozenset[str]
    statement: bool

    def check(self, tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
        before = core(at(tokens, index - 1))
        starts = not before or _ends(tokens[index - 1])
        if self.before and before not in self.before and not (starts and _START in self.before):
            return None
        if not starts and (
            before in self.unless or not self.far.isdisjoint(tokens[max(0, index - _FAR) : index])
        ):
            return None
        last = self._last(tokens, index, 0)
        if last < 0 or not self._followed(tokens, last) or (self.statement and _asks(tokens, index)):
            return None
        return slip(tokens, index, last, self.kind, self.why)

    def _last(self, tokens: Tokens, index: int, place: int) -> int:
        """The last token of a match that begins at a token and a place of the frame; -1 for none."""
        element = self.elements[place]
        token, ends = at(tokens, index), place == len(self.elements) - 1
        word = core(token) if ends else token
        if word and self._fits(element, word):
            last = index if ends else self._last(tokens, index + 1, place + 1)
            if last >= 0:
                return last
        return self._last(tokens, index, place + 1) if element.optional and not ends else -1

    def _fits(self, element: Element, word: str) -> bool:
        if word in element.words:
            return True
        return word not in self.apart and any(is_a(word, name) for name in element.classes)

    def _followed(self, tokens: Tokens, last: int) -> bool:
        if closed(tokens[last]):
            return not self.after or _END in self.after
        following = core(at(tokens, last + 1))
        return following not in self.not_after and (not self.after or following in self.after)


def _ends(token: str) -> bool:
    """Whether a sentence ends with a token, and it is not U.S."""
    return token.endswith(_SENTENCE_ENDS) and "." not in token[:-1]


def _asks(tokens: Tokens, index: int) -> bool:
    """Whether the sentence is a question."""
    for token in tokens[index : index + _SENTENCE]:
        if "?" in token:
            return True
        if token.endswith(_SENTENCE_ENDS):
            return False
    return False


@lru_cache(maxsize=20_000)
def is_a(word: str, name: str) -> bool:
    """Whether a word in small letters is of a class of frames.toml.

    >>> is_a("create", "verb"), is_a("gave", "past"), is_a("given", "past")
    (True, True, False)
    """
    known, table = lexicon(), forms("en")
    bits = int(table.verb[table.class_of(word)])
    if name == "verb":
        return bool(bits & VERB["inf"]) and not bits & (VERB["3sg"] | VERB["ger"])
    if name == "plain":
        return is_plain(word)
    if name == "ing":
        return bool(bits & VERB["ger"]) and not bits & VERB["inf"]
    if name == "only-ing":
        return word in known.gerund and kind(word) != SINGULAR
    if name == "third":
        return word in known.third
    if name == "past":
        return word in word_set("en", "no-participles")
    if name == "part":
        return bool(bits & VERB["ppart"]) and word.endswith(("ed", "en", "wn", "ght", "und"))
    if name == "number":
        return word in word_set("en", "small-numbers") or word.isdigit()
    return kind(word) == {"adj": ADJECTIVE, "noun": SINGULAR, "nouns": PLURAL}[name]


@cache
def frames() -> tuple[Frame, ...]:
    """The rows of frames.toml."""
    return tuple(_frame(row) for row in read_toml("grammar/frames.toml")["frame"])


def _frame(row: dict[str, Any]) -> Frame:
    before, unless, far, after, not_after, apart = (frozenset(row.get(key, "").split()) for key in _LISTS)
    elements = tuple(map(_element, row["words"].split()))
    return Frame(
        elements,
        row["kind"],
        row["why"],
        before,
        unless,
        far,
        after,
        not_after,
        apart,
        bool(row.get("statement")),
    )


def _element(text: str) -> Element:
    choices = text.removesuffix("?").split("/")
    classes = tuple(choice[1:-1] for choice in choices if choice.startswith("<"))
    return Element(frozenset(choice for choice in choices if choice[0] != "<"), classes, text.endswith("?"))


def rows(known: Lexicon) -> Iterator[Row]:
    """The words that start each check, the check, and the words one of which must follow (None: any)."""
    for frame in frames():
        yield " ".join(sorted(frame.elements[0].words)), frame.check, _seconds(frame, known)


def _seconds(frame: Frame, known: Lexicon) -> frozenset[str] | None:
    """The words that may follow the first; None where a class leaves them open."""
    found: frozenset[str] = frozenset()
    listed = {"only-ing": known.gerund, "third": known.third, "past": word_set("en", "no-participles")}
    for element in frame.elements[1:]:
        if any(name not in listed for name in element.classes):
            return None
        found = found.union(element.words, *(listed[name] for name in element.classes))
        if not element.optional:
            break
    return found
