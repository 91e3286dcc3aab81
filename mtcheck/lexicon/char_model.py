"""The character model: how likely a word is, in one language or in all languages of one script.

``corpora/ngrams/characters.bin`` holds conditional probabilities of n-grams up to order 5, a space standing
for either edge of a word, and the back-off weights of their contexts. It is one hash table, used
memory-mapped: four slots a bucket, a slot being one byte of the hash and one of the value. A key that
is not there finds a wrong value in about one of 100 lookups, which a sum over a word tolerates.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Sequence
from functools import cache
from math import inf
from zlib import crc32

import msgspec

from mtcheck.errors import CorpusError
from mtcheck.resources import map_bytes

FILE = "ngrams/characters.bin"
_STEP = 1 / 14  # nats; the build script quantises with the same step
_WEIGHT_ZERO = 9.0  # nats; back-off weights are stored with this offset
_UNKNOWN = -14.0  # nats; a letter the language never showed in 80 million letters
_NO_CONTEXT = 99.0  # stands for a weight: the context was never counted
_CACHE_LIMIT = 200_000  # entries a model may keep, about 25 MB; a text of one language needs under 50,000
_ORDER = 5
_unpack = struct.Struct("<4H").unpack_from


class Row(msgspec.Struct, frozen=True):
    """What the header says of a model: its hash seed, its script, its letters by frequency."""

    seed: int
    script: str
    letters: str


class _File(msgspec.Struct, frozen=True):
    rows: dict[str, Row]
    slots: memoryview
    buckets: int


@cache
def _file() -> _File:
    data = map_bytes(FILE)
    if bytes(data[:4]) != b"MTCH":
        raise CorpusError(FILE, "not a character model; reinstall mtcheck")
    header, buckets = struct.unpack_from("<II", data, 4)
    rows = msgspec.json.decode(bytes(data[12 : 12 + header]), type=dict[str, Row])
    return _File(rows, data[12 + header :], buckets)


# The tables were counted over letters alone. The scripts of India have their signs at the same places of
# their blocks: how likely each is after a consonant, in nats, rounded.
_SIGN_CHARS = frozenset(c for c in map(chr, range(0x0900, 0x0D80)) if unicodedata.category(c)[0] == "M")
_SIGNS = {
    0x01: -4.5, 0x02: -3.2, 0x03: -6.0, 0x3C: -4.5, 0x3E: -1.9, 0x3F: -2.6, 0x40: -2.9, 0x41: -3.0,
    0x42: -4.0, 0x43: -5.0, 0x46: -3.5, 0x47: -2.6, 0x48: -3.5, 0x4A: -3.8, 0x4B: -3.2, 0x4C: -4.8,
    0x4D: -1.9,
}  # fmt: skip
_FINAL = (0x01, 0x02, 0x03)  # nasals and the visarga, which stand after a vowel sign as well
_NUKTA, _FIRST_CONSONANT = 0x3C, 0x15
_RARE_SIGN, _MISPLACED = -9.0, -12.0


def sign(before: str, char: str) -> float:
    """Log probability of a vowel sign or another mark of a script of India after a character.

    >>> sign("क", "ा") > sign("क", "ै") > sign("ा", "ै")
    True
    """
    kind = ord(char) & 0x7F
    if not before or unicodedata.category(before)[0] not in "LM":
        return _MISPLACED
    previous = ord(before) & 0x7F
    is_letter = unicodedata.category(before)[0] == "L"
    if kind not in _FINAL and not (previous == _NUKTA or (is_letter and previous >= _FIRST_CONSONANT)):
        return _MISPLACED
    return _SIGNS.get(kind, _RARE_SIGN)


class _Logs(dict[str, float]):
    """Log probability of the last character of an n-gram after the others; reads the file on a miss."""

    __slots__ = ("_buckets", "_seed", "_slots")

    def __init__(self, slots: memoryview, buckets: int, seed: int) -> None:
        super().__init__()
        self._slots, self._buckets, self._seed = slots, buckets, seed

    def find(self, key: bytes, start: int) -> int:
        """The value of a key, 0 for none; ``start`` is the CRC of what comes before it, or the seed."""
        mixed = crc32(key, start) * 0x9E3779B1 & 0xFFFFFFFF  # CRC-32 alone is linear: spread it
        check = (mixed & 255) or 1
        one, two, three, four = _unpack(self._slots, (mixed * self._buckets >> 32) << 3)
        if one >> 8 == check:  # spelt out: a loop costs twice as much, and this runs for every letter
            return int(one & 255)
        if two >> 8 == check:
            return int(two & 255)
        if three >> 8 == check:
            return int(three & 255)
        return int(four & 255) if four >> 8 == check else 0

    def has(self, gram: str) -> bool:
        """Whether the n-gram itself is in the table."""
        return self.find(gram.encode("utf-8", "surrogatepass"), self._seed) > 0

    def _weight(self, context: str) -> float:
        """The back-off weight of a context; one that was never counted has none, and no letter after it."""
        key = "\t" + context
        if (weight := self.get(key)) is None:
            found = self.find(key.encode("utf-8", "surrogatepass"), self._seed)
            weight = self[key] = (found - 1) * _STEP - _WEIGHT_ZERO if found else _NO_CONTEXT
        return weight

    def __missing__(self, gram: str) -> float:
        if gram[-1] in _SIGN_CHARS:
            log = self[gram] = sign(gram[-2:-1], gram[-1])
            return log
        log, seed = 0.0, self._seed
        shorter = gram
        while len(shorter) > 1:
            # The weight is asked for first: one look-up serves all letters that are tried there.
            weight = self._weight(shorter[:-1])
            if weight != _NO_CONTEXT:
                if value := self.find(shorter.encode("utf-8", "surrogatepass"), seed):
                    log += (1 - value) * _STEP
                    break
                log += weight
            shorter = shorter[1:]
            if (known := self.get(shorter)) is not None:
                log += known
                break
        else:
            value = self.find(shorter.encode("utf-8", "surrogatepass"), seed)
            log += (1 - value) * _STEP if value else _UNKNOWN
        if len(self) > _CACHE_LIMIT:
            self.clear()
        self[gram] = log
        return log

    def after(self, context: str, letters: Sequence[str]) -> list[float]:
        """What ``self[context + letter]`` is for each letter: the context is looked up once for all."""
        levels: list[tuple[int, float]] = []  # of each counted context: its CRC, the weights paid before it
        paid = 0.0
        for start in range(len(context)):
            if (weight := self._weight(context[start:])) != _NO_CONTEXT:
                levels.append((crc32(context[start:].encode("utf-8", "surrogatepass"), self._seed), paid))
                paid += weight
        out: list[float] = []
        for letter in letters:
            if letter in _SIGN_CHARS:
                out.append(sign(context[-1:], letter))
                continue
            key = letter.encode("utf-8", "surrogatepass")
            for start, before in levels:
                if value := self.find(key, start):
                    out.append(before + (1 - value) * _STEP)
                    break
            else:
                out.append(paid + self[letter])
        return out


class CharModel:
    """One language, or all languages of one script: the probability of a word and of its next letter."""

    __slots__ = ("letters", "logs", "name", "script")

    def __init__(self, name: str) -> None:
        file = _file()
        row = file.rows[name]
        self.name, self.script = name, row.script
        self.letters = frozenset(row.letters)
        self.logs = _Logs(file.slots, file.buckets, row.seed)

    def __contains__(self, gram: str) -> bool:
        """Whether the n-gram itself is in the table, not only shorter ones."""
        return self.logs.has(gram)

    def word(self, word: str, least: float = -inf) -> float:
        """Log probability of a lower-case word between two edges, in nats; not exact below ``least``."""
        logs = self.logs
        wrapped = f" {word} "
        total = 0.0
        for end in range(2, len(wrapped) + 1):
            total += logs[wrapped[max(0, end - _ORDER) : end]]
            if total < least:
                break
        return total


@cache
def model(name: str) -> CharModel:
    """The model of a language ("ru") or of a script ("mix-CYRI"). Raises KeyError when there is none."""
    return CharModel(name)


@cache
def languages_of(script: str) -> tuple[str, ...]:
    """Languages with a model, by the script they are written in."""
    return tuple(n for n, row in _file().rows.items() if row.script == script and not n.startswith("mix-"))


@cache
def script_model(script: str) -> CharModel | None:
    """The model of all languages of a script, or None when no language of it is known."""
    return model("mix-" + script) if "mix-" + script in _file().rows else None


@cache
def all_letters() -> frozenset[str]:
    """Letters that some language with a model writes."""
    return frozenset("".join(row.letters for row in _file().rows.values()))


class _Scripts(dict[str, str]):
    def __missing__(self, char: str) -> str:
        kind = unicodedata.category(char)
        script = ""
        if kind[0] == "L" or kind in ("Mn", "Mc"):
            script = unicodedata.name(char, "?").split(" ")[0][:4]
            if script == "COMB":  # a mark that any script may carry
                script = "MARK"
        self[char] = script
        return script


#: The characters of ASCII.
ASCII = frozenset(map(chr, range(0x80)))
#: The script of a letter or mark: the first four letters of its Unicode name; "" for all others.
SCRIPTS = _Scripts()
