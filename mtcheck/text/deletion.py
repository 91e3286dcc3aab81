"""Taking a stretch out of an article so that no gap shows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.edits import Edit, resolve

_BLANKS = " \t\u00a0"
_BOM = "\ufeff"
# Marks that touch the word before them: what stays in front has no space before these.
_CLOSERS = "*_)]”»<"
_LINE_END = lazyre.compile(r"\r\n|\n|\r")
_BLANK_LINES = lazyre.compile(r"(?:[ \t\u00a0]*(?:\r\n|\n|\r))*")


def deletion(text: str, lines: Sequence[Span], span: Span) -> Edit:
    """The edit that takes a stretch out: whole lines with their line end, a sentence with its space.

    ``lines`` are the lines of the text without their line ends. The space that goes is the one after
    the sentence, or before it at the line's end. A byte-order mark stays.

    >>> text = "One. Two. Three."
    >>> deletion(text, [Span(0, len(text))], Span(5, 9))
    Edit(start=5, end=10, text='')
    """
    first = bisect_right(lines, span.start, key=lambda line: line.start) - 1
    last = bisect_right(lines, max(span.start, span.end - 1), key=lambda line: line.start) - 1
    before, after = text[lines[first].start : span.start], text[span.end : lines[last].end]
    if before.strip(_BLANKS + _BOM) or after.strip():
        return _sentence(text, span, lines[last].end)
    start = lines[first].start
    if text.startswith(_BOM, start):
        start += 1
    return Edit(start, lines[last + 1].start if last + 1 < len(lines) else len(text), "")


def _sentence(text: str, span: Span, line_end: int) -> Edit:
    start, end = span
    while end < line_end and text[end] in _BLANKS:
        end += 1
    if end == line_end or (end == span.end and text[end] in _CLOSERS):
        end = span.end
        while start > 0 and text[start - 1] in _BLANKS:
            start -= 1
    return Edit(start, end, "")


def close_gaps(text: str, edits: Sequence[Edit]) -> list[Edit]:
    """Resolved edits whose deleted lines take blank lines along, so that no gap is left.

    After the deletion where blank lines stand in front too; in front where nothing is left behind.

    >>> close_gaps("a\\n\\nx\\n\\nb", [Edit(3, 5, "")])
    [Edit(start=3, end=6, text='')]
    >>> close_gaps("a\\n\\nx\\n", [Edit(3, 5, "")])
    [Edit(start=2, end=5, text='')]
    """
    wide: list[Edit] = []
    for edit in edits:
        start, end = edit.start, edit.end
        lines = not edit.text and start < end and (start == 0 or text[start - 1] in "\r\n\ufeff")
        if lines and (end == len(text) or text[end - 1] in "\r\n") and _follows_blank_line(text, start):
            behind = _BLANK_LINES.match(text, end)
            edit = Edit(start, behind.end() if behind else end, "")
        wide.append(edit)
    out = resolve(wide)
    last = out[-1] if out else None
    if last and not last.text and not text[last.end :].strip() and _follows_blank_line(text, last.start):
        out = resolve([*out[:-1], Edit(_end_of_text_before(text, last.start), len(text), "")])
    return out


def _end_of_text_before(text: str, start: int) -> int:
    """Where the line end of the last line with text before ``start`` ends; 0 for no such line."""
    kept = len(text[:start].rstrip(" \t\u00a0\r\n"))
    line_end = _LINE_END.match(text, kept + len(text[kept:start]) - len(text[kept:start].lstrip(_BLANKS)))
    return min(start, line_end.end()) if line_end and kept else min(start, kept)


def _follows_blank_line(text: str, start: int) -> bool:
    """Whether the line before a line's start is blank, or there is none."""
    place = start - (2 if text.startswith("\r\n", start - 2) else 1)
    while place > 0 and text[place - 1] in _BLANKS:
        place -= 1
    return place <= 0 or text[place - 1] in "\r\n\ufeff"
