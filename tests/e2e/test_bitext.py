"""Source and target through the public function and the real command line."""

from __future__ import annotations

import json
from pathlib import Path

import mtcheck
from tests.conftest import Run

SOURCE = "В 2021 году пришли 12 человек, см. https://example.org/ru/a."


def test_a_source_is_compared_without_being_asked_for() -> None:
    report = mtcheck.check("In 2021, 13 people came, see https://example.org/en/a.", source=SOURCE)
    assert [(found.rule, found.text) for found in report.findings] == [("TRN003", "13")]
    assert not mtcheck.check("In 2021, 12 people came, see https://example.org/en/a.", source=SOURCE).findings
    assert not mtcheck.check("In 2021, 13 people came.").findings


def test_a_repair_moves_the_place_of_a_finding() -> None:
    text = "café cafÃ© for 13 people"
    (encoding, number) = mtcheck.check(text, source="кафе кафе на 12 человек").findings
    assert (encoding.rule, number.rule) == ("ENC001", "TRN003")
    assert text[number.start : number.end] == "13"


def test_a_glossary_of_the_command_line_is_looked_into(run: Run, tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("forbidden,note\nviaduct,never\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("The viaduct is closed.", encoding="utf-8")
    done = run("check", "a.txt", "--output-format", "json", "--glossary", "terms.csv")
    assert done.returncode == 1, done.stderr
    (document,) = json.loads(done.stdout)["documents"]
    assert [(found["rule"], found["text"]) for found in document["findings"]] == [("TRM002", "viaduct")]


def test_a_broken_glossary_is_a_configuration_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("source,targett\nмост,bridge\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("So it is.", encoding="utf-8")
    done = run("check", "a.txt", "--glossary", "terms.csv")
    assert done.returncode == 2
    assert "did you mean target?" in done.stderr
