"""Sheets of songs with chords over their words: the gaps of both lines set one over the other."""

from __future__ import annotations

from mtcheck import lazyre
from mtcheck.text.view import View

_ROOT = r"[A-H](?:#|b|♯|♭)?"
_CHORD = (
    rf"{_ROOT}(?:maj|min|dim|aug|sus|add|mi|ma|m|M|\+|°)?\d{{0,2}}(?:(?:sus|add|maj|b|#|/)\d{{1,2}})?"
    rf"(?:/{_ROOT})?(?:/{{1,3}}|\*)?"
)
_NAME = rf"(?:{_CHORD}|N\.?C\.?)"
# A line of chords, with bars, repeats and remarks in brackets.
_LINE = lazyre.compile(
    rf"[ \t\u00a0|(\[]*{_NAME}"
    rf"(?:[ \t\u00a0|)\]:.,~-]+(?:{_NAME}|[xX]\d|\d[xX]|\([^()\n]{{1,20}}\)))*[ \t\u00a0|)\]:.~*-]*"
)
_SEVERAL = lazyre.compile(r"\S[ \u00a0]{2,}\S")
_FEWEST, _LONGEST = 2, 200


def lines_with_chords(view: View) -> frozenset[int]:
    """Starts of the lines of chords and of those under them, where a text has several. Ask ``View.once``."""
    found = [
        index
        for index, (start, end) in enumerate(view.lines)
        if 0 < end - start <= _LONGEST and _LINE.fullmatch(view.text[start:end].rstrip("\r"))
    ]
    several = any(_SEVERAL.search(view.text, *view.lines[index]) for index in found)
    if len(found) < _FEWEST or not several:
        return frozenset()  # lines of one letter are answers to choose from
    both = {at for index in found for at in (index, index + 1) if at < len(view.lines)}
    return frozenset(view.lines[at].start for at in both)
