"""doctor, completion and --help: what a newcomer asks first."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mtcheck import resources
from mtcheck.cli.help import COMMON, USAGE
from mtcheck.cli.main import COMMANDS, build_parser, main
from tests.conftest import ROOT, Run


def test_doctor_says_what_is_there_and_what_is_not(run: Run) -> None:
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    assert re.search(r"^  sacrebleu +\d", done.stdout, re.MULTILINE)
    assert re.search(r"^  serve +starlette \d[\d.]*, uvicorn \d", done.stdout, re.MULTILINE)
    found = json.loads(run("doctor", "--output-format", "json").stdout)
    assert found["problems"] == []
    assert found["data"]["digests"] >= 5
    absent = [extra for extra in found["extras"] if extra["install"]]
    assert all(extra["install"] == f"pip install 'mtcheck[{extra['name']}]'" for extra in absent)
    assert all(any(p["version"] is None for p in extra["packages"]) for extra in absent)


def test_doctor_sees_damaged_data_and_a_broken_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "corpora"
    shutil.copytree(ROOT / "corpora", copy, ignore=shutil.ignore_patterns("__pycache__", "gold", "build"))
    with (copy / "ngrams" / "characters.bin").open("ab") as file:
        file.write(b"x")
    (tmp_path / "mtcheck.toml").write_text("langs = 'de'\n")
    monkeypatch.setattr(resources, "root", lambda: copy)
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "Problem: corpora/ngrams/characters.bin is not as it was shipped" in said
    assert "unknown key; did you mean lang?" in said
    assert "All is well" not in said
    shutil.rmtree(copy / "samples")
    assert main(["doctor"]) == 1
    assert "Problem: corpora/samples: no such folder; reinstall mtcheck" in capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_every_command(run: Run, shell: str, tmp_path: Path) -> None:
    done = run("completion", shell)
    assert done.returncode == 0
    assert all(command in done.stdout for command in COMMANDS)
    if shutil.which(shell):
        (tmp_path / "script").write_text(done.stdout, encoding="utf-8")
        assert subprocess.run([shell, "-n", str(tmp_path / "script")], check=False).returncode == 0


def test_bash_completes_options_and_files(run: Run, tmp_path: Path) -> None:
    if not shutil.which("bash"):
        pytest.skip("needs bash")
    (tmp_path / "script").write_text(run("completion", "bash").stdout, encoding="utf-8")
    (tmp_path / "article.txt").touch()
    for words, wanted in (
        (["mtcheck", "check", "--min"], "--min-quality"),
        (["mtcheck", "check", "art"], "article.txt"),
    ):
        line = f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; COMP_LINE='{' '.join(words)}'"
        ask = f'source ./script; {line}; _shtab_mtcheck; echo "${{COMPREPLY[@]}}"'
        done = subprocess.run(["bash", "-c", ask], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert wanted in done.stdout.split()


def test_every_command_has_a_usage_line_and_examples_that_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(USAGE) == set(COMMANDS)
    monkeypatch.setenv("COLUMNS", "100")
    parser = build_parser()
    for name, (_, examples) in USAGE.items():
        for line, _ in examples:
            words = [word for word in line.partition(" > ")[0].split() if word != "|"]
            assert parser.parse_args(words).command == name
    for name in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            parser.parse_args([name, "--help"])
        assert ended.value.code == 0


def test_a_mistyped_option_is_answered_with_the_nearest(run: Run, tmp_path: Path) -> None:
    for arguments, words in {
        ("check", "a.txt", "--min-qualty", "3"): "check has no --min-qualty; did you mean --min-quality?",
        ("check", "a.txt", "--zzz"): "check has no --zzz; see mtcheck check --help",
        ("serve", "there"): "serve has no there; see mtcheck serve --help",
        ("score", "a.txt"): "mtcheck score: error: the following arguments are required: --ref",
    }.items():
        done = run(*arguments)
        assert done.returncode == 2
        assert words in done.stderr
    (tmp_path / "a.txt").write_text("Yes.")
    (tmp_path / "b.txt").write_text("No.")
    assert "2 documents checked" in run("check", "a.txt", "--isolated", "b.txt").stderr


def test_help_stays_short(run: Run) -> None:
    """The examples stand last, above the prompt; what is above them is two screens at most."""
    for command in COMMANDS:
        text = run(command, "--help").stdout
        assert "examples:" in text
        assert max(len(line) for line in text.splitlines()) <= 100
        assert len(text.splitlines()) <= 80


def test_short_help_fits_a_screen(run: Run) -> None:
    parser = build_parser()
    for command in COMMANDS:
        text = run(command, "-h").stdout
        assert "examples:" in text
        assert len(text.splitlines()) <= 40, command
        if command in COMMON:
            assert f"mtcheck {command} --help has all options." in text
            known = parser.format_help() + run(command, "--help").stdout
            assert all(option in known for option in COMMON[command])
