"""Groups of two to six words that stand twice in a row: `opened the gate opened the gate at nine`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mtcheck.document import Span
from mtcheck.resources import language_facts
from mtcheck.rules.fluency.repetition_loop import connectives
from mtcheck.text.view import View

# Words in a group; letters in it, where fewer are rhythm (la di, la di); tokens of the shortest text.
_PAIR, _LONGEST, _FEWEST_LETTERS, _FEWEST = 2, 6, 6, 5
# A pronoun and up to two words: what in the end was said was said.
_RELATIVE_REACH = 3
# There a capital inside is no name.
_CAPITAL_NOUNS = ("de", "lb")
_CLOSING, _SENTENCE_END = "”\"'’»„.,;:!?…)]*_", ".!?…。"


def doubled_phrases(view: View) -> Iterator[tuple[Span, Span]]:
    """Each group that is there twice in a row, and its repetition.

    Left alone are groups around a connective (again and again), chains (side by side by side), groups with
    a mark inside, names, and lines that hold little else.
    """
    if view.tag.spaceless or len(view.tokens) < _FEWEST:
        return
    done = -1
    # Few of the places are slips: a megabyte of `[ [ [` has millions that are none.
    for index, size in sorted(
        place for place in _places(view.tokens, view.token_codes) if _is_slip(view, *place)
    ):
        if index <= done:
            continue
        first = Span(view.token_starts[index], view.token_span(index + size - 1).end)
        end = view.token_span(index + 2 * size - 1).end
        second = view.text[view.token_starts[index + size] : end]
        yield first, Span(end - len(second), end - len(second) + len(second.rstrip(_CLOSING)))
        done = index + 2 * size - 1


def _places(tokens: tuple[str, ...], codes: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Where a group begins whose copy follows it, and the size; a mark behind the copy does not count."""
    for size in range(2, _LONGEST + 1):
        for index in (codes[:-size] == codes[size:]).nonzero()[0].tolist():
            middle, end = index + size, index + 2 * size
            begun = end <= len(tokens) and tokens[index : middle - 1] == tokens[middle : end - 1]
            if begun and tokens[middle - 1] == tokens[end - 1].rstrip(_CLOSING):
                yield index, size


def _is_chain(view: View, group: tuple[str, ...]) -> bool:
    """Whether an article begins a group and a preposition ends it: a friend of a friend of ours."""
    row = language_facts(view.tag.base).get("chains", {})
    return group[0] in row.get("articles", "").split() and group[-1] in row.get("prepositions", "").split()


def in_free_relative(view: View, index: int) -> bool:
    """Whether `what` or `who` stands a word or two before: what was said was said."""
    pairs = language_facts(view.tag.base).get("chains", {}).get("free-relatives", "").split("|")
    before = " ".join(view.tokens[max(0, index - _RELATIVE_REACH) : index])
    return bool(pairs[0]) and any(f" {pair} " in f" {before} " for pair in pairs)


def _is_slip(view: View, index: int, size: int) -> bool:
    tokens, end = view.tokens, index + 2 * size
    group = tokens[index : index + size]
    if not all(word.isalpha() for word in group) or sum(map(len, group)) < _FEWEST_LETTERS:
        return False
    joined = size == _PAIR and not connectives(view.lang).isdisjoint(group)
    if len(set(group)) < size or joined or _is_chain(view, group) or in_free_relative(view, index):
        return False
    before = tokens[index - 1] if index else ""
    after = tokens[end].rstrip(_CLOSING) if end < len(tokens) else ""
    if before == group[-1] or after == group[0]:
        return False  # side by side by side, or a loop (FLU002)
    piece = view.text[view.token_starts[index] : view.token_span(end - 1).end]
    line = view.paragraph_at(view.token_starts[index])
    inside = piece[1:] if not before or before[-1] in _SENTENCE_END else piece
    alone = len(piece) * 2 > line.end - line.start and len(view.text[slice(*line)].split()) - 2 * size < 2
    return "\n" not in piece and not alone and (inside.islower() or view.tag.base in _CAPITAL_NOUNS)
