"""chrF's counts of character n-grams, for many pairs of texts in a few passes over arrays.

The numbers are sacrebleu's; it counts each text by itself in a dictionary, which takes six times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtcheck.scoring.types import Segment, Stats

Pair = tuple[str, str]
#: Characters counted together: arrays of these still lie in a processor's cache.
_AT_ONCE: Final = 1 << 15
_PAIRS_AT_ONCE: Final = 1 << 10
#: Bits that an n-gram has room for beside the number of its pair and the bit of its side.
_GRAM_BITS: Final = 63 - 1 - 10


def counted(pairs: Sequence[Pair], order: int) -> Stats:
    """For each pair and each n up to ``order``: n-grams of the first text, of the second, and in both.

    As in sacrebleu, those of the first count only where the second has any.

    >>> counted([("abab", "abc")], 2)
    [[4, 3, 2, 3, 2, 1]]
    """
    rows: Stats = []
    for some in _portions(pairs):
        rows += _counted(some, order)
    return rows


def _portions(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    """Neighbours that are counted together."""
    first = size = 0
    for place, pair in enumerate(pairs):
        size += len(pair[0]) + len(pair[1])
        if size >= _AT_ONCE or place + 1 - first == _PAIRS_AT_ONCE:
            yield pairs[first : place + 1]
            first, size = place + 1, 0
    if first < len(pairs):
        yield pairs[first:]


def _counted(pairs: Sequence[Pair], order: int) -> Stats:
    import numpy as np

    texts = [text for pair in pairs for text in pair]
    lengths = np.array([len(text) for text in texts], np.int64)
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    symbols, letters = np.unique(codes, return_inverse=True)
    letters = letters.astype(np.int64)
    # The number of a text is that of its pair, and a bit for the side.
    text = np.repeat(np.arange(len(texts)), lengths)
    left = np.repeat(lengths.cumsum(), lengths) - np.arange(len(codes))
    places, grams, kinds = np.arange(len(codes)), letters, max(1, len(symbols))
    out = np.zeros((len(pairs), order, 3), np.int64)
    for n in range(1, order + 1):
        if n > 1:
            stays = left[places] >= n
            places, grams = places[stays], grams[stays]
            if (kinds * len(symbols)).bit_length() > _GRAM_BITS:
                known, grams = np.unique(grams, return_inverse=True)
                grams, kinds = grams.astype(np.int64), max(1, len(known))
            grams = grams * len(symbols) + letters[places + n - 1]
            kinds *= len(symbols)
        sizes = np.maximum(0, lengths - n + 1).reshape(-1, 2)
        out[:, n - 1, 0] = np.where(sizes[:, 1] > 0, sizes[:, 0], 0)
        out[:, n - 1, 1] = sizes[:, 1]
        out[:, n - 1, 2] = _matches(grams, kinds, text[places], len(pairs))
    rows: list[Any] = out.reshape(len(pairs), -1).tolist()
    return rows


def _matches(grams: NDArray[np.int64], kinds: int, text: NDArray[np.int64], pairs: int) -> Any:
    """How many n-grams the texts of each pair have in common; ``text`` is 2 * pair + side of each."""
    import numpy as np

    bits = (kinds - 1).bit_length()
    keys = (((text >> 1) << bits | grams) << 1) | (text & 1)
    keys.sort()
    if not len(keys):
        return np.zeros(pairs, np.int64)
    same = keys >> 1
    begins = np.concatenate([[0], (same[1:] != same[:-1]).nonzero()[0] + 1])
    ends = np.append(begins[1:], len(keys))
    second = np.add.reduceat(keys & 1, begins)
    both = np.minimum(second, ends - begins - second)
    found = both.nonzero()[0]
    return np.bincount(same[begins[found]] >> bits, both[found], pairs).astype(np.int64)


def chrf_rows(metric: Any, segments: Sequence[Segment]) -> Stats:
    """A row of statistics for each segment, as a chrF of sacrebleu makes it: of the closest reference."""
    prepared = [
        (metric._preprocess_segment(segment.hypothesis), metric._preprocess_segment(reference))
        for segment in segments
        for reference in segment.references
    ]
    texts = prepared if metric.whitespace else [(_solid(one), _solid(other)) for one, other in prepared]
    found = counted(texts, metric.char_order)
    if metric.word_order:
        found = [row + _of_words(metric, pair) for row, pair in zip(found, prepared, strict=True)]
    counts = iter(found)
    rows = []
    for segment in segments:
        several = [next(counts) for _ in segment.references]
        rows.append(several[0] if len(several) == 1 else max(several, key=metric._compute_f_score))
    return rows


def _solid(text: str) -> str:
    return "".join(text.split())


def _of_words(metric: Any, pair: Pair) -> list[float]:
    """The same three counts for n-grams of words, by sacrebleu itself."""
    from sacrebleu.metrics.helpers import extract_word_ngrams

    ours, theirs = (metric._remove_punctuation(text) for text in pair)
    row: list[float] = []
    for n in range(1, metric.word_order + 1):
        row += metric._get_match_statistics(extract_word_ngrams(ours, n), extract_word_ngrams(theirs, n))
    return row
