"""Words whose accents are missing, for FLU004."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mtcheck import lazyre
from mtcheck.findings import Hit
from mtcheck.lexicon.accents import accented, languages
from mtcheck.text.view import View

# Small words only: a capital may be a name. Not beside a mark that makes an address, a handle or a compound.
_WORD = lazyre.compile(r"(?<![\w@#/.\-'’])[^\W\d_]+(?![\w@/\-'’]|\.\w)")
# Words that were looked up are kept: a text repeats its words, and a batch does.
_remembered = lru_cache(maxsize=60_000)(accented)


def lost_accents(view: View, base: str) -> Iterator[Hit]:
    """The words of the document's language that have lost an accent."""
    if base not in languages():
        return
    for match in _WORD.finditer(view.text):
        word = match.group()
        better = _remembered(base, word) if word.islower() else None
        if better:
            yield Hit(
                match.start(),
                match.end(),
                f"spelling: “{better}”, not “{word}”",
                better,
                0.9,
            )
