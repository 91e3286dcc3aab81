"""Build corpora/fluency/index.bin: python corpora/build/fluency.py FETCHED NATIVE [LANGUAGE ...]

FETCHED is a folder of git repositories of public documentation (docpages.py), NATIVE one of native text, a
file LANGUAGE.txt each with a sentence a line. Needs numpy and git, and a CPU for some minutes a language.
Only weights and a few figures are written. For each language a logistic model tells machine from human pages
by delexicalised n-grams. It is kept where it does so for products that it was not trained on: an AUC of at
least .75.
"""

from __future__ import annotations

import struct
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from corpora.build.docpages import pages, repositories
from mtcheck.fluency.features import BITS, Shapes, features, shapes_of
from mtcheck.fluency.model import MAGIC, Facts

OUT = Path(__file__).parents[1] / "fluency" / "index.bin"
WANTED_AUC = 0.75
SIZE = 1 << BITS
# Of each product no more pages than this, so that no product makes the model.
MOST, MOST_MATCHED = 350, 400
FEWEST_WORDS, FEWEST_PAGES = 60, 15
FOLDS = 4
L2, STEPS, RATE = 1e-5, 60, 1.0
# The two states of a page are of one content where neither is much longer.
MATCH = 1.6
LENGTHS = (60, 150, 400)

Row = tuple[Any, Any]


class Product(NamedTuple):
    """The pages of a product: what only the machine's and only the human state has; and whole pages."""

    matched: list[tuple[Row, Row]]
    machine: list[Row]
    human: list[Row]


def row_of(shapes: Shapes, lines: list[str]) -> Row:
    """The features of a text with their values, of length one together."""
    numbers = features(shapes, lines)
    each, counts = np.unique(numbers, return_counts=True)
    return each.astype(np.int32), (np.sqrt(counts) / np.sqrt(len(numbers))).astype(np.float32)


def words_of(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)


@cache
def shapes(lang: str, native: Path) -> Shapes:
    """The shapes of a language, its script taken from its native text."""
    return shapes_of(lang, is_latin(native / f"{lang}.txt"))


def is_latin(native: Path) -> bool:
    """Whether most letters of a text are Latin ones without marks."""
    letters = [character for character in native.read_text(encoding="utf-8")[:100_000] if character.isalpha()]
    return 2 * sum(map(str.isascii, letters)) > len(letters)


def read(folder: Path, native: Path, wanted: set[str]) -> dict[str, dict[str, Product]]:
    """Products by language and name; only languages with native text."""
    found: dict[str, dict[str, Product]] = {}
    for lang, name, git in repositories(folder):
        if (wanted and lang not in wanted) or not (native / f"{lang}.txt").exists():
            continue
        product = found.setdefault(lang, {}).setdefault(name, Product([], [], []))
        for page in sorted(pages(git), key=lambda page: hash_of(page.path)):
            add(product, shapes(lang, native), page.states)
        print(lang, name, *map(len, product), flush=True)
    return found


def hash_of(path: str) -> int:
    """An order without meaning, the same on every machine."""
    return sum(ord(character) * (31**place % 65_521) for place, character in enumerate(path)) % 65_521


def add(product: Product, shapes: Shapes, states: dict[str, list[str]]) -> None:
    """Take a page over: what differs between its two states, or the one state whole."""
    if len(states) == 1:
        ((kind, lines),) = states.items()
        rows = product.machine if kind == "machine" else product.human
        if len(rows) < MOST and words_of(lines) >= FEWEST_WORDS:
            rows.append(row_of(shapes, lines))
        return
    machine, human = states["machine"], states["human"]
    one = [line for line in machine if line not in set(human)]
    other = [line for line in human if line not in set(machine)]
    few, many = sorted((words_of(one), words_of(other)))
    if few >= FEWEST_WORDS and many <= MATCH * few and len(product.matched) < MOST_MATCHED:
        product.matched.append((row_of(shapes, one), row_of(shapes, other)))


def training_set(products: list[Product]) -> tuple[list[Row], Any, Any]:
    """Rows, labels and weights; the whole pages of a product count where it has both kinds, and equally."""
    rows: list[Row] = []
    labels: list[float] = []
    weights: list[float] = []
    for product in products:
        for machine, human in product.matched:
            rows += [machine, human]
            labels += [1.0, 0.0]
            weights += [1.0, 1.0]
        fewer = min(len(product.machine), len(product.human))
        if fewer >= 2 * FEWEST_PAGES:
            for kind, label in ((product.machine, 1.0), (product.human, 0.0)):
                rows += kind
                labels += [label] * len(kind)
                weights += [0.5 * fewer / len(kind)] * len(kind)
    return rows, np.array(labels), np.array(weights)


def fit(rows: list[Row], labels: Any, weights: Any) -> tuple[Any, float]:
    """A logistic model by Adam over all rows at once."""
    numbers = np.concatenate([row[0] for row in rows])
    values = np.concatenate([row[1] for row in rows])
    owner = np.repeat(np.arange(len(rows)), [len(row[0]) for row in rows])
    weights = weights / weights.sum()
    model = np.zeros(SIZE + 1)  # the bias comes last
    first, second = np.zeros(SIZE + 1), np.zeros(SIZE + 1)
    for step in range(1, STEPS + 1):
        sums = np.bincount(owner, model[numbers] * values, len(rows)) + model[-1]
        error = (1.0 / (1.0 + np.exp(-sums)) - labels) * weights
        gradient = np.append(np.bincount(numbers, error[owner] * values, SIZE) + L2 * model[:-1], error.sum())
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        rate = RATE * np.sqrt(1 - 0.99**step) / (1 - 0.9**step) * (1.0 if step < 0.6 * STEPS else 0.2)
        model -= rate * first / (np.sqrt(second) + 1e-6)
    return model[:-1], float(model[-1])


def scores(model: tuple[Any, float], rows: list[Row]) -> Any:
    weights, bias = model
    return np.array([weights[numbers] @ values for numbers, values in rows]) + bias


def auc(machine: Any, human: Any) -> float:
    """The share of pairs in which the machine's page scores higher."""
    order = np.concatenate((machine, human)).argsort().argsort() + 1.0
    top = order[: len(machine)].sum() - len(machine) * (len(machine) + 1) / 2
    return float(top / len(machine) / len(human))


def across_domains(products: dict[str, Product]) -> float:
    """The mean AUC over products, each scored by a model that saw neither it nor others of its fold."""
    names = sorted(products, key=lambda name: -sum(map(len, products[name])))
    found = []
    for fold in (names[place::FOLDS] for place in range(FOLDS)):
        rows, labels, weights = training_set([products[name] for name in names if name not in fold])
        if len(rows) < 100:
            continue
        model = fit(rows, labels, weights)
        for product in (products[name] for name in fold):
            if min(len(product.machine), len(product.human)) >= FEWEST_PAGES:
                found.append(auc(scores(model, product.machine), scores(model, product.human)))
    return float(np.mean(found)) if found else 0.0


def calibrated(model: tuple[Any, float], shapes: Shapes, native: Path) -> dict[str, float]:
    """How native text scores: mean by length, and spread."""
    sentences = [line.strip() for line in native.read_text(encoding="utf-8").splitlines() if line.strip()]
    points = []
    for length in LENGTHS:
        rows, piece = [], []
        for sentence in sentences:
            piece.append(sentence)
            if words_of(piece) >= length:
                rows.append(row_of(shapes, piece))
                piece = []
        found = scores(model, rows)
        points.append((np.log(length / LENGTHS[1]), float(found.mean()), float(found.std())))
    slope, mean = np.polyfit([point[0] for point in points], [point[1] for point in points], 1)
    return {"mean": float(mean), "per_log": float(slope), "spread": points[1][2]}


def main(fetched: Path, native: Path, wanted: set[str]) -> None:
    header, parts = {}, []
    for lang, products in sorted(read(fetched, native, wanted).items()):
        figure = across_domains(products)
        print(f"{lang}: AUC {figure:.3f} over products left out", flush=True)
        if figure < WANTED_AUC:
            continue
        weights, bias = fit(*training_set(list(products.values())))
        unit = float(np.abs(weights).max() / 127)
        packed = np.round(weights / unit).astype(np.int8)
        known = calibrated((packed * unit, bias), shapes(lang, native), native / f"{lang}.txt")
        place = len(parts) * SIZE
        header[lang] = Facts(
            place, unit, bias, **known, auc=round(figure, 2), latin=is_latin(native / f"{lang}.txt")
        )
        parts.append(packed.tobytes())
    names = msgspec.json.encode(header)
    OUT.write_bytes(MAGIC + struct.pack("<I", len(names)) + names + b"".join(parts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), set(sys.argv[3:]))
