"""FLU002: a group of words, a sentence or a run of characters that a translator repeats without end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import compress, count
from typing import Any
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from mtcheck import lazyre
from mtcheck.bitext.numberdata import scale_pattern
from mtcheck.document import Span
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.resources import language_facts, languages
from mtcheck.tags import UNSPACED, tag
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")
# Words in the longest group that is looked for: a sentence of news has 20 to 25 on average.
_LONGEST_GROUP = 40
# How often a group must stand in a row. Two are a slip (FLU001) or rhetoric; one word alone, or two words
# around a link (again and again and again), is repeated for effect up to four times.
_TIMES, _TIMES_OF_A_WORD = 3, 5
_SHORTEST_LOOP = 5
# What people do repeat: cries, refrains, cheers.
_CHANT = lazyre.compile(
    r"(?:h+[aeio]+h?|a+h+|o+h+|la|na|da|dum|doo|ding|dong|yeah|hey|no|yes|go|bla|blah"
    r"|tick|tock|ло|ля|на|ха|хи|хе|да|нет|hip|hurra\w*|hooray|goal|gol|amen|ja|nein|non|oui|sí|si|very|so|many|much|too|really|more|очень|sehr|très)+"
)
# A power of ten and the word that joins it to the next.
_SCALED = 2
_MARKS = "“”\"'‘’«»„.,;:!?…()[]-–—*_|/"
# Scripts without spaces: a loop shows in the characters. A period of one or two is emphasis or laughter.
_UNSPACED = lazyre.compile(f"[{UNSPACED}]")
# One word of up to three characters (何度も) is repeated for effect, as in other scripts.
_WORD_CHARACTERS = 3
_MIN_PERIOD, _MAX_PERIOD, _MIN_LOOP_CHARACTERS = 2, 60, 12
# So many characters of the shortest loop are there for a second time: four, three times.
_LEAST_AGAIN = 8
# A word is shorter than this; what is longer is looked at for a loop within it.
_LONG_TOKEN, _LONG_UNSPACED = 24, _MIN_LOOP_CHARACTERS
_TOKEN_LOOP = lazyre.compile(r"([^\W\d_\u0e00-\u9fff]{2,12}?)\1{3}")


def is_word(token: str) -> bool:
    """Whether nothing but letters and their marks is in a token: vowel signs are no letters to Python.

    >>> is_word("हिन्दी"), is_word("a1")
    (True, False)
    """
    return token.isalpha() or (
        any(map(str.isalpha, token)) and all(c.isalpha() or category(c)[0] == "M" for c in token)
    )


@rule(
    "FLU002",
    "repetition-loop",
    category="accuracy/addition",
    severity=Severity.MAJOR,
    skip=NOT_PROSE,
    examples=(
        ("The price of the of the of the of the oil rose.", "The price of the oil rose."),
        ("He won. He won again. He won again. He won again.", "He won again."),
    ),
)
def repetition_loop(view: View, options: Options) -> Iterator[Hit]:
    """Words, a sentence or characters repeat many times in a row: `of the of the of the`

    A neural translator that loses its place repeats itself. Refrains on lines of their own, cheers and
    laughter (`la la la`), numbers, tables and rhetoric (`more and more and more`) are left alone.
    """
    spans = list(_word_loops(view))
    spans += _character_loops(view)
    end = 0
    for start, stop, times in sorted(spans, key=lambda span: (span[0], -span[2])):
        if start >= end:
            shown = _shown(view.text[start:stop], times)
            yield Hit(start, stop, f"the same {times} times in a row: {shown!r}")
            end = stop


def _shown(text: str, times: int) -> str:
    group = " ".join(text[: -(-len(text) // times)].split())
    return group if len(group) <= 40 else group[:39] + "…"


def _runs(same: NDArray[np.bool_], least: int) -> list[tuple[int, int]]:
    """Stretches of at least ``least`` true values, half-open."""
    if np.count_nonzero(same) < least:
        return []
    edges = np.flatnonzero(np.diff(np.concatenate(([0], same.view(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]


def _word_loops(view: View) -> Iterator[tuple[int, int, int]]:
    tokens = view.tokens
    codes = view.token_codes
    for period in _periods(codes):
        # The last group may end in another mark: its last word does not count.
        least = max(1, period * (_TIMES - 1) - 1)
        for first, last in _runs(codes[:-period] == codes[period:], least):
            stop = last + period
            if stop < len(tokens) and tokens[stop].rstrip(_MARKS) == tokens[stop - period].rstrip(_MARKS):
                stop += 1
            if period == 1 and _is_of_two(view.written[first + 1 : stop]):
                continue
            if _is_loop(tokens[first : first + period], stop - first, view.lang):
                yield from _within_paragraphs(view, first, stop, period)


def _is_of_two(written: list[str]) -> bool:
    """Whether a word stands there as a name and as a word: a loop has one of the two."""
    return len({token.strip(_MARKS) for token in written}) > 1


def _periods(codes: NDArray[Any]) -> list[int]:
    """Distances at which three words in a row come back at once: what every loop has, and little else."""
    if len(codes) < _SHORTEST_LOOP:
        return []
    threes = codes[:-2] * 3 + codes[1:-1] * 5 + codes[2:] * 7  # wraps around, as a hash may
    order = np.argsort(threes, kind="stable")
    same = np.diff(threes[order]) == 0
    distances = np.diff(order)[same]
    return sorted(set(distances[distances <= _LONGEST_GROUP].tolist()))  # np.unique loads masked arrays


@cache
def connectives(lang: str) -> frozenset[str]:
    """Words that join two of the same (again and again); of all languages where the language has no list."""
    own = language_facts(tag(lang).base).get("connectives")
    tables = [own] if own else [language_facts(name).get("connectives", {}) for name in languages()]
    return frozenset(word for table in tables for word in table.get("words", "").split())


def _is_loop(group: tuple[str, ...], length: int, lang: str) -> bool:
    """Whether a group of words that fills ``length`` words is one that no writer repeats."""
    words = [word for token in group if (word := token.strip(_MARKS))]
    if not words or sum(map(is_word, words)) * 2 <= len(words):
        return False
    if all(_CHANT.fullmatch(word) for word in words) or sum(map(len, words)) < 3:
        return False
    scales = scale_pattern(lang)
    if scales and len(words) <= _SCALED and any(map(scales.fullmatch, words)):
        return False  # milliards of milliards of milliards
    linked = len(set(words)) == 1 or (len(words) == 2 and not connectives(lang).isdisjoint(words))
    return length >= len(group) * (_TIMES_OF_A_WORD if linked else _TIMES)


def _within_paragraphs(view: View, first: int, stop: int, period: int) -> Iterator[tuple[int, int, int]]:
    """The loop's parts that stand within one paragraph: repeated lines are a refrain, or a list."""
    starts = view.token_starts
    start = first
    while start < stop:
        paragraph = view.paragraph_at(starts[start])
        end = start + 1
        while end < stop and starts[end] < paragraph.end:
            end += 1
        if end - start >= period * _TIMES:
            piece = Span(starts[start], view.token_span(end - 1).end)
            if "|" not in view.text[slice(*piece)] and "\t" not in view.text[slice(*piece)]:
                yield *piece, (end - start) // period
        start = end


def _character_loops(view: View) -> Iterator[tuple[int, int, int]]:
    shortest = _LONG_TOKEN if view.is_ascii else _LONG_UNSPACED
    long = {token for token in view.distinct_tokens if len(token) >= shortest and _may_loop(token)}
    for index in compress(count(), map(long.__contains__, view.tokens)) if long else ():
        token = view.tokens[index]
        if len(token) >= _LONG_TOKEN and (match := _TOKEN_LOOP.search(token)):
            first, end = match.start(), _end_of_loop(token, match[1], match.end())
            if end - first >= _LONG_TOKEN and not _CHANT.fullmatch(token, first, end):
                start = view.token_starts[index]
                yield start + first, start + end, (end - first) // len(match[1])
        elif not token.isascii() and _UNSPACED.search(token):
            yield from _unspaced_loops(view.lowered, *view.token_span(index))


def _end_of_loop(token: str, unit: str, end: int) -> int:
    """Where a unit ends to be repeated; a pattern would remember each time, in forty bytes a character."""
    for times in (1000, 1):
        while token.startswith(unit * times, end):
            end += times * len(unit)
    return end


def _may_loop(token: str) -> bool:
    long = len(token) >= _LONG_TOKEN or (not token.isascii() and _UNSPACED.search(token) is not None)
    return long and len(token) - len(set(token)) >= _LEAST_AGAIN


def _unspaced_loops(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    # A loop is made of characters that were there before: a clause has few of them.
    again = end - start - len(set(text[start:end]))
    if again < _LEAST_AGAIN:
        return
    codes = np.frombuffer(text[start:end].encode("utf-32-le", "surrogatepass"), np.uint32)
    done = 0
    for period in range(_MIN_PERIOD, min(_MAX_PERIOD, len(codes) // _TIMES) + 1):
        times = _TIMES_OF_A_WORD if period <= _WORD_CHARACTERS else _TIMES
        least = max(period * (times - 1), _MIN_LOOP_CHARACTERS - period)
        if least > again:
            continue
        for first, last in _runs(codes[:-period] == codes[period:], least):
            group = text[start + first : start + first + period]
            letters = sum(character.isalpha() for character in group)
            if first >= done and len(set(group)) > 1 and letters * 2 > period:
                yield start + first, start + last + period, (last - first) // period + 1
                done = last + period
