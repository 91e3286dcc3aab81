"""The weights of the index, made by corpora/build/fluencypages.py: one byte for each of 65,536 features.

A file begins with "MTFL", the size of a JSON header, and the header: for each language where its weights lie,
and the figures of ``Facts``.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

import msgspec
import numpy as np

from mtcheck.errors import CorpusError
from mtcheck.fluency.features import BITS, Shapes, features, shapes_of
from mtcheck.resources import map_bytes

FILE = "fluency/index.bin"
MAGIC = b"MTFL"
# By the distance from the mean of native text, where 95 % of native pages that were left out of training lie
# within 1.0: 95 is usual, and 90 lies a fifth further, for pages of kinds not seen vary more. Then a logistic
# curve to 50.
_USUAL, _EDGE, _HALF = 95.0, 1.2, 2.0
_STEP = (_USUAL - 90.0) / _EDGE
_SLOPE = np.log(9.0) / (_HALF - _EDGE)
# The calibration's middle length, in words.
_MIDDLE = 150


class Facts(msgspec.Struct, frozen=True):
    """What is known of one language's model.

    ``unit`` is what one step of a weight is worth; ``mean``, ``per_log`` and ``spread`` are the score of
    native text of ``_MIDDLE`` words, how it moves with the logarithm of the length, and how far above the
    mean 95 % of it ends; ``auc`` is the share of pairs of machine and native pages, of families left out of
    training, that the score puts in the right order; without ``pages`` it is that of documentation alone,
    and quality leaves the index out. ``latin`` says which letters the language is written in.
    """

    place: int
    unit: float
    bias: float
    mean: float
    per_log: float
    spread: float
    auc: float
    latin: bool = True
    pages: bool = True


class Model:
    """The model of one language."""

    __slots__ = ("_weights", "facts", "shapes")

    def __init__(self, facts: Facts, data: memoryview, shapes: Shapes) -> None:
        self.facts = facts
        self.shapes = shapes
        self._weights = np.frombuffer(data[facts.place : facts.place + (1 << BITS)], dtype=np.int8)

    def index(self, pieces: list[str], words: int) -> float:
        """0-100: 90 and more as people write, below 50 as nobody does."""
        length = self.facts.mean + self.facts.per_log * float(np.log(max(words, 1) / _MIDDLE))
        deviation = (self.score(pieces) - length) / self.facts.spread
        if deviation <= _EDGE:
            return min(100.0, _USUAL - _STEP * deviation)
        return float(100.0 / (1.0 + np.exp(_SLOPE * (deviation - _HALF))))

    def score(self, pieces: list[str]) -> float:
        """The logistic model's sum: the higher, the more like a machine."""
        return self.facts.bias + self.facts.unit * score(self._weights, features(self.shapes, pieces))


def score(weights: Any, numbers: Any) -> float:
    """The weights of a text's features, each by the root of its count, the whole of length one."""
    places = numbers.astype(np.intp)
    counts = np.bincount(places).take(places)  # of each feature where it stands, not of all that there are
    return float((weights.take(places) / np.sqrt(counts)).sum() / np.sqrt(len(numbers)))


@cache
def _file() -> tuple[dict[str, Facts], memoryview]:
    data = map_bytes(FILE)
    if bytes(data[:4]) != MAGIC:
        raise CorpusError(FILE, "no weights of the fluency index; reinstall mtcheck")
    (size,) = struct.unpack_from("<I", data, 4)
    return msgspec.json.decode(bytes(data[8 : 8 + size]), type=dict[str, Facts]), data[8 + size :]


@cache
def model_of(lang: str) -> Model | None:
    """The model of a language by its base subtag; None where there is none that may speak."""
    facts, data = _file()
    return Model(facts[lang], data, shapes_of(lang, facts[lang].latin)) if lang in facts else None


def languages() -> dict[str, float]:
    """The languages with a model, and the cross-domain AUC of each."""
    return {lang: facts.auc for lang, facts in _file()[0].items()}


def tells_pages(lang: str) -> bool:
    """Whether a language's index was shown to tell machine pages of any kind from native ones."""
    facts = _file()[0].get(lang)
    return facts is not None and facts.pages
