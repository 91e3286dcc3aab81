"""`mtcheck corpus` as a user runs it."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run
from tests.unit.test_phrasing import SENTENCES


def test_a_profile_is_built_shown_and_used(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "references"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join(SENTENCES[:300]), encoding="utf-8")
    (folder / "b.txt").write_text("\n\n".join(SENTENCES[300:]), encoding="utf-8")
    built = run("corpus", "build", "references", "-o", "house.bin")
    assert (built.returncode, built.stdout) == (0, "")
    assert "house.bin: 2 documents" in built.stderr
    shown = run("corpus", "show", "house.bin")
    assert shown.returncode == 0
    assert "600 sentences" in shown.stdout
    (tmp_path / "mtcheck.toml").write_text('[rules.FLU006]\nprofile = "house.bin"\n', encoding="utf-8")
    text = "Ferry bridge the painted on of sailor the morning old.\n"
    (tmp_path / "new.txt").write_text(text, encoding="utf-8")
    checked = run("check", "new.txt", "--select", "FLU006", "--fail-on", "minor")
    assert checked.returncode == 1
    assert "FLU006" in checked.stdout


def test_standard_input_gives_the_same_profile_as_a_file(run: Run, tmp_path: Path) -> None:
    text = "\n".join(SENTENCES)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert run("corpus", "build", "a.txt", "-o", "a.bin", "--quiet").stderr == ""
    assert run("corpus", "build", "-", "-o", "b.bin", stdin=text.encode()).returncode == 0
    assert (tmp_path / "a.bin").read_bytes() == (tmp_path / "b.bin").read_bytes()


def test_errors_name_the_way_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Too little.", encoding="utf-8")
    short = run("corpus", "build", "a.txt", "-o", "a.bin")
    assert (short.returncode, (tmp_path / "a.bin").exists()) == (2, False)
    assert "too few" in short.stderr
    assert run("corpus", "build", "a.txt", "-o", "a.bin", "--min-count", "0").returncode == 2
    none = run("corpus", "show", "a.txt")
    assert none.returncode == 2
    assert "mtcheck corpus build" in none.stderr
    missing = run("corpus", "build", "nowhere.txt", "-o", "a.bin")
    assert missing.returncode in (2, 3)
    assert "nowhere.txt" in missing.stderr
