"""What the index looks at: words without their meaning, one, two and three in a row.

A frequent word stands for itself. Of any other only its shape is kept: script, case, whether a list has it,
and its last letters. So a topic leaves no trace, but the way that clauses are built does.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Any
from zlib import crc32

import numpy as np

from mtcheck import lazyre
from mtcheck.lexicon.known_words import KnownWords, known_words
from mtcheck.lexicon.wordlists import WordList, wordlist

#: How many of a language's most frequent words stand for themselves.
COMMON = 400
#: Bits of a feature's number.
BITS = 16
_TOKEN = lazyre.compile(r"\w+|[^\w\s]")
_ENDING, _ENDING_OF_UNKNOWN = 3, 2
_REMEMBERED = 100_000
_BOUNDARY = 1
# Which quotation mark or dash a text has is a matter of its editor; other signs are of its form.
_MARKS = (
    {mark: mark for mark in ".,;:?!()"} | dict.fromkeys("\"“”„«»‹›‚‘’'", '"') | dict.fromkeys("-–—−‐‑", "-")
)
_MARKS |= {"…": ".", "¿": "?", "¡": "!"}
# Odd numbers far apart, for multiplicative hashing.
_ONE, _TWO, _SPREAD = np.uint64(0x9E3779B1), np.uint64(0x85EBCA77), np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(64 - BITS)


class Shapes:
    """The shapes of a language's words as numbers; remembers, since words repeat themselves."""

    def __init__(self, words: WordList, known: KnownWords | None, latin: bool) -> None:
        self._words, self._known, self._latin = words, known, latin
        self._cutoff = words.rank(COMMON)
        #: What is between blanks as the numbers of its words and marks.
        self._numbers: dict[str, tuple[int, ...]] = {}

    def numbers(self, text: str) -> list[int]:
        """A number for each word and mark of a text."""
        remembered = self._numbers
        parts = text.split()
        try:
            return list(chain.from_iterable(map(remembered.__getitem__, parts)))
        except KeyError:
            if len(remembered) > _REMEMBERED:
                remembered.clear()
            for part in parts:
                if part not in remembered:
                    remembered[part] = tuple(map(self._number, _TOKEN.findall(part)))
            return list(chain.from_iterable(map(remembered.__getitem__, parts)))

    def _number(self, token: str) -> int:
        known = self._numbers.get(token)  # a word by itself
        return known[0] if known else crc32(self.shape(token).encode("utf-8", "surrogatepass"))

    def shape(self, token: str) -> str:
        """What is kept of a word.

        >>> shapes_of("de").shape("Verbindung"), shapes_of("de").shape("Und"), shapes_of("de").shape("v2")
        ('Cung', 'und', '0')
        """
        if not token.isalpha():
            return "0" if token[0].isalnum() or "_" in token else _MARKS.get(token, "#")
        lower = token.lower()
        log = self._words.log(lower)
        if log and log >= self._cutoff:
            return lower
        if not self._latin and token.isascii():
            return "L"
        if token.isupper() and len(token) > 1:
            return "U"
        if token[1:] != lower[1:]:
            return "X"
        case = "C" if token != lower else "l"
        if log or (self._known is not None and lower in self._known):
            return case + lower[-_ENDING:]
        return case + "?" + lower[-_ENDING_OF_UNKNOWN:]


@cache
def shapes_of(lang: str, latin: bool = True) -> Shapes:
    """The shapes of a language that has a word list, ``latin`` its script; KeyError for others."""
    words = wordlist(lang)
    if words is None:
        raise KeyError(lang)
    return Shapes(words, known_words(lang), latin)


def features(shapes: Shapes, pieces: list[str]) -> Any:
    """The numbers, below 2**BITS, of all runs of one, two and three words in each piece of text."""
    numbers = [_BOUNDARY]
    for piece in pieces:
        numbers += shapes.numbers(piece)
        numbers.append(_BOUNDARY)
    ones = np.array(numbers, dtype=np.uint64)
    twos = ones[:-1] * _ONE + ones[1:] + np.uint64(7)
    threes = twos[:-1] * _TWO + ones[2:] + np.uint64(11)
    return np.concatenate((ones * _SPREAD >> _SHIFT, twos * _SPREAD >> _SHIFT, threes * _SPREAD >> _SHIFT))
