"""doctor, completion and --help: what a newcomer asks first."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mtcheck import resources
from mtcheck.cli.colour import wants_colour
from mtcheck.cli.front import declared
from mtcheck.cli.main import main, parse
from mtcheck.cli.manual import as_man, pages
from mtcheck.cli.names import COMMANDS
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
    assert all(f"[{extra['name']}]" in extra["install"] for extra in absent)
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


def test_no_argument_has_what_the_oldest_click_refuses() -> None:
    many = [each for command in declared().values() for each in command.params if each.nargs == -1]
    assert len(many) > 3
    assert not [each.name for each in many if isinstance(each.default, tuple)]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_of_its_shell(run: Run, shell: str, tmp_path: Path) -> None:
    done = run("completion", shell)
    assert done.returncode == 0
    assert f"_MTCHECK_COMPLETE={shell}_complete" in done.stdout
    if shutil.which(shell):
        (tmp_path / "script").write_text(done.stdout, encoding="utf-8")
        assert subprocess.run([shell, "-n", str(tmp_path / "script")], check=False).returncode == 0


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("mtcheck ", "calibrate"),
        ("mtcheck check --min", "--min-quality"),
        ("mtcheck check --profile ui", "ui-strings"),
        ("mtcheck check --output-format sar", "sarif"),
        ("mtcheck clean --input-format xl", "xliff"),
        ("mtcheck completion z", "zsh"),
    ],
)
def test_a_shell_is_told_what_comes_next(line: str, wanted: str) -> None:
    words = line.split(" ")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "_MTCHECK_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    command = [sys.executable, "-c", "from mtcheck.cli.main import main; main()"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert f"plain,{wanted}" in done.stdout.splitlines(), done.stdout


def test_bash_completes_files(run: Run, tmp_path: Path) -> None:
    """The script asks mtcheck, which says that a file is wanted; bash knows the files."""
    (tmp_path / "mtcheck").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mtcheck "$@"\n')
    (tmp_path / "mtcheck").chmod(0o755)
    (tmp_path / "script").write_text(run("completion", "bash").stdout, encoding="utf-8")
    ask = (
        "source ./script; compopt() { echo $2; }; COMP_WORDS=(./mtcheck check art); COMP_CWORD=2; "
        "_mtcheck_completion ./mtcheck"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", ask], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["default"]


def test_every_command_has_examples_that_parse() -> None:
    assert set(declared()) == {path.stem for path in (ROOT / "mtcheck/cli/commands").glob("[a-z]*.py")}
    for command in declared().values():
        for line, _ in command.examples:
            words = shlex.split(line.partition(" > ")[0])
            assert parse(words).command == command.name, line


@pytest.mark.parametrize("arguments", [(), ("-h",), ("--help",), ("help",)])
def test_alone_it_shows_all_commands(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 0
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)


def test_help_and_explain(run: Run) -> None:
    assert run("help", "clean").stdout == run("clean", "--help").stdout
    assert run("help", "corpus", "build").stdout == run("corpus", "build", "--help").stdout
    rule = run("rules", "PUN003").stdout
    assert "quote-shifted" in rule
    assert run("explain", "PUN003").stdout == run("help", "PUN003").stdout == rule
    assert run("help", "nothing").returncode == 2
    assert run("version").stdout == run("-V").stdout == run("--version").stdout


def test_the_man_page_tells_every_option() -> None:
    page = as_man()
    assert len(pages()) > len(COMMANDS)
    for _, command in pages():
        for parameter in command.params:
            for name in parameter.opts if parameter.param_type_name == "option" else ():
                assert name == "-h" or name.replace("-", "\\-") in page, name
    if shutil.which("man"):
        done = subprocess.run(
            ["man", "--warnings", "-l", "-"], input=page, capture_output=True, text=True, check=True
        )
        assert "--fail-on LEVEL" in re.sub(".\b", "", done.stdout)
        assert not done.stderr


def test_an_option_comes_from_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("We met in the Baltic countries .", encoding="utf-8")
    assert run("check", "a.txt").returncode == 0
    monkeypatch.setenv("MTCHECK_FAIL_ON", "minor")
    assert run("check", "a.txt").returncode == 1
    assert run("check", "a.txt", "--fail-on", "major").returncode == 0  # the command line wins
    monkeypatch.setenv("MTCHECK_FAIL_ON", "mnior")
    assert "did you mean minor?" in run("check", "a.txt").stderr


def test_colours_are_forced_and_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    plain = run("check", "-", stdin=b"In Baltic countries .")
    assert "\x1b[" not in plain.stdout
    for no, force, coloured in (("", "1", True), ("1", "1", False), ("", "0", False)):
        with monkeypatch.context() as patch:
            patch.setenv("NO_COLOR", no)
            patch.setenv("FORCE_COLOR", force)
            assert wants_colour(io.StringIO()) is coloured
            assert not wants_colour(io.StringIO(), refused=True)


def test_a_mistake_is_answered_with_the_way_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Yes.")
    (tmp_path / "b.txt").write_text("No.")
    for arguments, words in {
        ("check", "a.txt", "--min-qualty", "3"): "check has no --min-qualty; did you mean --min-quality?",
        ("check", "a.txt", "--zzz"): "check has no --zzz; see mtcheck check --help",
        ("check", "a.txt", "--format", "json"): "check has no --format; use --output-format",
        ("check", "--profile", "artcle"): "--profile: did you mean article?",
        ("serve", "there"): "serve takes no 'there'; see mtcheck serve --help",
        (
            "clean",
            "a.txt",
            "--drop",
            "disclaimers",
        ): "--drop has no kind 'disclaimers'; choose from disclaimer, "
        "boilerplate, foreign, duplicate, frequent, none",
        ("score", "a.txt"): "score needs the references: --ref REF",
        ("score", "a.txt", "b.txt"): "as in mtcheck score --ref REFERENCE OUTPUT",
        ("gate", "--ref", "a.txt", "b.txt", "a.txt"): "gate takes one file of translations, not 2",
        ("gate", "--min", "chrf", "99", "a.txt"): "--min chrf=99",
        ("corpus", "build", "a.txt"): "corpus build needs -o, --output FILE",
        ("chek",): "there is no command 'chek'; did you mean check?",
        ("a.txt",): "say what to do with a.txt: mtcheck check a.txt",
        ("--lang", "de"): "name a command first; its options come after it",
    }.items():
        done = run(*arguments)
        assert done.returncode == 2, arguments
        assert words in done.stderr, arguments
        assert len(done.stderr.splitlines()) == 1, arguments
    assert "2 documents checked" in run("check", "a.txt", "--isolated", "b.txt").stderr


def test_help_stays_short(run: Run) -> None:
    """The examples come last, above the prompt; what is above them is two screens at most."""
    for command in COMMANDS:
        text = run(command, "--help").stdout
        assert "examples:" in text
        assert max(len(line) for line in text.splitlines()) <= 100
        assert len(text.splitlines()) <= 100


def test_short_help_fits_a_screen(run: Run) -> None:
    for name, command in declared().items():
        text = run(name, "-h").stdout
        assert "examples:" in text
        assert len(text.splitlines()) <= 40, name
        if any(getattr(option, "common", False) for option in command.params):
            assert f"mtcheck {name} --help has all options." in text


def test_the_version_is_quick(run: Run) -> None:
    """No command is imported for it, and nothing that is slow to import."""
    slow = "('numpy', 'rich', 'lxml', 'mtcheck.config', 'mtcheck.cli.options')"
    code = (
        "import sys\nfrom mtcheck.cli.main import parse\n"
        f"try: parse(['--version'])\nexcept SystemExit: print([m for m in {slow} if m in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
