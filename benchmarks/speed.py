"""How quick the main job is: start of the command, and a warm check of one article beside ftfy.

    python benchmarks/speed.py [ARTICLE] [--quick]

Times are taken in turn in one run, so that a ratio holds when the machine's speed drifts; the medians are
printed. Without ARTICLE the shipped sample is taken. Targets: start at most 150 ms over bare Python; a warm
check at most 15 ms.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ARTICLES = tuple(ROOT / "corpora" / "samples" / name for name in ("ferry.txt", "orchard.txt"))


def milliseconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def start_times(runs: int) -> tuple[float, float]:
    """Medians of `python -c pass` and `mtcheck --version`, whole processes, in milliseconds."""
    bare = [sys.executable, "-c", "pass"]
    version = [sys.executable, "-m", "mtcheck", "--version"]
    pairs = [
        tuple(
            milliseconds(lambda c=command: subprocess.run(c, cwd=ROOT, capture_output=True, check=True))
            for command in (bare, version)
        )
        for _ in range(runs)
    ]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("article", nargs="?", type=Path)
    parser.add_argument("--quick", action="store_true", help="few runs: does it work?")
    arguments = parser.parse_args()
    article = arguments.article or next(path for path in ARTICLES if path.exists())
    runs = 3 if arguments.quick else 25

    bare, version = start_times(runs)
    print(
        f"start: python -c pass {bare:.0f} ms, mtcheck --version {version:.0f} ms, "
        f"{version - bare:.0f} ms more"
    )

    import ftfy

    import mtcheck

    text = article.read_text(encoding="utf-8")
    first = milliseconds(lambda: mtcheck.check(text))
    pairs = [
        (milliseconds(lambda: mtcheck.check(text)), milliseconds(lambda: ftfy.fix_text(text)))
        for _ in range(runs)
    ]
    ours = statistics.median(a for a, _ in pairs)
    theirs = statistics.median(b for _, b in pairs)
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"article: {len(text):,} characters ({article.name})")
    print(
        f"check: first {first:.0f} ms, warm {ours:.2f} ms; ftfy.fix_text {theirs:.2f} ms; ratio {ratio:.2f}"
    )


if __name__ == "__main__":
    main()
