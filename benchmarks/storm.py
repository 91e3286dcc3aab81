"""Kills a clean again and again and looks at what is left: `python benchmarks/storm.py`. Needs no data.

20,000 records, ten kills (-9) at random moments, in this process or with `--jobs`: into a folder with
`--resume`, in place, and with an input that changes while it is read. Exit code 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = 20
# One rule: what is tried is the writing, and it shall take most of the time.
_RULES = ("--select", "PUN001", "--lang", "en")
_ALWAYS = ("--text-field", "text", "--isolated", "-q")
_WORDS = "the ferry left its port late and nobody on board knew why it had been held there so long".split()


class Storm:
    """One folder of inputs, cleaned once in calm; then cleaned under fire."""

    def __init__(self, place: Path, records: int, kills: int, jobs: int, seed: int) -> None:
        self.place, self.kills, self.jobs = place, kills, jobs
        self.chosen = random.Random(seed)
        self.inputs = place / "in"
        self.inputs.mkdir(parents=True)
        for number in range(FILES):
            self._write(self.inputs / f"{number:02}.jsonl", records // FILES)
        self.calm = place / "calm"
        begun = time.monotonic()
        assert self._run("clean", "in", "-o", "calm") == 0
        self.calm_s = time.monotonic() - begun

    def _write(self, path: Path, records: int) -> None:
        with path.open("w", encoding="utf-8") as file:
            for number in range(records):
                words = " ".join(self.chosen.choices(_WORDS, k=5))
                file.write(f'{{"id": {number}, "text": "It {words} , {number} ."}}\n')

    def _arguments(self, arguments: tuple[str, ...]) -> list[str]:
        jobs = ("--jobs", str(self.jobs)) if self.jobs else ()
        more = (*_RULES, *jobs) if arguments[0] == "clean" else ()
        return [sys.executable, "-P", "-m", "mtcheck", *arguments, *_ALWAYS, *more]

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            self._arguments(arguments), cwd=self.place, env=environment, stderr=subprocess.PIPE, text=True
        )

    def _run(self, *arguments: str) -> int:
        process = self._start(*arguments)
        self.said = process.communicate()[1]
        return process.returncode

    def _killed(self, *arguments: str) -> bool:
        """Whether a run was killed before it was done."""
        process = self._start(*arguments)
        try:
            process.wait(self.calm_s * self.chosen.uniform(0.05, 0.35))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        return process.returncode == -signal.SIGKILL

    def into_a_folder(self) -> list[str]:
        """Kills with --resume: in the end all files are what calm makes of them."""
        wrong: list[str] = []
        done = 0
        while done < self.kills:
            if self._killed("clean", "in", "-o", "out", "--resume"):
                done += 1
                continue
            wrong += self._compared("out")
            shutil.rmtree(self.place / "out")
        if self._run("clean", "in", "-o", "out", "--resume"):
            wrong.append(f"the last run: {self.said}")
        return wrong + self._compared("out")

    def _compared(self, name: str) -> list[str]:
        there = {path.name for path in (self.place / name).iterdir()}
        wanted = {path.name for path in self.calm.iterdir()}
        wrong = [f"{each} is left or missing" for each in sorted(there ^ wanted)]
        for each in sorted(there & wanted):
            if (self.place / name / each).read_bytes() != (self.calm / each).read_bytes():
                wrong.append(f"{name}/{each} is not what a calm run makes")
        return wrong

    def in_place(self) -> list[str]:
        """Kills with --in-place: each file is whole at any time, and the log undoes all of it."""
        wrong: list[str] = []
        here = self.place / "here"
        shutil.copytree(self.inputs, here)
        log = self.place / "log"
        done = 0
        while done < self.kills:
            if self._killed("clean", "here", "--in-place", "--log", "log"):
                done += 1
                wrong += self._whole(here)
                continue
            wrong += self._undone(here, log)
            log.unlink(missing_ok=True)
        if self._run("clean", "here", "--in-place", "--log", "log"):
            wrong.append(f"the last run: {self.said}")
        return wrong + self._undone(here, log)

    def _whole(self, here: Path) -> list[str]:
        """Files that are neither as they were nor as they are to be."""
        return [
            f"{path.name} is torn"
            for path in here.glob("*.jsonl")
            if path.read_bytes()
            not in ((self.inputs / path.name).read_bytes(), (self.calm / path.name).read_bytes())
        ]

    def _undone(self, here: Path, log: Path) -> list[str]:
        wrong = [f"{path.name} is left" for path in here.iterdir() if path.suffix != ".jsonl"]
        for path in sorted(here.glob("*.jsonl")):
            if path.read_bytes() != (self.calm / path.name).read_bytes():
                wrong.append(f"{path.name} is not what a calm run makes")
        if self._run("replay", log.name, "here", "--undo", "--in-place"):
            wrong.append(f"undo: {self.said}")
        for path in sorted(here.glob("*.jsonl")):
            if path.read_bytes() != (self.inputs / path.name).read_bytes():
                wrong.append(f"{path.name} is not undone")
        return wrong

    def changed(self) -> list[str]:
        """An input that changes during a run is an error that names it; its output is not there."""
        wrong: list[str] = []
        for number in range(-(-self.kills // 3)):
            folder = self.place / f"changed{number}"
            shutil.copytree(self.inputs, folder)
            victim = folder / f"{FILES - 1:02}.jsonl"  # the last one: read after the change
            process = self._start("clean", folder.name, "-o", f"{folder.name}-out")
            # What changes before the plan is no change during the run.
            self._wait_for(process, self.place / f"{folder.name}-out" / ".mtcheck-run" / "plan")
            with victim.open("a" if number % 2 else "r+", encoding="utf-8") as file:
                file.write('{"text": "A new line ."}\n')
            is_late = process.poll() is not None
            said = process.communicate()[1]
            assert not is_late, "the run was done before the change; take more records"
            written = self.place / f"{folder.name}-out" / victim.name
            if process.returncode != 3 or f"{victim.name}: has changed since" not in said:
                wrong.append(f"change {number}: exit code {process.returncode}, {said!r}")
            if written.exists():
                wrong.append(f"change {number}: {victim.name} is written")
            shutil.rmtree(folder)
            wrong += self._unfinished(number)
        return wrong

    def _wait_for(self, process: subprocess.Popen[str], place: Path) -> None:
        """Until a file is there, and a little longer."""
        while not place.exists() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(self.chosen.uniform(0.0, 2.0))

    def _unfinished(self, number: int) -> list[str]:
        """An input that changes between a kill and --resume is refused by its name."""
        folder = self.place / f"between{number}"
        shutil.copytree(self.inputs, folder)
        if not self._killed("clean", folder.name, "-o", "between-out", "--resume"):
            return []
        wrong = []
        begun = (self.place / "between-out" / ".mtcheck-run" / "plan").exists()
        with (folder / "03.jsonl").open("a", encoding="utf-8") as file:
            file.write('{"text": "A new line ."}\n')
        code = self._run("clean", folder.name, "-o", "between-out", "--resume")
        if begun and (code != 2 or "03.jsonl changed since" not in self.said):
            wrong.append(f"resume after change {number}: exit code {code}, {self.said!r}")
        shutil.rmtree(self.place / "between-out")
        shutil.rmtree(folder)
        return wrong


def storm(
    records: int = 20_000, kills: int = 10, jobs: int = 0, seed: int = 1, only: Sequence[str] = ()
) -> list[str]:
    """All of it, or some parts; what went wrong."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        made = Storm(Path(folder), records, kills, jobs, seed)
        said = f"{records:,} records in {FILES} files, {jobs or 'no'} processes; calm: {made.calm_s:.1f} s"
        print(said, flush=True)
        for name, part in (
            ("into a folder", made.into_a_folder),
            ("in place", made.in_place),
            ("changed", made.changed),
        ):
            if only and name not in only:
                continue
            begun = time.monotonic()
            found = part()
            print(f"{name}: {kills} times, {len(found)} faults, {time.monotonic() - begun:.0f} s", flush=True)
            wrong += found
    for each in wrong:
        print(each)
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=("into a folder", "in place", "changed"))
    given = parser.parse_args()
    return int(bool(storm(given.records, given.kills, given.jobs, given.seed, given.only or ())))


if __name__ == "__main__":
    sys.exit(main())
