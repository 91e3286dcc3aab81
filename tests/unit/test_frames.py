"""The frames of English (corpora/grammar/frames.toml): every row on its own sentences."""

from __future__ import annotations

from typing import Any

import pytest

import mtcheck
from mtcheck.resources import read_toml
from tests.conftest import unmark

ROWS: list[dict[str, Any]] = read_toml("grammar/frames.toml")["frame"]


def told(text: str) -> list[tuple[int, int]]:
    findings = mtcheck.check(text, lang="en", config={"select": ["FLU004"]}).findings
    return [(finding.start, finding.end) for finding in findings]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["words"][:40])
def test_row_on_its_sentences(row: dict[str, Any]) -> None:
    assert row["hits"]
    assert row["silent"]
    for marked in row["hits"]:
        text, spans = unmark(marked)
        assert told(text) == [tuple(span) for span in spans], marked
    for text in row["silent"]:
        assert told(text) == [], text
