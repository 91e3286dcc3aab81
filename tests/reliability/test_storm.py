"""A small storm of kills (benchmarks/storm.py has the large one): nothing is lost or torn."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mtcheck.cli.main import main
from tests.conftest import ROOT

OPTIONS = ("--text-field", "text", "--select", "PUN001", "--lang", "en", "--isolated", "-q")
FILES, RECORDS = 12, 40


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Files in the folder "in" of a working folder of their own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for number in range(FILES):
        lines = [f'{{"text": "It rains , {number} {n} ."}}\n' for n in range(RECORDS)]
        (tmp_path / "in" / f"{number:02}.jsonl").write_text("".join(lines))
    return contents(tmp_path / "in")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def files_of(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in folder.glob("*.jsonl")} if folder.exists() else {}


def kill(arguments: tuple[str, ...], folder: Path, written: int) -> None:
    """Start a clean, and kill it when it has written so many files."""
    before = files_of(folder)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "mtcheck", *arguments, *OPTIONS]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    end = time.monotonic() + 200
    while len(files_of(folder).items() - before.items()) < written and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_into_a_folder(tmp_path: Path, inputs: dict[str, bytes]) -> None:
    assert main(["clean", "in", "-o", "calm", *OPTIONS]) == 0
    for written in (2, 5, 1):
        kill(("clean", "in", "-o", "out", "--resume"), tmp_path / "out", written)
    assert main(["clean", "in", "-o", "out", "--resume", *OPTIONS]) == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "calm")
    assert contents(tmp_path / "in") == inputs


def test_in_place(tmp_path: Path, inputs: dict[str, bytes]) -> None:
    assert main(["clean", "in", "-o", "calm", *OPTIONS]) == 0
    here, calm = tmp_path / "in", contents(tmp_path / "calm")
    whole: Callable[[], bool] = lambda: all(  # noqa: E731
        data in (inputs[name], calm[name]) for name, data in contents(here).items() if name in inputs
    )
    for written in (2, 4, 1):
        kill(("clean", "in", "--in-place", "--log", "log"), here, written)
        assert whole()
    assert main(["clean", "in", "--in-place", "--log", "log", *OPTIONS]) == 0
    assert contents(here) == {name: calm[name] for name in inputs}
    assert (
        main(["replay", "log", "in", "--undo", "--in-place", "--text-field", "text", "--isolated", "-q"]) == 0
    )
    assert contents(here) == inputs
