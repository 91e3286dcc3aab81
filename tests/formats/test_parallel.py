"""Parallel plain files: lines that belong together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.document import Document
from mtcheck.formats import open_input
from mtcheck.formats.options import ReadOptions
from tests.conftest import Run


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


def test_lines_go_with_their_source_and_references(run: Run, tmp_path: Path) -> None:
    write(tmp_path, a_ru="В 1999 году.\nДа.\n", a_en="In 1999.\nYes.\n", hyp_en="In 1998 .\nYes .\n")
    done = run(
        "check", "hyp.en", "--src", "a.ru", "--ref", "a.en", "--profile", "bitext", "--output-format", "json"
    )
    found = json.loads(done.stdout)["documents"]
    assert [document["record"] for document in found] == ["line 1", "line 2"]
    assert {"PUN001", "TRN003"} <= {finding["rule"] for finding in found[0]["findings"]}
    assert [finding["rule"] for finding in found[1]["findings"]] == ["PUN001"]


def test_clean_writes_the_lines_that_change(run: Run, tmp_path: Path) -> None:
    write(tmp_path, a_ru="Да.\r\nНет.\r\n", hyp_en="Yes .\r\nNo.\r\n")
    assert run("clean", "hyp.en", "--src", "a.ru", "-o", "out.en").returncode == 0
    assert (tmp_path / "out.en").read_bytes() == b"Yes.\r\nNo.\r\n"


def test_a_shorter_file_is_told(run: Run, tmp_path: Path) -> None:
    write(tmp_path, a_ru="Да.\n", hyp_en="Yes.\nNo.\n")
    done = run("check", "hyp.en", "--src", "a.ru")
    assert done.returncode == 3
    assert "hyp.en, line 2: a.ru has no such line" in done.stderr
    done = run("check", "hyp.en", "hyp.en", "a.ru", "--src", "a.ru")
    assert done.returncode == 2
    assert "--src and --ref go with one file" in done.stderr


GERMAN = [
    f"Die Fähre Nummer {n} kommt heute nicht vor dem späten Abend in den Hafen zurück." for n in range(40)
]
ENGLISH = [f"Ferry number {n} does not come back to the harbour before late this evening." for n in range(40)]


def lines(texts: list[str]) -> str:
    return "".join(f"{text}\n" for text in texts)


def test_a_line_left_in_german_is_told_by_the_lines_around_it(run: Run, tmp_path: Path) -> None:
    left = [*ENGLISH[:17], GERMAN[17], *ENGLISH[18:]]
    write(tmp_path, a_de=lines(GERMAN), hyp_en=lines(left))
    done = run("check", "hyp.en", "--src", "a.de", "--select", "TRN", "--output-format", "json")
    found = json.loads(done.stdout)["documents"]
    assert [(d["record"], [f["rule"] for f in d["findings"]]) for d in found if d["findings"]] == [
        ("line 18", ["TRN002"])
    ]


def test_lines_of_several_languages_speak_for_themselves(run: Run, tmp_path: Path) -> None:
    mixed = [text for pair in zip(GERMAN, ENGLISH, strict=True) for text in pair]
    write(tmp_path, a_src=lines(mixed), hyp_x=lines([*mixed[::-1][1:], "Ende."]))
    done = run("check", "hyp.x", "--src", "a.src", "--select", "TRN002", "--output-format", "json")
    assert {document["lang"] for document in json.loads(done.stdout)["documents"]} >= {"de", "en"}


@pytest.mark.parametrize("lacking", ["", "a.de", "hyp.en"])
def test_the_parts_together_are_the_whole(run: Run, tmp_path: Path, lacking: str) -> None:
    texts = {"a.de": GERMAN * 3, "hyp.en": [*ENGLISH, *(text.replace("1", "2") for text in ENGLISH * 2)]}
    for name, all_of_it in texts.items():
        some = all_of_it[:-5] if name == lacking else all_of_it
        (tmp_path / name).write_text(lines(some), encoding="utf-8")
    options = ("check", "hyp.en", "--src", "a.de", "--select", "TRN", "--output-format", "json")
    whole = run(*options)
    found = []
    container = open_input(str(tmp_path / "hyp.en"), ReadOptions(src=str(tmp_path / "a.de")))
    parts = container.parts(700)
    for part in parts:
        found += [
            (item.origin.record, item.text, item.source) if isinstance(item, Document) else str(item)
            for item in container.items(part)
        ]
    assert len(parts) > 5
    assert found == [
        (item.origin.record, item.text, item.source) if isinstance(item, Document) else str(item)
        for item in container.items()
    ]
    assert whole.returncode == (3 if lacking else 1)
    assert sum(isinstance(each, str) for each in found) == bool(lacking)
