"""What a batch on one machine costs, how it grows, and whether it survives: `mtcheck clean --jobs`.

    python benchmarks/batch.py [--only cost memory restart storm resume] [--articles 20000] [--full]

- cost: CPU seconds an article of a bare loop over read and clean, and of the command with one and two
  processes, at two sizes, so that what is paid once cancels; the time of two against one says how it scales.
  Targets: at most 5 % over the loop; at least 1.8 times as fast on a quiet machine.
- memory: peak resident memory of parent and of a worker, for inputs of 5 and 20 MB (--full: to 2 GB), with
  one family of rules, for all of them would take hours. Targets: 150 and 200 MB.
- restart: what one killed worker costs.
- storm: short articles with 12 workers killed at moments drawn by the seed, against an undisturbed run.
- resume: everything killed at 10 such moments, resumed each time, against the same.

--full takes 100,000 articles. Linux only: it looks into /proc. Articles are made of our own samples.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
COST_SIZES = (500, 2_000)
LONG_CHARACTERS, SHORT_CHARACTERS = 4_000, 150
MEGABYTES, FULL_MEGABYTES = (5, 20), (5, 20, 100, 500, 2_000)
LOOP = """
import sys
from mtcheck.config import Config
from mtcheck.engine import clean_document
from mtcheck.formats import read
from mtcheck.formats.options import ReadOptions
config = Config()
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for document in read(sys.argv[1], options=ReadOptions(text_fields=("text",))):
        out.write(clean_document(document, config).text)
"""


class Taken(NamedTuple):
    """Of one run: seconds, CPU seconds of all its processes, peak MB of the parent and of a worker."""

    seconds: float
    cpu_s: float
    parent_mb: float = 0.0
    worker_mb: float = 0.0


def make(path: Path, characters: int, seed: int, count: int = 0, size: int = 0) -> int:
    """Write JSON Lines of articles, ``count`` of them or ``size`` bytes; how many."""
    rng = random.Random(seed)
    samples = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "corpora" / "samples").iterdir())]
    lines = [line for text in samples for line in text.split("\n") if 40 < len(line) < 400]
    number = written = 0
    with path.open("w", encoding="utf-8") as file:
        while number < count or written < size:
            parts: list[str] = []
            while sum(map(len, parts)) < characters:
                parts.append(rng.choice(lines))
            text = "\n\n".join(parts)
            row = {"id": number, "text": f"Article {number}. {text}"}
            written += file.write(json.dumps(row, ensure_ascii=False) + "\n")
            number += 1
    return number


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mtcheck", "clean", "in.jsonl", "--text-field", "text", "--isolated"]
    return subprocess.Popen(
        [*command, "--quiet", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stderr=subprocess.DEVNULL,
    )


def workers(pid: int) -> list[int]:
    with suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(c) for c in children if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()]
    return []


def peak_mb(pid: int) -> float:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    return 0.0


def taken(begin: Callable[[], subprocess.Popen[bytes]], memory: bool = False) -> Taken:
    """Run to the end; raises when that is none."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = begin()
    parent = worker = 0.0
    while memory and process.poll() is None:
        parent = max(parent, peak_mb(process.pid))
        worker = max([worker, *map(peak_mb, workers(process.pid))])
        time.sleep(0.05)
    if process.wait():
        raise SystemExit(f"a run ended with exit code {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(time.monotonic() - begun, cpu_s, parent, worker)


def digest(folder: Path) -> str:
    sums = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            sums.update(path.name.encode() + path.read_bytes())
    return sums.hexdigest()


def cost(folder: Path, options: argparse.Namespace) -> None:
    loop = [sys.executable, "-c", LOOP, "in.jsonl", "loop.txt"]

    def bare_loop() -> subprocess.Popen[bytes]:
        return subprocess.Popen(loop, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)})

    found: dict[str, list[Taken]] = {"a bare loop": [], "--jobs 1": [], "--jobs 2": []}
    for count in COST_SIZES:
        make(folder / "in.jsonl", LONG_CHARACTERS, options.seed, count)
        for name, results in found.items():
            if name == "a bare loop":
                results.append(taken(bare_loop))
            else:
                out = f"cost-{name[-1]}-{count}"
                results.append(taken(lambda n=name, o=out: start(folder, *n.split(), "-o", o)))
    more = COST_SIZES[1] - COST_SIZES[0]
    bare = (found["a bare loop"][1].cpu_s - found["a bare loop"][0].cpu_s) / more
    for name, (small, large) in found.items():
        each = (large.cpu_s - small.cpu_s) / more
        wall = (large.seconds - small.seconds) / more
        once = small.cpu_s - COST_SIZES[0] * each
        print(
            f"cost     {name:11} {1000 * each:6.2f} ms CPU an article, {1 / each:5.0f} articles "
            f"a core second, {each / bare:.3f} of the loop, {1000 * wall:6.2f} ms waited, once {once:.1f} s"
        )
    one, two = ((large.seconds - small.seconds) for small, large in list(found.values())[1:])
    print(f"cost     one to two processes: {one / two:.2f} times as fast (load {os.getloadavg()[0]:.1f})")


def memory(folder: Path, options: argparse.Namespace) -> None:
    for megabytes in FULL_MEGABYTES if options.full else MEGABYTES:
        make(folder / "in.jsonl", LONG_CHARACTERS, options.seed, size=megabytes * 1_000_000)
        run = taken(
            lambda m=megabytes: start(folder, "--jobs", "2", "--select", "PUN001", "-o", f"memory-{m}"), True
        )
        print(f"memory   {megabytes:5} MB: parent {run.parent_mb:.0f} MB, a worker {run.worker_mb:.0f} MB")


def restart(folder: Path, options: argparse.Namespace) -> None:
    make(folder / "in.jsonl", SHORT_CHARACTERS, options.seed, 2_000)
    kills = 5

    def stormy() -> subprocess.Popen[bytes]:
        process = start(folder, "--jobs", "1", "-o", "restart-storm")
        for _ in range(kills):
            before: set[int] = set()
            while not (running := workers(process.pid)) and process.poll() is None:
                time.sleep(0.01)
            time.sleep(2.0)
            before.update(running)
            for worker in running:
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
            while set(workers(process.pid)) & before and process.poll() is None:
                time.sleep(0.01)
        return process

    calm = taken(lambda: start(folder, "--jobs", "1", "-o", "restart-calm"))
    storm = taken(stormy)
    same = digest(folder / "restart-calm") == digest(folder / "restart-storm")
    each = (storm.cpu_s - calm.cpu_s) / kills
    print(
        f"restart  {kills} kills: {each:.1f} s CPU each, with the lost work of up to 2 s; "
        f"{'the same bytes' if same else 'OTHER BYTES'}"
    )


def storm(folder: Path, options: argparse.Namespace) -> None:
    """Kill one worker after the other."""
    seconds = calm(folder, options)
    rng = random.Random(options.seed)
    process = start(folder, "--jobs", "2", "-o", "storm")
    begun, kills = time.monotonic(), 0
    for moment in sorted(rng.uniform(0.05, 0.95) * seconds for _ in range(12)):
        time.sleep(max(0.0, begun + moment - time.monotonic()))
        running = workers(process.pid)
        if running:
            with suppress(ProcessLookupError):
                os.kill(rng.choice(running), signal.SIGKILL)
                kills += 1
    judge("storm", f"{kills} workers killed", process.wait(), folder / "storm", folder)


def resume(folder: Path, options: argparse.Namespace) -> None:
    """Kill the run and its workers, and go on."""
    seconds = calm(folder, options)
    rng = random.Random(options.seed)
    kills = 0
    for _ in range(10):
        process = start(folder, "--jobs", "2", "-o", "resume", "--resume")
        with suppress(subprocess.TimeoutExpired):
            process.wait(rng.uniform(0.0, seconds / 4))
        for pid in (process.pid, *workers(process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
    process = start(folder, "--jobs", "2", "-o", "resume", "--resume")
    judge("resume", f"everything killed {kills} times", process.wait(), folder / "resume", folder)


def calm(folder: Path, options: argparse.Namespace) -> float:
    """The undisturbed run, once; how long it took."""
    if not (folder / "calm-seconds").exists():
        make(folder / "calm.jsonl", SHORT_CHARACTERS, options.seed, options.articles)
    (folder / "in.jsonl").write_bytes((folder / "calm.jsonl").read_bytes())
    if not (folder / "calm-seconds").exists():
        run = taken(lambda: start(folder, "--jobs", "2", "-o", "calm"))
        (folder / "calm-seconds").write_text(str(run.seconds))
        print(f"calm     {options.articles:,} short articles in {run.seconds:.0f} s, {run.cpu_s:.0f} s CPU")
    return float((folder / "calm-seconds").read_text())


def judge(name: str, what: str, code: int, out: Path, folder: Path) -> None:
    wanted = [json.loads(line)["id"] for line in (folder / "calm.jsonl").open(encoding="utf-8")]
    rows = [json.loads(line)["id"] for line in (out / "in.jsonl").open(encoding="utf-8")]
    same = digest(out) == digest(folder / "calm")
    print(
        f"{name:8} {what}: exit code {code}, {len(rows):,} rows of {len(wanted):,}, "
        f"{'none lost, none twice' if rows == wanted else 'NOT THE SAME ROWS'}, "
        f"{'byte-identical' if same else 'OTHER BYTES'}"
    )
    if not same or code:
        raise SystemExit(1)


PARTS = {"cost": cost, "memory": memory, "restart": restart, "storm": storm, "resume": resume}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--articles", type=int, default=0, help="of storm and resume (default 20000)")
    parser.add_argument("--full", action="store_true", help="to 2 GB, and 100,000 articles")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.articles = options.articles or (100_000 if options.full else 20_000)
    with tempfile.TemporaryDirectory(prefix="mtcheck-batch-") as name:
        for part in options.only:
            PARTS[part](Path(name), options)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
