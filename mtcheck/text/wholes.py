"""What a removal has to leave whole: marks that stand in pairs, and the mark that makes a line an item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.document import Span

# `> `, `- `, `2. `, `## `: what stands before the text of a line.
_BLOCK_MARK = lazyre.compile(r"[ \t]*(?:(?:>|[-*+•]|\d{1,3}[.)]|#{1,6})[ \t]+|>)+")
_BLANK_LINE = lazyre.compile(r"\n[ \t]*\r?\n")
# A pair that is further apart is none of one paragraph.
_REACH = 2_000
_PAIRED = lazyre.compile(
    r"(?<![\\*])\*{1,3}(?!\*)|(?<![\\_])_{1,3}(?!_)|[()\[\]（）]"
    r"|</?[A-Za-z][A-Za-z\d]{0,15}(?:[ \t][^<>\n]{0,300})?>"
)
_BRACKETS = {")": "(", "]": "[", "）": "（"}
_EMPTIED = {"(": ")", "[": "]", "（": "）"}
_QUOTES = '"“”„«»'
_OPENING = "\"“„«'‘([*_ \t"
_CLOSING = "\"”“»'’)]*_ \t.,;:"


class _Pair(NamedTuple):
    opening: Span
    closing: Span


def whole(text: str, span: Span) -> Span | None:
    """The stretch without the marks whose other half stays; None where it holds half of a pair inside.

    >>> text = "> *So it is. The boat waits.*"
    >>> whole(text, Span(2, 12)), whole(text, Span(0, len(text)))
    (Span(start=3, end=12), Span(start=0, end=29))
    """
    start, end = _without_block_mark(text, span)
    low, high = _paragraph(text, Span(start, end))
    if low == start and high == end:
        return Span(start, end)
    for pair in _pairs(text, low, high):
        opens, closes = start <= pair.opening.start < end, start <= pair.closing.start < end
        if opens and not closes:
            if text[start : pair.opening.start].strip(_OPENING):
                return None
            start = pair.opening.end
        elif closes and not opens:
            if text[pair.closing.end : end].strip(_CLOSING):
                return None
            end = pair.closing.start
    if text[start - 1 : start] in _EMPTIED and text[end : end + 1] == _EMPTIED[text[start - 1]]:
        return None  # nothing would be left in brackets
    inside = sum(map(text[start:end].count, _QUOTES))
    if inside % 2 and sum(map(text[low:high].count, _QUOTES)) % 2 == 0:
        return None
    return Span(start, end) if start < end else None


def _without_block_mark(text: str, span: Span) -> Span:
    """The stretch behind the mark of its line, where something else of the line stays."""
    line_end = text.find("\n", span.end - 1)
    rest = text[span.end : line_end if line_end >= 0 else len(text)]
    mark = _BLOCK_MARK.match(text, text.rfind("\n", 0, span.start) + 1)
    if mark and span.start < mark.end() <= span.end and rest.strip():
        return Span(mark.end(), span.end)
    return span


def _paragraph(text: str, span: Span) -> Span:
    """The lines around a stretch, up to the next blank ones."""
    low, high = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    for match in _BLANK_LINE.finditer(text, low, span.start):
        low = match.end()
    after = _BLANK_LINE.search(text, max(span.start, span.end - 1), high)
    return Span(low, after.start() if after else high)


def _pairs(text: str, low: int, high: int) -> Iterator[_Pair]:
    """Emphasis, brackets and tags of a paragraph that stand in pairs."""
    opened: list[tuple[str, Span]] = []
    for match in _PAIRED.finditer(text, low, high):
        name, closes, may_open = _role(text, match[0], match.start(), match.end())
        if not name:
            continue
        mate = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0] == name), None)
        if closes and mate is not None:
            yield _Pair(opened[mate][1], Span(*match.span()))
            del opened[mate:]
        elif may_open:
            opened.append((name, Span(*match.span())))


def _role(text: str, mark: str, start: int, end: int) -> tuple[str, bool, bool]:
    """What a mark is called, whether it may close what was opened, and whether it may open."""
    if mark[0] == "<":
        name = mark.strip("</>").split(None, 1)[0].lower()
        return name, mark[1] == "/", mark[1] != "/" and not mark.endswith("/>")
    if mark[0] not in "*_":
        return _BRACKETS.get(mark, mark), mark in _BRACKETS, mark not in _BRACKETS
    before, after = text[start - 1 : start], text[end : end + 1]
    if mark[0] == "_" and before.isalnum() and after.isalnum():
        return "", False, False
    return mark, bool(before.strip()), bool(after.strip())
