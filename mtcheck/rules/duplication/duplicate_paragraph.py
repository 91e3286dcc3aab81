"""DUP001: A paragraph stands a second time in one document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mtcheck.document import Span, overlaps
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.view import View


@rule(
    "DUP001",
    "duplicate-paragraph",
    category="design/duplication",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    drop="duplicate",
    options={"min-characters": 40},
)
def duplicate_paragraph(view: View, options: Options) -> Iterator[Hit]:
    """A paragraph, or a sentence of one, stands a second time in one document.

    Scrapers take the title and the teaser twice. Short paragraphs, such as a refrain, are left alone, and so
    are steps of instructions, items of lists and cells of tables, which may say the same; white space and
    case do not count. `clean --drop duplicate` leaves the later one out.
    """
    first_line: dict[str, int] = {}
    least = options["min-characters"]
    told: list[Span] = []
    for number, (start, end) in enumerate(view.lines, 1):
        if end - start < least or _is_item(view, start, end):
            continue
        key = _key(view, start, end)
        if len(key) < least:
            continue
        if key in first_line:
            told.append(Span(start, end))
            yield Hit(start, end, f"same text as line {first_line[key]}")
        else:
            first_line[key] = number
    yield from _sentences(view, least, told)


def _key(view: View, start: int, end: int) -> str:
    return " ".join(view.lowered[start:end].split())


# A number, a letter or a bullet that begins a step or an item; a cell of a table.
_ITEM = re.compile(r"[ \t]*(?:\(?\w{1,3}[.)]|[-–—•*·▪►●○■□➢✓✔>#+])[ \t\u00a0]|[^\n]{0,200}[|\t]")
# Fewer words may be a formula that a text repeats.
_LEAST_WORDS = 7


def _is_item(view: View, start: int, end: int) -> bool:
    return _ITEM.match(view.text, start, end) is not None


def _sentences(view: View, least: int, told: list[Span]) -> Iterator[Hit]:
    """Sentences that an earlier paragraph has already."""
    first: dict[str, int] = {}
    long = [span for span in view.sentences if span.end - span.start >= least]
    # Most sentences end in a word that no other one ends in.
    ends = [view.lowered[max(start, end - least) : end].split()[-1:] for start, end in long]
    often = Counter(end[0] for end in ends if end)
    for (start, end), last in zip(long, ends, strict=True):
        if not last or often[last[0]] < 2 or overlaps(Span(start, end), told):
            continue
        key, place = _key(view, start, end), view.paragraph_at(start)
        if len(key.split()) < _LEAST_WORDS or key[-1] not in ".!?…。" or _is_item(view, *place):
            continue
        if first.setdefault(key, place.start) != place.start:
            yield Hit(start, end, "an earlier paragraph has this sentence")
