"""The n-gram tables: log-likelihoods of every word of a text in every language of a script.

A table maps an n-gram of one to five symbols, or a whole word, to a row: one value a language. A word
scores the sum, over its letters and its end, of the row of the longest known n-gram that ends there;
a frequent word has a row of its own. Less frequent words of the word lists are spelt out like any other,
and then cost less in the one or two languages whose lists hold them. Values are whole numbers of 1/16
nat, so the answer is the same on every machine.

Layout of a file (made by corpora/build): a line of JSON, then arrays, each aligned to 64 bytes. Both
parts begin with a perfect hash: ``shifts`` resolves collisions, ``tags`` tells strangers apart (one
stranger in 65,536 passes). Then, for n-grams and frequent words, ``levels`` is the best value of the row
and ``rows`` holds, in four bits a language, how far below the best it is; for the other words,
``bonuses`` holds two pairs of a language's column and what the word costs less there.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from mtcheck import resources
from mtcheck.errors import CorpusError
from mtcheck.lexicon.scripts import NAMES, Bytes, CodePoints, looked_up, scripts_of

Keys: TypeAlias = NDArray[np.uint64]
Integers: TypeAlias = NDArray[np.int64]
Values: TypeAlias = NDArray[np.int32]
Costs: TypeAlias = NDArray[np.int16]

MAGIC: Final = "mtcheck n-grams 1"
LONGEST: Final = 5
#: Symbol 0 pads a key, 1 is the edge of a word, letters follow; the last is any letter too rare to have one.
EDGE: Final = 1
FIRST_LETTER: Final = 2
OTHER_LETTER: Final = 255
#: Latin, Cyrillic, Arabic and Devanagari end well before the first full-width form after this.
LAST_CODE_POINT: Final = 0x10000
#: Values are in 1/16 nat: finer steps change no answer, coarser ones lose long texts.
PER_NAT: Final = 16
#: What four bits stand for, in 1/16 nat below the best language of the row; fine where it decides.
STEPS: Final = (0, 5, 10, 15, 21, 28, 36, 45, 55, 66, 78, 92, 108, 128, 152, 184)
#: Cost of a letter that no language of the table writes.
UNKNOWN_LETTER: Final = 12 * PER_NAT

#: More than this above the best is not told apart.
HIGHEST: Final = 30_000

#: Of a longer word, only the beginning is spelt.
LONGEST_WORD: Final = 150
#: Words that are spelt out at a time.
BATCH: Final = 100

#: Symbols whose runs are looked for at a time.
_AT_ONCE: Final = 1 << 16

_ALL: Final = (1 << 64) - 1
_M_WORD: Final = 1 << 63
_M1: Final = 0x9E3779B97F4A7C15
_M2: Final = 0xD6E8FEB86659FD93
_M3: Final = 0xA0761D6478BD642F
_WORD: Final = np.uint64(_M_WORD)
_MULTIPLY_1: Final = np.uint64(_M1)
_MULTIPLY_2: Final = np.uint64(_M2)
_MULTIPLY_3: Final = np.uint64(_M3)
_SHIFT: Final = np.uint64(29)
_HALF: Final = np.uint64(32)
_BASE: Final = 0x5851F42D4C957F2D
_BASE_INVERSE: Final = pow(_BASE, -1, 1 << 64)
#: Five symbols in one number, and five edges.
_CONTEXT: Final = (1 << 8 * LONGEST) - 1
_BLANK: Final = int.from_bytes(bytes([EDGE]) * LONGEST, "big")
_MASKS: Final = np.array([[(1 << 8 * n) - 1] for n in range(LONGEST, 0, -1)], np.uint64)
#: Bytes of a number that holds five symbols.
_KEY: Final = 8
#: Words are hashed in stretches of this many code points, so that the powers are a small table.
_STRETCH: Final = 1 << 14


def mixed(keys: Keys) -> Keys:
    """The keys, mixed so that every bit depends on every bit."""
    result = keys * _MULTIPLY_1
    result ^= result >> _SHIFT
    result *= _MULTIPLY_2
    return result


def mixed_one(key: int) -> int:
    """One key, mixed as ``mixed`` does.

    >>> mixed_one(12345) == int(mixed(np.array([12345], np.uint64))[0])
    True
    """
    value = key * _M1 & _ALL
    value ^= value >> 29
    return value * _M2 & _ALL


def word_key(word: bytes) -> int:
    """The key of one word given as symbols, as in ``word_keys``."""
    key = 0
    for symbol in reversed(word):
        key = (key * _BASE + symbol) & _ALL
    return key | _M_WORD


def slot_of(hashes: Keys, shifts: Keys, slots: int) -> Integers:
    """Where the perfect hash puts mixed keys, given the shift of each one's bucket."""
    return _slots(hashes, shifts * _MULTIPLY_1, slots)


def _slots(hashes: Keys, spreads: Keys, slots: int) -> Integers:
    spread = hashes ^ spreads
    spread *= _MULTIPLY_3
    spread >>= _HALF
    spread *= np.uint64(slots)
    spread >>= _HALF
    return spread.view(np.int64)


@cache
def _powers(base: int) -> Keys:
    values = np.full(_STRETCH + 1, base, np.uint64)
    values[0] = 1
    return values.cumprod(dtype=np.uint64)  # wraps around at 64 bits


def word_keys(symbols: Bytes, starts: Integers, ends: Integers) -> Keys:
    """The key of each word of a text given as symbols: a polynomial of its letters."""
    powers, inverses = _powers(_BASE), _powers(_BASE_INVERSE)
    if len(symbols) <= _STRETCH:
        sums = np.zeros(len(symbols) + 1, np.uint64)
        np.cumsum(symbols * powers[: len(symbols)], out=sums[1:])
        return (sums[ends] - sums[starts]) * inverses[starts] | _WORD
    keys = np.empty(len(starts), np.uint64)
    first = 0
    while first < len(starts):
        begin = int(starts[first])
        last = max(first + 1, int(np.searchsorted(ends, begin + _STRETCH, side="right")))
        stretch = symbols[begin : min(int(ends[last - 1]), begin + _STRETCH)]
        sums = np.zeros(len(stretch) + 1, np.uint64)
        np.cumsum(stretch * powers[: len(stretch)], out=sums[1:])
        low = starts[first:last] - begin
        high = np.minimum(ends[first:last] - begin, len(stretch))
        keys[first:last] = (sums[high] - sums[low]) * inverses[low]
        first = last
    return keys | _WORD


def runs(symbols: Bytes | NDArray[np.bool_]) -> tuple[Integers, Integers]:
    """Where runs of symbols other than 0 begin and end. A stretch at a time, in little memory.

    >>> [places.tolist() for places in runs(np.array([7, 0, 5, 7], np.uint8))]
    [[0, 2], [1, 4]]
    """
    if len(symbols) <= _AT_ONCE:
        inside = np.zeros(len(symbols) + 2, bool)
        np.not_equal(symbols, 0, out=inside[1:-1])
        edges = (inside[1:] != inside[:-1]).nonzero()[0]
        return edges[::2], edges[1::2]
    found = []
    was_inside = False
    for start in range(0, len(symbols), _AT_ONCE):
        stretch = symbols[start : start + _AT_ONCE]
        inside = np.empty(len(stretch) + 1, bool)
        inside[0] = was_inside
        np.not_equal(stretch, 0, out=inside[1:])
        found.append((inside[1:] != inside[:-1]).nonzero()[0] + start)
        was_inside = bool(inside[-1])
    if was_inside:
        found.append(np.array([len(symbols)], np.int64))
    edges = np.concatenate(found)
    return edges[::2], edges[1::2]


class Words(NamedTuple):
    """The words of one script in a text: where they lie, and what each costs in each language."""

    starts: Integers
    ends: Integers
    #: Minus log-likelihood of each word in its best language, in 1/16 nat.
    best: Integers
    #: One row a word, one column a language of the table: 1/16 nat above the best.
    costs: Costs


class Word(NamedTuple):
    """One word: its best minus log-likelihood in 1/16 nat, and how far each language is above it."""

    best: int
    costs: Costs


class Index:
    """A perfect hash over keys, read from a file: which slot holds a key."""

    def __init__(self, data: memoryview, place: list[int], slots: int, bits: int) -> None:
        self.slots = slots
        self._bucket_shift = np.uint64(64 - bits)
        self._spreads = _array(data, place, np.uint16, 1 << bits) * _MULTIPLY_1
        self._tags = _array(data, place, np.uint16, slots)
        self._spread_at, self._tag_at, self._first_bits = self._spreads.data, self._tags.data, 64 - bits

    def find(self, hashes: Keys) -> tuple[Integers, NDArray[np.bool_]]:
        """The slot of each mixed key, and whether the key is there."""
        buckets = (hashes >> self._bucket_shift).view(np.int64)
        slots = _slots(hashes, self._spreads.take(buckets), self.slots)
        return slots, self._tags.take(slots) == hashes.astype(np.uint16)

    def find_one(self, mixed_key: int) -> int:
        """The slot of one mixed key; -1 where it is not there."""
        spread = (mixed_key ^ self._spread_at[mixed_key >> self._first_bits]) * _M3 & _ALL
        slot = (spread >> 32) * self.slots >> 32
        return slot if self._tag_at[slot] == mixed_key & 0xFFFF else -1


class Table:
    """One n-gram table, memory-mapped."""

    def __init__(self, name: str) -> None:
        data = resources.map_bytes(name)
        head = bytes(data[: 1 << 16]).split(b"\n", 1)[0]
        try:
            header: dict[str, Any] = msgspec.json.decode(head)
        except msgspec.DecodeError as error:
            raise CorpusError(name, "no table of n-grams; rebuild it") from error
        if header.get("magic") != MAGIC:
            raise CorpusError(name, f"expected {MAGIC!r}; rebuild it")
        self.script: str = header["script"]
        self.languages: tuple[str, ...] = tuple(header["languages"])
        self.alphabet: str = header["alphabet"]
        place = [_aligned(len(head) + 1)]
        width = (len(self.languages) + 1) // 2
        self._index = Index(data, place, header["slots"], header["bucket_bits"])
        self._levels = _array(data, place, np.uint8, self._index.slots)
        self._level_at = self._levels.data
        self._rows = _array(data, place, np.uint8, self._index.slots * width).reshape(-1, width)
        self._listed = Index(data, place, header["word_slots"], header["word_bucket_bits"])
        self._bonuses = _array(data, place, np.uint8, self._listed.slots * 4).reshape(-1, 4)
        everywhere = scripts_of(np.arange(LAST_CODE_POINT, dtype=np.uint32))
        self._symbols = np.where(everywhere == NAMES.index(self.script), OTHER_LETTER, 0).astype(np.uint8)
        for number, letter in enumerate(self.alphabet, FIRST_LETTER):
            self._symbols[ord(letter)] = number

    def symbols(self, points: CodePoints) -> Bytes:
        """The symbol of each code point of a folded text; 0 where it is no letter of this script."""
        return looked_up(self._symbols, points)

    def _below(self, slots: Integers) -> NDArray[np.uint32]:
        """The rows in these slots: what two languages stand below the best, in the halves of a number."""
        pairs: NDArray[np.uint32] = _UNPACK.take(self._rows.take(slots, axis=0))
        return pairs

    def _columns(self, pairs: NDArray[np.uint32]) -> Costs:
        """One column a language, from two in each number."""
        return pairs.view(np.int16)[:, : len(self.languages)]

    def words(self, symbols: Bytes) -> Words:
        """Every word of a text given as symbols, with its cost in every language."""
        starts, ends = runs(symbols)
        hashes = mixed(word_keys(symbols, starts, ends))
        slots, known = self._index.find(hashes)
        costs = self._columns(self._below(slots))
        best = self._levels[slots].astype(np.int64)
        unknown = (~known).nonzero()[0]
        if len(unknown):
            spelt, total = self._spelt_out(symbols, starts[unknown], ends[unknown])
            self._credit(spelt, hashes[unknown])
            least = spelt.min(axis=1)
            best[unknown] = total + least
            costs[unknown] = spelt - least[:, None]
        return Words(starts, ends, best, costs)

    def word(self, word: bytes, grams: dict[int, int]) -> Word:
        """One word given as symbols, as ``words`` has it; quicker for one or two.

        ``grams`` remembers the longest n-gram of each five symbols met so far.
        """
        key = mixed_one(word_key(word))
        slot = self._index.find_one(key)
        if slot >= 0:
            return Word(
                self._level_at[slot], _UNPACK.take(self._rows[slot]).view(np.int16)[: len(self.languages)]
            )
        spelt, total = self._spelt_one(word, grams)
        slot = self._listed.find_one(key)
        if slot >= 0:
            bonuses = self._bonuses[slot].tolist()
            for column, bonus in zip(bonuses[::2], bonuses[1::2], strict=True):
                if column < len(self.languages):
                    spelt[column] -= bonus
        least = int(spelt.min())
        spelt -= least
        return Word(total + least, spelt)

    def _spelt_one(self, word: bytes, grams: dict[int, int]) -> tuple[Costs, int]:
        context, slots, total = _BLANK, [], 0
        for symbol in (*word[:LONGEST_WORD], word[LONGEST_WORD] if len(word) > LONGEST_WORD else EDGE):
            context = (context << 8 | symbol) & _CONTEXT
            slot = grams.get(context)
            if slot is None:
                slot = grams[context] = self._longest(context)
            if slot < 0:
                total += UNKNOWN_LETTER
            else:
                total += self._level_at[slot]
                slots.append(slot)
        below = np.add.reduce(_UNPACK.take(self._rows.take(slots, axis=0)), axis=0, dtype=np.uint32)
        return below.view(np.int16)[: len(self.languages)], total

    def _longest(self, context: int) -> int:
        """The slot of the longest known n-gram at the end of five symbols; -1 where there is none."""
        for length in range(LONGEST, 0, -1):
            slot = self._index.find_one(mixed_one(context & ((1 << 8 * length) - 1)))
            if slot >= 0:
                return slot
        return -1

    def _credit(self, costs: Costs, hashes: Keys) -> None:
        """Lower the costs of words where word lists hold them."""
        slots, listed = self._listed.find(hashes)
        words = listed.nonzero()[0]
        if not len(words):
            return
        bonuses = self._bonuses[slots[words]]
        for column in (0, 2):
            held = bonuses[:, column] < len(self.languages)
            costs[words[held], bonuses[held, column]] -= bonuses[held, column + 1]

    def spelt(self, symbols: Bytes, starts: Integers, ends: Integers) -> Values:
        """The cost of words letter by letter, and of their end."""
        costs, total = self._spelt_out(symbols, starts, ends)
        values: Values = costs.astype(np.int32) + total[:, None]
        return values

    def _spelt_out(self, symbols: Bytes, starts: Integers, ends: Integers) -> tuple[Costs, Values]:
        """The same in two parts: each language above the sum that follows; below HIGHEST by LONGEST_WORD."""
        edged = np.full(len(symbols) + _KEY, EDGE, np.uint8)
        np.maximum(symbols, EDGE, out=edged[_KEY - 1 : -1])
        # What ends at each place: eight symbols as one number.
        ending = np.ndarray((len(symbols) + 1,), ">u8", edged, strides=(1,))
        if len(starts) <= BATCH:
            return self._spelt(ending, starts, ends)
        costs = np.empty((len(starts), len(self.languages)), np.int16)
        total = np.empty(len(starts), np.int32)
        # A batch at a time: its arrays stay in the cache, and below the size that malloc gives back.
        for first in range(0, len(starts), BATCH):
            batch = slice(first, first + BATCH)
            costs[batch], total[batch] = self._spelt(ending, starts[batch], ends[batch])
        return costs, total

    def _spelt(self, ending: Keys, starts: Integers, ends: Integers) -> tuple[Costs, Values]:
        lengths = np.minimum(ends - starts, LONGEST_WORD) + 1
        firsts = lengths.cumsum() - lengths
        events = np.arange(int(firsts[-1] + lengths[-1]))
        keys = ending[events + (starts - firsts).repeat(lengths)].astype(np.uint64)
        slots, found = self._index.find(mixed(keys & _MASKS))
        longest = found.argmax(axis=0)
        longest *= len(events)
        longest += events
        chosen, held = slots.ravel().take(longest), found.ravel().take(longest)
        below, levels = self._below(chosen), self._levels.take(chosen)
        if not held.all():
            below[~held] = 0
            levels[~held] = UNKNOWN_LETTER
        total = np.add.reduceat(levels, firsts, dtype=np.int32)
        # Both halves of each number are summed at once; LONGEST_WORD keeps the lower from overflowing.
        return self._columns(np.add.reduceat(below, firsts, axis=0, dtype=np.uint32)), total


def _unpacking() -> NDArray[np.uint32]:
    """For each byte of a row, the two values it holds, side by side in memory."""
    pairs = np.array([[STEPS[byte & 15], STEPS[byte >> 4]] for byte in range(256)], np.uint16)
    return pairs.view(np.uint32).ravel()


_UNPACK: Final = _unpacking()


def _aligned(position: int) -> int:
    return -(-position // 64) * 64


def _array(data: memoryview, place: list[int], kind: Any, length: int) -> NDArray[Any]:
    """The next array of a file; moves the place after it."""
    array = np.frombuffer(data, kind, length, place[0])
    place[0] = _aligned(place[0] + array.nbytes)
    return array


@cache
def table(script: str) -> Table:
    """The table of one script: ``"latin"``, ``"cyrillic"``, ``"arabic"`` or ``"devanagari"``."""
    return Table(f"ngrams/{script}.bin")
