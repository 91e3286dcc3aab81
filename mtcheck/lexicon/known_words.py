"""Is this a word of the language? A longer list than ``wordlists`` has, without frequencies.

``corpora/words/known.bin`` holds 10,000 to 250,000 forms for each of its languages: what wordfreq has at
least once in ten million words, and for languages of which it has few, inflected forms. Of each form 16 bits
are kept, in one of N / 8 buckets by its hash: about one of 8,000 forms that are not there is taken for one
that is. It is used memory-mapped. Layout: corpora/build/knownwords.py.
"""

from __future__ import annotations

import struct
from functools import cache, lru_cache

import msgspec

from mtcheck.errors import CorpusError
from mtcheck.lexicon.wordlists import SHARED, SPELT, code_of, folded
from mtcheck.resources import map_bytes
from mtcheck.tags import tag

FILE = "words/known.bin"
#: Forms a bucket, on average; buckets of which the place of the first form is written down.
PER_BUCKET, STRIDE = 8, 16


class _Part(msgspec.Struct, frozen=True):
    """Where one language lies: counts of buckets, places of every STRIDE-th, fingerprints; and its size."""

    counts: int
    places: int
    codes: int
    buckets: int
    forms: int


@cache
def _file() -> tuple[dict[str, _Part], memoryview]:
    data = map_bytes(FILE)
    if bytes(data[:4]) != b"MTKW":
        raise CorpusError(FILE, "not a list of words; reinstall mtcheck")
    (size,) = struct.unpack_from("<I", data, 4)
    return msgspec.json.decode(bytes(data[8 : 8 + size]), type=dict[str, _Part]), data[8 + size :]


# Words remembered of one language.
_REMEMBERED = 50_000


class KnownWords:
    """The forms of one language.

    >>> "developments" in known_words("en"), "velopments" in known_words("en")
    (True, False)
    """

    __slots__ = ("_buckets", "_codes", "_counts", "_lang", "_places", "_told")

    def __init__(self, part: _Part, data: memoryview, lang: str) -> None:
        self._lang = lang
        strides = -(-part.buckets // STRIDE)
        self._buckets = part.buckets
        self._counts = data[part.counts : part.counts + part.buckets]
        self._places = data[part.places : part.places + 4 * strides].cast("I")
        self._codes = data[part.codes : part.codes + 2 * part.forms].cast("H")
        self._told: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        """Whether a lower-case form is in the list; remembered, since words repeat themselves."""
        told = self._told.get(word)
        if told is None:
            if len(self._told) > _REMEMBERED:
                self._told.clear()
            told = self._told[word] = self._has(word)
        return told

    def _has(self, word: str) -> bool:
        return self.coded(code_of(folded(word, self._lang)))

    def coded(self, code: int) -> bool:
        """The same for the CRC-32 of a form; nothing is remembered."""
        bucket, mark = place_of(code, self._buckets)
        stride = bucket // STRIDE
        start = self._places[stride] + sum(self._counts[stride * STRIDE : bucket])
        return mark in self._codes[start : start + self._counts[bucket]]


def place_of(code: int, buckets: int) -> tuple[int, int]:
    """The bucket of a form by its CRC-32, and its fingerprint."""
    return code * buckets >> 32, code & 0xFFFF  # the high bits and the low ones


@lru_cache(maxsize=1_000)
def known_words(lang: str) -> KnownWords | None:
    """The list of a language by its BCP 47 code, or None when there is none."""
    return _known(tag(lang).base)


def having(word: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some languages whose list has a lower-case word: one code serves nearly all of them.

    >>> having("wahrscheinlichste", ("de", "en", "fr"))
    ('de',)
    """
    code, plain = code_of(folded(word)), word.isascii()
    return tuple(
        lang
        for lang, forms in _lists(langs)
        if (forms.coded(code) if plain or lang not in SPELT else word in forms)
    )


@lru_cache(maxsize=5_000)
def _lists(langs: tuple[str, ...]) -> tuple[tuple[str, KnownWords], ...]:
    return tuple((lang, forms) for lang in langs if (forms := known_words(lang)) is not None)


@cache
def _known(lang: str) -> KnownWords | None:
    parts, data = _file()
    part = parts.get(SHARED.get(lang, lang))
    return None if part is None else KnownWords(part, data, lang)
