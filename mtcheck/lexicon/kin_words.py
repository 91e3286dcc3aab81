"""Words that belong to a neighbour language alone: Russian words in Ukrainian letters.

``corpora/kinwords/LANG.bin`` holds the hashes, in order, of folded words that no dictionary of the language
has; made by corpora/build/kinwords.py.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from zlib import crc32

from mtcheck.errors import CorpusError
from mtcheck.resources import list_names, map_bytes

MAGIC = b"mtkinwd1"
#: Shorter words have too many neighbours.
LEAST_LETTERS = 4
# Letters that one language writes for those of the other: мрачним is мрачным, об'явив is объявил.
_FOLD = str.maketrans(
    {
        **dict.fromkeys("іїый", "и"),
        **dict.fromkeys("єэё", "е"),
        "ґ": "г",
        **dict.fromkeys("'’ʼьъ", ""),
    }
)


def folded(word: str) -> str:
    """A word without what the two alphabets spell differently.

    >>> folded("мрачним") == folded("мрачным")
    True
    """
    return word.translate(_FOLD)


def key_of(fold: str) -> int:
    return crc32(fold.encode())


@cache
def languages() -> frozenset[str]:
    """The languages that have a table."""
    return frozenset(name[9:-4] for name in list_names("kinwords", ".bin"))


@cache
def _keys(lang: str) -> memoryview:
    name = f"kinwords/{lang}.bin"
    data = map_bytes(name)
    if bytes(data[:8]) != MAGIC:
        raise CorpusError(name, "no table of words; reinstall mtcheck")
    return data[8:].cast("I")


def is_of_kin(lang: str, word: str) -> bool:
    """Whether a word in small letters is one of the neighbour language and none of ``lang``.

    >>> is_of_kin("uk", "мрачний"), is_of_kin("uk", "похмурий")
    (True, False)
    """
    keys, key = _keys(lang), key_of(folded(word))
    place = bisect_left(keys, key)
    return place < len(keys) and keys[place] == key
