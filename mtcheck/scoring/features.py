"""What the composite metric looks at: how a translation differs from a reference, in a few numbers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from mtcheck.scoring.alignment import STAGE_CREDIT, align_tokens
from mtcheck.scoring.tokens import Token, tokenise

#: Names of the features, all 0 when translation and reference are alike.
FEATURES = ("chrf", "chrf++", "pairs", "differences", "rare_missing", "rare_added", "marks", "rarity")
# Longer texts than this are judged as if they had this many words, so that a paragraph, which has more
# differences than a sentence, does not score worse for it.
_WORDS_OF_A_SEGMENT = 60
# A word of this weight or more is in no list of frequent words: a name, a term, or no word at all.
_RARE_WEIGHT = 1.2


def features_of(hypothesis: str, reference: str, lang: str, chrf: tuple[float, float]) -> tuple[float, ...]:
    """The features of one segment, in the order of FEATURES; ``chrf`` is its chrF and chrF++, 0-100.

    >>> features_of("A cat sat.", "A cat sat.", "en", (100.0, 100.0))
    (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    """
    ours, theirs = tokenise(hypothesis, lang), tokenise(reference, lang)
    found = align_tokens(ours, theirs)
    credit_ours = [STAGE_CREDIT[stage] if stage >= 0 else 0.0 for stage in found.stages]
    credit_theirs = [credit_ours[i] if i >= 0 else 0.0 for i in found.to_hypothesis]
    words = (_words(ours) + _words(theirs)) / 2
    share = min(1.0, _WORDS_OF_A_SEGMENT / words) if words else 1.0
    added = _lacking(ours, credit_ours)
    missing = _lacking(theirs, credit_theirs)
    return (
        1.0 - chrf[0] / 100.0,
        1.0 - chrf[1] / 100.0,
        1.0 - _shared_pairs(ours, theirs),
        math.log1p(share * (sum(added) + sum(missing))),
        math.log1p(share * _rare(found.reference, found.to_hypothesis)),
        math.log1p(share * _rare(found.hypothesis, found.to_reference)),
        math.log1p(share * (_of_marks(ours, added) + _of_marks(theirs, missing))),
        _rarity(ours) - _rarity(theirs),
    )


def _shared_pairs(ours: Sequence[Token], theirs: Sequence[Token]) -> float:
    """The share of neighbours that both texts have, as they write them: the only feature that sees capitals.

    >>> from mtcheck.scoring.tokens import tokenise
    >>> _shared_pairs(tokenise("The cat sat", "en"), tokenise("the cat sat", "en"))
    0.5
    """
    one, other = (
        Counter((first.text, second.text) for first, second in pairwise(tokens)) for tokens in (ours, theirs)
    )
    total = one.total() + other.total()
    if not total:
        return float([token.text for token in ours] == [token.text for token in theirs])
    return 2 * (one & other).total() / total


def _words(tokens: Sequence[Token]) -> int:
    return sum(token.kind != "mark" for token in tokens)


def _lacking(tokens: Sequence[Token], credit: Sequence[float]) -> list[float]:
    return [token.weight * (1.0 - given) for token, given in zip(tokens, credit, strict=True)]


def _of_marks(tokens: Sequence[Token], lacking: Sequence[float]) -> float:
    return sum(value for token, value in zip(tokens, lacking, strict=True) if token.kind == "mark")


def _rare(tokens: Sequence[Token], links: Sequence[int]) -> int:
    """Rare words without a counterpart."""
    return sum(
        link < 0 and token.kind == "word" and token.weight >= _RARE_WEIGHT
        for token, link in zip(tokens, links, strict=True)
    )


def _rarity(tokens: Sequence[Token]) -> float:
    """Mean weight of the words; 0.0 without words."""
    weights = [token.weight for token in tokens if token.kind in ("word", "function")]
    return sum(weights) / len(weights) if weights else 0.0
