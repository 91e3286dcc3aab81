"""What its place tells: numbers alone between paragraphs (votes), and the section over a title."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mtcheck import lazyre
from mtcheck.rules.boilerplate.doubts import is_title_line
from mtcheck.rules.boilerplate.rows import Row
from mtcheck.rules.phrases import Lines, trimmed

_NUMBER = lazyre.compile(r"[ \t]*-?\d{1,4}[ \t\r]*")
# So many of them, each beside a line of prose, and none of these near another number.
_FEWEST, _PROSE, _NEAR = 3, 40, 2


def vote_counts(view: Lines) -> Iterator[tuple[int, int]]:
    """Lines that are a number and nothing else, in no order: numbers of chapters and pages grow."""
    places = [at for at, line in enumerate(view.lines) if _NUMBER.fullmatch(view.text, *line)]
    if len(places) < _FEWEST:
        return
    values = [int(view.text[slice(*view.lines[at])]) for at in places]
    if all(one < other for one, other in pairwise(values)) or any(b - a <= 1 for a, b in pairwise(places)):
        return
    beside = [at for at in places if _is_beside_prose(view, at)]
    if len(beside) == len(places):
        for at in beside:
            yield trimmed(view.text, *view.lines[at])


def _is_beside_prose(view: Lines, at: int) -> bool:
    near = [*range(max(0, at - _NEAR), at), *range(at + 1, min(len(view.lines), at + _NEAR + 1))]
    return any(view.lines[each].end - view.lines[each].start >= _PROSE for each in near)


SECTION, DATE = "section label", "date of the page"
# So many lines from the top a date may stand, under a title.
_TOP = 4


def is_inner_section(view: Lines, row: Row, at: int, furniture: set[int]) -> bool:
    """Whether a name of a section is not at the top, above a title, or a date not at the top, below one."""
    if row.kind not in (SECTION, DATE):
        return False
    texts = [each for each, line in enumerate(view.lines) if view.text[slice(*line)].strip()]
    if row.kind == DATE:
        above = texts[: texts.index(at)]
        titled = any(is_title_line(view.text[slice(*view.lines[each])]) for each in above)
        return len(texts) > 1 and (not titled or len(above) >= _TOP)
    above_all = any(each < at and each not in furniture for each in texts[: len(furniture) + 1])
    below = next((each for each in texts if each > at and each not in furniture), None)
    return above_all or not (below is None or is_title_line(view.text[slice(*view.lines[below])]))
