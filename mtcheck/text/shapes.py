"""The shape of a text: what classes of characters stand side by side, found in one pass for all rules.

A shape is written with ``a`` for a small letter (or one without case), ``A`` for a capital, ``0`` for a digit
and every other character for itself, so `,A` is a comma with a capital right behind it. Three more stand for
several: ``l`` a letter of either case, ``w`` a letter or a digit, ``s`` white space. Which pairs of classes a
text has is one array, made once; whether a shape may be there is then a look-up, not a search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import compress, pairwise, product
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from mtcheck.lexicon.scripts import Bytes, CodePoints, code_points, looked_up

#: White space that has a class of its own; all other white space is the last one.
_BLANKS: Final = " \n\t\u00a0\u202f\u2009"
_SEVERAL: Final = {"l": "aA", "w": "aA0", "s": _BLANKS}
_PLANE: Final = 0x10000
# Characters whose pairs are looked at together.
_AT_ONCE: Final = 1 << 16


def class_of(character: str) -> str:
    """The character that stands for a character in shapes.

    >>> [class_of(each) for each in "éÉ٣½«"]
    ['a', 'A', '0', 'a', '«']
    """
    if character.isalnum():
        if character.isdecimal():
            return "0"
        return "A" if character.isupper() or character.istitle() else "a"
    if character.isspace():
        return character if character in _BLANKS else "\n" if character == "\r" else _BLANKS[-1]
    return character


class _Alphabet:
    """A number from 1 to 255 for each class that some shape names; 0 for all other characters."""

    def __init__(self) -> None:
        #: How many classes have a number.
        self.size = 0
        self._numbers: dict[str, int] = {}
        self._table = np.zeros(_PLANE, np.uint8)
        self._known = np.zeros(_PLANE, bool)

    def codes(self, shape: str) -> tuple[bytes, ...]:
        """The ways to write a shape, each as the numbers of its classes."""
        return tuple(
            bytes(map(self._number, way))
            for way in product(*(_SEVERAL.get(character, character) for character in shape))
        )

    def _number(self, character: str) -> int:
        if character not in self._numbers:
            if len(self._numbers) == 255:
                raise ValueError(f"rules name more than 255 marks in shapes; {character!r} is one too many")
            self._numbers[character] = self.size = len(self._numbers) + 1
            self._known[:] = False
        return self._numbers[character]

    def usual(self) -> frozenset[int]:
        """The numbers of letters, digits and the space, which every text has beside each other."""
        return frozenset(map(self._number, "aA0 "))

    def in_words(self) -> NDArray[np.bool_]:
        """Which numbers are those of letters, digits and ``_``."""
        inside = np.zeros(256, bool)
        inside[[self._number(each) for each in "aA0_"]] = True
        return inside

    def classes(self, points: CodePoints) -> Bytes:
        """The number of the class of each code point."""
        found = np.empty(len(points), np.uint8)
        for start in range(0, len(points), _AT_ONCE):
            found[start : start + _AT_ONCE] = self._classes(points[start : start + _AT_ONCE])
        return found

    def _classes(self, points: CodePoints) -> Bytes:
        if points.dtype == np.uint32:
            points = points.copy()
            beyond = points >= _PLANE
            # One of the first plane stands for each: 0xFFFF is no character.
            same = {int(point): class_of(chr(point)) for point in set(points[beyond].tolist())}
            points[beyond] = [
                ord(same[point]) if ord(same[point]) < _PLANE else _PLANE - 1
                for point in points[beyond].tolist()
            ]
        known = looked_up(self._known, points)
        if not known.all():
            for point in set(points[~known].tolist()):
                self._table[point] = self._numbers.get(class_of(chr(point)), 0)
                self._known[point] = True
        return looked_up(self._table, points)


_ALPHABET: Final = _Alphabet()


Flags: TypeAlias = Callable[[bytes], Iterable[int]]


class _Shapes(NamedTuple):
    """Some shapes as what is looked up for them in what a text has; each way to write one by itself."""

    #: Whether single classes and pairs that are shapes are there.
    short: Flags
    #: Whether a pair of each longer shape is there, its rarest by the look of it.
    rarest: Flags
    #: The pairs of each longer shape, and the whole of it.
    longer: tuple[tuple[tuple[int, ...], bytes], ...]


@cache
def _compiled(shapes: tuple[str, ...]) -> _Shapes:
    ways = [way for shape in shapes for way in _ALPHABET.codes(shape)]
    short = [way[0] << 8 | way[1] if len(way) == 2 else way[0] for way in ways if len(way) <= 2]
    longer = tuple((tuple(a << 8 | b for a, b in pairwise(way)), way) for way in ways if len(way) > 2)
    usual = _ALPHABET.usual()
    rarest = [
        min(pairs, key=lambda pair: (pair >> 8 in usual) + (pair & 0xFF in usual)) for pairs, _ in longer
    ]
    return _Shapes(_flags(short), _flags(rarest), longer)


def _flags(places: Sequence[int]) -> Flags:
    """The bytes at some places; all in one step, and a hundred rules ask."""
    return itemgetter(*places, places[0]) if places else lambda present: ()


class Shape:
    """The shape of one text.

    >>> shape = Shape("Held in May,then again.")
    >>> shape.has("a,a"), shape.has("a, l"), shape.has(".")
    (True, False, True)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._named = 0
        self._look()

    def _look(self) -> None:
        classes = _ALPHABET.classes(code_points(self._text))
        self._named = _ALPHABET.size
        self._whole = classes.tobytes()
        present = np.zeros(_PLANE, np.uint8)
        for start in range(0, len(classes), _AT_ONCE):  # an index takes eight bytes a character
            stretch = classes[start : start + _AT_ONCE + 1]
            present[stretch] = 1  # one class: 0 to 255, which no pair of named classes is
            pairs = stretch[:-1].astype(np.uint16)
            pairs <<= 8
            pairs |= stretch[1:]
            present[pairs] = 1  # where the first has no number, the second by itself, which is there too
        self._present = present.tobytes()

    def word_starts(self) -> list[int]:
        """Where each word begins (letters, digits and ``_``), as ``words_of`` gives them in order.

        >>> Shape("the city’s 2 ports").word_starts()
        [0, 4, 9, 11, 13]
        """
        letters = _ALPHABET.in_words()
        if self._named != _ALPHABET.size:
            self._look()
        inside = np.zeros(len(self._whole) + 1, bool)
        looked_up(letters, np.frombuffer(self._whole, np.uint8), inside[1:])
        starts: list[int] = (inside[1:] & ~inside[:-1]).nonzero()[0].tolist()
        return starts

    def has(self, *shapes: str) -> bool:
        """Whether one of these shapes is in the text."""
        wanted = _compiled(shapes)
        if self._named != _ALPHABET.size:  # shapes that nobody had named before
            self._look()
        present = self._present
        if any(wanted.short(present)):
            return True
        for pairs, whole in compress(wanted.longer, wanted.rarest(present)):
            if all(map(present.__getitem__, pairs)) and whole in self._whole:
                return True
        return False


class Needs(msgspec.Struct, frozen=True):
    """What a text must have one of before a rule can find anything in it; the engine asks before it calls.

    ``shapes`` as in this module; ``pieces`` stand in the text in lower case; ``words`` tells for a language
    (its tag as in ``View.lang``) the words in lower case of which one must be there, None where any may do.
    A text that is not known to lack them all is read.
    """

    shapes: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    words: Callable[[str], Iterable[str] | None] | None = None
