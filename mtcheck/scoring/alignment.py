"""Which word of a translation stands for which word of a reference.

In stages: the same word, another form of it, the same letters cut into other words, another spelling.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mtcheck.scoring.tokens import Token

#: How much a match of each stage counts.
STAGES = ("exact", "stem", "compound", "fuzzy")
STAGE_CREDIT = (1.0, 0.9, 0.9, 0.6)
_EXACT, _STEM, _COMPOUND, _FUZZY = range(4)
_WORDS = ("word", "function")
# Of a word that is hundreds of times these many on either side are looked at: a long text would take
# time without measure.
_NEAREST = 50
# Words that begin alike and are this similar (normalised Levenshtein) are spellings of one.
_FUZZY_SIMILARITY = 0.7
_FUZZY_LENGTH = 4


class Alignment(NamedTuple):
    """``to_reference[i]`` is the token of the reference that token i stands for, or -1; and back.

    ``stages[i]`` is the number of the stage that matched token i of the hypothesis, or -1.
    """

    hypothesis: Sequence[Token]
    reference: Sequence[Token]
    to_reference: list[int]
    to_hypothesis: list[int]
    stages: list[int]


def align_tokens(hypothesis: Sequence[Token], reference: Sequence[Token]) -> Alignment:
    """The staged alignment; of several equal words the one that goes on from its neighbour, or is nearest.

    >>> from mtcheck.scoring.tokens import tokenise
    >>> found = align_tokens(tokenise("cats sat here", "en"), tokenise("a cat sat", "en"))
    >>> found.to_reference, found.stages
    ([1, 2, -1], [1, 0, -1])
    """
    found = Alignment(
        hypothesis, reference, [-1] * len(hypothesis), [-1] * len(reference), [-1] * len(hypothesis)
    )
    _match(found, lambda token: token.key, _EXACT)
    _match(found, lambda token: token.stem, _STEM)
    _match_compounds(found)
    _match_fuzzy(found)
    return found


def _match(found: Alignment, key: Callable[[Token], str], stage: int) -> None:
    places: dict[str, list[int]] = defaultdict(list)
    for j, token in enumerate(found.reference):
        if found.to_hypothesis[j] < 0:
            places[key(token)].append(j)
    if not places:
        return
    slope = len(found.reference) / max(1, len(found.hypothesis))
    for i, token in enumerate(found.hypothesis):
        if found.to_reference[i] >= 0:
            continue
        free = places.get(key(token))
        if free:
            near = _near(free, i * slope)
            after = found.to_reference[i - 1] + 1 if i else 0
            if 0 < after < len(found.reference) and found.to_hypothesis[after] < 0:
                near += [after] if key(found.reference[after]) == key(token) else []
            j = min(near, key=lambda j: _distance(found, i, j, slope))
            del free[bisect_left(free, j)]
            _link(found, i, j, stage)


def _near(places: Sequence[int], wanted: float) -> list[int]:
    """The places around one, of a sorted list."""
    at = bisect_left(places, wanted)
    return list(places[max(0, at - _NEAREST) : at + _NEAREST])


def _distance(found: Alignment, i: int, j: int, slope: float) -> tuple[bool, float]:
    """Goes on from the neighbour before or leads to the one after; then nearest to the diagonal."""
    after_last = i > 0 and found.to_reference[i - 1] == j - 1 and j > 0
    last = i + 1 == len(found.hypothesis) or j + 1 == len(found.reference)
    before_next = not last and found.hypothesis[i + 1].key == found.reference[j + 1].key
    return not (after_last or before_next), abs(j - i * slope)


def _match_compounds(found: Alignment) -> None:
    """Words that the other text writes together, apart or with a hyphen: "data base", "data-base"."""
    places: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for run in _runs(found.reference, found.to_hypothesis):
        places[_letters(found.reference, run)].append(run)
    if not places:
        return
    for run in _runs(found.hypothesis, found.to_reference):
        if any(found.to_reference[i] >= 0 for i in run):
            continue
        several = places.get(_letters(found.hypothesis, run), [])
        while several and any(found.to_hypothesis[j] >= 0 for j in several[0]):
            del several[0]
        for other in several[:_NEAREST]:
            taken = any(found.to_hypothesis[j] >= 0 for j in other)
            if len(run) + len(other) > 2 and not taken:
                for i in run:
                    found.to_reference[i], found.stages[i] = other[0], _COMPOUND
                for j in other:
                    found.to_hypothesis[j] = run[0]
                break


def _runs(tokens: Sequence[Token], links: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Single words without a link, pairs of them, and pairs with a hyphen between."""

    def free(i: int) -> bool:
        return i < len(tokens) and links[i] < 0

    for i, token in enumerate(tokens):
        if not free(i) or token.kind not in _WORDS:
            continue
        yield (i,)
        if free(i + 1) and tokens[i + 1].kind in _WORDS:
            yield (i, i + 1)
        elif free(i + 1) and tokens[i + 1].key == "-" and free(i + 2) and tokens[i + 2].kind in _WORDS:
            yield (i, i + 1, i + 2)


def _letters(tokens: Sequence[Token], run: tuple[int, ...]) -> str:
    return "".join(tokens[i].key for i in run if tokens[i].kind != "mark")


def _match_fuzzy(found: Alignment) -> None:
    from rapidfuzz.distance import Levenshtein

    free: dict[str, list[int]] = defaultdict(list)
    for j, i in enumerate(found.to_hypothesis):
        if i < 0 and _may_be_fuzzy(found.reference[j]):
            free[found.reference[j].key[0]].append(j)
    slope = len(found.reference) / max(1, len(found.hypothesis))
    for i, token in enumerate(found.hypothesis):
        if found.to_reference[i] >= 0 or not _may_be_fuzzy(token):
            continue
        best, place = _FUZZY_SIMILARITY, -1
        for j in _near(free[token.key[0]], i * slope):
            other = found.reference[j].key
            similarity = Levenshtein.normalized_similarity(token.key, other, score_cutoff=best)
            if similarity > best or (similarity == best and place < 0):
                best, place = similarity, j
        if place >= 0:
            free[token.key[0]].remove(place)
            _link(found, i, place, _FUZZY)


def _may_be_fuzzy(token: Token) -> bool:
    return token.kind in _WORDS and len(token.key) >= _FUZZY_LENGTH


def _link(found: Alignment, i: int, j: int, stage: int) -> None:
    found.to_reference[i], found.to_hypothesis[j], found.stages[i] = j, i, stage
