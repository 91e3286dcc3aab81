"""FLU008: a space beside an apostrophe that is inside a word: l' avion, minister 's, do n't, п' ять."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.resources import language_facts
from mtcheck.text.view import View

# The apostrophe comes first: the pattern is tried at no other character.
# What stands where the pattern below finds something.
_BESIDE = tuple(pair for mark in "'’" for space in " \u00a0" for pair in (f"{space}{mark}", f"{mark}{space}"))
_NEGATED = (" n't", " n’t")
_APART = lazyre.compile(r"['’](?:(?<=[ \u00a0].)|(?=[ \u00a0])|(?<= n.)(?=t\b))")
_LEFT = lazyre.compile(r"([^\W\d_]+)([ \u00a0]?)$")
_RIGHT = lazyre.compile(r"([ \u00a0]?)([^\W\d_]+)")
_LONGEST = 40
# Beside the mark of a quotation it is none: the letter 's', the word ‘l’ alone.
_MARKS = "'’‘\"“”-"


class _Row(NamedTuple):
    elided: frozenset[str]
    before: str
    clitics: frozenset[str]
    negated: frozenset[str]
    front: str
    behind: str


@cache
def _row(lang: str) -> _Row | None:
    data = language_facts(lang).get("apostrophes")
    if data is None:
        return None
    elided, clitics, negated = (
        frozenset(data.get(key, "").split()) for key in ("elided", "clitics", "negated")
    )
    return _Row(
        elided, data.get("before", ""), clitics, negated, data.get("front", ""), data.get("behind", "")
    )


def torn_at_apostrophes(view: View) -> Iterator[tuple[int, int, str]]:
    """Start, end and better form of what a space beside an apostrophe tears.

    >>> from mtcheck.document import Document, Origin
    >>> text = "The minister 's car is old."
    >>> list(torn_at_apostrophes(View(text, Document(text, Origin("-")), "en")))
    [(4, 15, "minister's")]
    """
    row, text = _row(view.tag.base), view.text
    if row is None or not (view.shape.has(*_BESIDE) or any(map(text.__contains__, _NEGATED))):
        return
    for match in _APART.finditer(text):
        place = match.start()
        first, second = max(0, place - _LONGEST), place + 1
        left = _LEFT.search(text, first, place)
        right = _RIGHT.match(text, second, second + _LONGEST)
        if not left or not right or text[right.end() : right.end() + 1] == "/":
            continue  # a quotation mark opens a command: sed 's/a/b/'
        start, end = left.start(), right.end()
        if _marked(text[max(0, start - 1) : start]) or _marked(text[end : end + 1]):
            continue
        if row.negated and left[0] == "n":  # do n't
            verb = _LEFT.search(text, max(0, start - _LONGEST), start)
            if verb and verb[1].lower() in row.negated and right[0] == "t":
                yield verb.start(), end, f"{verb[1]}n{match[0]}t"
        elif _is_torn(row, left, right):
            yield start, end, f"{left[1]}{match[0]}{right[2]}"


def _marked(char: str) -> bool:
    return char != "" and char in _MARKS


def _is_torn(row: _Row, left: re.Match[str], right: re.Match[str]) -> bool:
    one, other = left[1].lower(), right[2].lower()
    if left[2] and not right[1]:  # a space in front
        negated = other == "t" and one.endswith("n") and one[:-1] in row.negated  # didn 't
        if negated or (other in row.clitics and len(one) > 1):
            return True
    elif right[1] and not left[2] and one in row.elided and other[0] in row.before:
        return True
    return bool(left[2] or right[1]) and one[-1] in row.front and other[0] in row.behind
