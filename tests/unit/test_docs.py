"""The examples of the docs run: Python by doctest, the command line by running it."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.glob("*.md"))
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WITH_COMMANDS = [page for page in PAGES if "```console" in (DOCS / page).read_text(encoding="utf-8")]
WITH_PYTHON = [page for page in PAGES if ">>> " in (DOCS / page).read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", WITH_PYTHON)
def test_python_examples(page: str) -> None:
    code = (
        "import doctest, sys; r = doctest.testfile(sys.argv[1], False, encoding='utf-8'); sys.exit(r.failed)"
    )
    # Of its own: a rule that an example defines stays out of the other tests.
    done = subprocess.run(
        [sys.executable, "-c", code, str(DOCS / page)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert doctest.DocTestParser().get_examples((DOCS / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_command_examples(page: str, tmp_path: Path) -> None:
    commands = 0
    for kind, title, body in FENCE.findall((DOCS / page).read_text(encoding="utf-8")):
        if title:
            (tmp_path / title).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / title).write_text(body, encoding="utf-8")
        if kind != "console":
            continue
        for command, wanted in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE):
            commands += 1
            got = run(command, tmp_path)
            assert re.fullmatch(as_pattern(wanted), got), f"{command}\n{got}"
    assert commands


def test_pictures_are_there_and_small() -> None:
    pages = [*DOCS.glob("*.md"), ROOT / "README.md"]
    named = {
        path.parent / found
        for path in pages
        for found in re.findall(r"(?:docs/)?pictures/[\w-]+\.\w+", path.read_text(encoding="utf-8"))
    }
    assert len(named) >= 6
    for picture in named:
        assert picture.is_file(), picture
        assert picture.stat().st_size <= 200_000, picture


def run(command: str, folder: Path) -> str:
    """What a terminal shows: findings, then messages."""
    shell = command.replace("mtcheck ", f"{sys.executable} -m mtcheck ", 1)
    done = subprocess.run(
        ["bash", "-c", shell],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "NO_COLOR": "1",
            "PYTHONUNBUFFERED": "1",
            "PATH": "/usr/bin:/bin",
        },
        check=False,
    )
    return done.stdout


def as_pattern(wanted: str) -> str:
    """A line of … stands for any lines, … in a line for anything in it."""
    lines = [
        r"(?:.*\n)*" if line == "…\n" else re.escape(line).replace("…", ".*")
        for line in wanted.splitlines(keepends=True)
    ]
    return "".join(lines)
