"""DUP002, near-duplicate."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.view import View

# A shorter paragraph is like another by chance.
_LEAST_CHARACTERS, _LEAST_WORDS = 80, 12
# A thousand paragraphs about one thing share its long words: only the first ones of a word are compared.
_MOST_COMPARED = 200


# Words that tell are looked up in so many bits.
_BITS, _PAIR_BITS = 255, 1023
_WORD = lazyre.compile(r"\w+")


@rule(
    "DUP002",
    "near-duplicate",
    category="design/duplication",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    drop="duplicate",
    skip=("block",),
    batch=True,
    options={"percent": 80.0},
)
def near_duplicate(view: View, options: Options) -> Iterator[Hit]:
    """A paragraph repeats an earlier one in nearly the same words; a document repeats another.

    At least ``percent`` of their pairs of words are the same: two translations of one sentence, or a teaser
    and its paragraph. Paragraphs that differ in a number or a name are left alone. `clean --drop duplicate`
    removes the later paragraph. Documents are compared with `--corpus`: exact copies always, near ones with
    the extra mtcheck[dedup]. They are only reported.
    """
    alike = options["percent"] / 100
    twin = view.batch.twin(view.document, alike) if view.batch else None
    if twin:
        share = "same text as" if twin.alike == 1 else f"{twin.alike:.0%} the text of"
        yield Hit(0, 0, f"{share} {twin.label}, an earlier document", confidence=twin.alike)
    yield from _near_paragraphs(view, alike)


def _near_paragraphs(view: View, alike: float) -> Iterator[Hit]:
    earlier: dict[str, list[_Body]] = {}
    bodies: dict[str, _Body] = {}  # copies of one paragraph are compared once
    for span in view.paragraphs:
        if span.end - span.start < _LEAST_CHARACTERS:
            continue
        lowered = view.lowered[span.start : span.end].split()
        if len(lowered) < _LEAST_WORDS:
            continue
        # Paragraphs that are mostly the same share the longest word of one half or of the other.
        half = len(lowered) // 2
        rare = {max(lowered[:half], key=len), max(lowered[half:], key=len)}
        text = view.text[slice(*span)]
        copied = text in bodies
        body = bodies.setdefault(text, _Body(span, text))
        if found := _first_alike(body, rare, earlier, alike):
            share, other = found
            line = bisect_right(view.lines, other.start, key=lambda each: each.start)
            yield Hit(*span, f"{share:.0%} the same text as line {line}", confidence=share)
        for word in () if copied else rare:
            earlier.setdefault(word, []).append(body)


class _Body:
    """One paragraph, its words and pairs of words counted when they are first compared."""

    def __init__(self, span: Span, text: str) -> None:
        self.span, self._text = span, text

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self._text)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.words)

    @cached_property
    def telling(self) -> frozenset[str]:
        return frozenset(word for word in self.counts if _tells(word))

    @cached_property
    def marks(self) -> tuple[int, int]:
        """A bit for each word that tells, and the same without the first word: texts that share these words
        share the bits.
        """
        first, all_, others = self.words[0], 0, 0
        for word in self.telling:
            bit = 1 << (hash(word) & _BITS)
            all_ |= bit
            if word != first:
                others |= bit
        return all_, others

    def may_be_like(self, least: float, other: _Body) -> bool:
        """Whether sizes and names allow it: no share is larger than that of the sizes, and each has the names
        of the other, but for the first word.
        """
        size, length = len(self.words), len(other.words)
        if min(size, length) < max(_LEAST_WORDS, least * max(size, length) - 1):
            return False
        (mine, inner), (theirs, their_inner) = self.marks, other.marks
        return not (inner & ~theirs or their_inner & ~mine)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        return Counter(pairwise(word.lower() for word in self.words))

    @cached_property
    def pair_bits(self) -> int:
        """A bit for each pair of words."""
        bits = 0
        for pair in self.pairs:
            bits |= 1 << (hash(pair) & _PAIR_BITS)
        return bits

    def likeness(self, other: _Body) -> float:
        """The share of pairs of words that two texts have in common, 0-1, whatever case and punctuation.

        0 where they differ in a number or a name.
        """
        telling = self.telling | other.telling
        odd = {word for word in telling if self.counts[word] != other.counts[word]}
        if odd - {self.words[0], other.words[0]}:
            return 0.0
        common = (self.pairs & other.pairs).total()
        return common / (self.pairs.total() + other.pairs.total() - common)


def _first_alike(
    body: _Body, rare: set[str], earlier: dict[str, list[_Body]], alike: float
) -> tuple[float, Span] | None:
    """The first earlier paragraph that says nearly the same, with its share; None without one."""
    places: dict[Span, _Body] = {}
    candidates = [other for word in rare for other in earlier.get(word, ())[:_MOST_COMPARED]]
    if not candidates:
        return None
    # No share is larger than that of a paragraph's own pairs which the other has.
    mine, most = body.pair_bits, (1 - alike) * body.pairs.total() + 1e-6
    for other in candidates:
        if (
            (mine & ~other.pair_bits).bit_count() <= most
            and other is not body
            and body.may_be_like(alike, other)
        ):
            places[other.span] = other
    for span in sorted(places):
        share = body.likeness(places[span])
        if alike <= share < 1:
            return share, span
    return None


def _tells(word: str) -> bool:
    """Whether a word is a name or a number, so that a text with another one says something else."""
    return word[0].isupper() or any(map(str.isdigit, word))
