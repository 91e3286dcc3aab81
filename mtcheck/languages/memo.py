"""What the words of one n-gram table cost, remembered from text to text.

Words repeat: seven in ten words of an article were in the one before. A word is looked up by its symbols
and always costs the same, wherever it is and whatever was asked before, so what is remembered changes
no answer. A few new words are costed in plain Python, which is quicker there than arrays are.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Final

import numpy as np

from mtcheck.languages import ngrams
from mtcheck.languages.ngrams import LONGEST, Costs, Integers, Table, Words
from mtcheck.lexicon.scripts import Bytes

#: Words remembered of one table, 3 MB for Latin; where more come, all are forgotten.
CAPACITY: Final = 1 << 15
#: Ends of n-grams remembered of one table, 5 MB; where more come, all are forgotten.
MOST_GRAMS: Final = 1 << 15
#: A text with a longer word is costed anew each time, so that no megabyte without a space is kept.
LONGEST_KEPT: Final = 60
#: So many new words are costed one by one; more of them all at once.
FEW: Final = 4

#: Parts words so that no n-gram of one reaches into the next.
_APART: Final = b"\0" * LONGEST


class WordMemo:
    """The costs of words in one table; safe to share between threads."""

    def __init__(self, table: Table, capacity: int = CAPACITY) -> None:
        self.table = table
        self._capacity = capacity
        self._costs = np.empty((capacity, len(table.languages)), np.int16)
        self._best = np.empty(capacity, np.int64)
        self._rows: dict[bytes, int] = {}
        self._grams: dict[int, int] = {}
        self._lock = Lock()

    def words(self, symbols: Bytes) -> Words:
        """Every word of a text given as symbols, with its cost in every language.

        >>> symbols = np.array([20, 5, 0, 5], np.uint8)
        >>> bool((memo("latin").words(symbols).costs == ngrams.table("latin").words(symbols).costs).all())
        True
        """
        starts, ends = ngrams.runs(symbols)
        if len(symbols) <= LONGEST_KEPT or not len(starts) or (ends - starts).max() <= LONGEST_KEPT:
            found = self.known(list(filter(None, symbols.tobytes().split(b"\0"))))
            if found is not None:
                return Words(starts, ends, *found)
        return self.table.words(symbols)

    def known(self, words: list[bytes]) -> tuple[Integers, Costs] | None:
        """What each of some words costs, as in ``Words``; None for more words than are remembered."""
        if len(words) > self._capacity and len(set(words)) > self._capacity:
            return None
        with self._lock:
            rows = list(map(self._rows.get, words))
            if None in rows:
                missing = [word for word in set(words) if word not in self._rows]
                if len(self._rows) + len(missing) > self._capacity:
                    self._rows.clear()
                    missing = list(set(words))
                self._learn(missing)
                rows = list(map(self._rows.get, words))
            places = np.array(rows, np.intp)
            return self._best.take(places), self._costs.take(places, axis=0)

    def _learn(self, words: list[bytes]) -> None:
        """Cost some new words, and keep what they cost."""
        first = len(self._rows)
        if len(words) <= FEW:
            if len(self._grams) > MOST_GRAMS:
                self._grams.clear()
            for row, word in enumerate(words, first):
                self._best[row], self._costs[row] = self.table.word(word, self._grams)
        else:
            found = self.table.words(np.frombuffer(_APART.join(words), np.uint8))
            self._best[first : first + len(words)] = found.best
            self._costs[first : first + len(words)] = found.costs
        self._rows.update(zip(words, range(first, first + len(words)), strict=True))


@cache
def memo(script: str) -> WordMemo:
    """The words met so far in one script, by the name of its table."""
    return WordMemo(ngrams.table(script))
