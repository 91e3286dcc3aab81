"""DUP002, near-duplicate."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from mtcheck.document import Span
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.view import View

# A shorter paragraph is like another by chance.
_LEAST_CHARACTERS, _LEAST_WORDS = 80, 12


_WORD = re.compile(r"\w+")


@rule(
    "DUP002",
    "near-duplicate",
    category="design/duplication",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    drop="duplicate",
    batch=True,
    options={"percent": 80.0},
)
def near_duplicate(view: View, options: Options) -> Iterator[Hit]:
    """A paragraph that says an earlier one again in nearly the same words; a document that repeats another.

    Two translations of one sentence, or a teaser and the paragraph it was cut from: at least ``percent`` of
    their pairs of words are the same. Paragraphs that differ in a number or a name are parallel statements
    and stay. `clean --drop duplicate` leaves the later one out. Documents are compared when all inputs are
    read first (`--corpus`): exact copies always, near ones with the extra mtcheck[dedup]; this is only said.
    """
    alike = options["percent"] / 100
    twin = view.batch.twin(view.document, alike) if view.batch else None
    if twin:
        share = "same text as" if twin.alike == 1 else f"{twin.alike:.0%} the text of"
        yield Hit(0, 0, f"{share} {twin.label}, an earlier document", confidence=twin.alike)
    yield from _near_paragraphs(view, alike)


def _near_paragraphs(view: View, alike: float) -> Iterator[Hit]:
    earlier: dict[str, list[Span]] = {}
    for span in view.paragraphs:
        if span.end - span.start < _LEAST_CHARACTERS:
            continue
        words = view.lowered[span.start : span.end].split()
        if len(words) < _LEAST_WORDS:
            continue
        # Paragraphs that are mostly the same share the longest word of one half or of the other.
        half = len(words) // 2
        rare = {max(words[:half], key=len), max(words[half:], key=len)}
        for other in sorted({span for word in rare for span in earlier.get(word, ())}):
            share = _likeness(view.text[slice(*other)], view.text[slice(*span)])
            if alike <= share < 1:
                line = bisect_right(view.lines, other.start, key=lambda each: each.start)
                yield Hit(*span, f"{share:.0%} the same text as line {line}", confidence=share)
                break
        for word in rare:
            earlier.setdefault(word, []).append(span)


def _likeness(first: str, second: str) -> float:
    """The share of pairs of words that two texts have in common, 0-1, whatever their case and punctuation.

    0 where they differ in a number or a name.
    """
    left, right = _WORD.findall(first), _WORD.findall(second)
    if min(len(left), len(right)) < _LEAST_WORDS:
        return 0.0
    odd = Counter(left)
    odd.subtract(right)
    if any(count and word not in (left[0], right[0]) and _tells(word) for word, count in odd.items()):
        return 0.0
    pairs, others = (Counter(pairwise(word.lower() for word in words)) for words in (left, right))
    return (pairs & others).total() / (pairs | others).total()


def _tells(word: str) -> bool:
    """Whether a word is a name or a number, so that a text with another one says something else."""
    return word[0].isupper() or any(map(str.isdigit, word))
