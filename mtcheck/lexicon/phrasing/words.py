"""How a sentence is cut into the words of a phrasing profile."""

from __future__ import annotations

from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.tags import UNSPACED

# Scripts without spaces are taken letter by letter; numbers are all one word.
_WORD = lazyre.compile(
    rf"[{UNSPACED}]"
    r"|[^\W\d_]+(?:['’‑-][^\W\d_]+)*|\d+(?:[.,:\u00a0 ]\d+)*|[^\w\s]"
)
NUMBER = "0"
#: The words every vocabulary begins with: start and end of a sentence, and a word it does not have.
START, END, UNKNOWN = 0, 1, 2
SPECIAL = ("<s>", "</s>", "<unk>")
_QUOTES = str.maketrans("“”„«»’‘", '"""""\'\'')


class Word(NamedTuple):
    """A word as the profile knows it, and where it is in the sentence (code points)."""

    text: str
    start: int
    end: int


def words_of(sentence: str) -> list[Word]:
    """The words of one sentence: lower case, numbers and kinds of quotation marks made one.

    >>> [word.text for word in words_of("He paid “1,200” euros.")]
    ['he', 'paid', '"', '0', '"', 'euros', '.']
    """
    return [
        Word(NUMBER if match[0][0].isdigit() else match[0].lower().translate(_QUOTES), *match.span())
        for match in _WORD.finditer(sentence)
    ]
