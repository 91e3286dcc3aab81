"""Which quotation mark opens and which closes, worked out over a paragraph.

A mark's shape does not tell: “ closes in German and opens in English, a straight mark does both, and a
translator moves spaces about. So marks are paired in order, as a reader does, by the pairs in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from mtcheck.conventions import conventions
from mtcheck.document import Span

_MARKS = re.compile('["“”„«»]')


class QuoteMark(NamedTuple):
    """One double quotation mark of a text.

    ``opens`` says its role; ``paired`` whether its partner stands in the same paragraph. ``trusted`` is
    False where a straight mark's role rests on a count that does not come out even.
    """

    place: int
    mark: str
    opens: bool
    paired: bool
    trusted: bool


@cache
def _closers(lang: str) -> dict[str, str]:
    """For each mark that may open in the language, the marks that may close what it opened."""
    closers: dict[str, str] = {}
    for opener, closer in conventions(lang).quotes:
        closers[opener] = closers.get(opener, "") + closer
    return closers


def quote_marks(text: str, paragraphs: Iterable[Span], lang: str) -> Iterator[QuoteMark]:
    """The double quotation marks of each paragraph with their roles, in order.

    >>> text = "“We go, ”she said."
    >>> [(mark.place, mark.opens) for mark in quote_marks(text, [Span(0, len(text))], "en")]
    [(0, True), (8, False)]
    """
    if not any(mark in text for mark in '"“”„«»'):
        return
    for paragraph in paragraphs:
        places = [
            match.start()
            for match in _MARKS.finditer(text, *paragraph)
            if not _is_measure(text, match.start())
        ]
        if places:
            yield from _paired(text, places, _closers(lang))


def _is_measure(text: str, place: int) -> bool:
    """Whether a straight mark stands for inches or seconds: 6'2", 19" screens."""
    return (
        text[place] == '"'
        and text[place - 1 : place].isdigit()
        and not text[place + 1 : place + 2].isalpha()
        and text.count('"', max(0, place - 200), place) % 2 == 0
    )


def _paired(text: str, places: list[int], closers: dict[str, str]) -> Iterator[QuoteMark]:
    open_marks: list[int] = []
    partner: dict[int, int] = {}
    roles: dict[int, bool] = {}
    for place in places:
        mark = text[place]
        if open_marks and mark in closers.get(text[open_marks[-1]], ""):
            partner[place] = open_marks.pop()
            partner[partner[place]] = place
            roles[place] = False
        elif mark in closers:
            open_marks.append(place)
            roles[place] = True
        else:
            roles[place] = False
    straight = [place for place in places if text[place] == '"']
    odd = sum(_looks_wrong(text, place, roles[place]) for place in straight)
    trusted = len(straight) % 2 == 0 and odd * 2 <= len(straight)
    for place in places:
        yield QuoteMark(place, text[place], roles[place], place in partner, text[place] != '"' or trusted)


def _looks_wrong(text: str, place: int, opens: bool) -> bool:
    """Whether the spaces beside a mark speak against its role."""
    before = text[place - 1 : place].isspace() or place == 0
    after = text[place + 1 : place + 2].isspace() or place + 1 == len(text)
    return (after and not before) if opens else (before and not after)
