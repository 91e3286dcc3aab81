"""A phrasing profile in use: how likely a sentence is, which of its phrases are attested, and what is near.

The file: magic, length of the header, header (JSON: what it was made of, the calibration, where each array
lies), then the arrays, each aligned to 8 bytes: counts of words, keys and counts of pairs and of triples
(sorted), and the words as UTF-8, one a line, the most frequent first. A pair's key is the numbers of its
words, 32 bits each; a triple's is the place of its first pair and the number of its last word.
"""

from __future__ import annotations

import mmap
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from mtcheck.errors import ConfigError
from mtcheck.lexicon.phrasing.words import END, START, UNKNOWN, Word

MAGIC = b"MTPH\x01\x00\x00\x00"
# Taken off every count and given to what was not seen: near the optimum of absolute discounting (Ney,
# Essen, Kneser 1994: n1 / (n1 + 2 n2)) for texts of 10,000 to 1,000,000 words.
DISCOUNT = 0.75
# Words tried in the place of another: enough for any phrase that is a habit.
MOST_FOLLOWERS = 300

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Calibration(msgspec.Struct, frozen=True):
    """Scores of held-out sentences of the corpus: ``scores`` sorted, at the given ``percentiles``.

    One for each class of length, ``longest`` words at most.
    """

    longest: int
    sentences: int
    scores: tuple[float, ...]


class Header(msgspec.Struct, frozen=True):
    """What a profile says of itself. ``sections`` are offset and length in bytes; ``confusion`` the margins
    (nats) from which on a word of a confusion set is wrong, by the precision that was measured."""

    lang: str
    sentences: int
    words: int
    vocabulary: int
    pairs: int
    triples: int
    made_by: str
    percentiles: tuple[float, ...]
    calibration: tuple[Calibration, ...]
    sections: dict[str, tuple[int, int]]
    confusion: tuple[tuple[float, float], ...] = ()


class Phrasing:
    """One profile. Use ``load``, which keeps those in use."""

    def __init__(self, data: Any, name: str) -> None:
        view = memoryview(data)
        if bytes(view[:8]) != MAGIC:
            raise ConfigError(name, "", "is not a phrasing profile; make one with `mtcheck corpus build`")
        try:
            size = int.from_bytes(view[8:16], "little")
            self.header = msgspec.json.decode(bytes(view[16 : 16 + size]), type=Header)
            self._data = view[16 + size + (-size % 8) :]
            self._counts = self._array("counts", np.uint32)
            self._pairs, self._pair_counts = (
                self._array("pairs", np.uint64),
                self._array("pair_counts", np.uint32),
            )
            self._triples = self._array("triples", np.uint64)
            self._triple_counts = self._array("triple_counts", np.uint32)
        except (msgspec.MsgspecError, ValueError, KeyError) as error:
            raise ConfigError(name, "", f"is a damaged phrasing profile ({error}); build it again") from error

    def _array(self, name: str, kind: Any) -> NDArray[Any]:
        start, length = self.header.sections[name]
        if start + length > len(self._data):
            raise ValueError("it is cut short")
        return np.frombuffer(self._data[start : start + length], kind)

    @cached_property
    def _total(self) -> float:
        return float(self._counts.sum()) + len(self._counts)

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every word, by its number."""
        start, length = self.header.sections["words"]
        return bytes(self._data[start : start + length]).decode("utf-8").split("\n")

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.vocabulary)}

    def ids(self, words: Sequence[Word]) -> Ints:
        """The numbers of a sentence's words, between start and end."""
        known = self.numbers
        found = [known.get(word.text, UNKNOWN) for word in words]
        return np.array([START, *found, END], np.int64)

    def pair_places(self, first: Ints, second: Ints) -> Ints:
        """The places of pairs in the table; -1 for one that is not attested."""
        return _find(self._pairs, (first.astype(np.uint64) << np.uint64(32)) | second.astype(np.uint64))

    def triple_places(self, pairs: Ints, last: Ints) -> Ints:
        """The places of triples whose first pair is at ``pairs``; -1 where it is not attested."""
        keys = (np.maximum(pairs, 0).astype(np.uint64) << np.uint64(32)) | last.astype(np.uint64)
        return np.where(pairs < 0, -1, _find(self._triples, keys))

    def log_probabilities(self, ids: Ints) -> Floats:
        """Log probability (nats) of every word after the start, of the end too; of many rows at once."""
        first, second = ids[..., :-1], ids[..., 1:]
        single = (self._counts[second] + 1.0) / self._total
        pairs = self.pair_places(first, second)
        after = self._counts[first].astype(np.float64)
        kinds = _kinds(self._pairs, first)
        double = _interpolated(self.pair_count(pairs), after, kinds, single)
        if ids.shape[-1] < 3:
            return np.asarray(np.log(double))
        before = pairs[..., :-1]
        triples = self.triple_places(before, second[..., 1:])
        triple = _interpolated(
            self.triple_count(triples),
            self.pair_count(before),
            _kinds(self._triples, before),
            double[..., 1:],
        )
        return np.asarray(np.log(np.concatenate((double[..., :1], triple), axis=-1)))

    def pair_count(self, places: Ints) -> Floats:
        """How often the pairs at these places are attested; 0 for a place of -1."""
        return np.where(places < 0, 0.0, self._pair_counts[places])

    def triple_count(self, places: Ints) -> Floats:
        """The same of triples."""
        return np.where(places < 0, 0.0, self._triple_counts[places] if len(self._triple_counts) else 0.0)

    def score(self, words: Sequence[Word]) -> float:
        """Mean log probability of a word of the sentence, in nats."""
        return float(self.log_probabilities(self.ids(words)).mean())

    def percentile(self, score: float, length: int) -> float:
        """Per cent of the corpus's own held-out sentences of such a length that score lower, 0-100."""
        for each in self.header.calibration:
            if length <= each.longest:
                place = bisect_right(each.scores, score)
                return 0.0 if place == 0 else self.header.percentiles[place - 1]
        return 100.0

    def followers(self, number: int) -> tuple[Ints, NDArray[Any]]:
        """The words most often attested after a word, at most MOST_FOLLOWERS, and how often."""
        start, end = np.searchsorted(self._pairs, np.array([number, number + 1], np.uint64) << np.uint64(32))
        counts = self._pair_counts[start:end]
        most = np.sort(np.argsort(-counts.astype(np.int64), kind="stable")[:MOST_FOLLOWERS])
        return (self._pairs[start:end][most] & np.uint64(0xFFFFFFFF)).astype(np.int64), counts[most]

    def count(self, *numbers: int) -> int:
        """How often one to three words stand in a row in the corpus."""
        if len(numbers) == 1:
            return int(self._counts[numbers[0]])
        ids = np.array(numbers, np.int64)
        pair = self.pair_places(ids[:1], ids[1:2])
        if len(numbers) == 2 or pair[0] < 0:
            return int(self._pair_counts[pair[0]]) if pair[0] >= 0 else 0
        triple = self.triple_places(pair, ids[2:])
        return int(self._triple_counts[triple[0]]) if triple[0] >= 0 else 0


def _find(table: NDArray[np.uint64], keys: NDArray[np.uint64]) -> Ints:
    if not len(table):
        return np.full(keys.shape, -1, np.int64)
    places = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    return np.where(table[places] == keys, places, -1).astype(np.int64)


def _kinds(table: NDArray[np.uint64], heads: Ints) -> Floats:
    """How many different entries of a table begin with each head."""
    starts = np.maximum(heads, 0).astype(np.uint64)
    low = np.searchsorted(table, starts << np.uint64(32))
    high = np.searchsorted(table, (starts + np.uint64(1)) << np.uint64(32))
    return np.where(heads < 0, 0, high - low).astype(np.float64)


def _interpolated(seen: Floats, history: Floats, kinds: Floats, lower: Floats) -> Floats:
    whole = np.maximum(history, 1.0)
    rest = np.where(history > 0, DISCOUNT * np.minimum(kinds, whole) / whole, 1.0)
    return np.asarray(np.maximum(seen - DISCOUNT, 0.0) / whole + np.maximum(rest, 1e-6) * lower)


@lru_cache(maxsize=4)
def _load(path: str, modified_ns: int) -> Phrasing:
    with open(path, "rb") as file:
        return Phrasing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), path)


def load(path: str | Path) -> Phrasing:
    """The profile in a file, memory-mapped. Raises ConfigError when it cannot be read or is none."""
    try:
        place = Path(path).expanduser()
        return _load(str(place), place.stat().st_mtime_ns)
    except (OSError, ValueError) as error:
        raise ConfigError(str(path), "", f"cannot be read as a phrasing profile: {error}") from error
