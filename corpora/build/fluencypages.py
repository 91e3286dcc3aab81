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
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from corpora.build.fluency import (
    CYRILLIC,
    FEWEST_PAGES,
    FRESH,
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
from corpora.build.pagetexts import Text, order, texts
from mtcheck.fluency.features import Shapes
from mtcheck.fluency.model import MAGIC, Facts

OUT = Path(__file__).parents[1] / "fluency" / "index.bin"
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
_FOLDS = 5
_LENGTHS = (60, 150, 400)
# Pages that are documentation in two states as well; they are left out together.
_BOTH = {"microsoft": {"nuget", "azure-rmsdocs"}}
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
    """By what was left out: pairs of machine and native pages, documentation; how people's texts score."""

    pages: dict[str, float]
    docs: dict[str, float]
    people: dict[str, Any]


def across(found: list[Text], rows: list[Row], products: dict[str, Product]) -> Figures:
    """Figures of groups and products by models that were trained on neither side of a pair."""
    kind = np.array([text.kind for text in found])
    family = np.array([text.family for text in found])
    fresh = np.array([text.fresh for text in found])
    groups = np.array([group(text.family) for text in found])
    machine = sorted(set(groups[(kind == "machine") & ~fresh]))
    natives = sorted(set(groups[(kind == "native") & ~fresh]))
    names = sorted(products, key=lambda name: -sum(map(len, products[name])))
    told: dict[str, list[float]] = defaultdict(list)
    docs: dict[str, float] = {}
    people: dict[str, list[Any]] = defaultdict(list)
    for fold in range(_FOLDS):
        out = {*machine[fold::_FOLDS], *natives[fold::_FOLDS]}
        away = {*names[fold::_FOLDS], *FRESH}
        for pages, products_of in _BOTH.items():
            if pages in out or away & products_of:
                out.add(pages)
                away |= products_of
        keep = ~fresh & ~np.isin(groups, sorted(out))
        model = trained(found, rows, keep, [products[name] for name in names if name not in away])
        sums = scores((model, 0.0), rows)
        left = np.isin(groups, sorted(out)) & ~fresh
        for one in set(family[left & (kind == "machine")]):
            for other in set(family[left & (kind == "native")]):
                pair = (
                    sums[(family == each) & (kind == of)]
                    for each, of in ((one, "machine"), (other, "native"))
                )
                told[group(one)].append(auc(*pair))
        for other in set(family[left & (kind != "machine")]):
            for of in ("native", "human"):
                people[f"{other} {of}"].append(sums[(family == other) & (kind == of) & ~fresh])
        for name in away & products.keys():
            machines, humans = products[name].machine, products[name].human
            if min(len(machines), len(humans)) >= FEWEST_PAGES:
                docs[name] = auc(scores((model, 0.0), machines), scores((model, 0.0), humans))
    means = {one: float(np.mean(figures)) for one, figures in told.items()}
    return Figures(
        means, docs, {one: np.concatenate(parts) for one, parts in people.items() if len(parts[0])}
    )


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
    pages, docs = (float(np.mean(list(each.values()))) if each else 0.0 for each in figures[:2])
    for name, each in (("pages", figures.pages), ("docs", figures.docs)):
        print(lang, name, {one: round(value, 2) for one, value in each.items()})
    print(f"{lang}: pages {pages:.3f}, documentation {docs:.3f}", flush=True)
    if max(pages, docs) < WANTED_AUC:
        return None
    keep = np.array([not text.fresh for text in found])
    model = trained(found, rows, keep, [products[name] for name in sorted(products) if name not in FRESH])
    unit = float(np.abs(model).max() / 127)
    native = calibrated(model, found, shapes(lang), figures.people)
    facts = Facts(
        0,
        unit,
        0.0,
        **native,
        auc=round(max(pages, docs), 2),
        latin=lang not in CYRILLIC,
        pages=pages >= WANTED_AUC and lang not in SILENT,
    )
    return np.round(model / unit).astype(np.int8), facts


def main(fetched: Path, wanted: tuple[str, ...]) -> None:
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
    OUT.write_bytes(MAGIC + struct.pack("<I", len(names)) + names + b"".join(parts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]) or LANGUAGES)
