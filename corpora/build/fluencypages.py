"""Finish corpora/fluency/index.bin: python -m corpora.build.fluencypages INDEX FETCHED [LANGUAGE ...]

INDEX is a file made by corpora.build.fluency: it tells a machine's documentation from people's translation
of it. This adds what tells machine pages of many kinds from native ones (pages.toml), trained within each
register, so that the register gives nothing away. Both halves count by their deviation on native text, the
second twice. Needs numpy and git, and a CPU for some minutes. ``auc`` becomes the mean over families of
machine pages, each told from native families by a model that saw neither. Under .75 the language keeps its
first half, and quality leaves the index out.
"""

from __future__ import annotations

import struct
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from corpora.build.fluency import LENGTHS, OUT, SIZE, WANTED_AUC, Row, auc, fit, row_of, scores
from corpora.build.pagetexts import Text, order, texts
from mtcheck.fluency.features import Shapes, shapes_of
from mtcheck.fluency.model import MAGIC, Facts

LANGUAGES = ("de", "es", "fr", "it", "pt", "ru", "uk")
_CYRILLIC = ("ru", "uk")
MOST, FEWEST = 100, 10
# What the pages count beside the documentation, and translations by people beside native pages.
SHARE, HUMAN = 2.0, 0.3
_REGISTER = 5.0
_FOLDS = 3


def chosen(found: list[Text]) -> list[Text]:
    """Of each family and kind so many texts at most, and none of a family that has few."""
    groups: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for text in sorted(found, key=lambda text: order(text.lines[0])):
        groups[text.kind, text.family].append(text)
    return [text for group in groups.values() if len(group) >= FEWEST for text in group[:MOST]]


def trained(found: list[Text], rows: list[Row], keep: Any) -> Any:
    """The weights of the pages: a logistic model with a bias for each register."""
    registers = [text.register for text in found]
    for register in set(registers):
        kinds = {
            found[place].kind == "machine" for place in np.flatnonzero(keep) if registers[place] == register
        }
        if len(kinds) < 2:
            registers = ["other" if each == register else each for each in registers]
    places = np.flatnonzero(keep)
    numbered = {register: SIZE - 1 - number for number, register in enumerate(sorted(set(registers)))}
    weights = np.zeros(len(found))
    for register in numbered:
        for machine in (True, False):
            side = [p for p in places if registers[p] == register and (found[p].kind == "machine") == machine]
            share = {
                (found[p].kind, found[p].family): HUMAN if found[p].kind == "human" else 1.0 for p in side
            }
            many = Counter((found[p].kind, found[p].family) for p in side)
            for p in side:
                group = (found[p].kind, found[p].family)
                weights[p] = share[group] / sum(share.values()) / many[group]
    own = []
    for p in places:
        numbers, values = rows[p]
        own.append((np.append(numbers, numbered[registers[p]]), np.append(values, np.float32(_REGISTER))))
    labels = np.array([float(found[p].kind == "machine") for p in places])
    model, _ = fit(own, labels, weights[places])
    model[min(numbered.values()) :] = 0.0
    return model


def scaled(model: Any, rows: list[Row], native: Any) -> Any:
    """Weights by the deviation of their sums on native text."""
    spread = scores((model, 0.0), [rows[place] for place in np.flatnonzero(native)]).std()
    return model / spread if spread else model


def mixed(first: Any, found: list[Text], rows: list[Row], keep: Any) -> Any:
    native = np.array([text.kind == "native" and not text.fresh for text in found])
    return scaled(first, rows, native) + SHARE * scaled(trained(found, rows, keep), rows, native & keep)


class Figures(NamedTuple):
    """By family: how well machine pages are told from native ones, and how people's texts score."""

    auc: dict[str, float]
    people: dict[str, Any]


def across_families(first: Any, found: list[Text], rows: list[Row]) -> Figures:
    """Figures of machine pages and of native ones by models that were trained on neither family."""
    fresh = np.array([text.fresh for text in found])
    family = np.array([text.family for text in found])
    kind = np.array([text.kind for text in found])
    machine = sorted({text.family for text in found if text.kind == "machine"})
    others = sorted({text.family for text in found if text.kind == "native"})
    told: dict[str, list[float]] = defaultdict(list)
    people: dict[str, list[Any]] = defaultdict(list)
    for number, one in enumerate(machine):
        left = {one, *others[number % _FOLDS :: _FOLDS]}
        left |= {"wmt", "wmt-sources"} if one == "wmt" else set()
        left |= {text.family for text in found if text.fresh}
        model = mixed(first, found, rows, ~fresh & ~np.isin(family, list(left)))
        sums = scores((model, 0.0), rows)
        for other in sorted(left & set(others)):
            native = sums[(family == other) & (kind == "native")]
            told[one].append(auc(sums[(family == one) & (kind == "machine")], native))
            if not fresh[family == other].any():
                people[other].append(native)
        for other in sorted(set(family[kind == "human"])):
            people[f"{other} by people"].append(sums[(family == other) & (kind == "human")])
    return Figures(
        {one: float(np.mean(figures)) for one, figures in told.items()},
        {one: np.concatenate(parts) for one, parts in people.items()},
    )


def calibrated(model: Any, found: list[Text], shapes: Shapes, people: dict[str, Any]) -> dict[str, float]:
    """How people's text that was not trained on scores: mean, spread over families, change by length."""
    lines = [line for text in found if text.kind == "native" and not text.fresh for line in text.lines]
    points = []
    for length in LENGTHS:
        rows, piece, words = [], [], 0
        for line in lines:
            piece.append(line)
            words += len(line.split())
            if words >= length:
                rows.append(row_of(shapes, piece))
                piece, words = [], 0
        points.append((np.log(length / LENGTHS[1]), float(scores((model, 0.0), rows).mean())))
    slope, _ = np.polyfit([point[0] for point in points], [point[1] for point in points], 1)
    mean = float(np.mean([sums.mean() for sums in people.values()]))
    spread = float(np.sqrt(np.mean([((sums - mean) ** 2).mean() for sums in people.values()])))
    size = np.mean([np.log(sum(len(line.split()) for line in text.lines) / LENGTHS[1]) for text in found])
    return {"mean": mean - float(slope * size), "per_log": float(slope), "spread": spread}


def finished(lang: str, first: Any, found: list[Text]) -> tuple[Any, dict[str, float], float]:
    """The weights of a language, how native text scores by them, and the figure that they stand for."""
    found = chosen([text for text in found if text.lang == lang])
    shapes = shapes_of(lang, lang not in _CYRILLIC)
    rows = [row_of(shapes, text.lines) for text in found]
    figures = across_families(first, found, rows)
    figure = float(np.mean(list(figures.auc.values())))
    print(f"{lang}: {figure:.3f}", {name: round(value, 2) for name, value in figures.auc.items()}, flush=True)
    model = mixed(first, found, rows, np.array([not text.fresh for text in found]))
    return model, calibrated(model, found, shapes, figures.people), figure


def main(index: Path, fetched: Path, wanted: tuple[str, ...]) -> None:
    data = index.read_bytes()
    (size,) = struct.unpack_from("<I", data, 4)
    header = msgspec.json.decode(data[8 : 8 + size], type=dict[str, Facts])
    blob = data[8 + size :]
    found = list(texts(fetched, set(wanted)))
    facts, parts = {}, []
    for lang in wanted:
        known = header.get(lang)
        packed = np.frombuffer(blob, dtype=np.int8, count=SIZE, offset=known.place) if known else None
        first = packed * known.unit if packed is not None and known else np.zeros(SIZE)
        model, native, figure = finished(lang, first, found)
        place = len(parts) * SIZE
        if figure >= WANTED_AUC:
            unit = float(np.abs(model).max() / 127)
            parts.append(np.round(model / unit).astype(np.int8).tobytes())
            facts[lang] = Facts(place, unit, 0.0, **native, auc=round(figure, 2), latin=lang not in _CYRILLIC)
        elif known and packed is not None:
            parts.append(packed.tobytes())
            facts[lang] = msgspec.structs.replace(known, place=place, pages=False)
    names = msgspec.json.encode(facts)
    OUT.write_bytes(MAGIC + struct.pack("<I", len(names)) + names + b"".join(parts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), tuple(sys.argv[3:]) or LANGUAGES)
