"""Metrics beside human judgements: ours and sacrebleu's, on every set of the development data, in one run.

    python benchmarks/scoring.py [FOLDER] [--quick] [--rows N] [--semantic] [--corpus N]

For each set: Kendall's tau-b with the judgement per word, and the share of pairs of one segment's
translations that the metric orders as people do. `mtcheck` is fitted without the family of sets it is judged
on (bio, mlqe, newstest2021, ted), so no set has been seen. The interval of a difference is a bootstrap over
sets and over segments within them. TER takes 15 ms a segment and is left out of `--quick`. `--corpus N` times
BLEU and chrF on N pairs beside sacrebleu itself. `--semantic` adds the metric `semantic` (needs its extra).
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import math
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
_spec = importlib.util.spec_from_file_location("fit_scoring", ROOT / "corpora" / "build" / "scoring.py")
assert _spec
assert _spec.loader
fitting = importlib.util.module_from_spec(_spec)
sys.modules["fit_scoring"] = fitting
_spec.loader.exec_module(fitting)

Array = np.ndarray[Any, Any]
_QUICK_ROWS, _ROWS = 120, 900
_BOOTSTRAP = 200
# Fewer pairs than this say nothing of a set.
_LEAST_PAIRS = 50


def signs(values: Array) -> Array:
    """Whether the first of each pair is higher, lower or equal."""
    return np.sign(values[:, None] - values[None, :]).astype(np.int8)


def tau_b(one: Array, other: Array) -> float:
    """Kendall's tau-b from two tables of signs."""
    ties = math.sqrt(float(np.count_nonzero(one)) * float(np.count_nonzero(other)))
    return float(np.sum(one * other, dtype=np.int64)) / ties if ties else 0.0


def within_segments(rows: Sequence[dict[str, Any]], values: Array) -> tuple[int, float]:
    """Pairs of translations of one segment that people told apart, and the share ordered likewise."""
    groups: dict[Any, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        groups[row["doc"], row["seg"]].append(index)
    pairs, right = 0, 0.0
    for members in groups.values():
        for a, b in itertools.combinations(members, 2):
            if human := rows[a]["score"] - rows[b]["score"]:
                pairs += 1
                ours = float(values[a] - values[b]) * human
                right += (ours > 0) + 0.5 * (ours == 0)
    return pairs, right / pairs if pairs else math.nan


def sacrebleu_scores(key: str) -> Callable[[Any], Array]:
    """The segment scores of one of sacrebleu's metrics; TER turned round."""
    from mtcheck.scoring.metrics import MetricOptions, SacrebleuScorer

    def scores(each: Any) -> Array:
        scorer = SacrebleuScorer(key, MetricOptions())
        values = np.array(scorer.segment_scores(scorer.statistics(each.segments)))
        return values if scorer.higher_is_better else -values

    return scores


def held_out(
    sets: Sequence[Any], tables: dict[str, Array], names: Sequence[str], ridge: float = fitting._RIDGE
) -> dict[str, Array]:
    """Our scores of every set, by penalties that were fitted without its family."""
    out = {}
    for family in sorted({each.family for each in sets}):
        others = [each for each in sets if each.family != family]
        penalties = fitting.fit(others or sets, lambda each: tables[each.name], names, ridge)
        for each in sets:
            if each.family == family:
                out[each.name] = -(tables[each.name] @ np.array(list(penalties.values())))
    return out


def measure(
    sets: Sequence[Any], quick: bool, semantic: bool
) -> tuple[dict[str, dict[str, Array]], dict[str, float]]:
    """Scores by metric and set, and milliseconds of CPU a segment."""
    from mtcheck.scoring.features import FEATURES
    from mtcheck.scoring.semantic import SEMANTIC_FEATURES

    total = sum(len(each.rows) for each in sets)
    scores: dict[str, dict[str, Array]] = {}
    cost = {}
    for key in ("bleu", "chrf", "chrf++") if quick else ("bleu", "chrf", "chrf++", "ter"):
        start = time.process_time()
        scores[key] = {each.name: sacrebleu_scores(key)(each) for each in sets}
        cost[key] = 1000 * (time.process_time() - start) / total
    start = time.process_time()
    tables = {each.name: fitting.feature_table(each) for each in sets}
    cost["mtcheck"] = 1000 * (time.process_time() - start) / total
    scores["mtcheck"] = held_out(sets, tables, FEATURES)
    if semantic:
        start = time.process_time()
        tables = {each.name: fitting.semantic_feature_table(each) for each in sets}
        cost["mtcheck-semantic"] = 1000 * (time.process_time() - start) / total
        scores["mtcheck-semantic"] = held_out(sets, tables, SEMANTIC_FEATURES, fitting._SEMANTIC_RIDGE)
    return scores, cost


def difference(sets: Sequence[Any], one: dict[str, Array], other: dict[str, Array]) -> tuple[float, ...]:
    """The mean difference of tau over sets and its 95 % interval."""
    rng = np.random.default_rng(12345)
    tables = [(signs(one[s.name]), signs(other[s.name]), signs(s.judged)) for s in sets]
    mean = float(np.mean([tau_b(a, y) - tau_b(b, y) for a, b, y in tables]))
    drawn = []
    for _ in range(_BOOTSTRAP):
        values = []
        for pick in rng.integers(len(sets), size=len(sets)):
            a, b, y = tables[pick]
            rows = np.ix_(*[rng.integers(len(y), size=len(y))] * 2)
            values.append(tau_b(a[rows], y[rows]) - tau_b(b[rows], y[rows]))
        drawn.append(np.mean(values))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return mean, float(low), float(high)


def report(sets: Sequence[Any], scores: dict[str, dict[str, Array]], cost: dict[str, float]) -> None:
    names = list(scores)
    print(f"{'set':20} {'rows':>5} " + " ".join(f"{name:>14}" for name in names) + "   tau-b, within-segment")
    taus: dict[str, list[float]] = defaultdict(list)
    shares: dict[str, list[float]] = defaultdict(list)
    for each in sets:
        human, cells = signs(each.judged), []
        for name in names:
            tau = tau_b(signs(scores[name][each.name]), human)
            pairs, share = within_segments(each.rows, scores[name][each.name])
            taus[name].append(tau)
            shares[name] += [share] if pairs >= _LEAST_PAIRS else []
            cells.append(f"{tau:7.3f} {share:6.3f}" if pairs >= _LEAST_PAIRS else f"{tau:7.3f}      -")
        print(f"{each.name:20} {len(each.rows):5} " + " ".join(cells))
    means = (f"{np.mean(taus[name]):7.3f} {np.mean(shares[name] or [math.nan]):6.3f}" for name in names)
    print(f"{'mean':20} {'':5} " + " ".join(means))
    print(f"{'ms a segment':20} {'':5} " + " ".join(f"{cost[name]:14.2f}" for name in names))
    for name in names:
        if name.startswith("mtcheck"):
            mean, low, high = difference(sets, scores[name], scores["chrf"])
            print(f"{name} less chrF: {mean:+.4f} tau-b, 95 % interval {low:+.4f} to {high:+.4f}")


def time_corpus(pairs: int) -> None:
    """BLEU and chrF of the corpus, beside sacrebleu's own classes."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    import mtcheck

    folder = fitting.DATA.parent / "mt"
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*-en.jsonl")))
    rows = [json.loads(line) for text in texts for line in text.splitlines()]
    rows = [rows[i % len(rows)] for i in range(pairs)]
    hypotheses, references = [r["target"] for r in rows], [r["reference"] for r in rows]
    start = time.process_time()
    theirs = [BLEU(force=True).corpus_score(hypotheses, [references]).score]
    theirs.append(CHRF().corpus_score(hypotheses, [references]).score)
    middle = time.process_time()
    ours = mtcheck.score(hypotheses, references, metrics=["bleu", "chrf"])
    end = time.process_time()
    assert [ours["bleu"].score, ours["chrf"].score] == theirs
    print(f"BLEU and chrF of {pairs:,} pairs: sacrebleu {middle - start:.1f} s, mtcheck {end - middle:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=fitting.DATA)
    parser.add_argument("--quick", action="store_true", help="few rows of each set")
    parser.add_argument("--rows", type=int, help=f"rows of each set (default {_ROWS})")
    parser.add_argument("--semantic", action="store_true", help="with the metric semantic")
    parser.add_argument("--corpus", type=int, metavar="N", help="only time N pairs")
    arguments = parser.parse_args()
    if arguments.corpus:
        time_corpus(arguments.corpus)
        return
    sets = fitting.read_sets(arguments.folder, arguments.rows or (_QUICK_ROWS if arguments.quick else _ROWS))
    if not sets:
        print(f"no sets in {arguments.folder}")
        return
    report(sets, *measure(sets, arguments.quick, arguments.semantic))


if __name__ == "__main__":
    main()
