"""Facts about a whole batch, learned in a first pass and asked in the second: which lines come back in many
documents, which document repeats an earlier one, how a source sentence was translated the first time.

Facts of parts merge into the facts of the whole, whatever the order and the grouping, so that workers can
learn side by side. Memory has bounds; what a bound leaves out is left out the same way in every order.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from mtcheck import lazyre
from mtcheck.digests import blake2b

if TYPE_CHECKING:
    import numpy as np

    from mtcheck.document import Document

# Different lines that are counted exactly, about 60 MB; from there on a count-min sketch of 4 MB counts
# them: never too few, and too many by at most 0.0003 of the documents for articles of 30 lines.
MAX_EXACT_LINES = 400_000
SKETCH_ROWS, SKETCH_COLUMNS = 4, 1 << 18
# Documents whose likeness is remembered: the first ones of the batch, 450 bytes each.
MAX_DOCUMENTS = 250_000
# Pairs of source and target that are remembered: those of the smallest hashes, a fair sample.
MAX_PAIRS = 500_000
# 64 hashes tell 0.80 from 0.90 (one standard deviation is 0.05 there); 16 bands of 4 miss one pair in
# 5,000 that is 80 % alike.
HASHES, BANDS = 64, 16
SHINGLE_WORDS, SHINGLE_CHARACTERS = 3, 5
# A shorter text is like others by chance.
MIN_SHINGLES = 20
# Words longer than this on average are no words: the script sets no spaces.
_MAX_WORD_CHARACTERS = 12
_SEED = 1

_WORD = lazyre.compile(r"\w+")
_DIGITS = lazyre.compile(r"\d+")


class Twin(NamedTuple):
    """An earlier document that a document repeats; ``alike`` is the share of common shingles, 0-1."""

    label: str
    alike: float


class _Mark(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of one document; ``signature`` is empty for a short one."""

    label: str
    content: int
    signature: bytes


def line_key(line: str) -> str:
    """A line as it is counted: case, white space and the values of numbers do not matter.

    >>> line_key("  1,075 queries in 0.3 s ")
    '0,0 queries in 0.0 s'
    """
    return _DIGITS.sub("0", " ".join(line.lower().split()))


def label_of(document: Document) -> str:
    """How a document is called in messages, and known again in the second pass."""
    origin = document.origin
    return f"{origin.uri}, {origin.record}" if origin.record else origin.uri


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


@cache
def can_compare() -> bool:
    """Whether the extra [dedup] is there, without which only exact copies of documents are found."""
    from importlib.util import find_spec

    return find_spec("rensa") is not None


class BatchFacts:
    """What is known of a batch. ``add`` learns, ``merge`` joins, the other methods answer.

    Each document has a position in the batch, which the caller counts; of two that are alike the later one
    has a twin. Pickles, and goes through ``to_bytes`` and ``from_bytes``.

    >>> facts = BatchFacts()
    >>> for position in range(3):
    ...     facts.add(f"News of day {position}.\\nRead more on our page", position, f"{position}.txt")
    >>> facts.documents, facts.documents_with("read more on our page")
    (3, 3)
    """

    def __init__(self) -> None:
        self.documents = 0
        self._lines: dict[int, int] = {}
        self._sketch: np.ndarray[Any, Any] | None = None
        self._marks: dict[int, _Mark] = {}
        self._last_mark = -1
        self._pairs: dict[int, tuple[int, str]] = {}
        self._index: _Index | None = None

    # learning

    def add(self, text: str, position: int, label: str) -> None:
        """Learn one document: its lines and what it is like."""
        self._index = None
        self.documents += 1
        self._count({_hash(key) for line in text.splitlines() if (key := line_key(line))})
        if len(self._marks) < MAX_DOCUMENTS or position < self._last_mark:
            key = " ".join(text.lower().split())
            self._marks[position] = _Mark(label, _hash(key), _signature(key))
            self._last_mark = max(self._last_mark, position)
            self._bound_marks()

    def add_pair(self, source: str, target: str, position: int) -> None:
        """Learn that a source text has that target at that place of the batch."""
        self._keep_pair(_hash(" ".join(source.split())), position, target)
        if len(self._pairs) > 2 * MAX_PAIRS:
            self._bound_pairs()

    def merge(self, other: BatchFacts) -> None:
        """Learn all that the facts of another part of the batch say; its positions are other ones."""
        self._index = None
        self.documents += other.documents
        if other._sketch is not None:
            self._to_sketch()
            self._sketch += other._sketch
        else:
            self._count(other._lines)
        self._marks |= other._marks
        self._last_mark = max(self._last_mark, other._last_mark)
        self._bound_marks()
        for key, (position, target) in other._pairs.items():
            self._keep_pair(key, position, target)
        self._bound_pairs()

    def _count(self, lines: Iterable[int] | dict[int, int]) -> None:
        counts = lines if isinstance(lines, dict) else dict.fromkeys(lines, 1)
        if self._sketch is None:
            for key, count in counts.items():
                self._lines[key] = self._lines.get(key, 0) + count
            if len(self._lines) > MAX_EXACT_LINES:
                self._to_sketch()
        else:
            _add_to_sketch(self._sketch, counts)

    def _to_sketch(self) -> None:
        """Counts from now on in a sketch. It sums as the lines do, so the moment makes no difference."""
        import numpy as np

        if self._sketch is None:
            self._sketch = np.zeros((SKETCH_ROWS, SKETCH_COLUMNS), np.uint32)
            _add_to_sketch(self._sketch, self._lines)
            self._lines = {}

    def _bound_marks(self) -> None:
        if len(self._marks) > MAX_DOCUMENTS:
            self._marks = dict(sorted(self._marks.items())[:MAX_DOCUMENTS])
            self._last_mark = max(self._marks)

    def _keep_pair(self, key: int, position: int, target: str) -> None:
        known = self._pairs.get(key)
        if known is None or position < known[0]:
            self._pairs[key] = (position, target)

    def _bound_pairs(self) -> None:
        if len(self._pairs) > MAX_PAIRS:
            kept = sorted(self._pairs)[:MAX_PAIRS]
            self._pairs = {key: self._pairs[key] for key in kept}

    # answers

    def documents_with(self, line: str) -> int:
        """In how many documents a line is; a large batch may answer a little too much."""
        key = _hash(line_key(line))
        if self._sketch is None:
            return self._lines.get(key, 0)
        return int(min(self._sketch[row, column] for row, column in enumerate(_columns(key))))

    def twin(self, document: Document, alike: float) -> Twin | None:
        """The earliest document before this one that is at least so much alike, 0-1; None for none.

        A document is known again by its label; one that was not learned has no twin.
        """
        if self._index is None:
            self._index = _Index(self._marks)
        return self._index.twin(label_of(document), alike)

    def first_target(self, source: str) -> str | None:
        """The target that a source text had where it stood first in the batch."""
        found = self._pairs.get(_hash(" ".join(source.split())))
        return found[1] if found else None

    # to other processes

    def to_bytes(self) -> bytes:
        """All facts, compressed; equal facts give equal bytes."""
        self._bound_pairs()
        sketch = None if self._sketch is None else self._sketch.tobytes()
        return zlib.compress(
            msgspec.msgpack.encode(
                (
                    self.documents,
                    sorted(self._lines.items()),
                    sketch,
                    sorted(self._marks.items()),
                    sorted(self._pairs.items()),
                )
            ),
            1,
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> BatchFacts:
        """The facts that ``to_bytes`` gave."""
        facts = cls()
        documents, lines, sketch, marks, pairs = msgspec.msgpack.decode(zlib.decompress(data), type=_Packed)
        facts.documents, facts._lines, facts._marks, facts._pairs = (
            documents,
            dict(lines),
            dict(marks),
            dict(pairs),
        )
        facts._last_mark = max(facts._marks, default=-1)
        if sketch is not None:
            import numpy as np

            table = np.frombuffer(sketch, np.uint32)
            facts._sketch = table.reshape(SKETCH_ROWS, SKETCH_COLUMNS).copy()
        return facts

    def __reduce__(self) -> tuple[Any, ...]:
        return BatchFacts.from_bytes, (self.to_bytes(),)


_Packed = tuple[
    int,
    list[tuple[int, int]],
    bytes | None,
    list[tuple[int, _Mark]],
    list[tuple[int, tuple[int, str]]],
]


def learn(documents: Iterable[Document]) -> BatchFacts:
    """The facts of documents in the order they come."""
    facts = BatchFacts()
    for position, document in enumerate(documents):
        facts.add(document.text, position, label_of(document))
        if document.source is not None and document.text.strip():
            facts.add_pair(document.source, document.text, position)
    return facts


def _columns(key: int) -> Iterator[int]:
    """The column of a line in each row of the sketch: 18 bits of its hash, three shared with the next."""
    for row in range(SKETCH_ROWS):
        yield (key >> (row * 15)) % SKETCH_COLUMNS


def _add_to_sketch(sketch: np.ndarray[Any, Any], counts: dict[int, int]) -> None:
    import numpy as np

    if not counts:
        return
    keys = np.array([list(_columns(key)) for key in counts], np.int64)
    amounts = np.fromiter(counts.values(), np.uint32, len(counts))
    for row in range(SKETCH_ROWS):
        np.add.at(sketch[row], keys[:, row], amounts)


def _shingles(key: str) -> list[str]:
    """Three words in a row each; five characters where the script sets no spaces."""
    words = _WORD.findall(key)
    if len(words) * _MAX_WORD_CHARACTERS < len(key):
        return [key[i : i + SHINGLE_CHARACTERS] for i in range(len(key) - SHINGLE_CHARACTERS + 1)]
    return [" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)]


def _signature(key: str) -> bytes:
    """The MinHash of a text; b"" for a short one, and without the extra [dedup]."""
    shingles = _shingles(key)
    if len(shingles) < MIN_SHINGLES or not can_compare():
        return b""
    import numpy as np
    import rensa

    sketch = rensa.RMinHash(num_perm=HASHES, seed=_SEED)
    sketch.update(shingles)
    return np.array(sketch.digest(), np.uint32).tobytes()


class _Index:
    """Marks by content and by bands of their signatures, for look-ups. Made once after the first pass."""

    def __init__(self, marks: dict[int, _Mark]) -> None:
        self._marks = marks
        self._positions: dict[str, int] = {}
        self._first: dict[int, int] = {}
        self._bands: dict[bytes, list[int]] = {}
        seen: dict[bytes, int] = {}
        for position in sorted(marks):
            mark = marks[position]
            self._positions.setdefault(mark.label, position)
            if self._first.setdefault(mark.content, position) != position:
                continue  # a copy: what is like it is like the first
            for band in _bands(mark.signature):
                # Most bands stand in one document only: those are not worth a list each.
                first = seen.setdefault(band, position)
                if first != position:
                    self._bands.setdefault(band, [first]).append(position)

    def twin(self, label: str, alike: float) -> Twin | None:
        own = self._positions.get(label)
        if own is None:
            return None
        mark = self._marks[own]
        first = self._first[mark.content]
        if first < own:
            return Twin(self._marks[first].label, 1.0)
        near = {
            place for band in _bands(mark.signature) for place in self._bands.get(band, ()) if place < own
        }
        for place in sorted(near):
            share = _likeness(mark.signature, self._marks[place].signature)
            if share >= alike:
                return Twin(self._marks[place].label, share)
        return None


def _bands(signature: bytes) -> Iterator[bytes]:
    width = len(signature) // BANDS
    for number in range(BANDS if width else 0):
        yield bytes((number,)) + signature[number * width : (number + 1) * width]


def _likeness(a: bytes, b: bytes) -> float:
    import numpy as np

    return float((np.frombuffer(a, np.uint32) == np.frombuffer(b, np.uint32)).mean())
