"""Facts of parts merge into the facts of the whole, in any order and grouping, also past every bound."""

from __future__ import annotations

import pickle
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck import batchfacts
from mtcheck.batchfacts import BatchFacts, line_key

LINES = st.sampled_from([f"The {name} line of the page, {name} again" for name in "abcdefghij"])
TEXTS = st.lists(LINES, max_size=5).map("\n".join)
PAIRS = st.tuples(st.sampled_from(["Eins", "Zwei", "Drei", "Vier"]), st.sampled_from(["one", "two", "three"]))
BATCHES = st.lists(st.tuples(TEXTS, PAIRS), max_size=14)


@pytest.fixture(params=[False, True], ids=["exact", "bounded"])
def bounds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Once with bounds out of reach, once with bounds that nearly every batch passes."""
    if request.param:
        monkeypatch.setattr(batchfacts, "MAX_EXACT_LINES", 6)
        monkeypatch.setattr(batchfacts, "MAX_DOCUMENTS", 5)
        monkeypatch.setattr(batchfacts, "MAX_PAIRS", 2)
        monkeypatch.setattr(batchfacts, "SKETCH_COLUMNS", 16)
    return bool(request.param)


def learned(batch: list[tuple[str, tuple[str, str]]], positions: list[int]) -> BatchFacts:
    facts = BatchFacts()
    for position in positions:
        text, (source, target) = batch[position]
        facts.add(text, position, f"{position}.txt")
        facts.add_pair(source, target, position)
    return facts


@settings(max_examples=60, deadline=None)
@given(batch=BATCHES, data=st.data())
def _merging(batch: list[tuple[str, tuple[str, str]]], data: Any) -> None:
    whole = learned(batch, list(range(len(batch))))
    order = data.draw(st.permutations(range(len(batch))))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(batch)), max_size=3)))
    parts = [learned(batch, order[a:b]) for a, b in zip([0, *cuts], [*cuts, len(batch)], strict=True)]
    while len(parts) > 1:
        index = data.draw(st.integers(0, len(parts) - 2))
        parts[index].merge(parts.pop(index + 1))
    assert parts[0].to_bytes() == whole.to_bytes()
    assert pickle.loads(pickle.dumps(whole)).to_bytes() == whole.to_bytes()
    true = Counter(key for text, _ in batch for key in {line_key(line) for line in text.splitlines()})
    assert all(whole.documents_with(line) >= count for line, count in true.items())


def test_merged_parts_are_the_whole(bounds: bool) -> None:
    _merging()


def test_exact_counts_below_the_bound() -> None:
    facts = learned([("One line\nTwo lines\nOne line", ("a", "b"))] * 3, [0, 1, 2])
    assert [facts.documents_with(line) for line in ("one  LINE", "Two lines", "Three lines")] == [3, 3, 0]


def test_the_sketch_counts_well_past_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batchfacts, "MAX_EXACT_LINES", 100)
    facts = BatchFacts()
    for number in range(200):
        text = "\n".join([f"Line {chr(97 + number % 26)}{'x' * (i + number % 7)} its own" for i in range(20)])
        facts.add(f"{text}\nRead more on our page", number, str(number))
    assert 200 <= facts.documents_with("Read more on our page") <= 201
    assert facts.documents_with("Nobody wrote this") <= 1
