"""Build corpora/fluency/index.bin: python -m corpora.build.fluencypages FETCHED [LANGUAGE ...]

FETCHED is a folder of git repositories of public pages. One logistic model for each language tells a
machine's pages from others by delexicalised n-grams, from two kinds of pairs: pages of many kinds,
machine-made or native (pages.toml), and documentation in a machine's and in people's state (fluency.py).
It is trained within each register, so that the register gives nothing away.
Needs numpy and git, and a CPU for some minutes.

``auc`` is the mean over groups of machine pages, each told from native families by a model that saw neither.
Under .75 a language is kept only where documentation of products that were left out reaches that, and quality
leaves its index out.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from collections import Counter, defaultdict
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from corpora.build.docpages import git_of, repositories
from corpora.build.fluency import (
    CYRILLIC,
    FEWEST_PAGES,
    SIZE,
    Product,
    Row,
    auc,
    fit,
    read,
    row_of,
    scores,
    shapes,
    training_set,
)
from corpora.build.pagetexts import Text, order, sources, texts
from mtcheck.fluency.features import Shapes
from mtcheck.fluency.model import MAGIC, Facts

OUT = Path(__file__).parents[1] / "fluency" / "index.bin"
# What the index was made from, written in the same run: its checksum, then each repository and its commit.
SNAPSHOTS = Path(__file__).with_name("snapshots.txt")
LANGUAGES = ("de", "en", "es", "fr", "it", "pt", "ru", "uk")
WANTED_AUC = 0.75
MOST, FEWEST = 150, 10
# Native English of kinds not trained on is below 90 too often (docs/fluency.md) for quality to count it.
SILENT = ("en",)
# What documentation counts beside a register of pages, and translations by people beside native pages.
# In French, with few native families, documentation at 0.7 covers what the pages say (.73 beside .76).
DOCUMENTATION, HUMAN = 0.7, 0.3
LESS_DOCUMENTATION = {"fr": 0.25}
_REGISTER = 5.0
_FOLDS, _FOLDS_OF_PRODUCTS = 5, 3
_MATCHED = " matched"
_LENGTHS = (60, 150, 400)
# The spread: of native text that was not trained on so much lies within.
_NATIVE = 0.95


def chosen(found: list[Text]) -> list[Text]:
    """Of each family and kind so many texts at most, and none of a family that has few."""
    groups: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for text in sorted(found, key=lambda text: order(text.lines[0])):
        groups[text.kind, text.family].append(text)
    return [text for group in groups.values() if len(group) >= FEWEST for text in group[:MOST]]


def group(family: str) -> str:
    """What is left out of training together: news of all languages, one translator's pages.

    >>> group("wmt-ru"), group("wmt-sources"), group("uqbar")
    ('wmt', 'wmt', 'uqbar')
    """
    return family.partition("-")[0]


def trained(found: list[Text], rows: list[Row], keep: Any, docs: list[Product]) -> Any:
    """The weights of a logistic model with a bias for each register; documentation is a register too."""
    places = [int(place) for place in np.flatnonzero(keep)]
    registers = [text.register for text in found]
    for register in set(registers):
        if len({found[p].kind == "machine" for p in places if registers[p] == register}) < 2:
            registers = ["other" if each == register else each for each in registers]
    first = SIZE - 1 - len(set(registers))
    numbered = {register: first + 1 + number for number, register in enumerate(sorted(set(registers)))}
    own = [_with(rows[p], numbered[registers[p]]) for p in places]
    labels = np.array([float(found[p].kind == "machine") for p in places])
    weights = _weights(found, registers, places)
    if docs:
        more, other, worth = training_set(docs)
        own += [_with(row, first) for row in more]
        labels = np.concatenate((labels, other))
        weights = np.concatenate((weights / weights.sum(), _share(found) * worth / worth.sum()))
    model, _ = fit(own, labels, weights)
    model[first:] = 0.0
    return model


def _share(found: list[Text]) -> float:
    return LESS_DOCUMENTATION.get(found[0].lang, DOCUMENTATION)


def _with(row: Row, register: int) -> Row:
    return np.append(row[0], register), np.append(row[1], np.float32(_REGISTER))


def _weights(found: list[Text], registers: list[str], places: list[int]) -> Any:
    """In each register machine and other pages weigh the same, and the families of a side."""
    many = Counter((registers[p], found[p].kind, found[p].family) for p in places)
    sides: dict[tuple[str, bool], float] = defaultdict(float)
    for register, kind, _ in many:
        sides[register, kind == "machine"] += HUMAN if kind == "human" else 1.0
    return np.array(
        [
            (HUMAN if found[p].kind == "human" else 1.0)
            / sides[registers[p], found[p].kind == "machine"]
            / many[registers[p], found[p].kind, found[p].family]
            for p in places
        ]
    )


class Figures(NamedTuple):
    """By what was left out: pairs of machine and native pages, documentation; how people's texts score.

    ``docs`` are whole pages of a machine and of people, ``matched`` what differs between a page's states.
    """

    pages: dict[str, float]
    docs: dict[str, float]
    matched: dict[str, float]
    people: dict[str, Any]


class Left(NamedTuple):
    """What a figure is of: the texts of a language, their rows, and what they are."""

    found: list[Text]
    rows: list[Row]
    kind: Any
    family: Any
    group: Any
    fresh: Any


def across(found: list[Text], rows: list[Row], products: dict[str, Product]) -> Figures:
    """Figures of groups and products by models that were trained on neither side of a pair.

    With an owner's pages all documentation of that owner is left out, and with a product the owner's pages.
    """
    families = [text.family for text in found]
    left = Left(
        found,
        rows,
        np.array([text.kind for text in found]),
        np.array(families),
        np.array([group(family) for family in families]),
        np.array([text.fresh for text in found]),
    )
    trained_on = {name: product for name, product in products.items() if not product.fresh}
    told, people = _pages_left_out(left, trained_on)
    docs = _products_left_out(left, trained_on)
    return Figures(
        {one: float(np.mean(each)) for one, each in told.items()},
        {name: figure for name, figure in docs.items() if not name.endswith(_MATCHED)},
        {name: figure for name, figure in docs.items() if name.endswith(_MATCHED)},
        people,
    )


def _pages_left_out(
    left: Left, products: dict[str, Product]
) -> tuple[dict[str, list[float]], dict[str, Any]]:
    known = ~left.fresh
    machine, native = (sorted(set(left.group[(left.kind == of) & known])) for of in ("machine", "native"))
    told: dict[str, list[float]] = defaultdict(list)
    people: dict[str, list[Any]] = defaultdict(list)
    for fold in range(_FOLDS):
        out = [*machine[fold::_FOLDS], *native[fold::_FOLDS]]
        gone = np.isin(left.group, out)
        docs = [product for product in products.values() if product.owner not in out]
        sums = scores((trained(left.found, left.rows, known & ~gone, docs), 0.0), left.rows)
        gone &= known
        for one in set(left.family[gone & (left.kind == "machine")]):
            for other in set(left.family[gone & (left.kind == "native")]):
                machines = sums[(left.family == one) & (left.kind == "machine")]
                natives = sums[(left.family == other) & (left.kind == "native")]
                told[group(one)].append(auc(machines, natives))
        for other in set(left.family[gone & (left.kind != "machine")]):
            for of in ("native", "human"):
                people[f"{other} {of}"].append(sums[(left.family == other) & (left.kind == of) & known])
    return told, {one: np.concatenate(parts) for one, parts in people.items() if len(parts[0])}


def _products_left_out(left: Left, products: dict[str, Product]) -> dict[str, float]:
    names = sorted(products, key=lambda name: -sum(map(len, products[name][:3])))
    figures: dict[str, float] = {}
    for fold in range(_FOLDS_OF_PRODUCTS):
        away = names[fold::_FOLDS_OF_PRODUCTS]
        if not away:
            continue
        owners = sorted({products[name].owner for name in away})
        keep = ~left.fresh & ~np.isin(left.group, owners)
        model = trained(left.found, left.rows, keep, [products[name] for name in names if name not in away])
        figures |= _documentation(model, {name: products[name] for name in away})
    return figures


def _documentation(model: Any, products: dict[str, Product]) -> dict[str, float]:
    """Whole pages of a product against each other, and of pages in two states what is not the same."""
    figures = {}
    for name, product in products.items():
        machine, human = product.machine, product.human
        if min(len(machine), len(human)) >= FEWEST_PAGES:
            figures[name] = auc(scores((model, 0.0), machine), scores((model, 0.0), human))
        if len(product.matched) >= FEWEST_PAGES:
            states = ([pair[side] for pair in product.matched] for side in (0, 1))
            figures[name + _MATCHED] = auc(*(scores((model, 0.0), state) for state in states))
    return figures


def calibrated(model: Any, found: list[Text], shapes: Shapes, people: dict[str, Any]) -> dict[str, float]:
    """How people's text that was not trained on scores: its mean, its upper end, and its change by length."""
    lines = [line for text in found if text.kind == "native" and not text.fresh for line in text.lines]
    points = []
    for length in _LENGTHS:
        rows, piece, words = [], [], 0
        for line in lines:
            piece.append(line)
            words += len(line.split())
            if words >= length:
                rows.append(row_of(shapes, piece))
                piece, words = [], 0
        points.append((np.log(length / _LENGTHS[1]), float(scores((model, 0.0), rows).mean())))
    slope, _ = np.polyfit([point[0] for point in points], [point[1] for point in points], 1)
    natives = [sums for name, sums in people.items() if name.endswith("native")]
    mean = float(np.mean([sums.mean() for sums in natives]))
    # Each family counts the same.
    each = np.concatenate(natives)
    weight = np.concatenate([np.full(len(sums), 1.0 / len(sums)) for sums in natives])
    ordered = each.argsort()
    end = float(each[ordered][np.searchsorted(weight[ordered].cumsum() / weight.sum(), _NATIVE)])
    size = np.mean([np.log(sum(len(line.split()) for line in text.lines) / _LENGTHS[1]) for text in found])
    return {"mean": mean - float(slope * size), "per_log": float(slope), "spread": end - mean}


def finished(lang: str, found: list[Text], products: dict[str, Product]) -> tuple[Any, Facts] | None:
    """The weights of a language and what is known of them; None where they tell too little."""
    found = chosen(found)
    rows = [row_of(shapes(lang), text.lines) for text in found]
    figures = across(found, rows, products)
    _show(lang, pages=figures.pages, documentation=figures.docs, matched=figures.matched)
    pages, docs = _mean(figures.pages), _mean(figures.docs)
    if max(pages, docs) < WANTED_AUC:
        return None
    keep = np.array([not text.fresh for text in found])
    trained_on = [products[name] for name in sorted(products) if not products[name].fresh]
    model = trained(found, rows, keep, trained_on)
    _show(lang, fresh=_documentation(model, {name: each for name, each in products.items() if each.fresh}))
    unit = float(np.abs(model).max() / 127)
    native = calibrated(model, found, shapes(lang), figures.people)
    facts = Facts(
        0,
        unit,
        0.0,
        **native,
        auc=round(pages if pages >= WANTED_AUC else docs, 2),
        latin=lang not in CYRILLIC,
        pages=pages >= WANTED_AUC and lang not in SILENT,
    )
    return np.round(model / unit).astype(np.int8), facts


def _mean(figures: dict[str, float]) -> float:
    return float(np.mean(list(figures.values()))) if figures else 0.0


def _show(lang: str, **kinds: dict[str, float]) -> None:
    for kind, figures in kinds.items():
        each = {str(name): round(float(value), 2) for name, value in figures.items()}
        print(f"{lang}: {kind} {_mean(figures):.3f}", each, flush=True)


def snapshots(fetched: Path, wanted: tuple[str, ...]) -> list[str]:
    """The repositories that were read, each with its commit; what is missing is named."""
    names = {each.name for each in repositories() if each.lang in wanted}
    for source in sources():
        if set(source["paths"]) & set(wanted):
            names.update(source["repositories"])
    found = []
    for name in sorted(names, key=str.lower):
        git = git_of(fetched, name)
        if git:
            command = ["git", "--git-dir", str(git), "rev-parse", "HEAD"]
            commit = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
            found.append(f"{name} {commit}")
        else:
            print(f"missing: {name}", flush=True)
    return found


def main(fetched: Path, wanted: tuple[str, ...]) -> None:
    read_now = snapshots(fetched, wanted)
    documentation = read(fetched, wanted)
    found = list(texts(fetched, set(wanted)))
    facts: dict[str, Facts] = {}
    parts: list[bytes] = []
    for lang in wanted:
        made = finished(lang, [text for text in found if text.lang == lang], documentation.get(lang, {}))
        if made:
            facts[lang] = msgspec.structs.replace(made[1], place=len(parts) * SIZE)
            parts.append(made[0].tobytes())
    names = msgspec.json.encode(facts)
    data = MAGIC + struct.pack("<I", len(names)) + names + b"".join(parts)
    OUT.write_bytes(data)
    SNAPSHOTS.write_text(
        "\n".join([f"index.bin {sha256(data).hexdigest()}", *read_now, ""]), encoding="utf-8"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]) or LANGUAGES)
