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


PO = 'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "The %s is open."\nmsgstr "Die Brücke  ist offen. "\n'


def test_blanks_in_a_catalogue_are_counted_and_cleaned(run: Run, tmp_path: Path) -> None:
    (tmp_path / "de.po").write_text(PO, encoding="utf-8")
    done = run("check", "de.po", "--output-format", "json")
    report = json.loads(done.stdout)
    assert [found["rule"] for found in report["documents"][0]["findings"]] == ["TRN007"]
    assert report["summary"]["quiet"] == {"PUN009": 1, "PUN010": 1}
    assert done.stderr.endswith("; not listed: 1 PUN009, 1 PUN010 (--select PUN)\n")
    listed = json.loads(run("check", "de.po", "--output-format", "json", "--select", "PUN").stdout)
    assert [found["rule"] for found in listed["documents"][0]["findings"]] == ["PUN009", "PUN010"]
    run("clean", "de.po", "-o", "out.po")
    assert (tmp_path / "out.po").read_text(encoding="utf-8") == PO.replace(
        "Brücke  ist offen. ", "Brücke ist offen."
    )
