"""What is worded like furniture and belongs to the text around it: it is shown, and stays.

A row of a table, the source of a figure among paragraphs, a heading over its own text, the last words of a
sentence that a line break cut in two.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from mtcheck import lazyre
from mtcheck.rules.boilerplate.doubts import names_an_agency
from mtcheck.text.view import View

# Prose is as long as this and has its stop; a cut line of it is longer.
_MIN_PROSE, _MIN_CUT_PROSE = 60, 160
_STOPS = (".", "!", "?", "…", ":", "。", "！", "？", "।")
_CLOSERS = "\"'”’»)] "
# Cells with something in them make a row.
_FEWEST_CELLS = 2
# Where a text begins, a line names the source of all of it.
_TOP_LINES = 3
# In capitals among names it is one itself; buttons do not begin so: In use.
_OF_A_NAME, _NO_BUTTON = "AD", ("in ",)
# Somebody asks or tells another: You remember?
_TOLD = lazyre.compile(
    r"you (?:(?!log|sign|account|password|regist|join|comment)\w+[ ,]{0,2}){1,4}[?!.…]{0,3}"
)
_UPDATE = lazyre.compile(r"\W*updates?(?!\w)", re.IGNORECASE)
_INFORMATION = lazyre.compile(r"inf(?:o|ó)s?(?:rm|(?!\w))|информ|інформ", re.IGNORECASE)


def belongs(view: View, start: int, end: int, kind: str) -> bool:
    """Whether furniture of a kind is a part of the text at its place."""
    index = bisect_right(view.lines, start, key=lambda line: line.start) - 1
    if _is_row(view, index):
        return True
    said = view.text[start:end].strip()
    if kind == "advertisement label" and said == _OF_A_NAME:
        return not any(_is_prose(_line(view, at)) for at in (index - 1, index + 1))
    if kind == "account label":
        return said.lower().startswith(_NO_BUTTON) or _TOLD.fullmatch(said.lower()) is not None
    if kind == "source line":
        return _is_among_prose(view, index) and not names_an_agency(said)
    if kind == "publication stamp":
        return _UPDATE.match(said) is not None and _heads_prose(view, index)
    if kind == "page label":
        return _INFORMATION.search(said) is not None and _heads_prose(view, index)
    return kind == "navigation" and _ends_a_sentence(view, index, said)


def _is_row(view: View, index: int) -> bool:
    """Whether a line is one of the rows of a table, which would be torn out of it."""
    cells = [cell for cell in _line(view, index).split("|") if any(map(str.isalnum, cell))]
    if len(cells) < _FEWEST_CELLS or not _line(view, index).startswith("|"):
        return False
    return _line(view, index - 1).startswith("|") or _line(view, index + 1).startswith("|")


def _is_among_prose(view: View, index: int) -> bool:
    """Whether prose follows somewhere below a line that is not at the top of its text."""
    above = sum(bool(_line(view, at)) for at in range(index))
    return above >= _TOP_LINES and any(_is_prose(_line(view, at)) for at in range(index + 1, len(view.lines)))


def _heads_prose(view: View, index: int) -> bool:
    at = index + 1
    while at < len(view.lines) and not _line(view, at):
        at += 1
    return _is_prose(_line(view, at))


def _ends_a_sentence(view: View, index: int, said: str) -> bool:
    """Whether a label ends the sentence of the line above: `Learn more about our` / `Privacy Policy.`"""
    return said.endswith(".") and _line(view, index - 1)[-1:].islower()


def _is_prose(line: str) -> bool:
    ended = line.rstrip(_CLOSERS).endswith(_STOPS)
    return len(line) >= (_MIN_PROSE if ended else _MIN_CUT_PROSE)


def _line(view: View, index: int) -> str:
    return view.text[slice(*view.lines[index])].strip() if 0 <= index < len(view.lines) else ""
