"""What reading and checking containers costs: `python benchmarks/formats.py [--quick]`.

Makes a feed of 5,000 items in a temporary folder, and the same items in the other formats; measures CPU
seconds and peak memory of `mtcheck check` on the feed in a process of its own, and reads every format alone.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import formats_real  # beside this file

from mtcheck.formats import open_input
from mtcheck.formats.options import ReadOptions

SUBJECTS = ("The council", "A spokesman", "The museum", "Our reporter", "The company", "A court", "The team")
VERBS = (
    "has announced",
    "will discuss",
    "did not confirm",
    "explained on Friday",
    "is looking at",
    "rejects",
)
OBJECTS = ("the new timetable", "a plan for the bridge", "last year's figures", "the repair of the harbour")
TAILS = ("in the old town", "before the summer", "after a long debate", "for the third time", "once more")
MAX_CPU_S, MAX_PEAK_MB = 10.0, 300.0


def sentence(draw: random.Random) -> str:
    words = " ".join(draw.choice(part) for part in (SUBJECTS, VERBS, OBJECTS, TAILS))
    return f"{words} , {draw.randrange(1900, 2030)}." if draw.random() < 0.05 else f"{words}."


def write(folder: Path, count: int) -> None:
    draw = random.Random(7)
    items = [
        {"title": sentence(draw)[:-1], "text": " ".join(sentence(draw) for _ in range(6))}
        for _ in range(count)
    ]
    head = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>News</title>'
    with (folder / "feed.xml").open("w", encoding="utf-8") as file:
        file.write(f"{head}<language>en</language>\n")
        for item in items:
            body = html.escape(f"<p>{item['text']}</p>", quote=False)
            file.write(f"<item><title>{item['title']}</title><description>{body}</description></item>\n")
        file.write("</channel></rss>\n")
    lines = [json.dumps(item) for item in items]
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "items.json").write_text("[\n" + ",\n".join(lines) + "]\n", encoding="utf-8")
    rows = [f'"{item["title"]}","{item["text"]}"\n' for item in items]
    (folder / "items.csv").write_text("title,text\n" + "".join(rows), encoding="utf-8")
    units = [
        f'<trans-unit id="{n}"><source>x</source><target>{i["text"]}</target></trans-unit>\n'
        for n, i in enumerate(items)
    ]
    xliff = '<xliff version="1.2"><file source-language="ru" target-language="en"><body>\n'
    (folder / "items.xlf").write_text(xliff + "".join(units) + "</body></file></xliff>\n", encoding="utf-8")
    entries = [f'msgid "{n}"\nmsgstr "{item["text"]}"\n\n' for n, item in enumerate(items)]
    (folder / "items.po").write_text("".join(entries), encoding="utf-8")


def check(path: Path) -> tuple[float, float, int]:
    """CPU seconds, peak megabytes and findings of one `mtcheck check`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [
        sys.executable,
        "-m",
        "mtcheck",
        "check",
        str(path),
        "--isolated",
        "--quiet",
        "--fail-on",
        "never",
    ]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, after.ru_maxrss / 1024, len(done.stdout.splitlines())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="200 items, and no limits")
    parser.add_argument("--real", type=Path, metavar="FOLDER", help="read its files beside other parsers")
    parser.add_argument("--format", metavar="NAME", help="with --real: only this format")
    parser.add_argument("--list", action="store_true", help="with --real: name the files that differ")
    arguments = parser.parse_args()
    if arguments.real:
        formats_real.run(arguments.real, arguments.format, arguments.list)
        return
    quick = arguments.quick
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, 200 if quick else 5000)
        cpu, peak, findings = check(folder / "feed.xml")
        size = os.path.getsize(folder / "feed.xml") / 1e6
        said = f"{cpu:.1f} s CPU, peak {peak:.0f} MB, {findings} findings"
        print(f"mtcheck check feed.xml ({size:.1f} MB): {said}")
        for path in sorted(folder.iterdir()):
            start = time.process_time()
            count = sum(1 for _ in open_input(path, ReadOptions()).items())
            spent = time.process_time() - start
            mb = os.path.getsize(path) / 1e6
            rate = mb / max(spent, 1e-9)
            print(f"read {path.name:12} {count:6} documents {spent:6.2f} s CPU {rate:6.1f} MB/s")
    if not quick and (cpu > MAX_CPU_S or peak > MAX_PEAK_MB):
        sys.exit(f"too much: {cpu:.1f} s of {MAX_CPU_S} s, {peak:.0f} MB of {MAX_PEAK_MB} MB")


if __name__ == "__main__":
    main()
