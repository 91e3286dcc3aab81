"""Build a phrasing profile from sentences. The same sentences in the same order give the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from mtcheck.errors import UsageError
from mtcheck.lexicon.phrasing.confusion import calibrate
from mtcheck.lexicon.phrasing.model import MAGIC, Calibration, Header, Phrasing
from mtcheck.lexicon.phrasing.words import END, SPECIAL, START, UNKNOWN, words_of
from mtcheck.version import __version__

# Fewer sentences say too little: every second phrase of a new text would be unattested.
MIN_SENTENCES = 100
# One in ten sentences is held out to see how the corpus's own sentences score.
_HELD_OUT = 10
# Classes of length: short sentences score lower and vary more.
_LENGTHS = (8, 16, 32, 1_000_000)
_MIN_CALIBRATION = 30
PERCENTILES = (0.0, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 100.0)


class _Tables(NamedTuple):
    words: list[str]
    counts: NDArray[np.uint32]
    pairs: NDArray[np.uint64]
    pair_counts: NDArray[np.uint32]
    triples: NDArray[np.uint64]
    triple_counts: NDArray[np.uint32]


def build(sentences: Iterable[str], lang: str, min_count: int = 1) -> bytes:
    """The bytes of a profile.

    A sentence that is several times counts once: boilerplate is no reference. Words seen fewer than
    ``min_count`` times are left out. Raises UsageError for fewer than MIN_SENTENCES sentences.

    >>> len(build((f"the ferry number {n} leaves harbour {n}." for n in "abcdefghij" * 20), "en"))
    Traceback (most recent call last):
    mtcheck.errors.UsageError: 10 different sentences are too few for a phrasing profile; 100 at least
    """
    texts = list(dict.fromkeys(sentence.strip() for sentence in sentences))
    cut = [words for text in texts if (words := [word.text for word in words_of(text)])]
    if len(cut) < MIN_SENTENCES:
        raise UsageError(
            f"{len(cut)} different sentences are too few for a phrasing profile; {MIN_SENTENCES} at least"
        )
    held_out = [crc32(" ".join(words).encode()) % _HELD_OUT == 0 for words in cut]
    trained = _packed(
        _tables([w for w, out in zip(cut, held_out, strict=True) if not out], min_count), lang, (), 0
    )
    model, unseen = Phrasing(trained, "held out"), [w for w, out in zip(cut, held_out, strict=True) if out]
    return _packed(
        _tables(cut, min_count), lang, _calibrate(model, unseen), len(cut), calibrate(model, unseen, lang)
    )


def _tables(sentences: Sequence[Sequence[str]], min_count: int) -> _Tables:
    frequency = Counter(word for words in sentences for word in words)
    kept = sorted(
        (w for w, n in frequency.items() if n >= min_count), key=lambda word: (-frequency[word], word)
    )
    vocabulary = [*SPECIAL, *kept]
    numbers = {word: number for number, word in enumerate(vocabulary)}
    flat = [
        number
        for words in sentences
        for number in (START, *(numbers.get(word, UNKNOWN) for word in words), END)
    ]
    ids = np.array(flat, np.uint64)
    counts = np.bincount(ids.astype(np.int64), minlength=len(vocabulary)).astype(np.uint32)
    inside = ids[:-1] != END
    keys = (ids[:-1] << np.uint64(32)) | ids[1:]
    pairs, pair_counts = np.unique(keys[inside], return_counts=True)
    places = np.searchsorted(pairs, keys).astype(np.uint64)
    within = inside[:-1] & inside[1:]
    triples, triple_counts = np.unique(((places[:-1] << np.uint64(32)) | ids[2:])[within], return_counts=True)
    return _Tables(
        vocabulary, counts, pairs, pair_counts.astype(np.uint32), triples, triple_counts.astype(np.uint32)
    )


def _calibrate(model: Phrasing, sentences: Sequence[Sequence[str]]) -> tuple[Calibration, ...]:
    """Scores of held-out sentences at PERCENTILES, by length; a class with few joins the next longer one."""
    scored = sorted((len(words), _score(model, words)) for words in sentences)
    out: list[Calibration] = []
    group: list[float] = []
    at = 0
    for longest in _LENGTHS:
        while at < len(scored) and scored[at][0] <= longest:
            group.append(scored[at][1])
            at += 1
        if len(group) >= _MIN_CALIBRATION:
            scores = tuple(round(float(x), 4) for x in np.percentile(group, PERCENTILES))
            out.append(Calibration(longest, len(group), scores))
            group = []
    if not out and group:
        scores = tuple(round(float(x), 4) for x in np.percentile(group, PERCENTILES))
        out.append(Calibration(_LENGTHS[-1], len(group), scores))
    elif out and out[-1].longest != _LENGTHS[-1]:
        out[-1] = msgspec.structs.replace(out[-1], longest=_LENGTHS[-1])
    return tuple(out)


def _score(model: Phrasing, words: Sequence[str]) -> float:
    numbers = [model.numbers.get(word, UNKNOWN) for word in words]
    return float(model.log_probabilities(np.array([START, *numbers, END], np.int64)).mean())


def _packed(
    tables: _Tables,
    lang: str,
    calibration: tuple[Calibration, ...],
    sentences: int,
    confusion: tuple[tuple[float, float], ...] = (),
) -> bytes:
    sections: dict[str, tuple[int, int]] = {}
    parts: dict[str, Any] = {
        "counts": tables.counts,
        "pairs": tables.pairs,
        "pair_counts": tables.pair_counts,
        "triples": tables.triples,
        "triple_counts": tables.triple_counts,
    }
    pieces: list[bytes] = []
    at = 0
    for name, data in (
        *((name, array.tobytes()) for name, array in parts.items()),
        ("words", "\n".join(tables.words).encode("utf-8", "surrogatepass")),
    ):
        sections[name] = (at, len(data))
        pieces.append(data + b"\0" * (-len(data) % 8))
        at += len(pieces[-1])
    body = b"".join(pieces)
    header = Header(
        lang=lang,
        sentences=sentences,
        words=int(tables.counts[UNKNOWN:].sum()),
        vocabulary=len(tables.words) - len(SPECIAL),
        pairs=len(tables.pairs),
        triples=len(tables.triples),
        made_by=f"mtcheck {__version__}",
        percentiles=PERCENTILES,
        calibration=calibration,
        sections=sections,
        confusion=confusion,
    )
    encoded = msgspec.json.encode(header)
    return MAGIC + len(encoded).to_bytes(8, "little") + encoded + b"\0" * (-len(encoded) % 8) + body
