"""DUP001: A paragraph is there a second time in one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mtcheck import lazyre
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
    skip=("block",),
    options={"min-characters": 40},
)
def duplicate_paragraph(view: View, options: Options) -> Iterator[Hit]:
    """A paragraph or a sentence is repeated in one document.

    Scrapers take the title and the teaser twice. White space and case do not count. Short paragraphs (a
    refrain), steps of instructions, list items and table cells are left alone. `clean --drop duplicate`
    removes the later one.
    """
    first_line: dict[str, int] = {}
    least = options["min-characters"]
    told: list[Span] = []
    before = ""
    shortest = min(least, _LEAST_LINE)
    for number, (start, end) in enumerate(view.lines, 1) if _may_repeat(view, shortest) else ():
        if end - start < shortest or _is_item(view, start, end):
            before = ""
            continue
        key = _key(view, start, end)
        again = key == before and key[-1:] in _STOPS and key.count(" ") >= _WORDS_IN_LINE - 1
        before = key
        if len(key) < least and not again:
            first_line.setdefault(key, number)
            continue
        if key in first_line:
            told.append(Span(start, end))
            yield Hit(start, end, f"same text as line {first_line[key]}")
        else:
            first_line[key] = number
    yield from _sentences(view, least, told)


def _may_repeat(view: View, least: int) -> bool:
    """Whether two lines that are long enough begin with the same words: else none is there twice."""
    begun: set[int] = set()
    for start, end in view.lines:
        if end - start >= least:
            first = hash(tuple(view.lowered[start:end].split(None, _BEGIN)[:_BEGIN]))
            if first in begun:
                return True
            begun.add(first)
    return False


def _key(view: View, start: int, end: int) -> str:
    return " ".join(view.lowered[start:end].split())


# A number, a letter or a bullet that begins a step or an item; a cell of a table.
_ITEM = lazyre.compile(r"[ \t]*(?:\(?\w{1,3}[.)]|[-–—•*·▪►●○■□➢✓✔>#+])[ \t\u00a0]")
_CELL = lazyre.compile(r"[^\n]{0,200}[|\t]")
# Fewer words may be a formula that a text repeats.
_LEAST_WORDS = 7
# Within one paragraph: so many characters, so many words; shorter ones are rhetoric.
_LEAST_BESIDE, _WORDS_BESIDE, _LEAST_UNSPACED = 24, 6, 14
# More often it is a loop, which FLU002 tells, or a refrain.
_TWICE = 2
# So many words at their beginnings tell most lines apart.
_BEGIN = 4
# A sentence that is a line, and right below it again, may be shorter.
_LEAST_LINE, _WORDS_IN_LINE, _STOPS = 24, 4, (".", "!", "?", "…", "。")


def _is_item(view: View, start: int, end: int) -> bool:
    if _ITEM.match(view.text, start, end):
        return True
    has_cells = "|" in view.characters or "\t" in view.characters
    return has_cells and _CELL.match(view.text, start, end) is not None


def _sentences(view: View, least: int, told: list[Span]) -> Iterator[Hit]:
    """Sentences that an earlier paragraph has already."""
    first: dict[str, int] = {}
    counts: Counter[str] | None = None
    spaceless = view.tag.spaceless
    least_beside = _LEAST_UNSPACED if spaceless else _LEAST_BESIDE
    for start, end in view.sentences:
        if end - start < min(least, least_beside):
            continue
        key = view.lowered[start:end]
        earlier = first.setdefault(key, start)
        if earlier == start or overlaps(Span(start, end), told):
            continue
        place, words = view.paragraph_at(start), (len(key) // 2 if spaceless else key.count(" ") + 1)
        if key[-1] not in _STOPS or _is_item(view, *place):
            continue
        if view.paragraph_at(earlier) == place:
            counts = counts or Counter(view.lowered[slice(*each)] for each in view.sentences)
            if words >= _WORDS_BESIDE and counts[key] == _TWICE:
                yield Hit(start, end, "the paragraph has this sentence already")
        elif words >= _LEAST_WORDS and end - start >= least:
            yield Hit(start, end, "an earlier paragraph has this sentence")
