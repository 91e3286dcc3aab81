"""Many stretches of one text in little memory: a megabyte may have half a million lines.

A Span takes 130 bytes, which an article never feels. Beyond MANY of them only the numbers are kept.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, MutableSequence, Sequence
from itertools import chain, islice
from typing import Any, Final, TypeVar, overload

Row = TypeVar("Row", bound=tuple[Any, ...])

#: So many are kept as they are, which is quicker to read.
MANY: Final = 1 << 14


def kept(rows: Iterable[Row]) -> Sequence[Row]:
    """Named tuples of one kind in order, never to be changed.

    >>> from mtcheck.document import Span
    >>> kept([Span(0, 4), Span(5, 9)])
    (Span(start=0, end=4), Span(start=5, end=9))
    """
    rest = iter(rows)
    first = tuple(islice(rest, MANY))
    return Packed(first, rest) if len(first) == MANY else first


class Packed(Sequence[Row]):
    """Rows as a column for each field, its numbers in four bytes; a row is made when it is asked for.

    >>> from mtcheck.document import Span
    >>> packed = Packed((Span(0, 4),), [Span(5, 9)])
    >>> packed[-1], packed[:1], len(packed), list(packed) == [Span(0, 4), Span(5, 9)]
    (Span(start=5, end=9), (Span(start=0, end=4),), 2, True)
    """

    def __init__(self, first: Sequence[Row], rest: Iterable[Row]) -> None:
        self._kind: Any = type(first[0])
        self._columns: list[MutableSequence[Any]] = [
            array("I") if isinstance(value, int) else [] for value in first[0]
        ]
        adders = [column.append for column in self._columns]
        for row in chain(first, rest):
            for add, value in zip(adders, row, strict=True):
                add(value)

    def __len__(self) -> int:
        return len(self._columns[0])

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        found = [column[index] for column in self._columns]
        if isinstance(index, slice):
            return tuple(map(self._kind, *found))
        row: Row = self._kind(*found)
        return row

    def __iter__(self) -> Iterator[Row]:
        return map(self._kind, *self._columns)
