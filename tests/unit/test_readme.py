"""The README's Python is run, and its pictures of text are what the current build gives."""

from __future__ import annotations

import doctest
import html
import re
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


def test_the_picture_is_what_check_prints() -> None:
    """Drawn by docs/pictures/make.py; the SVG's own layout may differ with rich's version."""
    sys.path.insert(0, str(ROOT / "docs" / "pictures"))
    try:
        import make
    finally:
        sys.path.pop(0)
    picture = (ROOT / "docs" / "pictures" / "check.svg").read_text(encoding="utf-8")
    shown = re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", picture[picture.index("<text") :])))
    printed = re.sub(r"\x1b\[[\d;]*m", "", make.report())
    for line in printed.splitlines():
        assert re.sub(r"\s", "", line) in shown


def test_the_two_commands_are_there_for_ci() -> None:
    """.ci/run takes both from the README, each the first line that begins as it says."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for start, command in {
        "pip install \\.": "pip install . && mtcheck clean corpora/samples/ferry.txt -o ferry.txt",
        "pip install -e": "pip install -e '.[test]' && python -m pytest",
    }.items():
        assert f"(readme '{start}')" in script
        found = re.findall(rf"(?m)^ {{4}}{start}.*", README)
        assert found[0].strip() == command
    assert "--ignore" not in script
