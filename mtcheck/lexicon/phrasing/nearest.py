"""Phrases a profile does not attest, and the attested phrase that is nearest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from mtcheck.lexicon.phrasing.model import Phrasing
from mtcheck.lexicon.phrasing.words import UNKNOWN, Word

# A pair is missed only where both words are at home in the corpus: rare words meet rarely by nature.
MIN_COUNT = 20
# How often chance alone would have brought the two together. With four expected meetings, none at all
# happens by chance in one pair of fifty (Poisson); with fewer it says nothing.
MIN_EXPECTED = 4.0
# The nearest phrase has to be attested this often to be held out as a pattern.
MIN_ATTESTED = 2
_MIN_ALIKE = 0.5


class Unattested(NamedTuple):
    """A phrase of a sentence that the corpus never has: words ``first`` to ``last``, and a near phrase."""

    first: int
    last: int
    nearest: str | None


def unattested(model: Phrasing, words: Sequence[Word]) -> Iterator[Unattested]:
    """The pairs of common words that the corpus never sets side by side.

    Only pairs that chance alone would have brought together count, so that a small corpus says little
    rather than much.
    """
    ids = model.ids(words)
    total = max(1, model.header.words)
    places = model.pair_places(ids[:-1], ids[1:])
    last = -1
    for at in np.flatnonzero(places < 0).tolist():
        one, other = int(ids[at]), int(ids[at + 1])
        if at <= last or at == 0 or at + 1 >= len(ids) - 1 or UNKNOWN in (one, other):
            continue
        letters = words[at - 1].text[0].isalpha() and words[at].text[0].isalpha()
        counts = model.count(one), model.count(other)
        if not letters or min(counts) < MIN_COUNT or counts[0] * counts[1] < MIN_EXPECTED * total:
            continue
        last = at
        yield Unattested(at - 1, at, _nearest(model, ids.tolist(), at))


def _nearest(model: Phrasing, ids: list[int], at: int) -> str | None:
    """The attested phrase nearest to the pair at ``at``: a word between, another word, or the other order."""
    before, one, other, after = ids[at - 1], ids[at], ids[at + 1], ids[at + 2]
    found: list[tuple[float, str]] = []
    followers, counts = model.followers(one)
    for number, count in zip(followers.tolist(), counts.tolist(), strict=True):
        if number <= UNKNOWN or count < MIN_ATTESTED:
            continue
        between = model.count(one, number, other)
        if between >= MIN_ATTESTED:
            found.append((between * 2.0, _shown(model, one, number, other)))
        alike = _alike(model, number, other) if after > UNKNOWN else 0.0
        if alike and (instead := model.count(one, number, after)) >= MIN_ATTESTED:
            found.append((instead * alike, _shown(model, one, number)))
    if before > UNKNOWN:
        followers, counts = model.followers(before)
        for number, count in zip(followers.tolist(), counts.tolist(), strict=True):
            alike = _alike(model, number, one) if number > UNKNOWN and count >= MIN_ATTESTED else 0.0
            if alike and (instead := model.count(before, number, other)) >= MIN_ATTESTED:
                found.append((instead * alike, _shown(model, number, other)))
    if model.count(other, one) >= MIN_ATTESTED:
        found.append((float(model.count(other, one)), _shown(model, other, one)))
    return max(found, key=lambda each: (each[0], each[1]))[1] if found else None


def _alike(model: Phrasing, one: int, other: int) -> float:
    """How alike two words look, 0-1; 0 where they are no forms of one word, and so no help."""
    from difflib import SequenceMatcher

    ratio = SequenceMatcher(None, model.vocabulary[one], model.vocabulary[other]).ratio()
    return ratio if ratio >= _MIN_ALIKE else 0.0


def _shown(model: Phrasing, *numbers: int) -> str:
    return " ".join(model.vocabulary[number] for number in numbers)
