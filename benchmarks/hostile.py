"""Memory and time of `mtcheck clean` on each hostile file: `python benchmarks/hostile.py [NAME…] [--large]`.

Makes the files (needs no data; --large makes two of a gigabyte), cleans each in a process of its own and
reads the most memory that the process held. Exit code 1 when one held more than 200 MB or ended in a crash.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MOST_MB = 200.0
_MEGABYTE = 1_000_000
# What a crash ends with, and what a signal would.
_FINE = (0, 1, 3)
_UNITS = {
    "word": "a", "dots": ".", "parentheses": "(", "brackets": "[", "pictures": "![", "bracket-letter": "[z",
    "bracket-tab": "[\t", "cdata": "<![CDATA[", "openers": "“ ", "guillemets-open": "«",
    "guillemets-close": "»", "guillemets-spaced": "« ", "guillemets-shut": "» ", "mojibake": "â€œ",
    "percent": "1 %", "dollars": "$1", "times": "12:34:", "spaces": " ", "lines": "a\n",
    "sentences": "It rains . ", "short-words": "a ", "emoji": "👁",
}  # fmt: skip
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_RSS = "<rss><channel><item><title>{}</title></item></channel></rss>"


class Result(NamedTuple):
    """What a command came to: exit code, the most memory, and CPU time."""

    code: int
    peak_mb: float
    cpu_s: float
    said: str


def texts() -> Iterator[tuple[str, Callable[[Path], object]]]:
    """Texts of a megabyte, of one unit each, and one word of letters at random."""
    for name, unit in _UNITS.items():
        text = unit * (_MEGABYTE // len(unit.encode()))
        yield f"{name}.txt", lambda place, text=text: place.write_text(text, encoding="utf-8")
    chosen = random.Random(1)
    letters = "".join(chosen.choices("abcdefghijklmnopqrstuvwxyz", k=_MEGABYTE))
    yield "letters.txt", lambda place: place.write_text(letters, encoding="utf-8")
    yield "largest-word.txt", lambda place: place.write_text("a" * (10 * _MEGABYTE - 1), encoding="utf-8")


def containers() -> Iterator[tuple[str, Callable[[Path], object]]]:
    """Bombs, deep nesting, large records and damage."""

    def write(text: str) -> Callable[[Path], object]:
        return lambda place: place.write_text(text, encoding="utf-8")

    def pack(data: bytes, times: int, name: str) -> Callable[[Path], object]:
        def made(place: Path) -> None:
            if name.endswith(".gz"):
                with gzip.open(place, "wb") as file:
                    for _ in range(times):
                        file.write(data)
            else:
                import zstandard

                with place.open("wb") as out, zstandard.ZstdCompressor().stream_writer(out) as file:
                    for _ in range(times):
                        file.write(data)

        return made

    yield "records.jsonl.gz", records
    yield "one-sentence.txt", write("the ferry und dann " * (_MEGABYTE // 19))
    yield "bomb.txt.gz", pack(b"\0" * _MEGABYTE, 2000, ".gz")
    yield "bomb.jsonl.zst", pack(b"a" * _MEGABYTE, 2000, ".zst")
    yield "laughs.xml", write(f'<!DOCTYPE rss [<!ENTITY l0 "ha">{_LAUGHS}]>{_RSS.format("&l9;")}')
    yield (
        "quadratic.xml",
        write(f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>{_RSS.format("&a;" * 50_000)}'),
    )
    yield (
        "outside.xml",
        write(f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>{_RSS.format("&x;")}'),
    )
    yield (
        "outside.xlf",
        write(
            '<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]><xliff version="1.2"><file><body>'
            '<trans-unit id="1"><source>a</source><target>&x;</target></trans-unit></body></file></xliff>'
        ),
    )
    yield (
        "outside.tmx",
        write(
            '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx><header srclang="en"/><body><tu>'
            '<tuv xml:lang="de"><seg>&x;</seg></tuv></tu></body></tmx>'
        ),
    )
    yield "deep.json", write("[" * 100_000)
    yield "deep.jsonl", write('{"text": ' + "[" * 100_000 + "\n" + '{"text": "It rains ."}\n')
    yield "deep.xml", write("<rss>" + "<a>" * 100_000)
    yield "number.json", write('[{"text": ' + "1" * _MEGABYTE + "}]")
    yield "nul.txt", lambda place: place.write_bytes(b"\0" * _MEGABYTE)
    yield "wide.txt", lambda place: place.write_bytes(("It rains .\n" * 90_000).encode("utf-16"))
    yield "wider.txt", lambda place: place.write_bytes(("It rains .\n" * 90_000).encode("utf-32"))
    yield "random.txt", lambda place: place.write_bytes(random.Random(2).randbytes(_MEGABYTE))
    yield "broken.po", write('msgid "a"\nmsgstr "' + "b" * _MEGABYTE)
    yield "broken.srt", write("1\n00:00:01,000 --> " + "x" * _MEGABYTE)
    yield "broken.vtt", write("WEBVTT\n\n00:01.000 --> " + "x" * _MEGABYTE)
    yield "fields.csv", write("text\n" + '"' + "a," * (_MEGABYTE // 2))
    yield "cut.warc", lambda place: place.write_bytes(b"WARC/1.0\r\nWARC-Ty")
    yield "cells.parquet", cells
    yield "records.jsonl", write("".join(json.dumps({"text": "It rains ."}) + "\n" for _ in range(100_000)))


def records(place: Path, times: int = 30) -> None:
    """Records of nearly ten megabytes."""
    with gzip.open(place, "wb") as file:
        for _ in range(times):
            file.write(b'{"text": "' + b"a" * (10 * _MEGABYTE - 20) + b'"}\n')


def cells(place: Path, times: int = 12) -> None:
    """Cells of nine megabytes in one row group."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": ["a" * (9 * _MEGABYTE)] * times}), place)


def large() -> Iterator[tuple[str, Callable[[Path], object]]]:
    """A gigabyte each."""

    def line(place: Path) -> None:
        with place.open("wb") as file:
            file.write(b'{"text": "It rains ."}\n{"text": "')
            for _ in range(1000):
                file.write(b"a" * _MEGABYTE)
            file.write(b'"}\n{"text": "It rains ."}\n')

    def sparse(place: Path) -> None:
        with place.open("wb") as file:
            file.truncate(1000 * _MEGABYTE)

    yield "line.jsonl", line
    yield "sparse.txt", sparse


# A process counts what its parent held when it began: a small one starts the command, and says what it took.
_STARTER = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss, usage.ru_utime + usage.ru_stime)
"""


def measured(place: Path, *options: str) -> Result:
    """`mtcheck clean` of one file, in a process of its own."""
    always = ("--text-field", "text", "--isolated", "-q", "-o", f"{place.with_name('out')}/", *options)
    command = [sys.executable, "-P", "-m", "mtcheck", "clean", str(place), *always]
    started = subprocess.run(
        [sys.executable, "-S", "-c", _STARTER, *command],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True,
    )  # fmt: skip
    code, peak, seconds = started.stdout.split()
    megabyte = 1 << 20 if sys.platform == "darwin" else 1 << 10
    said = started.stderr.decode("utf-8", "replace").strip()
    return Result(int(code), int(peak) / megabyte, float(seconds), said)


def measure(names: list[str], with_large: bool) -> int:
    """Print a line a file; how many were too large or crashed."""
    wrong = 0
    print(f"{'file':24} {'exit':>4} {'MB':>5} {'CPU s':>6}")
    files = [*texts(), *containers(), *(large() if with_large else ())]
    for name, make in files:
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
            place = Path(folder) / name
            make(place)
            found = measured(place)
        crashed = found.code not in _FINE or "a fault of mtcheck" in found.said or "Traceback" in found.said
        wrong += crashed or found.peak_mb > MOST_MB
        note = " crashed" if crashed else " too much" if found.peak_mb > MOST_MB else ""
        print(f"{name:24} {found.code:4} {found.peak_mb:5.0f} {found.cpu_s:6.1f}{note}", flush=True)
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--large", action="store_true")
    arguments = parser.parse_args()
    return int(measure(arguments.names, arguments.large) > 0)


if __name__ == "__main__":
    sys.exit(main())
