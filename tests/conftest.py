"""What the tests share: texts with marked spans, the cases of each rule, the command line."""

from __future__ import annotations

import os
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.commands import Commands

ROOT = Path(__file__).resolve().parent.parent
# Commands are started some hundred times: where Python may keep no byte code, each compiles mtcheck anew,
# which takes longer than most of them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# A busy machine is no failure of the code: no test is timed. The same examples on every run and machine.
settings.register_profile("mtcheck", deadline=None, derandomize=True)
settings.load_profile("mtcheck")
CASES = ROOT / "tests" / "cases"


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its ⟦ ⟧ marks, and the stretches they marked.

    >>> unmark("the⟦ .⟧")
    ('the .', [(3, 5)])
    """
    text, spans, start = "", [], None
    for character in marked:
        if character == "⟦":
            start = len(text)
        elif character == "⟧":
            assert start is not None, f"⟧ without ⟦ in {marked!r}"
            spans.append((start, len(text)))
            start = None
        else:
            text += character
    assert start is None, f"⟦ without ⟧ in {marked!r}"
    return text, spans


def load_cases() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The cases of every rule, by code."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.toml"))
    }


@pytest.fixture(autouse=True)
def from_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an extra lacks is told as by a mtcheck that came from an index, wherever these tests run."""
    monkeypatch.setattr("mtcheck.extras._origin", dict)


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    """The process from which commands are forked."""
    found = Commands()
    yield found
    found.close()


@pytest.fixture
def run(tmp_path: Path, commands: Commands) -> Run:
    """Run the real command line in a folder of its own, without a configuration of the machine."""

    def runner(*arguments: str, cwd: Path = tmp_path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONUTF8": "1"}
        done = commands.run(arguments, cwd, environment, stdin, timeout=120)
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    return runner
