"""No input is an output, and no output is written twice: refused before anything is read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mtcheck.cli.main import main

TEXT = b"So it is .\n"
Command = Callable[..., int]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line in a folder with i.txt, links to it, and a baseline."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "i.txt").write_bytes(TEXT)
    (tmp_path / "soft.txt").symlink_to("i.txt")
    os.link(tmp_path / "i.txt", tmp_path / "hard.txt")
    (tmp_path / "known.json").write_text('{"schema": "mtcheck.baseline/1", "version": "0", "files": {}}')

    def run(*arguments: str) -> int:
        alone = () if arguments[0] in ("score", "gate", "corpus") else ("--isolated",)
        return main([*arguments, *alone])

    return run


@pytest.mark.parametrize(
    "arguments",
    [
        ("clean", "i.txt", "--log", "i.txt"),
        ("clean", "i.txt", "-o", "o.txt", "--log", "i.txt"),
        ("clean", "i.txt", "-o", "o.txt", "--log", "soft.txt"),
        ("clean", "i.txt", "-o", "o.txt", "--log", "hard.txt"),
        ("clean", "i.txt", "-o", "o.txt", "--log", "./x/../i.txt"),
        ("clean", "i.txt", "-o", "o.txt", "--log", "o.txt"),
        ("clean", "i.txt", "-o", "soft.txt"),
        ("clean", "i.txt", "-o", "hard.txt"),
        ("clean", "i.txt", "--in-place", "--log", "i.txt"),
        ("clean", "i.txt", "-o", "o.txt", "--log", "i.txt", "--jobs", "1"),
        ("clean", "i.txt", "-o", "o.txt", "--src", "known.json", "--log", "known.json"),
        ("clean", "i.txt", "-o", "out/", "--log", "out/report.json"),
        ("check", "i.txt", "--output", "i.txt"),
        ("check", "i.txt", "--output", "soft.txt", "--output-format", "json"),
        ("check", "i.txt", "--output", "hard.txt", "--jobs", "1"),
        ("check", "i.txt", "--also", "sarif=i.txt"),
        ("check", "i.txt", "--also", "sarif=soft.txt"),
        ("check", "i.txt", "--also", "sarif=x", "--also", "json=x"),
        ("check", "i.txt", "--output", "x", "--also", "json=./x"),
        ("check", "i.txt", "--output", "x", "--baseline", "x", "--write-baseline"),
        ("check", "i.txt", "--baseline", "i.txt", "--write-baseline"),
        ("check", "i.txt", "--baseline", "soft.txt", "--write-baseline"),
        ("check", "i.txt", "--baseline", "known.json", "--output", "known.json"),
        ("check", "i.txt", "--baseline", "known.json", "--also", "json=known.json"),
        ("score", "i.txt", "--ref", "known.json", "--output", "soft.txt"),
        ("score", "i.txt", "--ref", "known.json", "--output", "known.json"),
        ("gate", "i.txt", "--ref", "i.txt", "--save", "hard.txt"),
        ("corpus", "build", "i.txt", "-o", "soft.txt"),
    ],
)
def test_a_collision_is_refused(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert command(*arguments) == 2
    said = capsys.readouterr().err
    assert "name another" in said or "use --in-place" in said
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("jobs", [(), ("--jobs", "1")])
def test_a_file_called_like_the_log_is_not_lost(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str], jobs: tuple[str, ...]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(TEXT)
    mine = b'{"text": "Mine it is ."}\n'
    (tmp_path / "in" / "changes.jsonl").write_bytes(mine)
    assert command("clean", "in", "-o", "out", "--text-field", "text", *jobs) == 2
    assert "name another file" in capsys.readouterr().err
    arguments = ("clean", "in", "-o", "out", "--text-field", "text", "--log", "log", *jobs)
    assert command(*arguments) == 0
    assert (tmp_path / "out" / "changes.jsonl").read_bytes() == mine.replace(b" .", b".")
    assert (tmp_path / "log").read_bytes().count(b"\n") == 2


@pytest.mark.parametrize(
    "options", [(), ("--min-quality", "10"), ("--resume",), ("--jobs", "1"), ("--fail-on", "never")]
)
def test_a_file_is_a_file_with_every_option(
    command: Command, tmp_path: Path, options: tuple[str, ...]
) -> None:
    assert command("clean", "i.txt", "-o", "o.txt", *options) == 0
    assert (tmp_path / "o.txt").read_bytes() == b"So it is.\n"


@pytest.mark.parametrize("jobs", [(), ("--jobs", "1")])
def test_a_text_below_the_quality_is_in_the_output(
    command: Command, tmp_path: Path, jobs: tuple[str, ...]
) -> None:
    low = "the the of and Ã© Ã© Ã© .\n" * 12
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "low.txt").write_text(low, encoding="utf-8")
    (tmp_path / "in" / "good.txt").write_bytes(TEXT)
    assert command("clean", "in", "-o", "out", "--min-quality", "90", "--select", "ENC", *jobs) == 1
    assert (tmp_path / "out" / "low.txt").read_text(encoding="utf-8") == low
    assert b'"reason":"quality ' in (tmp_path / "out" / "rejected.jsonl").read_bytes()


def test_devices_may_be_named_twice(command: Command) -> None:
    assert command("check", "i.txt", "--output", os.devnull, "--also", f"json={os.devnull}") == 0
    assert command("clean", "i.txt", "-o", os.devnull) == 0
    # Root would find a place beside it, and others none.
    assert not list(Path(os.devnull).parent.glob("*mtcheck-run*"))
    assert not Path(f"{os.devnull}.changes.jsonl").exists()
    assert not Path(os.devnull).is_file()
