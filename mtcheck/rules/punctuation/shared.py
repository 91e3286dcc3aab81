"""What the punctuation rules share: what is not prose, spaces, and closing marks."""

from __future__ import annotations

from mtcheck import lazyre
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View

PUNCTUATION = "linguistic/punctuation"


NOT_PROSE = ("link", "code")


SPACES = " \u00a0\u202f"


# Not …: in German and other languages a space in front says that whole words are left out.
# Nor 。 and ，: 2 % of the lines of professional Chinese references have a space in front, from typesetting.
# The mark comes first, here and below: the pattern is tried at no other character.
SPACED_MARK = lazyre.compile(r"[.,;:!?،؛؟۔։](?<=[ \u00a0\u202f].)")
HAS_SPACED_MARK = Needs(tuple(f"{space}{mark}" for mark in ".,;:!?،؛؟۔։" for space in SPACES))


CLOSING = '"”’»)]'


_VARIABLE = lazyre.compile(r"[@$]\w+[ \u00a0]*$")
_LONGEST_VARIABLE = 60


def is_behind_variable(text: str, place: int) -> bool:
    """Whether a variable of a program is before a place: `( @value , @other )`."""
    return _VARIABLE.search(text, max(0, place - _LONGEST_VARIABLE), place) is not None


_WIDE = lazyre.compile(r"\S[ \t]{2,}:? ?\S")


def is_in_column(text: str, start: int, end: int) -> bool:
    """Whether the line right above or below a gap has a wide gap as well: columns set by hand.

    >>> is_in_column("Talk:   12\\nPoster:  2", 5, 8), is_in_column("Talk:   12\\n\\nPoster:  2", 5, 8)
    (True, False)
    """
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    above = text[text.rfind("\n", 0, max(0, low - 1)) + 1 : max(0, low - 1)]
    below = text[high + 1 : text.find("\n", high + 1) % (len(text) + 1)] if high >= 0 else ""
    return any(_WIDE.search(line.strip()) is not None for line in (above, below))


def space_start(text: str, place: int) -> int:
    """Where the spaces that end at a place begin."""
    while place > 0 and text[place - 1] in SPACES:
        place -= 1
    return place


_SURE = 0.9  # Prose of our languages is above .95; one that we do not know looks like another by .87 and less


def is_language_sure(view: View) -> bool:
    """Whether somebody said what the language of a text is, or its words leave no doubt."""
    if view.is_lang_told:
        return True
    return view.lang != "und" and any(
        span.confidence >= _SURE and span.code == view.tag.base for span in view.languages
    )
