"""Fit how likely a word that differs from the reference is part of an error: scoring/differences.toml.

    python corpora/build/differences.py [FOLDER]

FOLDER holds the annotated sets (default: ../shared/data/quality beside the project): target, references, lp,
and spans with start and end in the target. A logistic regression over the facts of each word, weighted by
its length; the threshold is the one with the best character F1. benchmarks/differences.py fits on some
language pairs and reports on others.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
DATA = Path(os.environ.get("MTCHECK_DATA", ROOT.parent / "shared" / "data")) / "quality"

from mtcheck.scoring.differences import FACTS, Comparison, Model, compare_texts  # noqa: E402

Array = np.ndarray[Any, Any]
_PATTERN = "bio.*.jsonl"
_RIDGE = 20.0
_STEPS = 12
_THRESHOLDS = np.arange(0.14, 0.34, 0.01)


class Annotated(NamedTuple):
    """One translation with its annotated errors: a mask of its characters, and the compared words."""

    pair: str
    row: dict[str, Any]
    wrong: Array
    compared: Comparison


def read_annotated(folder: Path = DATA, every: int = 1) -> list[Annotated]:
    """Annotated translations; ``every`` n-th of each file."""
    out = []
    for path in sorted(folder.glob(_PATTERN)):
        for line in path.read_text(encoding="utf-8").splitlines()[::every]:
            row = json.loads(line)
            wrong = np.zeros(len(row["target"]), bool)
            for span in row["spans"]:
                wrong[span["start"] : span["end"]] = True
            lang = row["lp"].partition("-")[2]
            out.append(
                Annotated(row["lp"], row, wrong, compare_texts(row["target"], row["references"][0], lang))
            )
    return out


def f1(marked: Sequence[Array], wrong: Sequence[Array]) -> tuple[float, float, float]:
    """Character F1, precision and recall, over all texts together."""
    hits = sum(int((a & b).sum()) for a, b in zip(marked, wrong, strict=True))
    of_ours, of_theirs = sum(int(a.sum()) for a in marked), sum(int(b.sum()) for b in wrong)
    precision, recall = hits / max(1, of_ours), hits / max(1, of_theirs)
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def mask(each: Annotated, marked: Sequence[bool]) -> Array:
    """Characters of the marked words, and the spaces between neighbours that both are."""
    out, last = np.zeros(len(each.row["target"]), bool), -1
    for token, is_marked in zip(each.compared.alignment.hypothesis, marked, strict=True):
        if is_marked:
            out[token.start if last < 0 else last : token.end] = True
        last = token.end if is_marked else -1
    return out


def likelihoods(each: Annotated, constant: float, weights: Array) -> Array:
    """Of each word."""
    facts = np.array(each.compared.facts, float).reshape(-1, len(FACTS))
    return np.asarray(1 / (1 + np.exp(-(constant + facts @ weights))))


def fit(rows: Sequence[Annotated]) -> Model:
    """The model of some annotated translations."""
    facts = np.concatenate([np.array(each.compared.facts, float).reshape(-1, len(FACTS)) for each in rows])
    tokens = [(each, token) for each in rows for token in each.compared.alignment.hypothesis]
    wrong = np.array([each.wrong[token.start : token.end].mean() >= 0.5 for each, token in tokens], float)
    size = np.array([token.end - token.start for _, token in tokens], float)
    mean, deviation = facts.mean(0), facts.std(0) + 1e-6
    x = np.c_[np.ones(len(facts)), (facts - mean) / deviation]
    slopes = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ slopes))
        gradient = x.T @ (size * (p - wrong)) + _RIDGE * slopes
        curvature = (x * (size * p * (1 - p))[:, None]).T @ x + _RIDGE * np.eye(len(slopes))
        slopes -= np.linalg.solve(curvature, gradient)
    weights = slopes[1:] / deviation
    constant = float(slopes[0] - weights @ mean)
    scores = [likelihoods(each, constant, weights) for each in rows]
    truth = [each.wrong for each in rows]
    _, threshold = max(
        (f1([mask(each, list(p >= t)) for each, p in zip(rows, scores, strict=True)], truth)[0], float(t))
        for t in _THRESHOLDS
    )
    return Model(threshold, constant, dict(zip(FACTS, map(float, weights), strict=True)))


def main() -> None:
    model = fit(read_annotated(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA))
    lines = [
        "# How likely a word is part of an error, from how it differs from the reference: log odds.",
        "# Made by corpora/build/differences.py; do not edit.",
        f"threshold = {model.threshold:.2f}",
        f"constant = {model.constant:.4f}",
        "",
        "[weights]",
        *(f"{name} = {value:.4f}" for name, value in model.weights.items()),
    ]
    path = ROOT / "corpora" / "scoring" / "differences.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
