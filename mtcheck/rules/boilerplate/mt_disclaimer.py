"""BPL001: mt disclaimer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import rule
from mtcheck.rules.boilerplate import disclaimers
from mtcheck.rules.boilerplate.denials import is_mended
from mtcheck.rules.boilerplate.introduced import is_introduced
from mtcheck.rules.boilerplate.notices import language_of, may_be_own, with_label
from mtcheck.rules.boilerplate.parts import is_spoken_line
from mtcheck.rules.boilerplate.signed import find_signed

if TYPE_CHECKING:
    from mtcheck.text.view import View


@rule(
    "BPL001",
    "mt-disclaimer",
    category="design/other",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    drop="disclaimer",
    skip=("block", "mention"),
)
def mt_disclaimer(view: View, options: Any) -> Iterator[Hit]:
    """A notice that the text was translated by a machine; names the language of the notice.

    In a quoted block of Markdown, the block's marks and the rest of its text stay. What may be the author's
    own is shown, and stays: an item of a list of features, `do not use machine translation`, a page about
    translation, a letter that somebody translated with an app, and a sentence that names another thing than
    this text: `The contract was translated automatically and may contain errors`. So is a notice whose
    last sentence goes on in the next line, where the rest of that sentence would stay without its beginning,
    one in a row of a table, and one of a translation that a person corrected. A denial, `not translated by
    a machine`, is no notice. A notice that its tool set between comments of its own, or signed with its link,
    goes in every language.
    """
    signed = view.once(find_signed, view)
    for span in signed:
        yield Hit(*span, f"machine-translation disclaimer ({view.lang_at(span.start)})")
    noticed = [
        found
        for found in view.once(disclaimers.find_disclaimers, view)
        if not any(span.start < found.end and found.start < span.end for span in signed)
    ]
    spans = [Span(found.start, found.end) for found in noticed]
    for found, bare in zip(noticed, spans, strict=True):
        doubt = (
            is_spoken_line(view, bare.start)
            or is_introduced(view, bare.start)
            or is_mended(view.text[slice(*bare)], language_of(found.lang))
            or may_be_own(view, bare, language_of(found.lang), spans)
            or _is_cut(view, bare, spans)
            or _is_in_row(view, bare.start)
        )
        span = _with_emphasis(view.text, _in_block(view, with_label(view, bare)))
        safety = Safety.DISPLAY if doubt else None
        yield Hit(*span, f"machine-translation disclaimer ({found.lang})", safety=safety)


def _is_in_row(view: View, start: int) -> bool:
    """Whether a notice is in a row of a table of Markdown, where it is an example or a value."""
    line = view.lines[bisect_right(view.lines, start, key=lambda line: line.start) - 1]
    return view.document.origin.format == "markdown" and view.text[slice(*line)].lstrip().startswith("|")


def _is_cut(view: View, span: Span, noticed: list[Span]) -> bool:
    """Whether a notice ends at its line's end within a sentence, and the next line goes on with it.

    A line that begins with a small letter goes on; in a quoted block any does, for lines are wrapped there.
    """
    text, lines = view.text, view.lines
    last = bisect_right(lines, max(span.start, span.end - 1), key=lambda line: line.start) - 1
    if last + 1 == len(lines) or text[span.end : lines[last].end].strip(" \t*_"):
        return False
    said = text[slice(*span)].rstrip(" \t*_")
    if not (said[-1:].isalpha() or said[-1:] in _GOES_ON):
        return False
    quoted = _QUOTED.match(text, *lines[last + 1])
    start = quoted.end() if quoted else lines[last + 1].start
    first = text[start : lines[last + 1].end].lstrip(" \t*_")[:1]
    if not first.isalpha() or any(other.start <= start < other.end for other in noticed if other != span):
        return False
    return first.islower() or quoted is not None


_GOES_ON = frozenset(",،、")
_EMPHASIS = lazyre.compile(r"[ \t]*(\*\*|__|\*|_)(?=[^\W_])")


def _with_emphasis(text: str, span: Span) -> Span:
    """A notice with the mark on the next line that ends its emphasis."""
    opening = _EMPHASIS.match(text, *span)
    if not opening or text.count(opening[1], *span) != 1:
        return span
    closing = re.compile(rf"\s*{re.escape(opening[1])}[ \t]*(?=\r?\n|\Z)").match(text, span.end)
    return Span(span.start, closing.end()) if closing else span


_QUOTED = lazyre.compile(r"[ \t]*(?:>[ \t]?)+")
_CALLOUT = lazyre.compile(r"[ \t]*(?:>[ \t]?)+\[!\w+\][ \t]*")


def _in_block(view: View, span: Span) -> Span:
    """A notice in a quoted block: after the marks of its line; with the block where it is all of it."""
    text, lines = view.text, view.lines
    index = bisect_right(lines, span.start, key=lambda line: line.start) - 1
    quoted = _QUOTED.match(text, *lines[index])
    if not quoted or span.start > quoted.end():
        return span
    if span.end < lines[index].end and text[span.end : lines[index].end].strip(" \t*_"):
        return Span(quoted.end(), span.end)
    last = bisect_right(lines, max(span.start, span.end - 1), key=lambda line: line.start) - 1
    start, end = lines[index].start, lines[last].end
    goes_on = last + 1 < len(lines) and _QUOTED.match(text, *lines[last + 1])
    if index and not goes_on and _CALLOUT.fullmatch(text, *lines[index - 1]):
        start = lines[index - 1].start
    return Span(start, end)
