"""Hostile files are cleaned in bounded memory; benchmarks/hostile.py measures all of them, and larger."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from benchmarks import hostile

TEXTS = dict(hostile.texts())
FILES: dict[str, Callable[[Path], object]] = {
    "short-words.txt": TEXTS["short-words.txt"],
    "sentences.txt": TEXTS["sentences.txt"],
    "records.jsonl.gz": partial(hostile.records, times=3),
    "cells.parquet": partial(hostile.cells, times=3),
}


@pytest.mark.skipif(sys.platform == "win32", reason="tells no peak")
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_stays_below_the_limit(name: str, tmp_path: Path) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    place = tmp_path / name
    FILES[name](place)
    found = hostile.measured(place)
    assert found.code in (0, 1), found.said
    assert 20 < found.peak_mb < hostile.MOST_MB, found
