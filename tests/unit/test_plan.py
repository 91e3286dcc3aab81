"""What a run that goes on has to have in common with the one that began."""

from __future__ import annotations

from pathlib import Path

from mtcheck.config import make_config
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.plan import make_plan


def test_another_phrasebook_behind_the_same_name_is_another_run(tmp_path: Path) -> None:
    text, book = tmp_path / "a.txt", tmp_path / "house.csv"
    text.write_text("So it is .", encoding="utf-8")
    book.write_text("pattern\nsynergy\n", encoding="utf-8")
    config = make_config({"rules": {"FLU005": {"files": [str(book)]}}})
    inputs = [Input(str(text), "a.txt")]
    first = make_plan(inputs, config, ReadOptions()).digest
    assert make_plan(inputs, config, ReadOptions()).digest == first
    book.write_text("pattern\nsynergy\nleverage\n", encoding="utf-8")
    assert make_plan(inputs, config, ReadOptions()).digest != first
