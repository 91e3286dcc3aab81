"""Write a table: rows in four bits a language, found by a perfect hash. The reader is mtcheck's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from figures import Keys
from model import Rows
from numpy.typing import NDArray

from mtcheck.languages.ngrams import MAGIC, PER_NAT, STEPS, mixed, slot_of

#: Slots a key: fuller takes longer to build and saves little.
ROOM = 1.03
#: Mean keys a bucket.
BUCKET = 4.0
_TRIES = 1 << 16
_BATCH = 512


def perfect_hash(keys: Keys) -> tuple[NDArray[np.uint16], NDArray[np.int64], int, int]:
    """The shift of each bucket, the slot of each key, the number of slots and the bits of a bucket.

    The fullest bucket chooses first; each takes the first shift that puts its keys on free slots.
    """
    slots = int(len(keys) * ROOM) + 16
    bits = max(1, int(np.ceil(np.log2(max(1, len(keys)) / BUCKET))))
    hashes = mixed(keys)
    buckets = (hashes >> np.uint64(64 - bits)).astype(np.int64)
    order = np.argsort(buckets, kind="stable")
    sizes = np.bincount(buckets, minlength=1 << bits)
    firsts = np.cumsum(sizes) - sizes
    free = np.ones(slots, bool)
    shifts = np.zeros(1 << bits, np.uint16)
    placed = np.empty(len(keys), np.int64)
    for bucket in np.argsort(-sizes, kind="stable"):
        members = order[firsts[bucket] : firsts[bucket] + sizes[bucket]]
        if not len(members):
            break
        for at in range(0, _TRIES, _BATCH):
            tried = np.arange(at, at + _BATCH, dtype=np.uint64)[:, None]
            places = slot_of(hashes[members][None, :], tried, slots)
            good = free[places].all(axis=1)
            if len(members) > 1:
                good &= (np.diff(np.sort(places, axis=1), axis=1) > 0).all(axis=1)
            if good.any():
                chosen = int(good.argmax())
                shifts[bucket], placed[members] = at + chosen, places[chosen]
                free[places[chosen]] = False
                break
        else:
            raise ValueError("no perfect hash; give it more room")
    return shifts, placed, slots, bits


def packed(rows: Rows) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The level of each row (1/16 nat below certainty) and its languages in four bits each."""
    best = rows.max(axis=1)
    levels = np.minimum(np.round(-best * PER_NAT), 255).astype(np.uint8)
    below = (best[:, None] - rows) * PER_NAT
    middles = (np.array(STEPS[1:]) + np.array(STEPS[:-1])) / 2
    steps = np.searchsorted(middles, below).astype(np.uint8)
    if steps.shape[1] % 2:
        steps = np.pad(steps, ((0, 0), (0, 1)))
    return levels, steps[:, ::2] | (steps[:, 1::2] << 4)


class Bonuses(NamedTuple):
    """Words of the lists, and for each two pairs of a column and 1/16 nat; column 255 for none."""

    keys: Keys
    pairs: NDArray[np.uint8]


def _spread(placed: NDArray[np.int64], slots: int, values: NDArray[Any]) -> NDArray[Any]:
    result = np.zeros((slots, *values.shape[1:]), values.dtype)
    result[placed] = values
    return result


def write(
    path: Path, script: str, languages: list[str], letters: str, keys: Keys, rows: Rows, bonuses: Bonuses
) -> None:
    """One file, laid out as mtcheck.languages.ngrams reads it."""
    shifts, placed, slots, bits = perfect_hash(keys)
    word_shifts, word_placed, word_slots, word_bits = perfect_hash(bonuses.keys)
    levels, values = packed(rows)
    header = {
        "magic": MAGIC,
        "script": script,
        "languages": languages,
        "alphabet": letters,
        "slots": slots,
        "bucket_bits": bits,
        "word_slots": word_slots,
        "word_bucket_bits": word_bits,
    }
    content = json.dumps(header, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
    for array in (
        shifts,
        _spread(placed, slots, mixed(keys).astype(np.uint16)),
        _spread(placed, slots, levels),
        _spread(placed, slots, values),
        word_shifts,
        _spread(word_placed, word_slots, mixed(bonuses.keys).astype(np.uint16)),
        _spread(word_placed, word_slots, bonuses.pairs),
    ):
        content += b"\0" * (-len(content) % 64) + array.tobytes()
    path.write_bytes(content)
