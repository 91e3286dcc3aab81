"""How often the gate fails pairs of systems that people rate alike, or that got worse, by its margin.

    python benchmarks/gate.py [--segments N] [--pairs N] [--metric chrf]

Reads the sets with MQM in quality, in the folder that MTCHECK_DATA names. Each pair of systems is judged both
ways round on the same random segments (all they share in the biomedical sets, at least 60), by one reference.
Margins are MQM points a segment (`--margin mqm=`): what a point of the metric is worth was fitted on the same
sets (corpora/build/mqm.py), one number for all of them. With --errors: error classes instead, on
systems of ted.en-de as they are, and with faults put into every tenth segment.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import development_data

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mtcheck.cli.gateerrors import error_rows
from mtcheck.scoring.corpus import align, score_segments
from mtcheck.scoring.errorclasses import judge_errors
from mtcheck.scoring.gate import ALPHA, points_of_mqm
from mtcheck.scoring.significance import compare

SETS = ("newstest2021.zh-en", "ted.en-de", "ted.zh-en", "bio.de-en", "bio.en-de", "bio.zh-en", "bio.en-zh")
# MQM points a segment: rated alike within the first, worse by at least the others.
MARGINS = (0.0, 0.1, 0.2, 0.3, 0.4)
ALIKE, WORSE, MUCH_WORSE = 0.25, 0.5, 1.0
_LEAST_SEGMENTS = 60
_RESAMPLES = 300


def judged(
    path: Path, metric: str, size: int, most_pairs: int, rng: random.Random
) -> list[tuple[float, float]]:
    """For each pair, both ways: the change that people see, and the metric's, 0 where chance explains it."""
    systems: dict[str, dict[Any, dict[str, Any]]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        systems[row["system"]][row["doc"], row["seg"]] = row
    scored = {}
    for name, rows in systems.items():
        segments = align(
            [row["target"] for row in rows.values()], [[row["references"][0] for row in rows.values()]]
        )
        found = score_segments(segments, [metric])
        scored[name] = dict(zip(rows, found.stats[metric], strict=True)), found.scorers[metric]
    out = []
    pairs = list(itertools.combinations(sorted(systems), 2))
    for one, other in rng.sample(pairs, min(most_pairs, len(pairs))):
        shared = sorted(set(systems[one]) & set(systems[other]), key=str)
        if len(shared) < _LEAST_SEGMENTS:
            continue
        chosen = rng.sample(shared, min(size, len(shared)))
        seen = statistics.fmean(systems[one][key]["score"] - systems[other][key]["score"] for key in chosen)
        rows = [[scored[name][0][key] for key in chosen] for name in (one, other)]
        found = compare(*rows, scored[one][1], samples=_RESAMPLES, seed=1)
        effect = found.effect if found.p_value < ALPHA else 0.0
        out += [(seen, effect), (-seen, -effect)]
    return out


FAULTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "untranslated": lambda row: str(row["source"]),
    "garbled": lambda row: str(row["target"].encode().decode("latin-1")),
    "half of it": lambda row: str(row["target"][: len(row["target"]) // 2]),
    "empty": lambda row: "",
}


def errors(size: int) -> None:
    """How many pairs of systems fail by error classes, and what is counted of the faults put in."""
    systems: dict[str, list[dict[str, Any]]] = defaultdict(list)
    path = development_data.folder() / "quality" / "ted.en-de.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if len(systems[row["system"]]) < size:
            systems[row["system"]].append(row)
    counts = {name: _counted(rows, [row["target"] for row in rows]) for name, rows in systems.items()}
    pairs = list(itertools.permutations(counts, 2))
    failed = [pair for pair in pairs if _failing(counts[pair[0]], counts[pair[1]])]
    print(f"as they are: {len(failed)} of {len(pairs)} pairs fail")
    name, rows = next(iter(systems.items()))
    for fault, put in FAULTS.items():
        texts = [row["target"] if n % 10 else put(row) for n, row in enumerate(rows)]
        fails = _failing(_counted(rows, texts), counts[name])
        print(f"{fault}, {len(rows) // 10} of {len(rows)}: {fails or 'passes'}")


def _counted(rows: list[dict[str, Any]], texts: list[str]) -> dict[int, dict[str, int]]:
    segments = align(texts, [[row["references"][0] for row in rows]], [row["source"] for row in rows])
    system: Any = SimpleNamespace(segments=segments, hypotheses=SimpleNamespace(name="system"))
    return dict(enumerate(error_rows(system, "de")))


def _failing(new: dict[int, dict[str, int]], old: dict[int, dict[str, int]]) -> dict[str, int]:
    return {each.key: each.findings for each in judge_errors(new, old, {}, ALPHA) if each.reasons}


def main() -> None:
    """A line a set and margin."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--segments", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=120)
    parser.add_argument("--metric", default="chrf", help="one where higher is better")
    parser.add_argument("--errors", action="store_true", help="error classes instead of scores")
    arguments = parser.parse_args()
    if arguments.errors:
        errors(arguments.segments)
        return
    worth = points_of_mqm()[arguments.metric]
    print("set\tmargin, MQM\trated alike: fails\tworse by .5: fails\tby 1: fails")
    everything: list[tuple[float, float]] = []
    for name in SETS:
        path = development_data.folder() / "quality" / f"{name}.jsonl"
        pairs = judged(path, arguments.metric, arguments.segments, arguments.pairs, random.Random(1))
        everything += pairs
        show(name, pairs, worth)
    show("all", everything, worth)


def show(name: str, pairs: list[tuple[float, float]], worth: float) -> None:
    """A line for each margin."""
    alike = [effect for seen, effect in pairs if abs(seen) < ALIKE]
    worse = [effect for seen, effect in pairs if seen <= -WORSE]
    much = [effect for seen, effect in pairs if seen <= -MUCH_WORSE]
    for margin in MARGINS:
        cells = [f"{sum(e < -margin / worth for e in part)} of {len(part)}" for part in (alike, worse, much)]
        print(name, margin, *cells, sep="\t", flush=True)


if __name__ == "__main__":
    main()
