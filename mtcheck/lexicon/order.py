"""Do the words of a sentence stand in an order that the language has? A small convolutional network.

``corpora/order/LANG.bin`` is made by corpora/build/order.py: a network that learned to tell sentences from
the same sentences with their phrases in another order, as a translator leaves them that keeps the order of
the source (`the teacher the children to the forest took`). It gives each word the log odds that it does not
belong behind the one before it. One such word says little, several in a clause are a broken clause.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from mtcheck import lazyre
from mtcheck.errors import CorpusError
from mtcheck.lexicon.forms import forms
from mtcheck.resources import list_names, map_bytes

MAGIC = b"mtorder1"
TOKEN = lazyre.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*|\d[\d.,]*|[^\w\s]")
#: Numbers of words and classes: nothing there, none of the list, the edge of a sentence, then the list.
NOTHING, UNLISTED, EDGE, FIRST = range(4)
#: How far apart the words are that each layer joins; each joins five.
DILATIONS = (1, 2, 4)
WIDTH = 5
#: A clause is this many words; the weight of a word in it begins at log odds of -1.
CLAUSE, LEAST = 18, -1.0
_KEPT = 60_000
# In these a capital says nothing of a name.
_CAPITAL_NOUNS = frozenset(("de",))
# Between sentences no layer may see the next one; so many tokens are worked out at once.
_GAP, _BATCH = WIDTH // 2 * max(DILATIONS), 4000


class Broken(NamedTuple):
    """The words of a sentence that are out of order, last one included, and by how much."""

    first: int
    last: int
    score: float


def lowered(token: str) -> str:
    """A token as the list of words has it.

    >>> lowered("Don’t")
    "don't"
    """
    return token.lower().replace("’", "'").replace("ʼ", "'")


def class_of(token: str, lang: str) -> str:
    """What a token is: its readings by number; where the table of forms lacks it, a name or its last letters.

    >>> class_of("42", "en"), class_of(",", "en"), class_of("Zorgling", "en"), class_of("zorgling", "en")
    ('0', ',', 'N', '?ng')
    """
    if token[0].isdigit():
        return "0"
    if not token[0].isalpha():
        return token
    number = forms(lang).class_of(token.lower())
    return f"c{number}" if number else "N" if token[0].isupper() else f"?{token[-2:]}"


class Order:
    """The network of one language."""

    def __init__(self, lang: str) -> None:
        name = f"order/{lang}.bin"
        data = map_bytes(name)
        if bytes(data[:8]) != MAGIC:
            raise CorpusError(name, "no network of word order; reinstall mtcheck")
        self._lang = lang
        size = int.from_bytes(data[8:12], "little")
        head = json.loads(bytes(data[12 : 12 + size]))
        self.threshold: float = head["threshold"]
        self._words = {word: FIRST + number for number, word in enumerate(head["words"].split(" "))}
        self._classes = {word: FIRST + number for number, word in enumerate(head["classes"].split(" "))}
        at, self._arrays = 12 + size, dict[str, Any]()
        for key, shape, unit in head["arrays"]:
            count = int(np.prod(shape))
            self._arrays[key] = np.frombuffer(data[at : at + count], np.int8).reshape(shape) * np.float32(
                unit
            )
            at += count
        self._known: dict[str, tuple[int, int]] = {}

    def _numbers(self, token: str) -> tuple[int, int]:
        if len(self._known) > _KEPT:
            self._known.clear()
        found = self._known.get(token)
        if found is None:
            known = self._classes.get(class_of(token, self._lang), UNLISTED)
            found = self._known[token] = self._words.get(lowered(token), UNLISTED), known
        return found

    def breaks(self, sentences: list[list[str]]) -> list[Any]:
        """For each token of each sentence the log odds that it does not belong behind the one before it."""
        found: list[Any] = []
        for some in _batches(sentences):
            found += self._breaks(some)
        return found

    def _breaks(self, sentences: list[list[str]]) -> list[Any]:
        numbers, places = [(NOTHING, NOTHING)] * _GAP, []
        for tokens in sentences:
            places.append(len(numbers))
            numbers += map(self._numbers, tokens)
            numbers += [(EDGE, EDGE)] + [(NOTHING, NOTHING)] * _GAP
        found = self._network(np.array(numbers))
        odds = [found[at : at + len(tokens)] for at, tokens in zip(places, sentences, strict=True)]
        for each, tokens in zip(odds, sentences, strict=True):
            self._spare(each, tokens)
        return odds

    def _spare(self, odds: Any, tokens: list[str]) -> None:
        """Takes what is said beside a name or an unknown word: `by Google Translate and`."""
        for at, token in enumerate(tokens):
            if not token[0].isalpha():
                continue
            name = at and token[0].isupper() and self._lang not in _CAPITAL_NOUNS
            if name or (class_of(token, self._lang)[0] in "N?" and lowered(token) not in self._words):
                odds[at : at + 2] = np.minimum(odds[at : at + 2], LEAST)

    def _network(self, ids: Any) -> Any:
        arrays = self._arrays
        there = (ids[:, :1] != NOTHING).astype(np.float32)
        state = np.concatenate((arrays["words"][ids[:, 0]], arrays["classes"][ids[:, 1]]), axis=1) * there
        for number, dilation in enumerate(DILATIONS):
            joined = (
                np.maximum(_wide(state, dilation) @ arrays[f"mix{number}"] + arrays[f"add{number}"], 0)
                * there
            )
            state = state + joined if number else joined
        return state @ arrays["out"] + arrays["bias"]


def _batches(sentences: list[list[str]]) -> Iterator[list[list[str]]]:
    batch, size = list[list[str]](), 0
    for tokens in sentences:
        batch.append(tokens)
        size += len(tokens) + _GAP
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _wide(state: Any, dilation: int) -> Any:
    """Each row beside its neighbours at that distance: (rows, WIDTH * columns)."""
    reach = WIDTH // 2 * dilation
    padded = np.pad(state, ((reach, reach), (0, 0)))
    count = len(state)
    return np.concatenate([padded[at * dilation : at * dilation + count] for at in range(WIDTH)], axis=1)


def broken(odds: Any) -> Broken | None:
    """The worst clause of a sentence by its log odds; None where at most one word is out of order."""
    weights = np.maximum(np.asarray(odds) - LEAST, 0)
    weights[0] = 0  # nothing stands before the first word
    sums = np.concatenate(([0], np.cumsum(weights)))
    width = min(CLAUSE, len(weights))
    window = sums[width:] - sums[:-width]
    begin = int(window.argmax())
    out = (weights[begin : begin + width] > -LEAST).nonzero()[0] + begin
    if len(out) < 2:
        return None
    return Broken(int(out[0]) - 1, int(out[-1]), float(window[begin]))


@cache
def languages() -> frozenset[str]:
    """The languages that have a network."""
    return frozenset(name[6:-4] for name in list_names("order", ".bin"))


@cache
def order_of(lang: str) -> Order:
    """The network of a language, read once; raises CorpusError for a language without one."""
    return Order(lang)
