"""Readings of a phrase pattern: which words have to stand in a text before the pattern can match.

In inflected languages a pattern leaves the ends of its words open; then the stem has to stand there.

A pattern is read with Python's own parser of regular expressions. What it leaves open (a class of many
characters, a long repetition) is a hole; words that touch a hole are not known and are left out.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from mtcheck import lazyre
from mtcheck.resources import word_set

# A pattern with more readings than that is read with a hole at the place that makes them so many.
MAX_READINGS = 2000
_HOLE = "\0"
_WORD = lazyre.compile(r"[\w\0]+")
# Words that stand in nearly every article and so tell little.
# What a look-up costs on average, roughly: in an article of 14,000 characters a pair of rare words is
# seldom, one with a common word more often, a word of few letters nearly always.
_RARE_PAIR, _HALF_COMMON_PAIR, _COMMON_PAIR, _LONG_WORD, _SHORT_WORD, _COMMON_WORD = 1, 6, 500, 12, 80, 5000
_LONG = 12
_LONG_STEM, _SHORT_STEM = 20, 100
# The first characters of a word, by which stems are looked up; a shorter stem is none.
STEM = 6


def needed_words(pattern: str) -> tuple[str, ...]:
    """Words, pairs of words and stems (``"stem*"``) of which one has to stand in the text; () for none.

    >>> needed_words("in (?:a |the )?closed format")
    ('closed format',)
    >>> needed_words("(?:he|she) announced about")
    ('announced about',)
    >>> needed_words(r"драматическ\\w{2,3} (?:рост|спад)\\w{0,2}")
    ('драматическ*',)
    """
    readings = [frozenset(_keys(reading)) for reading in set(_sequence(_parser.parse(pattern, re.I)))]
    chosen: list[str] = []
    while readings:
        covered = Counter(key for reading in readings for key in reading)
        if not all(readings):
            return ()
        best = min(covered, key=lambda key: (_cost(key) / covered[key], key))
        chosen.append(best)
        readings = [reading for reading in readings if best not in reading]
    return () if any(_cost(key) == _COMMON_WORD for key in chosen) else tuple(sorted(chosen))


@lru_cache(maxsize=4096)
def one_of(pattern: str) -> tuple[str, ...]:
    """Pieces of words of which one is in whatever the pattern matches, in small letters; () if unknown.

    Looked for in a stretch of text, they cost a tenth of the pattern.

    >>> one_of("(?:he|she) (?:is|was) guilty of"), one_of("(?:ill|sick) (?:by|on)")
    (('guilty',), ('ill', 'sick'))
    """
    found = _pieces(_parser.parse(pattern))
    return found if len(found) <= _MOST_PIECES else ()


# More than that cost as much as the pattern.
_MOST_PIECES = 16


def _pieces(sequence: Iterable[tuple[Any, Any]]) -> tuple[str, ...]:
    """Of the parts of a sequence, the longest run of letters, or a choice of such runs."""
    found: list[tuple[str, ...]] = []
    run = ""
    for code, value in sequence:
        if code is sre.LITERAL and chr(value).isalpha():
            run += chr(value).lower()
            continue
        found.append((run,))
        run = ""
        if code is sre.SUBPATTERN:
            found.append(_pieces(value[3]))
        elif code is sre.BRANCH:
            choices = [_pieces(choice) for choice in value[1]]
            found.append(tuple(dict.fromkeys(piece for choice in choices for piece in choice or ("",))))
    found.append((run,))
    known = [pieces for pieces in found if pieces and all(pieces)]
    return max(known, key=lambda pieces: (min(map(len, pieces)), -len(pieces)), default=())


def _keys(reading: str) -> Iterator[str]:
    words = _WORD.findall(reading.lower())
    for word in words:
        if _HOLE not in word:
            yield word
        elif word.index(_HOLE) >= STEM:
            yield f"{word.partition(_HOLE)[0]}*"
    for left, right in itertools.pairwise(words):
        if _HOLE not in left + right:
            yield f"{left} {right}"


def _cost(key: str) -> int:
    if key.endswith("*"):
        return _LONG_STEM if len(key) > _LONG else _SHORT_STEM
    common = sum(word in word_set("und", "common") for word in key.split(" "))
    if " " in key:
        return (_RARE_PAIR, _HALF_COMMON_PAIR, _COMMON_PAIR)[common]
    return _COMMON_WORD if common else _LONG_WORD if len(key) >= _LONG else _SHORT_WORD


def _sequence(items: Any) -> list[str]:
    readings = [""]
    for operation, argument in items:
        parts = _part(operation, argument)
        if len(readings) * len(parts) > MAX_READINGS:
            parts = [_HOLE]
        readings = [reading + part for reading in readings for part in parts]
    return readings


def _part(operation: Any, argument: Any) -> list[str]:
    """The readings of one element."""
    if operation is sre.LITERAL:
        return [chr(argument)]
    if operation is sre.SUBPATTERN:
        return _sequence(argument[3])
    if operation is sre.BRANCH:
        return [reading for branch in argument[1] for reading in _sequence(branch)]
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        least, most, inner = argument
        if (least, most) == (0, 1):
            return ["", *_sequence(inner)]
        return [_HOLE if _sequence(inner) != [" "] else " "]
    if operation is sre.AT or operation is sre.ASSERT_NOT:
        return [""]
    if operation is sre.ASSERT:
        # A word that is looked ahead to may go on; what a look-behind sees is before the pattern.
        return [seen + _HOLE for seen in _sequence(argument[1])] if argument[0] > 0 else [""]
    if operation is sre.IN and argument == [(sre.CATEGORY, sre.CATEGORY_DIGIT)]:
        return list("0123456789")
    if operation is sre.IN and all(kind is sre.LITERAL for kind, _ in argument):
        return [chr(code) for _, code in argument]
    return [_HOLE]


def pattern_problem(pattern: str) -> str | None:
    """What is wrong with a pattern, and the way out; None when it can be used.

    Repetitions must have an upper bound and stand in no other one, so that no text makes the search slow.

    >>> pattern_problem("said (?:very )*loudly")
    'a repetition without an end; write {0,3} for * and {1,3} for +'
    """
    try:
        tree = _parser.parse(pattern, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        return f"is not a regular expression: {error}"
    if tree.getwidth()[0] == 0:
        return "matches the empty text; give it at least one word"
    return _repetition_problem(tree, False)


def _repetition_problem(node: Any, inside: bool) -> str | None:
    for operation, argument in node:
        repeated = operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
        if repeated and argument[1] is sre.MAXREPEAT:
            return "a repetition without an end; write {0,3} for * and {1,3} for +"
        many = repeated and argument[1] > 1
        if many and inside:
            return "a repetition inside another; write the inner one out"
        for inner in _children(operation, argument):
            problem = _repetition_problem(inner, inside or many)
            if problem:
                return problem
    return None


def _children(operation: Any, argument: Any) -> list[Any]:
    if operation is sre.SUBPATTERN:
        return [argument[3]]
    if operation is sre.BRANCH:
        return list(argument[1])
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [argument[2]]
    if operation in (sre.ASSERT, sre.ASSERT_NOT):
        return [argument[1]]
    return [argument] if operation is sre.ATOMIC_GROUP else []


def longest_match(pattern: str) -> int:
    """How many characters a pattern can match at most."""
    return int(_parser.parse(pattern, re.IGNORECASE).getwidth()[1])
