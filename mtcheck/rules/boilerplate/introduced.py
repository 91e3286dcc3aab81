"""Tells lines that a sentence above introduces: `Translate into English:` and the calls to be translated.

What stands there is an example, and is shown only. It ends where prose, a heading or a paragraph of another
shape begins.
"""

from __future__ import annotations

from bisect import bisect_right

from mtcheck import lazyre
from mtcheck.text.view import View

# `Read also:` and `Note:` are labels of furniture; who introduces examples needs more words.
_FEWEST_WORDS, _FEWEST_SIGNS = 3, 6
_LONGEST_LEAD, _LONGEST_LINE = 300, 200
_ITEM = lazyre.compile(r"[ \t]*(?:>|[-*+•][ \t]|\(?(?:\d{1,2}|[a-zа-я])[.)][ \t]|\|)")
# Form A, Beispiel 3: a label right above.
_FORM = lazyre.compile(r"[ \t#*_]*[^\W\d_]{3,14} (?:[A-ZА-Я]|\d{1,2}|[IVX]{1,4})[.:)*_]*[ \t]*")


def is_introduced(view: View, start: int) -> bool:
    """Whether a line is one of those that a sentence above introduces with its colon."""
    index = bisect_right(view.lines, start, key=lambda line: line.start) - 1
    return index in view.once(_introduced, view)


def _introduced(view: View) -> frozenset[int]:
    """Numbers of the lines of a text that are introduced."""
    found: set[int] = set()
    lead, gap, last = False, False, ""
    for index, line in enumerate(view.lines):
        said = view.text[slice(*line)].strip()
        if not said:
            gap = True
            continue
        marked = _ITEM.match(said)
        kind = said[0] if marked and not said[0].isalnum() else "1" if marked else "-"
        follows = lead and (not last or kind == last if gap else True)
        if last == "-" and gap:
            follows = False
        if follows and len(said) <= _LONGEST_LINE and not _leads(said):
            found.add(index)
            last = kind
        else:
            lead, last = _leads(said), ""
        gap = False
    return frozenset(found)


def _leads(said: str) -> bool:
    """Whether a line introduces what stands below it."""
    if _FORM.fullmatch(said):
        return True
    bare = said.rstrip("*_ ")
    if not bare.endswith((":", "：")) or len(said) > _LONGEST_LEAD:
        return False
    words = len(bare.split())
    return words >= _FEWEST_WORDS or (words == 1 and len(bare) > _FEWEST_SIGNS and bare[0] > "\u2e80")
