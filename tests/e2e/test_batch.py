"""A batch through the real command: what it writes, and what it survives."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
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
# Enough words of prose for a quality.
PROSE = (
    " The council will close the old bridge for two months, because the piers have to be repaired before the"
    " winter. Buses take the road along the river until then, and people on foot may use the ferry, which"
    " leaves every ten minutes and costs nothing. The mayor hopes that the work ends in March at the latest."
)


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
    assert batch == plain
    assert json.loads(batch["report.json"])["documents"] == 26
    assert "mtcheck: 26 documents, 69 changes; log in batch/changes.jsonl" in done.stderr
    assert "PUN003 quote-shifted" in done.stderr


def test_a_batch_needs_a_folder_and_says_what_contradicts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINES[0], encoding="utf-8")
    (tmp_path / "report.json").write_text('{"text": "So it is ."}', encoding="utf-8")
    for arguments, message in [
        ((".", "--jobs", "2"), "say where to write: -o OUT"),
        (("a.txt", "--jobs", "2", "-o", "a.txt"), "would overwrite its own input"),
        (("-", "--jobs", "2", "-o", "out"), "save standard input"),
        (("a.txt", "--jobs", "-1", "-o", "out"), "positive numbers"),
        (("a.txt", "--jobs", "2", "-o", "."), "would overwrite its own input"),
        (("a.txt", "--min-quality", "101", "-o", "out"), "min-quality: expected"),
        (("report.json", "--text-field", "text", "--jobs", "2", "-o", "out/"), "the report.json of the run"),
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
    # Of many small files in one task, too.
    for number in range(20):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number:02}.txt").write_text(LINES[0], encoding="utf-8")
    assert "mtcheck: 7 documents, 7 would be changed" in run("clean", "in", "--sample", "7").stderr


def test_records_that_kill_hang_or_crash_cost_themselves(
    batch: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    texts = [LINES[0], "KILL", LINES[0], f"ONCE {tmp_path / 'seen'}", "HANG", "EXIT", "CRASH", LINES[0]]
    write_lines(tmp_path / "a.jsonl", texts)
    arguments = ("clean", "a.jsonl", *POISON, "-o", "out/", "--jobs", "2", "--deadline", "4")
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
    go = tmp_path / "go"
    go.touch()
    (tmp_path / "in" / "zzz.txt").write_text(f"WAIT {go}\n", encoding="utf-8")
    arguments = ("clean", "in", "--jobs", "2", *POISON)
    assert finish(batch(*arguments, "-o", "calm")).returncode == 0
    go.unlink()
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
    go.touch()
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


@pytest.mark.parametrize("twice", [False, True])
def test_an_interrupted_run_says_how_to_go_on(
    batch: Callable[..., subprocess.Popen[bytes]], tmp_path: Path, twice: bool
) -> None:
    write_lines(tmp_path / "a.jsonl", ["SLOW 0.2"] * 20 + LINES)
    process = batch("clean", "a.jsonl", *POISON, "-o", "out", "--jobs", "2")
    workers = wait_for(lambda: children(process.pid))
    process.send_signal(signal.SIGINT)
    if twice:
        time.sleep(0.05)
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
    assert (tmp_path / "out" / "bad.txt").read_bytes() == b"a\0b"
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["copied"] == 1
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
    assert "it was changed since the clean, and is left as it is" in refused.stderr
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
    # A page says when and by which command it was made, and that has --jobs.
    one, other = (re.sub(r'"made":"[^"]*"', "", each.stdout) for each in (here, there))
    assert other == one
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


def test_a_parquet_file_is_cut_by_row_groups(run: Run, tmp_path: Path) -> None:
    columns = [("id", pa.int64()), ("text", pa.string()), ("other", pa.binary())]
    schema = pa.schema(columns, metadata={"owner": "desk"})
    texts = [LINES[n % 4] if n < 80 else LINES[2] for n in range(120)]
    other = [random.Random(n).randbytes(50_000) for n in range(120)]  # makes it longer than one part
    table = pa.table({"id": list(range(120)), "text": texts, "other": other}, schema=schema)
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=20, compression="zstd")
    fields = ("--text-field", "text", "--select", "PUN")
    assert run("clean", "a.parquet", "-o", "plain/", *fields).returncode == 0
    done = run("clean", "a.parquet", "-o", "batch/", "--jobs", "2", *fields)
    assert done.returncode == 0, done.stderr
    assert content(tmp_path / "batch")["a.parquet"] == content(tmp_path / "plain")["a.parquet"]
    before, after = pq.ParquetFile(tmp_path / "a.parquet"), pq.ParquetFile(tmp_path / "batch" / "a.parquet")
    assert after.schema_arrow.equals(before.schema_arrow, check_metadata=True)
    groups = [after.metadata.row_group(n) for n in range(after.num_row_groups)]
    assert [(g.num_rows, g.column(1).compression) for g in groups] == [(20, "ZSTD")] * 6
    cleaned = after.read().column("text").to_pylist()
    assert cleaned[0] == "Talks in the Baltic countries."
    assert cleaned[80:] == texts[80:]
    assert after.read().column("other").equals(table.column("other"))


def test_texts_below_the_wanted_quality_are_listed_and_left(run: Run, tmp_path: Path) -> None:
    lines = [*(line + PROSE for line in LINES), LINES[3]]  # the last is too short to have a quality
    write_lines(tmp_path / "a.jsonl", lines)
    arguments = ("clean", "a.jsonl", "--text-field", "text", "-o", "out/", "--min-quality", "98")
    done = run(*arguments)
    assert done.returncode == 1, done.stderr
    assert "1 rejected (1 below the wanted quality)" in done.stderr
    rows = read_lines(tmp_path / "out" / "a.jsonl")
    assert [row["text"] for row in rows][2:4] == lines[2:4]
    assert rows[1]["text"] == "“We go home,” she said. The bridge is closed." + PROSE
    (rejected,) = read_lines(tmp_path / "out" / "rejected.jsonl")
    assert rejected["record"] == "line 4"
    assert rejected["reason"].endswith("is below 98; it is left as it is")
    assert json.loads((tmp_path / "out" / "report.json").read_text())["below"] == 1


def test_fail_on_looks_at_what_is_left(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINES[0], encoding="utf-8")
    strict = ("clean", "a.txt", "--select", "PUN001", "--fail-on", "minor", "--jobs", "1")
    assert run("check", "a.txt", "--select", "PUN001", "--fail-on", "minor").returncode == 1
    assert run(*strict, "-o", "out").returncode == 0
    (tmp_path / "mtcheck.toml").write_text("[rules.ENC001]\n")
    (tmp_path / "a.txt").write_text("the the bridge", encoding="utf-8")
    assert run("clean", "a.txt", "--fail-on", "minor", "--jobs", "1", "-o", "two").returncode == (
        run("clean", "a.txt", "--fail-on", "minor", "-o", "three/").returncode
    )


def test_resume_begins_where_nothing_is_unfinished(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(LINES[0], encoding="utf-8")
    state = tmp_path / "in" / "out" / ".mtcheck-run"
    state.mkdir(parents=True)
    # Of a run that was killed while it cleared away: it must not count as done.
    (state / "000000.json").write_text("{}")
    for _ in range(2):
        done = run("clean", "in", "-o", "in/out", "--jobs", "1", "--resume")
        assert done.returncode == 0, done.stderr
        assert content(tmp_path / "in" / "out")["a.txt"] == b"Talks in the Baltic countries."
        # The same by a glob, which would find the output too.
        done = run("clean", "in/**/*.txt", "-o", "in/out", "--jobs", "1", "--resume")
        assert "mtcheck: 1 document," in done.stderr
    assert not state.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_DATA")
def test_a_text_that_takes_too_much_memory_costs_itself(
    batch: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    write_lines(tmp_path / "a.jsonl", [LINES[0], "EAT 4000", LINES[0]])
    done = finish(batch("clean", "a.jsonl", *POISON, "-o", "out/", "--jobs", "1", "--max-memory", "1000"))
    assert done.returncode == 3, done.stderr
    rows = [row["text"] for row in read_lines(tmp_path / "out" / "a.jsonl")]
    assert rows == ["Talks in the Baltic countries.", "EAT 4000", "Talks in the Baltic countries."]
    (rejected,) = read_lines(tmp_path / "out" / "rejected.jsonl")
    assert "MemoryError" in rejected["reason"] or "memory" in rejected["reason"]
    few = finish(batch("clean", "a.jsonl", *POISON, "-o", "few", "--jobs", "1", "--max-memory", "20"))
    assert few.returncode == 2
    assert "a process needs at least 200 MB" in few.stderr


def test_a_full_disk_is_said_and_mended(
    batch: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    write_lines(tmp_path / "a.jsonl", [f"{LINES[n % 4]} Text {n}." for n in range(4000)])
    limited = (
        "import resource, runpy, sys, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY)); "
        "runpy.run_module('mtcheck', run_name='__main__')"
    )
    arguments = ("clean", "a.jsonl", "--text-field", "text", "--select", "PUN", "-o", "out/", "--jobs", "1")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path / 'site'}"}
    command = [sys.executable, "-c", limited, *arguments]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "File too large; fix that, and go on with --resume" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "a.jsonl").exists()
    assert finish(batch(*arguments, "--resume")).returncode == 0
    assert finish(batch(*arguments[:-4], "-o", "calm/", "--jobs", "1")).returncode == 0
    assert content(tmp_path / "out") == content(tmp_path / "calm")


def test_a_script_needs_no_main_guard(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", LINES)
    (tmp_path / "script.py").write_text(
        "from mtcheck.config import Config\n"
        "from mtcheck.formats.io.inputs import Input\n"
        "from mtcheck.formats.options import ReadOptions\n"
        "from mtcheck.jobs.clean import Settings, clean_inputs\n"
        "from mtcheck.jobs.executors import How\n"
        "from mtcheck.jobs.targets import Where\n"
        "options = ReadOptions(text_fields=('text',))\n"
        "where, settings = Where('folder', 'out'), Settings(How(2))\n"
        "sums = clean_inputs([Input('a.jsonl', 'a.jsonl')], Config(), options, where, settings)\n"
        "print(sums.documents)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("4\n", "")


def test_a_reader_that_dies_costs_its_file(
    batch: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "in" / f"{name}.txt").write_text(LINES[0], encoding="utf-8")
    write_lines(tmp_path / "in" / "broken.jsonl", [LINES[0], "READ-KILL", LINES[0]])
    done = finish(batch("clean", "in", *POISON, "-o", "out", "--jobs", "2"))
    assert done.returncode == 3, done.stderr
    out = content(tmp_path / "out")
    assert out["a.txt"] == out["c.txt"] == b"Talks in the Baltic countries."
    rows = [row["text"] for row in read_lines(tmp_path / "out" / "broken.jsonl")]
    assert rows == ["Talks in the Baltic countries.", "READ-KILL", LINES[0]]
    (rejected,) = read_lines(tmp_path / "out" / "rejected.jsonl")
    assert rejected["uri"] == "in/broken.jsonl"
    assert "cannot be read to its end: its worker died (SIGKILL) 3 times" in rejected["reason"]


def test_calibration_gives_a_line_for_the_configuration(run: Run, tmp_path: Path) -> None:
    bad, good = LINES[3] + PROSE, LINES[2] + PROSE
    write_lines(tmp_path / "a.jsonl", [*[bad] * 5, *[good] * 96, ""])
    (tmp_path / "b.txt").write_text(good, encoding="utf-8")
    arguments = ("calibrate", "a.jsonl", "b.txt", "--text-field", "text", "--jobs", "2")
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    line = done.stdout.splitlines()[-1]
    assert line.startswith("min-quality = 100.0  # 5 of 102 documents lie below"), done.stdout
    values = json.loads(run(*arguments, "--quantile", "0.02", "--output-format", "json").stdout)
    assert (values["documents"], values["unrated"]) == (102, 1)
    assert values["min-quality"] < 99
    assert values["thresholds"] == [{"quantile": 0.02, "quality": values["min-quality"], "below": 0}]
    # Taken over as it is, it lets through what it says.
    (tmp_path / "mtcheck.toml").write_text(line + "\n", encoding="utf-8")
    assert run("check", "b.txt").returncode == 0
    assert run("calibrate", "b.txt", "--quantile", "5").returncode == 2


def test_storms_change_nothing(batch: Callable[..., subprocess.Popen[bytes]], tmp_path: Path) -> None:
    """Workers killed, then everything killed at moments drawn by a seed, then resumed: the same bytes."""
    draw = random.Random(8)
    (tmp_path / "in").mkdir()
    for number in range(200):
        (tmp_path / "in" / f"{number:03}.txt").write_text(LINES[number % 4] + "\n", encoding="utf-8")
    write_lines(tmp_path / "in" / "rows.jsonl", ["SLOW 0.05", *LINES] * 20)
    arguments = ("clean", "in", "--jobs", "2", *POISON)
    assert finish(batch(*arguments, "-o", "calm")).returncode == 0
    for _ in range(4):
        process = batch(*arguments, "-o", "out", "--resume")
        with suppress(subprocess.TimeoutExpired):
            process.wait(draw.uniform(0.1, 3))
        for child in children(process.pid)[:1] if process.poll() is None else ():
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(draw.uniform(0.0, 0.5))
        process.kill()
        process.communicate()
    done = finish(batch(*arguments, "-o", "out", "--resume"))
    assert done.returncode == 0, done.stderr
    assert content(tmp_path / "out") == content(tmp_path / "calm")


def test_one_text_of_a_batch_is_undone_alone(run: Run, tmp_path: Path) -> None:
    for folder in ("", "txt", "odt"):  # the same name thrice
        (tmp_path / "in" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / folder / "a.txt").write_text(
            f"The gate of {folder or 'all'} is open .\n", encoding="utf-8"
        )
    assert run("clean", "in", "-o", "cleaned").returncode == 0
    replay = ("replay", "cleaned/changes.jsonl")
    before, cleaned = content(tmp_path / "in"), content(tmp_path / "cleaned")
    for name in before:
        done = run(*replay, f"cleaned/{name}", "--undo", "-o", "one.txt")
        assert done.returncode == 0, done.stderr
        lines = ["mtcheck: 2 other texts of the log were not asked for", "mtcheck: 1 change undone"]
        assert done.stderr.splitlines() == lines
        assert (tmp_path / "one.txt").read_bytes() == before[name]
    assert content(tmp_path / "cleaned") == cleaned
    done = run(*replay, "cleaned/txt/a.txt", "--undo", "-i")
    assert done.returncode == 0, done.stderr
    assert content(tmp_path / "cleaned") == {**cleaned, "txt/a.txt": before["txt/a.txt"]}
    done = run("replay", "changes.jsonl", "odt", "--undo", "-o", "../odt", cwd=tmp_path / "cleaned")
    assert done.returncode == 0, done.stderr
    assert content(tmp_path / "odt") == {"a.txt": before["odt/a.txt"]}
    (tmp_path / "cleaned" / "txt" / "a.txt").unlink()
    done = run(*replay, "cleaned", "--undo", "-o", "whole")
    assert done.returncode == 3
    assert "in/txt/a.txt: is in the log but not among the inputs" in done.stderr


def test_a_text_that_is_not_in_the_log_is_not_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text("The gate is open .\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text("The gate is open.\n", encoding="utf-8")
    assert run("clean", "in", "-o", "cleaned").returncode == 0
    for where in (("-o", "one.txt"), ("-i",), ()):
        done = run("replay", "cleaned/changes.jsonl", "other.txt", "--undo", *where)
        assert done.returncode == 3
        first, *_ = lines = done.stderr.splitlines()
        assert first == "mtcheck: other.txt: is not in the log, so nothing was done or written"
        assert (len(lines), done.stdout) == (2, "")
    assert not (tmp_path / "one.txt").exists()
