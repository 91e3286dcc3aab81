"""Parallel plain files: lines that belong together."""

from __future__ import annotations

import json
from pathlib import Path

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
