"""The cheapest way through the languages of a text, and sums of costs, in stretches that fit the cache.

Memory and time grow with the text alone: a table of all its words in all languages is read some thousand
words at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mtcheck.languages.ngrams import Costs

#: The cost of a language that is left out.
_NEVER: Final = 2**28
#: Words at a time: their costs in 75 languages fit the second cache.
_STRETCH: Final = 2000


def _stretches(firsts: NDArray[np.int64], length: int) -> Iterator[tuple[int, int, int, int]]:
    """Parts in rows that are summed together: first part and last, first word and last, half-open."""
    begin = 0
    while begin < len(firsts):
        start = int(firsts[begin])
        end = int(np.searchsorted(firsts, start + _STRETCH)) if start + _STRETCH < length else len(firsts)
        end = max(end, begin + 1)
        yield begin, end, start, int(firsts[end]) if end < len(firsts) else length
        begin = end


def sums_of(costs: Costs, firsts: NDArray[np.int64]) -> NDArray[np.int32]:
    """The costs of each part of a text, in every language, given the first words of the parts.

    >>> sums_of(np.array([[1, 2], [3, 4], [5, 6]], np.int16), np.array([0, 2])).tolist()
    [[4, 6], [5, 6]]
    """
    result = np.empty((len(firsts), costs.shape[1]), np.int32)
    for begin, end, start, stop in _stretches(firsts, len(costs)):
        cut = min(stop, int(firsts[end - 1]) + _STRETCH)  # the last part may be a megabyte without a stop
        some = costs[start:cut].astype(np.int32)
        np.add.reduceat(some, firsts[begin:end] - start, axis=0, out=result[begin:end])
        for more in range(cut, stop, _STRETCH):
            result[end - 1] += costs[more : min(stop, more + _STRETCH)].sum(axis=0, dtype=np.int32)
    return result


def gains(
    costs: Costs,
    within: NDArray[np.int64],
    own: NDArray[np.int64],
    sentence: NDArray[np.int64],
    least: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The words, of those ``within``, at whose end the best run of words gains more than ``least`` by a
    change to some language, and which languages these are. ``own``: the language of each sentence.
    """
    inner = sentence[within]
    words: list[NDArray[np.int64]] = [within[:0]]
    gaining = np.zeros(costs.shape[1], bool)
    columns = np.arange(costs.shape[1])
    before: NDArray[np.int64] = np.zeros(costs.shape[1], np.int64)
    for start in range(0, len(within), _STRETCH):
        some, whose = within[start : start + _STRETCH], inner[start : start + _STRETCH]
        mine, theirs = costs[some, own[whose]], costs[some]
        if len(within) <= _STRETCH:
            # A language that gains too little by all its words together gains too little by some of them.
            gained = np.add.reduce(np.maximum(mine[:, None] - theirs, 0), axis=0, dtype=np.int64)
            columns = (gained > least).nonzero()[0]
            theirs, before = theirs[:, columns], before[columns]
        # One row a language: runs of words lie side by side in memory.
        gain = np.subtract(mine, theirs.T, dtype=np.int32, order="C")
        goes_on = int(np.searchsorted(whose, inner[start - 1], "right")) if start else 0
        excess = _excess(gain, whose - whose[0], before, goes_on)
        before = excess[-1]
        above = excess > least[columns]
        words.append(some[above.any(axis=1)])
        gaining[columns] |= above.any(axis=0)
    return np.concatenate(words), gaining


def _excess(
    gain: NDArray[np.int32], sentence: NDArray[np.int64], before: NDArray[np.int64], goes_on: int
) -> NDArray[np.int64]:
    """For each word and language, how much the best run of words that ends there gains by a change.

    ``gain`` is what each word gains, a row a language. The first ``goes_on`` words are of a sentence whose
    best run so far gains ``before``.
    """
    total = np.cumsum(gain, axis=1, dtype=np.int64)
    # Far enough below the last sentence that the running minimum begins anew with each sentence.
    fall = (2 * int(np.abs(total).max(initial=0)) + 1) * sentence
    low = np.minimum.accumulate(total - gain - fall, axis=1) + fall
    result: NDArray[np.int64] = (total - low).T
    if goes_on:
        result[:goes_on] = np.maximum(result[:goes_on], before + total.T[:goes_on])
    return result


class Paths:
    """The cheapest language for each unit, paying ``change`` before each unit where it differs.

    A unit that speaks for its language by more than a change to it and back costs is settled by itself.
    Only the stretches between such units are searched, each with the settled units at its ends; and when
    a language is left out, only the stretches that it was found in are searched again.
    """

    def __init__(self, emissions: NDArray[np.int32], change: NDArray[np.int32]) -> None:
        self._emissions, self._change = emissions, change.tolist()
        self._open: list[list[int]] = []
        self._search(change, {})

    def _search(self, change: NDArray[np.int32], kept: dict[tuple[int, int], NDArray[np.int64]]) -> None:
        """Find the paths; those of the stretches in ``kept`` are known."""
        self.best: NDArray[np.int64] = self._emissions.argmin(axis=1)
        self._open = []
        if self._emissions.shape[1] == 1:
            return
        least = np.partition(self._emissions, 1, axis=1)
        is_open = least[:, 1] - least[:, 0] <= change + np.append(change[1:], 0)
        edges = np.diff(np.concatenate(([False], is_open, [False])).astype(np.int8)).nonzero()[0]
        self._open = edges.reshape(-1, 2).tolist()
        self._settled = ~is_open
        for start, end in self._open:
            known = kept.get((start, end))
            if known is None:
                self._solve(start, end)
            else:
                self.best[self._piece(start, end)] = known

    def _piece(self, start: int, end: int) -> slice:
        """An open stretch with the settled units at its ends."""
        return slice(max(start - 1, 0), min(end + 1, len(self.best)))

    def _solve(self, start: int, end: int) -> None:
        piece = self._piece(start, end)
        emissions = self._emissions[piece]
        # A language that costs more than one and the same other, unit by unit, is on no cheapest path.
        cheapest = emissions[:, emissions.sum(axis=0).argmin()]
        columns = np.flatnonzero((emissions <= cheapest[:, None]).any(axis=0))
        self.best[piece] = columns[_viterbi(emissions[:, columns].tolist(), self._change[piece])]

    def leave_out(self, column: int) -> None:
        """Find the paths again without one language."""
        self._emissions[:, column] = _NEVER
        found = self.best == column
        if (found & self._settled).any():
            # A path that does not lead through the language stays the cheapest one without it.
            pieces = {(start, end): self._piece(start, end) for start, end in self._open}
            kept = {ends: self.best[piece].copy() for ends, piece in pieces.items() if not found[piece].any()}
            self._search(np.array(self._change, np.int32), kept)
            return
        for start, end in self._open:
            if found[start:end].any():
                self._solve(start, end)


def _viterbi(emissions: list[list[int]], change: list[int]) -> list[int]:
    """The cheapest language for each unit, paying ``change`` before each unit where it differs.

    In plain Python: there are few languages, and for so few numbers arrays cost more than they save.
    """
    total = emissions[0]
    came: list[tuple[int, list[bool]]] = []
    for row, cost in zip(emissions[1:], change[1:], strict=True):
        least = min(total)
        moved = least + cost
        came.append((total.index(least), [value > moved for value in total]))
        total = [(value if value <= moved else moved) + own for value, own in zip(total, row, strict=True)]
    path = [total.index(min(total))]
    for cheapest, moves in reversed(came):
        path.append(cheapest if moves[path[-1]] else path[-1])
    return path[::-1]
