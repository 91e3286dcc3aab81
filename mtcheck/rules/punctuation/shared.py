"""What the punctuation rules share: what is not prose, spaces, and closing marks."""

from __future__ import annotations

from mtcheck import lazyre
from mtcheck.text.shapes import Needs

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


def space_start(text: str, place: int) -> int:
    """Where the spaces that end at a place begin."""
    while place > 0 and text[place - 1] in SPACES:
        place -= 1
    return place
