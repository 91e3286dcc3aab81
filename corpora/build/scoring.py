"""Fit the weights of the metric `mtcheck` on human judgements: corpora/scoring/weights.toml.

    python corpora/build/scoring.py [--semantic] [FOLDER]

FOLDER holds rows of segments with human scores (default: ../shared/data/quality beside the project), a file
for each set and language pair: target, references, score and lp. MQM penalties are divided by the words of
the segment. Each set is turned into normal ranks and centred, so that only the order within a set counts; a
set weighs as the root of its size. benchmarks/scoring.py fits without a family of sets and reports
on it. ``--semantic`` fits the metric `semantic` instead, on 450 rows of each set
(corpora/scoring/semantic.toml).
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
DATA = Path(os.environ.get("MTCHECK_DATA", ROOT.parent / "shared" / "data")) / "quality"

from mtcheck.scoring.composite import with_chrf  # noqa: E402
from mtcheck.scoring.features import FEATURES, features_of  # noqa: E402
from mtcheck.scoring.semantic import SEMANTIC_FEATURES, semantic_features_of  # noqa: E402
from mtcheck.scoring.types import Segment  # noqa: E402

VERSION, SEMANTIC_VERSION = 2, 1
# Sets without human scores of segments.
WITHOUT_SCORES = ("cola", "jfleg")
# Scores of these are of the segment as a whole, not sums of errors.
DIRECT = ("mlqe",)
# By the mean over families left out. chrF, chrF++ and pairs say much the same, and so do the vectors: the
# weights are drawn to each other hard.
_RIDGE, _SEMANTIC_RIDGE = 0.6, 0.3
_SEMANTIC_ROWS = 450
_CLIP = 4.0
# The median segment of the data gets this score: about its chrF, so that the scale looks familiar.
_MEDIAN_SCORE = 60.0
_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+")
_CHARACTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


class QualitySet(NamedTuple):
    """One file: its rows, the judgement of each per word (higher is better), and the segments by place."""

    name: str
    rows: list[dict[str, Any]]
    judged: np.ndarray[Any, Any]

    @property
    def family(self) -> str:
        return self.name.partition(".")[0]

    @property
    def lang(self) -> str:
        return str(self.rows[0]["lp"]).partition("-")[2]

    @property
    def segments(self) -> list[Segment]:
        return [Segment(row["target"], tuple(row["references"]), row["source"]) for row in self.rows]


def words_of(text: str) -> float:
    """Words, at least three; two characters of Chinese or Japanese are one."""
    return max(3.0, len(_WORD.findall(text)) + len(_CHARACTER.findall(text)) / 2)


def read_sets(folder: Path = DATA, most: int | None = None) -> list[QualitySet]:
    """Every set of a folder; ``most`` rows of each, evenly spread."""
    sets = []
    for path in sorted(folder.glob("*.jsonl")):
        if path.stem.startswith(WITHOUT_SCORES):
            continue
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if most and len(rows) > most:
            rows = [rows[int(i)] for i in np.linspace(0, len(rows) - 1, most)]
        direct = path.stem.startswith(DIRECT)
        judged = [row["score"] / (1.0 if direct else words_of(row["target"])) for row in rows]
        sets.append(QualitySet(path.stem, rows, np.array(judged)))
    return sets


def feature_table(each: QualitySet) -> np.ndarray[Any, Any]:
    """The features of every row, in the order of FEATURES."""
    return np.array(
        [
            features_of(segment.hypothesis, segment.references[0], each.lang, chrf[0])
            for segment, chrf in with_chrf(each.segments)
        ]
    )


def semantic_feature_table(each: QualitySet) -> np.ndarray[Any, Any]:
    """The same for the metric `semantic`, in the order of SEMANTIC_FEATURES."""
    return np.array(
        [
            semantic_features_of(segment.hypothesis, segment.references[0], each.lang, chrf[0])
            for segment, chrf in with_chrf(each.segments)
        ]
    )


def normal_ranks(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Each value as the normal quantile of its mid-rank; mean 0, deviation 1."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = (np.cumsum(counts) - counts / 2) / len(values)
    quantiles = np.array([NormalDist().inv_cdf(float(share)) for share in middle])[inverse]
    return np.asarray((quantiles - quantiles.mean()) / (quantiles.std() or 1.0))


def fit(
    sets: Sequence[QualitySet],
    table: Callable[[QualitySet], np.ndarray[Any, Any]],
    names: Iterable[str] = FEATURES,
    ridge: float = _RIDGE,
) -> dict[str, float]:
    """A penalty for each feature by ridge regression, up to scale."""
    tables = [table(each) for each in sets]
    everything = np.concatenate(tables)
    mean, deviation = everything.mean(0), everything.std(0) + 1e-9
    columns, targets, weights = [], [], []
    for each, values in zip(sets, tables, strict=True):
        clipped = np.clip((values - mean) / deviation, -_CLIP, _CLIP)
        columns.append(clipped - clipped.mean(0))
        targets.append(normal_ranks(each.judged))
        weights.append(np.full(len(values), 1 / np.sqrt(len(values))))
    x, y, w = np.concatenate(columns), np.concatenate(targets), np.concatenate(weights)
    normal = (x * w[:, None]).T @ x + ridge * w.sum() * np.eye(x.shape[1])
    slopes = np.linalg.solve(normal, (x * w[:, None]).T @ y) / deviation
    return {name: -float(slope) for name, slope in zip(names, slopes, strict=True)}


def scaled(
    penalties: dict[str, float],
    sets: Sequence[QualitySet],
    table: Callable[[QualitySet], np.ndarray[Any, Any]],
) -> dict[str, float]:
    """The same penalties so that the median segment gets _MEDIAN_SCORE."""
    sums = np.concatenate([table(each) @ np.array(list(penalties.values())) for each in sets])
    factor = -np.log(_MEDIAN_SCORE / 100) / float(np.median(sums))
    return {name: value * factor for name, value in penalties.items()}


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "--semantic"]
    semantic = "--semantic" in sys.argv
    sets = read_sets(Path(arguments[0]) if arguments else DATA, _SEMANTIC_ROWS if semantic else None)
    if semantic:
        tables = {each.name: semantic_feature_table(each) for each in sets}
        fitted = fit(sets, lambda each: tables[each.name], SEMANTIC_FEATURES, _SEMANTIC_RIDGE)
    else:
        tables = {each.name: feature_table(each) for each in sets}
        fitted = fit(sets, lambda each: tables[each.name])
    penalties = scaled(fitted, sets, lambda each: tables[each.name])
    metric = "semantic" if semantic else "mtcheck"
    lines = [
        f"# Penalties of the metric `{metric}`, for each feature of mtcheck/scoring/.",
        "# Made by corpora/build/scoring.py; do not edit.",
        f"version = {SEMANTIC_VERSION if semantic else VERSION}",
        f"sets = {json.dumps([each.name for each in sets])}",
        f"segments = {sum(len(each.rows) for each in sets)}",
        "",
        "[penalties]",
        *(f"{json.dumps(name)} = {value:.4f}" for name, value in penalties.items()),
    ]
    path = ROOT / "corpora" / "scoring" / ("semantic.toml" if semantic else "weights.toml")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
