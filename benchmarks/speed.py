"""What a check costs, beside ftfy, cld2 and lingua: start, articles, growth, batch, languages, in one run.

    python benchmarks/speed.py [ARTICLE] [--quick]

CPU time of one core; what is compared is timed in turn in the same run, so that a ratio holds when the
machine's speed drifts; medians are printed. With MTCHECK_DATA (the folder of development data) ten distinct
articles are made of its news and its machine output, the first time (words that this process has not met,
but for those of the sets before) and warm; without it the shipped sample stands alone. A peer that is not
installed is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ARTICLES = tuple(ROOT / "corpora" / "samples" / name for name in ("ferry.txt", "orchard.txt"))
_ARTICLE_CHARACTERS = 6500
_LINES_A_PARAGRAPH = 3
# Lines at the end of a file of news, of which none is in the articles.
_LOADING_LINES = 200
_SIZES = (10_000, 100_000, 1_000_000)
# Words, pairs and sentences of so many languages, from the far end of their files.
_LANGUAGES, _EACH = 46, 8
_BATCH = 60


def cpu(action: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    action()
    return time.process_time() - start


def process_cpu(command: Sequence[str]) -> float:
    """CPU milliseconds of a whole process."""
    before = os.times()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode not in (0, 1):  # 1: something was found
        raise SystemExit(done.stderr.decode())
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return 1000 * used


def starts(article: Path, runs: int) -> None:
    """`python -c pass`, the command's version, a check of a small file."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "mtcheck --version": [sys.executable, "-m", "mtcheck", "--version"],
        f"mtcheck check {article.name}": [
            sys.executable,
            "-m",
            "mtcheck",
            "check",
            str(article),
        ],
    }
    taken = [[process_cpu(command) for command in commands.values()] for _ in range(runs)]
    for name, values in zip(commands, zip(*taken, strict=True), strict=True):
        print(f"start: {name} {statistics.median(values):.0f} ms of CPU")


def made_of(lines: Sequence[str], count: int) -> list[str]:
    """Articles of about _ARTICLE_CHARACTERS each, a blank line between their paragraphs."""
    out: list[str] = []
    paragraphs: list[str] = []
    for at in range(0, len(lines), _LINES_A_PARAGRAPH):
        paragraphs.append(" ".join(lines[at : at + _LINES_A_PARAGRAPH]))
        if sum(map(len, paragraphs)) >= _ARTICLE_CHARACTERS:
            out.append("\n\n".join(paragraphs) + "\n")
            paragraphs = []
            if len(out) == count:
                break
    return out


def lines_of(data: Path, kind: str) -> list[str]:
    """The lines of news in one language, or of machine output ("mt")."""
    if kind == "mt":
        rows = (data / "mt" / "ru-en.jsonl").read_text("utf-8").splitlines()
        return list(dict.fromkeys(json.loads(row)["target"] for row in rows))
    return (data / "news" / f"{kind}.txt").read_text("utf-8").splitlines()


def beside_ftfy(name: str, texts: Sequence[str], lang: str, runs: int, loading: Sequence[str] = ()) -> None:
    """Print megabytes a second of check and of ftfy on the same texts, the first time and then warm.

    ``loading`` are other texts of the kind, for the tables and patterns that are loaded once a process.
    """
    import ftfy

    import mtcheck

    megabytes = sum(len(text.encode()) for text in texts) / 1e6

    def ours() -> None:
        for text in texts:
            mtcheck.check(text, lang=lang)

    def theirs() -> None:
        for text in texts:
            ftfy.fix_text(text)

    for text in loading:
        mtcheck.check(text, lang=lang)
    cold = cpu(ours)
    pairs = [(cpu(ours), cpu(theirs)) for _ in range(runs)]
    ratio = statistics.median(b / a for a, b in pairs)
    warm, peer = (statistics.median(values) for values in zip(*pairs, strict=True))
    print(
        f"check: {name}: first {megabytes / cold:.2f} MB/s ({peer / cold:.2f} of ftfy), "
        f"warm {megabytes / warm:.2f} MB/s ({ratio:.2f} of ftfy's {megabytes / peer:.2f})"
    )


# What a batch cannot do without: read the files, check their texts.
_KERNEL = """
import sys
from pathlib import Path
from mtcheck import collector
collector.own_process()
collector.one_thread()
from mtcheck.config import Config
from mtcheck.document import Document, Origin
from mtcheck.engine import check_document
config = Config()
rules = config.selected()
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    check_document(Document(path.read_text("utf-8"), Origin(str(path))), config, rules, mapped=False)
"""


def batch(texts: Sequence[str], runs: int) -> None:
    """What `mtcheck check` of a folder costs beside a bare loop over its texts, both without their starts."""
    command = [sys.executable, "-m", "mtcheck", "check", "--quiet", "--fail-on", "never"]
    commands = {
        "bare": [sys.executable, "-c", _KERNEL],
        "without --jobs": command,
        "--jobs 1": [*command, "--jobs", "1"],
        "--jobs 2": [*command, "--jobs", "2"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        whole, start = Path(folder, "whole"), Path(folder, "start")
        for place, some in ((whole, texts), (start, texts[:1])):
            place.mkdir()
            for number, text in enumerate(some):
                place.joinpath(f"{number:03}.txt").write_text(text, "utf-8")
        for _ in range(runs):
            for name, words in commands.items():
                taken[name].append(process_cpu([*words, str(whole)]) - process_cpu([*words, str(start)]))
    for name in list(commands)[1:]:
        ratio = statistics.median(one / bare for one, bare in zip(taken[name], taken["bare"], strict=True))
        print(f"batch of {len(texts)} articles, {name}: {100 * (ratio - 1):+.0f} % beside a bare loop")


# The same characters in pieces of one size, in a process that has met none of them.
_GROWTH = """
import sys, time
import mtcheck
text, loading, size = open(sys.argv[1], encoding="utf-8").read(), sys.argv[2], int(sys.argv[3])
mtcheck.check(open(loading, encoding="utf-8").read(), lang="en")
pieces = [text[at : at + size] for at in range(0, len(text), size)]
start = time.process_time()
for piece in pieces:
    mtcheck.check(piece, lang="en")
print(time.process_time() - start)
"""


def growth(lines: Sequence[str], sizes: Sequence[int], runs: int) -> None:
    """Cost a character of one long text, beside the same characters in pieces of the first size."""
    whole = "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3))
    largest = max(sizes)
    with tempfile.TemporaryDirectory() as folder:
        text, loading = Path(folder, "text"), Path(folder, "loading")
        text.write_text((whole * (largest // len(whole) + 1))[:largest], "utf-8")
        loading.write_text("\n\n".join(lines[-_LOADING_LINES:]), "utf-8")
        command = [sys.executable, "-c", _GROWTH, str(text), str(loading)]
        taken = [
            [float(subprocess.check_output([*command, str(size)], cwd=ROOT)) for size in sizes]
            for _ in range(runs)
        ]
    for size, values in zip(sizes, zip(*taken, strict=True), strict=True):
        ratio = statistics.median(each / row[0] for each, row in zip(values, taken, strict=True))
        each = 1e6 * statistics.median(values) / largest
        print(f"growth: {size:,} characters a text: {each:.2f} µs each, {ratio:.2f} of the first")


def languages(data: Path, each: int) -> None:
    """Microseconds to identify unseen words, pairs and sentences, and to part a mixed text."""
    from mtcheck.errors import ConfigError
    from mtcheck.languages.detectors import detector
    from mtcheck.languages.identify import identify_language
    from mtcheck.languages.segment import segment_languages

    peers = {"mtcheck": identify_language}
    for name in ("cld2", "lingua"):
        try:
            peers[name] = detector(name)
        except (ConfigError, ImportError):
            print(f"languages: {name} is not installed")
    for (
        call
    ) in peers.values():  # loads the tables of all scripts, and the profiles that tell two languages apart
        for path in sorted(data.glob("[wps]*s/*.txt")):
            for line in path.read_text("utf-8").splitlines()[:3]:
                call(line)
    for kind in ("words", "pairs", "sentences"):
        paths = sorted((data / kind).glob("*.txt"))[:_LANGUAGES]
        texts = [line for path in paths for line in path.read_text("utf-8").splitlines()[-each:]]
        taken = {
            name: 1e6 * cpu(lambda: list(map(call, texts))) / len(texts)  # noqa: B023 - called at once
            for name, call in peers.items()
        }
        print(f"identify, unseen {kind}: " + ", ".join(f"{name} {us:.0f} µs" for name, us in taken.items()))
    lines = [path.read_text("utf-8").splitlines() for path in sorted((data / "sentences").glob("*.txt"))]
    for at in range(9):  # loads the tables of all scripts
        segment_languages(" ".join(each[0] for each in lines[at::9]))
    rows = [" ".join(each[at] for each in lines[at % 9 :: 9]) for at in range(1, 25)]
    used = cpu(lambda: [segment_languages(row) for row in rows])
    print(
        f"segmentation of mixed unseen text: {1e9 * used / sum(map(len, rows)):.0f} µs for 1,000 characters"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("article", nargs="?", type=Path)
    parser.add_argument("--quick", action="store_true", help="few runs: does it work?")
    arguments = parser.parse_args()
    article = arguments.article or next(path for path in ARTICLES if path.exists())
    runs = 2 if arguments.quick else 9
    starts(article, runs)
    sample = article.read_text(encoding="utf-8")
    beside_ftfy(f"{article.name}, {len(sample):,} characters", [sample], "en", runs)
    named = os.environ.get("MTCHECK_DATA")
    if not named or arguments.quick:
        return
    data = Path(named)
    english, loading = made_of(lines_of(data, "en"), 10), made_of(lines_of(data, "en")[-_LOADING_LINES:], 2)
    beside_ftfy("ten English articles", english, "en", runs, loading)
    beside_ftfy("one English article", english[:1], "en", runs)
    beside_ftfy("ten of machine output", made_of(lines_of(data, "mt"), 10), "en", runs)
    for code in ("ru", "zh"):
        lines = lines_of(data, code)
        texts, loading = made_of(lines, 10), made_of(lines[-_LOADING_LINES:], 2)
        beside_ftfy(f"ten articles in {code}", texts, code, runs, loading)
    growth(lines_of(data, "en"), _SIZES, 3)
    batch(made_of(lines_of(data, "en"), _BATCH), 3)
    languages(data, _EACH)


if __name__ == "__main__":
    main()
