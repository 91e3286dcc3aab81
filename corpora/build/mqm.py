"""What a point of a metric is worth in MQM points a segment: corpora/scoring/mqm.toml.

    python corpora/build/mqm.py [FOLDER]

FOLDER holds the sets of corpora/build/scoring.py. Of each set with MQM judgements every pair of systems is
compared on the same random segments: the difference that people see, and that of each metric, on the corpus
level and by one reference. A set's slope is the least-squares line through zero; the median of the sets is
shipped, with the lowest and the highest, because they lie far apart.
"""

from __future__ import annotations

import itertools
import random
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from scoring import DATA, DIRECT, QualitySet, read_sets  # noqa: E402

from mtcheck.scoring.corpus import align, score_segments  # noqa: E402

TARGET = ROOT / "corpora" / "scoring" / "mqm.toml"
METRICS = ("chrf", "chrf++", "bleu", "ter", "mtcheck")
# Segments of a comparison, and the fewest with which a pair of systems counts; pairs that make a set.
_SEGMENTS, _LEAST_SEGMENTS, _LEAST_PAIRS = 200, 60, 10


def pairs_of(each: QualitySet, rng: random.Random) -> Iterator[tuple[float, list[float]]]:
    """For each pair of systems what people see, in MQM points a segment, and the change of each metric."""
    systems: dict[str, dict[Any, dict[str, Any]]] = defaultdict(dict)
    for row in each.rows:
        systems[row["system"]][row["doc"], row["seg"]] = row
    scored, scorers = {}, {}
    for name, rows in systems.items():
        texts = [row["target"] for row in rows.values()]
        found = score_segments(align(texts, [[row["references"][0] for row in rows.values()]]), METRICS)
        scorers = found.scorers
        scored[name] = {m: dict(zip(rows, found.stats[m], strict=True)) for m in METRICS}
    for one, other in itertools.combinations(sorted(systems), 2):
        shared = sorted(set(systems[one]) & set(systems[other]), key=str)
        if len(shared) < _LEAST_SEGMENTS:
            continue
        chosen = rng.sample(shared, min(_SEGMENTS, len(shared)))
        seen = statistics.fmean(systems[one][k]["score"] - systems[other][k]["score"] for k in chosen)
        changes = []
        for metric in METRICS:
            before, after = ([scored[name][metric][k] for k in chosen] for name in (other, one))
            scorer = scorers[metric]
            changes.append(float(scorer.corpus_score(after)) - float(scorer.corpus_score(before)))
        yield seen, changes


def slopes(folder: Path = DATA) -> dict[str, dict[str, float]]:
    """For each metric the slope of each set."""
    found: dict[str, dict[str, float]] = {metric: {} for metric in METRICS}
    for each in read_sets(folder):
        if each.family in DIRECT:
            continue
        pairs = list(pairs_of(each, random.Random(1)))
        if len(pairs) < _LEAST_PAIRS:
            continue
        for number, metric in enumerate(METRICS):
            total = sum(seen * changes[number] for seen, changes in pairs)
            found[metric][each.name] = total / sum(changes[number] ** 2 for _, changes in pairs)
    return found


def main() -> None:
    """Write the table."""
    found = slopes(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
    lines = [
        "# MQM points a segment that go with one point of a metric: the median of the sets, and their range.",
        "# Made by corpora/build/mqm.py; do not edit.",
        f"sets = {len(next(iter(found.values())))}",
    ]
    for metric, values in found.items():
        sign = -1.0 if metric == "ter" else 1.0
        better = sorted(max(0.0, sign * value) for value in values.values())
        median, lowest, highest = statistics.median(better), better[0], better[-1]
        numbers = f"median = {median:.3f}, lowest = {lowest:.3f}, highest = {highest:.3f}"
        lines.append(f'"{metric}" = {{ {numbers} }}')
        print(metric, {name: round(value, 3) for name, value in values.items()})
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
