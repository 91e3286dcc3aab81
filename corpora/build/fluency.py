"""Documentation for the fluency index: pages in a machine's and in people's state, and the model.

Products are read from a folder of git repositories (docpages.py); corpora.build.fluencypages makes the index.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from corpora.build.docpages import git_of, pages, repositories
from mtcheck.fluency.features import BITS, Shapes, features, shapes_of

#: Languages in Cyrillic letters; the others of the index are in Latin ones.
CYRILLIC = ("ru", "uk")
SIZE = 1 << BITS
# Of each product no more pages than this, so that no product makes the model.
MOST, MOST_MATCHED = 350, 400
FEWEST_WORDS, FEWEST_PAGES = 60, 15
L2, STEPS, RATE = 1e-5, 60, 1.0
# The two states of a page are of one content where neither is much longer.
MATCH = 1.6

Row = tuple[Any, Any]


class Product(NamedTuple):
    """The pages of a product: what only the machine's and only the human state has; and whole pages.

    ``owner`` had them translated; ``fresh`` ones are for the test alone.
    """

    matched: list[tuple[Row, Row]]
    machine: list[Row]
    human: list[Row]
    owner: str = ""
    fresh: bool = False


def row_of(shapes: Shapes, lines: list[str]) -> Row:
    """The features of a text with their values, of length one together."""
    numbers = features(shapes, lines)
    each, counts = np.unique(numbers, return_counts=True)
    return each.astype(np.int32), (np.sqrt(counts) / np.sqrt(len(numbers))).astype(np.float32)


def words_of(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)


def shapes(lang: str) -> Shapes:
    """The shapes of a language."""
    return shapes_of(lang, lang not in CYRILLIC)


def read(folder: Path, wanted: tuple[str, ...]) -> dict[str, dict[str, Product]]:
    """Products by language and name."""
    found: dict[str, dict[str, Product]] = {}
    for each in repositories():
        git = git_of(folder, each.name)
        if each.lang not in wanted or not git:
            continue
        product = Product([], [], [], each.owner, each.fresh)
        product = found.setdefault(each.lang, {}).setdefault(each.product, product)
        for page in sorted(pages(git), key=lambda page: hash_of(page.path)):
            add(product, shapes(each.lang), page.states)
        print(each.lang, each.product, *map(len, product[:3]), flush=True)
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
    lengths = [len(row[0]) for row in rows]
    # Sums over a row, and over a feature, are sums of neighbours once they are in that order.
    row_starts = np.cumsum([0, *lengths[:-1]])
    order = numbers.argsort(kind="stable")
    used, feature_starts, counts = np.unique(numbers[order], return_index=True, return_counts=True)
    places = np.empty(len(numbers), dtype=np.int32)
    places[order] = np.repeat(np.arange(len(used), dtype=np.int32), counts)
    owner = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)[order]
    by_feature = values[order]
    weights = weights / weights.sum()
    model = np.zeros(len(used) + 1)  # the bias comes last
    first, second = np.zeros(len(used) + 1), np.zeros(len(used) + 1)
    for step in range(1, STEPS + 1):
        sums = np.add.reduceat(model[:-1].astype(np.float32)[places] * values, row_starts) + model[-1]
        error = (1.0 / (1.0 + np.exp(-sums)) - labels) * weights
        slopes = np.add.reduceat(error.astype(np.float32)[owner] * by_feature, feature_starts)
        gradient = np.append(slopes + L2 * model[:-1], error.sum())
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        rate = RATE * np.sqrt(1 - 0.99**step) / (1 - 0.9**step) * (1.0 if step < 0.6 * STEPS else 0.2)
        model -= rate * first / (np.sqrt(second) + 1e-6)
    whole = np.zeros(SIZE)
    whole[used] = model[:-1]
    return whole, float(model[-1])


def scores(model: tuple[Any, float], rows: list[Row]) -> Any:
    weights, bias = model
    return np.array([weights[numbers] @ values for numbers, values in rows]) + bias


def auc(machine: Any, human: Any) -> float:
    """The share of pairs in which the machine's page scores higher."""
    order = np.concatenate((machine, human)).argsort().argsort() + 1.0
    top = order[: len(machine)].sum() - len(machine) * (len(machine) + 1) / 2
    return float(top / len(machine) / len(human))
