"""Words that are taken for one another (in and on, its and it's), judged by what the references write.

For every word of a confusion set the model compares the sentence as it is with the same sentence and
another word of the set. What it takes for a slip needs a margin in nats; the margin that keeps a wanted
precision is measured when the profile is built, on held-out sentences as they are and with words swapped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from mtcheck.lexicon.phrasing.model import Floats, Ints, Phrasing
from mtcheck.lexicon.phrasing.words import END, START, UNKNOWN, Word
from mtcheck.resources import language_facts
from mtcheck.tags import tag

# So often the references must have the other word in a triple with its neighbours, and never this one.
_ATTESTED = 2
# Of the words of confusion sets so many are taken to be wrong in the texts that are checked: raw machine
# output and learners' text have more. Precision is reckoned at this rate.
ERROR_RATE = 0.02
PRECISIONS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
# Fewer slips told at a margin, in the held-out sentences, say nothing of its precision.
_FEWEST = 50
# The word itself and the two after it: all that a model of triples sees of it.
_SEEN = 3


class Swap(NamedTuple):
    """A word that another of its set should stand for: its place in the sentence, the other, by how much."""

    place: int
    better: str
    margin: float


@cache
def _neighbours(lang: str) -> dict[str, tuple[str, ...]]:
    """For each word of a language's confusion sets the words it is taken for."""
    out: dict[str, tuple[str, ...]] = {}
    for said in language_facts(tag(lang).base).get("confusions", {}).get("sets", ()):
        words = said.split()
        for word in words:
            out[word] = (*out.get(word, ()), *(other for other in words if other != word))
    return out


def knows(lang: str) -> bool:
    """Whether there are confusion sets for a language.

    >>> knows("en-GB"), knows("xx")
    (True, False)
    """
    return bool(_neighbours(lang))


def _windows(ids: Sequence[int], places: Sequence[int]) -> Ints:
    """The two words before each place, its own and the two after it; edges are repeated."""
    padded = [START, *ids, END, END]
    return np.array([padded[place - 1 : place + 4] for place in places], np.int64)


def _scores(model: Phrasing, windows: Ints) -> Floats:
    """What the middle word and those after it are worth, in nats, for each window."""
    logs = model.log_probabilities(windows)[..., -_SEEN:]
    beyond = windows[..., -_SEEN - 1 : -1] == END  # nothing comes after the end
    return np.asarray(np.where(beyond, 0.0, logs).sum(axis=-1))


def _attested(model: Phrasing, windows: Ints) -> Floats:
    """How often the references have each of the three triples that the middle word is in."""
    pairs = model.pair_places(windows[:, :-1], windows[:, 1:])
    triples = model.triple_places(pairs[:, :-1], windows[:, 2:])
    return np.asarray(model.triple_count(triples))


def _better_attested(model: Phrasing, others: Ints, windows: Ints) -> NDArray[np.bool_]:
    """Whether a triple has the other word, and that triple never this one."""
    there, here = _attested(model, others), _attested(model, windows)
    return np.asarray(((there >= _ATTESTED) & (here == 0)).any(axis=-1))


def swaps(model: Phrasing, words: Sequence[str], lang: str) -> Iterator[Swap]:
    """For each word of a confusion set the likeliest other, where the references write that and not this."""
    neighbours = _neighbours(lang)
    numbers = model.numbers
    tried = [
        (index, other)
        for index, word in enumerate(words)
        for other in neighbours.get(word, ())
        if other in numbers
    ]
    if not tried:
        return
    ids = [START, *(numbers.get(word, UNKNOWN) for word in words), END]
    windows = _windows(ids, [index + 1 for index, _ in tried])
    others = windows.copy()
    others[:, 2] = [numbers[other] for _, other in tried]
    margins = _scores(model, others) - _scores(model, windows)
    likely = (margins > 0) & _better_attested(model, others, windows)
    best: dict[int, Swap] = {}
    for row in np.flatnonzero(likely).tolist():
        place, other = tried[row]
        if place not in best or margins[row] > best[place].margin:
            best[place] = Swap(place, other, float(margins[row]))
    yield from best.values()


def calibrate(
    model: Phrasing, sentences: Sequence[Sequence[str]], lang: str
) -> tuple[tuple[float, float], ...]:
    """For each of PRECISIONS that can be had the margin that has it: (precision, nats), rising.

    Sentences as they are give the false alarms; with one word swapped for another of its set, the slips
    that are found. Nothing for a language without sets, or a corpus too small to tell.
    """
    neighbours = _neighbours(lang)
    if not neighbours:
        return ()
    false: list[float] = []
    right: list[float] = []
    wrong: list[float] = []
    occurrences = 0
    for words in sentences:
        false += [swap.margin for swap in swaps(model, words, lang)]
        for index, word in enumerate(words):
            if word not in neighbours:
                continue
            occurrences += 1
            others = neighbours[word]
            slip = [*words]
            slip[index] = others[crc32(f"{index} {' '.join(words)}".encode()) % len(others)]
            for swap in swaps(model, slip, lang):
                if swap.place == index:
                    (right if swap.better == word else wrong).append(swap.margin)
    found: list[tuple[float, float]] = []
    for precision in PRECISIONS:
        margin = _margin(precision, np.array(right), np.array(wrong), np.array(false))
        if occurrences and margin is not None:
            found.append((precision, round(margin, 3)))
    return tuple(found)


def _margin(precision: float, right: Floats, wrong: Floats, false: Floats) -> float | None:
    """The least margin from which on alarms are right as often as wanted; one more false alarm than seen."""
    for margin in np.arange(2.0, 20.0, 0.25):
        hits = int((right >= margin).sum())
        if hits < _FEWEST:
            return None
        misses = (wrong >= margin).sum() * ERROR_RATE + ((false >= margin).sum() + 1) * (1 - ERROR_RATE)
        if hits * ERROR_RATE / (hits * ERROR_RATE + misses) >= precision:
            return float(margin)
    return None


def threshold(model: Phrasing, precision: float) -> float | None:
    """The margin that has a precision by the profile's calibration; None where it cannot be had."""
    return next((margin for had, margin in model.header.confusion if had >= precision), None)


def found(model: Phrasing, words: Sequence[Word], lang: str, margin: float) -> list[Swap]:
    """The slips of one sentence whose margin reaches ``margin``, in order."""
    said = [word.text for word in words]
    return sorted(swap for swap in swaps(model, said, lang) if swap.margin >= margin)
