"""Word forms of a language and what they may be: part of speech, gender, number, case, person.

A table is a memory-mapped file of hashes in order, each with the number of a class; a class is one set of
readings, and a language has a few thousand. A form that is not in the table has class 0, which is nothing:
rules stay silent on it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from zlib import crc32

import numpy as np

from mtcheck.errors import CorpusError
from mtcheck.lexicon.features import POS
from mtcheck.resources import list_names, map_bytes

MAGIC = b"mtforms1"
CLASS = np.dtype([("noun", "<u8"), ("adj", "<u8"), ("verb", "<u4"), ("pos", "<u4")])


def hash_of(form: str) -> int:
    """The hash under which a form lies. Two forms in a million share one and then share their readings.

    >>> hash_of("haus")
    226954450
    """
    return crc32(form.encode("utf-8", "surrogatepass"))


class Forms:
    """The forms of one language."""

    def __init__(self, lang: str) -> None:
        name = f"forms/{lang}.bin"
        data = map_bytes(name)
        if bytes(data[:8]) != MAGIC:
            raise CorpusError(name, "not a table of forms; reinstall mtcheck")
        count, classes = (int(each) for each in np.frombuffer(data[8:16], "<u4"))
        ids_at = 16 + 4 * count
        classes_at = ids_at + 2 * count + (-2 * count) % 8
        self._hashes = data[16:ids_at].cast("I")
        # Where the hashes of each first half begin: a look-up then compares three of them.
        halves = np.searchsorted(
            np.frombuffer(self._hashes, "<u4"), np.arange(1 << 16, dtype=np.uint32) << 16
        )
        self._starts: list[int] = [*halves.tolist(), count]
        self._ids = data[ids_at : ids_at + 2 * count].cast("H")
        table = np.frombuffer(data[classes_at : classes_at + CLASS.itemsize * classes], CLASS)
        self.noun, self.adj = table["noun"].copy(), table["adj"].copy()
        self.verb, self.pos = table["verb"].copy(), table["pos"].copy()

    def __len__(self) -> int:
        return len(self._hashes)

    def class_of(self, form: str) -> int:
        """The class of a form, 0 for one that is not in the table."""
        wanted = crc32(form.encode("utf-8", "surrogatepass"))  # hash_of, without the call
        half, hashes = wanted >> 16, self._hashes
        high = self._starts[half + 1]
        place = bisect_left(hashes, wanted, self._starts[half], high)
        return self._ids[place] if place < high and hashes[place] == wanted else 0

    def is_a(self, word: str, pos: str) -> bool:
        """Whether a form may be that part of speech.

        >>> forms("de").is_a("Haus", "noun")
        True
        """
        return bool(int(self.pos[self.class_of(word)]) & POS[pos])


@cache
def languages() -> frozenset[str]:
    """The languages that have a table."""
    return frozenset(name[6:-4] for name in list_names("forms", ".bin"))


@cache
def forms(lang: str) -> Forms:
    """The forms of a language, mapped once; raises CorpusError for a language without a table."""
    return Forms(lang)
