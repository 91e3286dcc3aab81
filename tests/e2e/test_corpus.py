"""Two passes over a batch: `--corpus` as a user runs it."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run

FURNITURE = "All about the harbour, its ships and its people"
# What the runs say does not depend on whether the extra [dedup] is installed.
COMMON = ("--corpus", "--quiet", "--isolated")


def put(folder: Path) -> Path:
    batch = folder / "batch"
    batch.mkdir()
    for number, topic in enumerate(("ferry", "market", "bridge", "school", "orchard", "bakery")):
        (batch / f"{number}.txt").write_text(f"The {topic} was open today.\n{FURNITURE}\n", "utf-8")
    (batch / "6.txt").write_text(f"The  ferry was open TODAY.\n{FURNITURE}\n", "utf-8")
    return batch


def test_lines_and_documents_that_come_back(run: Run, tmp_path: Path) -> None:
    put(tmp_path)
    alone = run("check", "batch", "--select", "BPL008,DUP002", "--isolated")
    assert alone.stdout == ""
    done = run("check", "batch", "--select", "BPL008,DUP002", *COMMON)
    lines = done.stdout.splitlines()
    assert len(lines) == 8
    assert sum("BPL008" in line and "7 of 7 documents" in line for line in lines) == 7
    (twin,) = [line for line in lines if "DUP002" in line]
    assert twin.startswith("batch/6.txt:1:1: DUP002")
    assert "same text as batch/0.txt" in twin


def test_the_configuration_asks_for_it_too(run: Run, tmp_path: Path) -> None:
    put(tmp_path)
    (tmp_path / "mtcheck.toml").write_text('corpus-pass = true\nselect = ["BPL008"]\n', "utf-8")
    assert "7 of 7 documents" in run("check", "batch/1.txt", "batch", "--quiet").stdout


def test_clean_leaves_frequent_lines_out_when_asked(run: Run, tmp_path: Path) -> None:
    put(tmp_path)
    run("clean", "batch", "-o", "kept", *COMMON)
    assert FURNITURE in (tmp_path / "kept" / "3.txt").read_text("utf-8")
    run("clean", "batch", "-o", "out", "--drop", "frequent", *COMMON)
    assert (tmp_path / "out" / "3.txt").read_text("utf-8") == "The school was open today.\n"


def test_standard_input_is_read_once_and_used_twice(run: Run, tmp_path: Path) -> None:
    put(tmp_path)
    done = run("check", "batch", "-", "--select", "DUP002", *COMMON, stdin=f"New.\n{FURNITURE}".encode())
    assert "<stdin>" not in done.stdout
    done = run("check", "-", "batch/2.txt", "--select", "DUP002", *COMMON, stdin=b"Text of its own.\n" * 2)
    assert done.returncode == 0
    copy = (tmp_path / "batch" / "2.txt").read_bytes()
    done = run("check", "batch", "-", "--select", "DUP002", *COMMON, stdin=copy)
    assert "<stdin>:1:1: DUP002" in done.stdout


def test_an_unread_file_is_told_of_once(run: Run, tmp_path: Path) -> None:
    put(tmp_path)
    (tmp_path / "batch" / "x.txt").write_bytes(b"a\0b")
    done = run("check", "batch", *COMMON)
    assert done.returncode == 3
    assert done.stderr.count("x.txt") == 1
