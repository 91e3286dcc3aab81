"""The words of a text, and the beginnings of words and lines, which rules of many phrases look up."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.lexicon.scripts import code_points, looked_up

_PLANE = 0x10000
_WORD = lazyre.compile(r"\w+")
# From so many characters on, equal words are kept as one string; at a time, these many are split.
_LONG, _PIECE = 1 << 17, 1 << 14
# So many different ones are told apart; a text of more has few that are equal.
_MANY_WORDS = 1 << 14
_BLANKS = lazyre.compile(r"\s")
# Bytes a character of a text in which other than ASCII letters are the exception.
_MOSTLY_ASCII = 1.1
# More different marks than this are not replaced one by one.
_MANY_MARKS = 60
_NOT_ASCII = lazyre.compile("[^\\x00-\\x7f]")
# ASCII that is part of no word becomes a blank; bytes of other characters stay.
_BREAKS = bytes(
    code if code > 127 or chr(code).isalnum() or chr(code) == "_" else ord(" ") for code in range(256)
)


def between_blanks(text: str) -> list[str]:
    """What ``str.split`` gives; equal parts of a long text are one string, of half a million in a megabyte.

    >>> between_blanks(" a bc\u3000d")
    ['a', 'bc', 'd']
    """
    if len(text) < _LONG:
        return text.split()
    out: list[str] = []
    same: dict[str, str] = {}
    start = 0
    while start < len(text):
        blank = _BLANKS.search(text, start + _PIECE)
        end = blank.start() if blank else len(text)
        parts = text[start:end].split()
        out += map(same.setdefault, parts, parts)
        if len(same) > _MANY_WORDS:
            same.clear()
        start = end
    return out


def words_of(lowered: str) -> list[str]:
    """Every word (letters, digits and ``_``) of a text in lower case, in order. ``View.words`` keeps them.

    >>> words_of("the city’s 2 ports")
    ['the', 'city', 's', '2', 'ports']
    """
    data = lowered.encode("utf-8", "surrogatepass")
    if len(data) > _MOSTLY_ASCII * len(lowered):
        odd_ones = [odd for odd in characters_of(lowered) if not (odd.isalnum() or odd == "_")]
        if len(odd_ones) > _MANY_MARKS:
            return _WORD.findall(lowered)
        for odd in odd_ones:
            lowered = lowered.replace(odd, " ")
        return between_blanks(lowered)
    # Half the time of the pattern, which makes a match for every word.
    if len(data) > len(lowered):
        for odd in set(_NOT_ASCII.findall(lowered)):
            if not (odd.isalnum() or odd == "_"):
                lowered = lowered.replace(odd, " ")
        data = lowered.encode("utf-8", "surrogatepass")
    return between_blanks(data.translate(_BREAKS).decode("utf-8", "surrogatepass"))


def characters_of(text: str) -> str:
    """Every character of a text once, by code point.

    >>> characters_of("banana, été")
    ' ,abnté'
    """
    points = code_points(text)
    if len(points) and points.max() >= _PLANE:
        return "".join(sorted(set(text)))
    there = np.zeros(_PLANE, bool)
    there[points] = True
    return "".join(map(chr, there.nonzero()[0].tolist()))


def places_of_word(text: str, word: str) -> Iterator[int]:
    """Where a word stands by itself, no letter, digit or ``_`` beside it.

    A search for a literal; a pattern that looks behind first reads a long text ten times as slowly.

    >>> list(places_of_word("ant, antler and ant", "ant"))
    [0, 16]
    """
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if _in_word(text[start - 1 : start]) or _in_word(text[end : end + 1]):
            end = start + 1
        else:
            yield start
        start = text.find(word, end)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


# What str.split takes for white space; all of it is below the last one.
_BLANK = np.zeros(0x3002, bool)
_BLANK[[*range(0x09, 0x0E), *range(0x1C, 0x21), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B)]] = True
_BLANK[[0x2028, 0x2029, 0x202F, 0x205F, 0x3000]] = True


def starts_between_blanks(text: str) -> Sequence[int]:
    """Where each part that ``str.split`` gives begins.

    >>> list(starts_between_blanks(" a bc\u3000d"))
    [1, 3, 6]
    """
    blank = np.empty(len(text) + 1, bool)
    blank[0] = True
    looked_up(_BLANK, code_points(text), blank[1:])
    starts = (blank[:-1] & ~blank[1:]).nonzero()[0]
    if len(text) < _LONG:
        few: list[int] = starts.tolist()
        return few
    return array("q", starts.astype(np.int64).tobytes())


# Bullets, arrows, dashes, emoji and blanks before the wording; quotation marks are not decoration,
# since a quoted appeal belongs to the person quoted.
_DECORATION = lazyre.compile(
    r"[\s\-–—•●▪■◆►▶→➡➤»›>*·|+~=_#\[\(\u200b\u200e\u200f\ufeff\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]+"
)
# İ: lower-casing it lengthens the text, so a length-preserving lower case may leave it as it is.
_HEAD_PAIRS = (("’", "'"), ("ʼ", "'"), ("\u00a0", " "), ("\u202f", " "), ("İ", "i"))


class Head(NamedTuple):
    """A line that has text: its number, its stretch, its lower-cased text without what decorates its start.

    ``end`` leaves blanks at the end out; the text has straight apostrophes and plain spaces.
    """

    line: int
    start: int
    end: int
    text: str


def heads_of(lowered: str, lines: Iterable[Span]) -> Iterator[Head]:
    """The heads of all lines that have text, in order."""
    for index, (start, end) in enumerate(lines):
        line = lowered[start:end]
        body = line.rstrip()
        if not body:
            continue
        decoration = _DECORATION.match(body)
        skipped = decoration.end() if decoration else 0
        if skipped < len(body):
            head = body[skipped:]
            if not head.isascii():
                # Five replacements take 1 microsecond a line, str.translate 16.
                for odd, plain in _HEAD_PAIRS:
                    head = head.replace(odd, plain)
            yield Head(index, start, start + len(body), head)


# Words are told apart by their starts; five characters tell "automatic" from "author".
START = 5
_FIRST_CHARACTERS = itemgetter(slice(START))


def word_starts_of(words: Iterable[str]) -> frozenset[str]:
    """The first five characters of every word; here an underscore parts words.

    A search for a literal costs 6 microseconds on an article, and there are 600 of them.
    """
    distinct = set(words)
    distinct.update([part for word in distinct if "_" in word for part in word.split("_")])
    return frozenset(map(_FIRST_CHARACTERS, distinct))
