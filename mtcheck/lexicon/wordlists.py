"""Word lists: is this a word of the language, and how frequent is it.

``corpora/words/words.bin`` holds 20,000 words for each of its languages, as sorted CRC-32 codes and one
byte of log frequency each. It is used memory-mapped.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from zlib import crc32

import msgspec
import numpy as np

from mtcheck.errors import CorpusError
from mtcheck.resources import map_bytes

FILE = "words/words.bin"
#: Languages that share a list: one of Serbo-Croatian in Latin letters, one of both kinds of Norwegian.
SHARED = {"bs": "sh", "hr": "sh", "sr": "sh", "nn": "nb"}
_SCALE = 12.0  # steps a nat, as in the build script
# A seventh of the numbers of so many bits begins a code.
_FIRST_BITS, _REST_BITS = 17, 15


@cache
def _file() -> tuple[dict[str, tuple[int, int]], memoryview]:
    data = map_bytes(FILE)
    if bytes(data[:4]) != b"MTWL":
        raise CorpusError(FILE, "not a word list; reinstall mtcheck")
    (header,) = struct.unpack_from("<I", data, 4)
    return msgspec.json.decode(bytes(data[8 : 8 + header]), type=dict[str, tuple[int, int]]), data[
        8 + header :
    ]


def folded(word: str, lang: str = "") -> str:
    """A lower-case word as the lists spell it: wordfreq has ss for ß, ' for ’, and Serbian in Latin letters.

    >>> folded("straße"), folded("п’ять"), folded("људе", "sr"), folded("aţi", "ro")
    ('strasse', "п'ять", 'ljude', 'ați')
    """
    if word.isascii():
        return word
    if lang in SPELT:
        word = word.translate(SPELT[lang])
    return word.replace("ß", "ss").replace("’", "'")


_SERBIAN = str.maketrans(
    dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
    | {"љ": "lj", "њ": "nj", "џ": "dž"}
)
#: Languages whose words the lists spell in another way.
SPELT = {"sr": _SERBIAN, "ro": str.maketrans({"ş": "ș", "ţ": "ț"})}  # the old Romanian letters have cedillas


def code_of(word: str) -> int:
    """The number by which the lists know a word, spelled as ``folded`` spells it."""
    return crc32(word.encode("utf-8", "surrogatepass"))


class WordList:
    """The most frequent words of one language."""

    __slots__ = ("_codes", "_known", "_there", "_values", "lang")

    def __init__(self, lang: str) -> None:
        index, data = _file()
        start, count = index[SHARED.get(lang, lang)]
        self.lang = lang
        self._codes = array("I", data[start : start + 4 * count].tobytes())  # a search is half as dear here
        self._values = data[start + 4 * count : start + 5 * count]
        self._known: dict[str, float] = {}
        # Whether a code of some word begins with these bits: most words that are not there need no search.
        there = np.zeros(1 << _FIRST_BITS, bool)
        there[np.frombuffer(self._codes, np.uint32) >> np.uint32(_REST_BITS)] = True
        self._there = there.tobytes()

    def log(self, word: str) -> float:
        """Log frequency of a lower-case word, in nats; 0.0 when the list does not have it.

        >>> wordlist("en").log("the") > wordlist("en").log("gateway") > -20
        True
        """
        known = self._known.get(word)
        if known is None:
            code = crc32(word.encode()) if word.isascii() else code_of(folded(word, self.lang))
            known = self.coded(code)
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[word] = known
        return known

    def coded(self, code: int) -> float:
        """The same for the CRC-32 of a word; nothing is remembered."""
        if not self._there[code >> _REST_BITS]:
            return 0.0
        place = bisect_left(self._codes, code)
        if place < len(self._codes) and self._codes[place] == code:
            return -self._values[place] / _SCALE
        return 0.0

    def beginnings(self, word: str) -> Iterator[tuple[int, float]]:
        """The first halves of a lower-case word that are words: how many letters, and the log frequency.

        >>> dict(wordlist("en").beginnings("ofthe"))[2] == wordlist("en").log("of")
        True
        """
        spelt = folded(word, self.lang)
        if len(spelt) != len(word) or not word.isalpha():  # ß is two letters
            yield from ((size, log) for size in range(1, len(word)) if (log := self.log(word[:size])))
            return
        code, there = 0, self._there
        for size, letter in enumerate(map(str.encode, spelt[:-1]), 1):
            code = crc32(letter, code)
            if there[code >> _REST_BITS] and (log := self.coded(code)):
                yield size, log

    def rank(self, number: int) -> float:
        """The log frequency of the word of that rank: what is as frequent is among the ``number`` first."""
        return -sorted(self._values)[min(number, len(self._values)) - 1] / _SCALE

    def __contains__(self, word: str) -> bool:
        return self.log(word) != 0.0


@cache
def wordlist(lang: str) -> WordList | None:
    """The list of a language, or None when there is none."""
    return WordList(lang) if SHARED.get(lang, lang) in _file()[0] else None


def having(word: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some languages whose list has a lower-case word: one code serves nearly all of them.

    >>> having("gateway", ("de", "en", "fr"))
    ('en',)
    """
    code, plain = code_of(folded(word)), word.isascii()
    return tuple(
        lang
        for lang, known in _by_language(langs)
        if (known.coded(code) if plain or lang not in SPELT else known.log(word))
    )


@lru_cache(maxsize=5_000)
def _by_language(langs: tuple[str, ...]) -> tuple[tuple[str, WordList], ...]:
    return tuple((lang, known) for lang in langs if (known := wordlist(lang)) is not None)


def logs(word: str, lists: Iterable[WordList]) -> Iterator[float]:
    """What ``WordList.log`` says in each of some lists, without remembering a rare word in all of them."""
    plain = code_of(folded(word))
    for known in lists:
        yield known.coded(code_of(folded(word, known.lang)) if known.lang in SPELT else plain)


def highest(word: str, langs: tuple[str, ...]) -> float:
    """Log frequency of a lower-case word in the language that has it most; 0.0 when no list has it."""
    code = crc32(folded(word).encode("utf-8", "surrogatepass"))
    return max((log for known in _lists(langs) if (log := known.coded(code))), default=0.0)


def anywhere(word: str, langs: tuple[str, ...]) -> bool:
    """Whether one of the lists has a lower-case word, spelled as most languages spell it."""
    code = code_of(folded(word))
    return any(known.coded(code) for known in _lists(langs))


@cache
def _lists(langs: tuple[str, ...]) -> tuple[WordList, ...]:
    found = {id(known): known for name in langs if (known := wordlist(name)) is not None}
    return tuple(found.values())


@cache
def languages() -> tuple[str, ...]:
    """Languages that have a list."""
    return tuple(_file()[0])
