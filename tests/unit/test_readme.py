"""The README's Python is run, and its pictures of text are what the current build gives."""

from __future__ import annotations

import doctest
import subprocess
import sys

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_examples_run() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert tried >= 4
    assert failed == 0


def test_before_and_after_are_real() -> None:
    blocks = [
        "".join(line[4:] + "\n" for line in block.splitlines())
        for block in README.split("\n\n")
        if block.startswith("    “On Fridays")
    ]
    before, after = blocks
    done = subprocess.run(
        [sys.executable, "-m", "mtcheck", "clean", "-", "-o", "-", "--isolated", "--quiet"],
        input=before.encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == after


def test_the_two_commands_are_there_for_ci() -> None:
    assert "pip install -e '.[test]' && python -m pytest" in README
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python -m pytest" in script
