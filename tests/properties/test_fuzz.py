"""What the fuzzer once found stays mended; the fuzzer itself finds a fault that is put there."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks import fuzz
from tests.fuzz import invariants

FOUND = dict(invariants.corpus())


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_is_mended(name: str) -> None:
    invariants.ask(FOUND[name])


def test_the_fuzzer_finds_and_keeps_the_smallest(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    def fails(text: str) -> None:
        assert "“" not in text

    monkeypatch.setattr(invariants, "TEXT", {"check": fails})
    monkeypatch.setattr(invariants, "FILE", {})
    monkeypatch.setattr(invariants, "CORPUS", tmp_path)
    assert fuzz.fuzz(0.2, seed=1) == 1
    ((_, entry),) = invariants.corpus()
    assert entry["question"] == "check"
    # A small piece with the mark; which one depends on how far the fuzzer comes in its time.
    assert "“" in entry["text"]
    assert len(entry["text"]) <= len("“We go")
    with pytest.raises(AssertionError):
        invariants.ask(entry)
