"""PUN010: white space at either end of a text, or other than that of its source text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.bitext.messages import is_piece, names_message
from mtcheck.document import Span
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.shared import PUNCTUATION
from mtcheck.text.view import View

_LONGEST_UNIT = 4
# The ideographic space is left out: it is the indent of Chinese and Japanese paragraphs.
_BLANKS = " \t\u00a0\u202f\u2009"


@rule(
    "PUN010",
    "outer-whitespace",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
)
def outer_whitespace(view: View, options: Options) -> Iterator[Hit]:
    """Extra white space at either end of a text, compared with its source if there is one.

    The target may have the source's white space at that end, and no more; it may have less, or another line
    break where the source is indented like a program. Text beside an inline code is not at the end. The
    blanks of what programs join to other texts, or call by a key, are only shown: `" boats"`, `errors`.

    Without a source, `clean` removes spaces and tabs before the first word and after the last. Line ends,
    an indent that other lines share and all of Markdown stay.
    """
    text = view.text
    if not text.strip():
        return
    source = view.document.source
    if source is not None and view.document.is_message and names_message(source):
        return  # a key has no blanks to compare with
    if source is not None and source.strip():
        yield from _unlike_source(view, source)
    elif view.document.origin.format != "markdown":
        yield from _stray_ends(text)


def _unlike_source(view: View, source: str) -> Iterator[Hit]:
    text = view.text
    shown = Safety.DISPLAY if is_piece(source) else None
    start = len(text) - len(text.lstrip())
    wanted = source[: len(source) - len(source.lstrip())]
    if _differ(text[:start], wanted) and not view.beside_code(Span(0, start)):
        first = max(start, 1)
        # The name of a unit may bring its own space, which does not break.
        unit = set(text[:start]) <= set("\u00a0\u202f") and len(text.strip()) <= _LONGEST_UNIT
        yield Hit(
            0,
            first,
            "white space at the start differs from the source",
            wanted + text[start:first],
            safety=Safety.DISPLAY if unit else shown,
        )
    end = len(text.rstrip())
    wanted = source[len(source.rstrip()) :]
    if _differ(text[end:], wanted) and not view.beside_code(Span(end, len(text))):
        first = min(end, len(text) - 1)
        message = "white space at the end differs from the source"
        yield Hit(first, len(text), message, text[first:end] + wanted, safety=shown)


def _differ(found: str, wanted: str) -> bool:
    """Whether white space is more than the source has, or other line ends."""
    if found.count("\n") != wanted.count("\n"):
        return not _INDENT.search(wanted)
    return bool(found) and not wanted


# The lines of a template: a line break with the indent of what stands around the text.
_INDENT = lazyre.compile(r"\n[ \t]{2,}")


def _stray_ends(text: str) -> Iterator[Hit]:
    start = len(text) - len(text.lstrip())
    blanks = len(text[:start].rpartition("\n")[2].lstrip("\ufeff"))
    if blanks and set(text[start - blanks : start]) <= set(_BLANKS) and not _is_indent(text, start):
        indent = text[start - blanks : start]
        of_code = (len(indent) > 1 or indent == "\t") and not text[start].isupper() and text[start].isascii()
        safety = Safety.DISPLAY if of_code else None  # `    return x`, cut out of a program
        yield Hit(start - blanks, start, "white space before the first word", "", safety=safety)
    end = len(text.rstrip())
    tail = text[end:].split("\n", 1)[0].rstrip("\r")
    if tail and set(tail) <= set(_BLANKS):
        yield Hit(end, end + len(tail), "white space after the last word", "")


def _is_indent(text: str, start: int) -> bool:
    """Whether another line of the text is indented too: verse, code or a typed letter."""
    return re.search(r"\n[ \t]+\S", text[start:]) is not None
