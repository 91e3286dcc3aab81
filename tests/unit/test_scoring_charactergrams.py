"""Counts of many pairs at once are sacrebleu's counts of each."""

from __future__ import annotations

import random

import pytest
from sacrebleu.metrics.chrf import CHRF

from mtcheck.scoring import charactergrams
from mtcheck.scoring.charactergrams import chrf_rows
from mtcheck.scoring.types import Segment

# The last but one has more symbols than six of them have room for in one number.
ALPHABETS = (
    "ab ",
    "Äää é\u3000x(.",
    "船便到着 港",
    "".join(map(chr, range(0x4E00, 0x5A00))),
    "\U0001f6a2\ud800 b",
)


def drawn(dice: random.Random) -> str:
    alphabet = dice.choice(ALPHABETS)
    return "".join(dice.choice(alphabet) for _ in range(dice.choice((0, 1, 2, 5, 9, 60, 300))))


def sacrebleus(metric: CHRF, segments: list[Segment]) -> list[list[int]]:
    columns = [[s.references[i] if i < len(s.references) else None for s in segments] for i in range(3)]
    return metric._extract_corpus_statistics([s.hypothesis for s in segments], columns)


@pytest.mark.parametrize(
    "options", [{}, {"whitespace": True}, {"lowercase": True, "char_order": 9}, {"word_order": 2}]
)
def test_counts_are_those_of_sacrebleu(options: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charactergrams, "_AT_ONCE", 5000)
    dice = random.Random(7)
    segments = [
        Segment(drawn(dice), tuple(drawn(dice) for _ in range(dice.choice((1, 1, 2, 3))))) for _ in range(400)
    ]
    assert chrf_rows(CHRF(**options), segments) == sacrebleus(CHRF(**options), segments)


def test_nothing_is_counted_of_nothing() -> None:
    segments = [Segment("", ("",)), Segment("  ", ("a",)), Segment("a", ("",))]
    assert chrf_rows(CHRF(), segments) == sacrebleus(CHRF(), segments)
    assert chrf_rows(CHRF(), []) == []
