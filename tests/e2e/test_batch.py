"""A batch through the real command: what it writes, and what it survives."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Run

Done = subprocess.CompletedProcess[str]
POISON = ("--text-field", "text", "--select", "ENC,PUN,POISON")
LINES = [
    "Talks in the Baltic countries .",
    "“We go home, ”she said. The bridge is closed.",
    "All is well, the mayor said on Monday.",
    "Subscribe to our РєР ° РЅР ° Р »РІ Telegram.",
]


@pytest.fixture
def batch(tmp_path: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Start the command with the rule of tests/e2e/poison.py installed as a plug-in."""
    site = tmp_path / "site"
    info = site / "poison-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: poison\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[mtcheck.rules]\npoison = poison\n")
    (site / "poison.py").write_bytes((ROOT / "tests" / "e2e" / "poison.py").read_bytes())
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{site}",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
    }

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "mtcheck", *arguments],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    return start


def finish(process: subprocess.Popen[bytes]) -> Done:
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess([], process.returncode, out.decode(), err.decode())


def write_lines(path: Path, texts: list[str]) -> None:
    rows = [{"id": number, "text": text, "kept": "as  it is"} for number, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def children(pid: int) -> list[int]:
    """The worker processes of a run."""
    place = Path(f"/proc/{pid}/task/{pid}/children")
    if not place.exists():
        pytest.skip("needs /proc")
    return [
        int(child)
        for child in place.read_text().split()
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def wait_for(condition: Callable[[], Any], seconds: float = 60.0) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def test_a_batch_gives_what_a_plain_clean_gives(run: Run, tmp_path: Path) -> None:
    for number in range(6):
        folder = tmp_path / "in" / str(number % 2)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text("\n\n".join(LINES * 3), encoding="utf-8")
    write_lines(tmp_path / "in" / "rows.jsonl", LINES * 5)
    fields = ("--text-field", "text")
    assert run("clean", "in", "-o", "plain", *fields).returncode == 0
    done = run("clean", "in", "-o", "batch", "--jobs", "2", *fields)
    assert done.returncode == 0, done.stderr
    plain, batch = content(tmp_path / "plain"), content(tmp_path / "batch")
    assert set(batch) - set(plain) == {"report.json", "rejected.jsonl"}
    assert {name: batch[name] for name in plain} == plain
    assert json.loads(batch["report.json"])["documents"] == 26
    assert "mtcheck: 26 documents, 21 changed, 0 rejected" in done.stderr
    assert "PUN003 quote-shifted" in done.stderr


def test_a_batch_needs_a_folder_and_says_what_contradicts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINES[0], encoding="utf-8")
    for arguments, message in [
        (("a.txt", "--jobs", "2"), "say where to write: -o FOLDER"),
        (("a.txt", "--jobs", "2", "--in-place"), "go with -o FOLDER alone"),
        (("a.txt", "--jobs", "2", "-o", "a.txt"), "is a file; name a folder"),
        (("-", "--jobs", "2", "-o", "out"), "save standard input"),
        (("a.txt", "--jobs", "-1", "-o", "out"), "positive numbers"),
        (("a.txt", "--resume", "-o", "out"), "no unfinished run to resume"),
    ]:
        done = run("clean", *arguments)
        assert done.returncode == 2, arguments
        assert message in done.stderr


def test_a_look_first_writes_nothing(run: Run, tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", LINES * 50)
    before = content(tmp_path)
    whole = run("clean", "a.jsonl", "--dry-run", "--text-field", "text")
    assert "200 documents, 150 would be changed" in whole.stderr
    sample = run("clean", "a.jsonl", "--sample", "8", "--jobs", "2", "--text-field", "text")
    assert "8 documents, 6 would be changed" in sample.stderr
    assert "' .' -> '.'" in sample.stderr or "' ' -> ''" in sample.stderr
    assert content(tmp_path) == before


def test_records_that_kill_hang_or_crash_cost_themselves(
    batch: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    texts = [LINES[0], "KILL", LINES[0], f"ONCE {tmp_path / 'seen'}", "HANG", "EXIT", "CRASH", LINES[0]]
    write_lines(tmp_path / "a.jsonl", texts)
    arguments = ("clean", "a.jsonl", *POISON, "-o", "out", "--jobs", "2", "--deadline", "4")
    done = finish(batch(*arguments))
    assert done.returncode == 3, done.stderr
    rows = read_lines(tmp_path / "out" / "a.jsonl")
    assert [row["text"] for row in rows] == [
        "Talks in the Baltic countries." if text == LINES[0] else text for text in texts
    ]
    reasons = {row["record"]: row["reason"] for row in read_lines(tmp_path / "out" / "rejected.jsonl")}
    assert len(reasons) == 4
    said = "\n".join(f"{record}: {reason}" for record, reason in reasons.items())
    assert "its worker died (SIGKILL) 3 times on it" in said
    assert "took longer than 4 s" in said
    assert "its worker died (exit code 7) 3 times on it" in said
    assert "rule POISON001 crashed: ValueError: as told" in said
    assert not (tmp_path / "out" / ".mtcheck-run").exists()


def test_killed_workers_lose_nothing(batch: Callable[..., subprocess.Popen[bytes]], tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", (["SLOW 0.02", *LINES]) * 60)
    arguments = ("clean", "a.jsonl", *POISON, "--jobs", "2")
    assert finish(batch(*arguments, "-o", "calm")).returncode == 0
    process = batch(*arguments, "-o", "stormy")
    for seconds in (0.4, 1.1, 0.7):
        wait_for(lambda: children(process.pid) or process.poll() is not None)
        time.sleep(seconds)
        for child in children(process.pid)[:1]:
            os.kill(child, signal.SIGKILL)
    assert finish(process).returncode == 0
    assert content(tmp_path / "stormy") == content(tmp_path / "calm")


def test_a_run_killed_as_a_whole_goes_on(
    batch: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    for number in range(300):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number:03}.txt").write_text(LINES[number % 4] + "\n", encoding="utf-8")
    (tmp_path / "in" / "zzz.txt").write_text("SLOW 2\n", encoding="utf-8")
    arguments = ("clean", "in", "--jobs", "2", *POISON)
    assert finish(batch(*arguments, "-o", "calm")).returncode == 0
    process = batch(*arguments, "-o", "out")
    state = tmp_path / "out" / ".mtcheck-run"
    wait_for(lambda: list(state.glob("*.json")))
    # A second run on the same output is refused while this one goes.
    refused = finish(batch(*arguments, "-o", "out"))
    assert refused.returncode == 2
    assert "another run is writing here" in refused.stderr
    workers = children(process.pid)
    process.kill()
    process.communicate()
    # No worker outlives its parent.
    wait_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers), 10)
    again = finish(batch(*arguments, "-o", "out"))
    assert again.returncode == 2
    assert "holds an unfinished run; go on with --resume" in again.stderr
    other = finish(batch(*arguments, "-o", "out", "--resume", "--unsafe"))
    assert other.returncode == 2
    assert "had other inputs or settings" in other.stderr
    resumed = finish(batch(*arguments, "-o", "out", "--resume"))
    assert resumed.returncode == 0, resumed.stderr
    assert content(tmp_path / "out") == content(tmp_path / "calm")


def test_an_interrupted_run_says_how_to_go_on(
    batch: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    write_lines(tmp_path / "a.jsonl", ["SLOW 0.2"] * 20 + LINES)
    process = batch("clean", "a.jsonl", *POISON, "-o", "out", "--jobs", "2")
    workers = wait_for(lambda: children(process.pid))
    process.send_signal(signal.SIGINT)
    done = finish(process)
    assert done.returncode == 130
    assert "go on with --resume" in done.stderr
    assert "Traceback" not in done.stderr
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    assert finish(batch("clean", "a.jsonl", *POISON, "-o", "out", "--resume")).returncode == 0


def test_what_cannot_be_read_is_listed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(LINES[0], encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"a\0b")
    (tmp_path / "rows.jsonl").write_text('{"text": "So it is ."}\n{"text": 3}\n{broken\n', encoding="utf-8")
    arguments = ("good.txt", "bad.txt", "gone.txt", "rows.jsonl", "--text-field", "text")
    done = run("clean", *arguments, "-o", "out", "--jobs", "2")
    assert done.returncode == 3
    assert "gone.txt: no such file" in done.stderr
    assert (tmp_path / "out" / "good.txt").read_text(encoding="utf-8") == "Talks in the Baltic countries."
    assert not (tmp_path / "out" / "bad.txt").exists()
    assert (tmp_path / "out" / "rows.jsonl").read_text(encoding="utf-8") == (
        '{"text": "So it is."}\n{"text": 3}\n{broken\n'
    )
    rejected = read_lines(tmp_path / "out" / "rejected.jsonl")
    assert [row["uri"] for row in rejected] == ["bad.txt", "rows.jsonl", "rows.jsonl"]


def test_a_log_is_replayed_and_undone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_bytes(
        "\ufeff😀 Baltic countries .\r\n\r\n".encode() + LINES[3].encode()
    )
    write_lines(tmp_path / "in" / "b" / "rows.jsonl", LINES)
    fields = ("--text-field", "text")
    assert run("clean", "in", "-o", "out", "--jobs", "1", *fields).returncode == 0
    again = run("replay", "out/changes.jsonl", "in", "-o", "again", *fields)
    assert again.returncode == 0, again.stderr
    cleaned = {k: v for k, v in content(tmp_path / "out").items() if not k.startswith(("changes", "re"))}
    assert content(tmp_path / "again") == cleaned
    undone = run("replay", "out/changes.jsonl", "again", "-o", "undone", "--undo", *fields)
    assert undone.returncode == 0, undone.stderr
    assert content(tmp_path / "undone") == content(tmp_path / "in")
    # A text that has been edited since is left as it is.
    (tmp_path / "again" / "a.txt").write_text("Other words.", encoding="utf-8")
    refused = run("replay", "out/changes.jsonl", "again", "-o", "third", "--undo", *fields)
    assert refused.returncode == 3
    assert "it was changed since, and is left as it is" in refused.stderr
    assert (tmp_path / "third" / "a.txt").read_text(encoding="utf-8") == "Other words."


@pytest.mark.parametrize("name", ["text", "json", "sarif", "junit", "gitlab", "html"])
def test_a_check_in_processes_says_the_same_in_the_same_order(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    for number in range(70):
        (tmp_path / "in" / f"{number:02}.txt").write_text(LINES[number % 4] + "\n", encoding="utf-8")
    write_lines(tmp_path / "in" / "rows.jsonl", LINES * 3)
    (tmp_path / "in" / "bad.txt").write_bytes(b"a\0b")
    arguments = ("check", "in", "--text-field", "text", "--output-format", name)
    here, there = run(*arguments), run(*arguments, "--jobs", "2")
    assert there.stdout == here.stdout
    assert there.returncode == here.returncode == 3
    assert there.stderr.splitlines()[-1] == here.stderr.splitlines()[-1]


def test_baselines_and_the_cache_work_in_processes(run: Run, tmp_path: Path) -> None:
    write_lines(tmp_path / "rows.jsonl", LINES * 3)
    arguments = ("check", "rows.jsonl", "--text-field", "text", "--jobs", "2", "--cache")
    assert run(*arguments).returncode == 1
    assert run(*arguments, "--write-baseline").returncode == 0
    known = run(*arguments, "--baseline", ".mtcheck-baseline.json")
    assert known.returncode == 0
    assert "nothing found" in known.stderr
    write_lines(tmp_path / "rows.jsonl", [*LINES * 3, "One more ."])
    new = run(*arguments, "--baseline", ".mtcheck-baseline.json")
    assert "1 finding (1 minor)" in new.stderr


def test_a_check_survives_what_a_clean_survives(
    batch: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    write_lines(tmp_path / "a.jsonl", [LINES[0], "KILL", "HANG", LINES[0]])
    done = finish(batch("check", "a.jsonl", *POISON, "--jobs", "1", "--deadline", "4"))
    assert done.returncode == 3
    assert done.stdout.count("PUN001") == 2
    assert "died (SIGKILL) 3 times on it" in done.stderr
    assert "took longer than 4 s" in done.stderr


def test_facts_of_a_batch_are_learned_in_parts(run: Run, tmp_path: Path) -> None:
    for number in range(80):
        text = f"Story number {number} is about the bridge.\n\nFollow our page for more of this kind\n"
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    arguments = ("check", "in", "--corpus", "--select", "BPL008,DUP", "--output-format", "jsonl")
    here, there = run(*arguments), run(*arguments, "--jobs", "2")
    assert here.stdout == there.stdout
    assert "BPL008" in there.stdout
