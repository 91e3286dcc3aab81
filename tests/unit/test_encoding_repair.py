"""Garbled text becomes what it was; look-alikes stay. Cases are data: tests/cases/encoding/mojibake.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mtcheck.edits import Edit, apply
from mtcheck.encoding.mojibake.repair import find_repairs, suspicious
from mtcheck.encoding.mojibake.verdict import Reading, accepted

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "encoding" / "mojibake.toml").read_text("utf-8"))


def repaired(text: str) -> str:
    return apply(text, [Edit(r.start, r.end, r.text) for r in find_repairs(text)])


@pytest.mark.parametrize("case", CASES["hit"], ids=lambda case: case["name"])
def test_garbled_stretch_becomes_what_it_was(case: dict[str, Any]) -> None:
    marked: str = case["text"]
    before, rest = marked.split("⟦")
    garbled, after = rest.split("⟧")
    text = before + garbled + after
    found = find_repairs(text)
    assert suspicious(text)
    assert repaired(text) == before + case["becomes"] + after
    assert all(len(before) <= r.start <= r.end <= len(before) + len(garbled) for r in found)
    assert all(r.safe for r in found) is case["safe"]


@pytest.mark.parametrize("case", CASES["silent"], ids=lambda case: case["text"][:24])
def test_look_alike_stays(case: dict[str, Any]) -> None:
    assert find_repairs(case["text"]) == ()


@pytest.mark.parametrize("case", CASES["shown"], ids=lambda case: case["text"][:24])
def test_garble_that_a_text_speaks_about_is_shown_and_not_changed(case: dict[str, Any]) -> None:
    found = find_repairs(case["text"])
    assert found
    assert not any(r.safe for r in found)


def test_the_seed_case_is_one_safe_split_repair() -> None:
    text = "subscribe to our РєР ° РЅР ° Р »РІ Telegram\u00a0 and Instagram- there"
    (repair,) = find_repairs(text)
    assert text[repair.start : repair.end] == "РєР ° РЅР ° Р »РІ"
    assert (repair.text, repair.kind, repair.codec, repair.safe) == (
        "канал в",
        "split",
        "utf-8 as cp1251",
        True,
    )


def test_a_table_proven_in_other_lines_makes_no_mark_of_a_word() -> None:
    reading = Reading(7, 10, "\u0964", "cp866", 12.0, 1, 0, 0, 1, words=False)
    assert not accepted(reading, "col: 5 ред: 7", {"cp866": 500.0})  # Bulgarian for line, a danda in cp866


def test_layers_are_counted() -> None:
    twice = "Straße".encode().decode("cp1252").encode().decode("cp1252")
    (repair,) = find_repairs(f"die lange {twice} hier")
    assert (repair.text, repair.layers) == ("ß", 2)


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800", "Ð" * 500, " °" * 500, "\ue0f0Ð°\ue0f1", "Ã", "�" * 40]
)
def test_never_raises(text: str) -> None:
    assert find_repairs(repaired(text)) == ()
