"""PUN002: the same mark is there twice with a space between: `official. .`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.shared import (
    CLOSING,
    HAS_SPACED_MARK,
    NOT_PROSE,
    PUNCTUATION,
    SPACED_MARK,
    SPACES,
    space_start,
)
from mtcheck.text.view import View


@rule(
    "PUN002",
    "doubled-terminal",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=NOT_PROSE,
    excused=True,
    needs=HAS_SPACED_MARK,
)
def doubled_terminal(view: View, options: Options) -> Iterator[Hit]:
    """The same mark twice, with a space between: `official. .`

    The translator ended a sentence and then copied the stop of the source. Ellipses (. . .) are left alone.
    Between two commas something may be missing: they are shown.
    """
    text = view.text
    for match in SPACED_MARK.finditer(text):
        mark, place = match[0], match.start()
        start = space_start(text, place)
        if mark not in ".,;:" or text[start - 1 : start] != mark or start < 2:
            continue
        after = text[place + 1 : place + 3]
        if not text[start - 2].isalnum() and text[start - 2] not in CLOSING:
            continue
        if after[:1] and not after[:1].isspace() and after[:1] not in CLOSING:
            continue
        if after.strip(SPACES) in ("", mark) and text[place + 1 :].lstrip(SPACES)[:1] == mark:
            continue
        if mark in ":;" and after[:1] in _MOUTHS and after[:1]:
            continue  # a smiley: Anna: :)
        if mark == ":" and _ROLE.search(text, max(0, start - 40), start):
            continue
        if mark == "." and _ITEM.search(text, max(0, place - 12), place):
            continue  # an item that lost its words: 1. .
        if mark == "." and _is_ending(text, place + 1):
            continue  # the ending of a file that was torn off: script. . Ps1
        # A link or a formula may have stood between; more spaces than one make a column.
        lost = Safety.DISPLAY if mark == "," or place - start > 1 else None
        yield Hit(start - 1, place + 1, f"doubled {mark!r}", mark, safety=lost)


_MOUTHS = "()[]-"
# The name of an option between its colons: :toctree: :
_ROLE = lazyre.compile(r"(?<![\w:]):[A-Za-z][\w-]*:$")
# The number of an item at the head of a line.
_ITEM = lazyre.compile(r"(?:^|\n)[ \t>]*\d{1,3}\.[ \u00a0]+$")
_ENDING = lazyre.compile(r"[ \u00a0](?=\w*\d)\w{2,4}\b")
_WORD_AFTER = lazyre.compile(r"[ \u00a0](\w{2,6})\b")


def _is_ending(text: str, place: int) -> bool:
    """Whether a stop belongs to the word behind it: one with a digit, or an ending in this text."""
    after = _WORD_AFTER.match(text, place)
    if _ENDING.match(text, place):
        return True
    return after is not None and re.search(rf"\.[ ]?{after[1].lower()}\b", text) is not None
