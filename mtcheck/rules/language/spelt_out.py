"""Words of another script that a translator spelt out in Latin letters: `nazvanii`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.lexicon.wordlists import WordList, wordlist
from mtcheck.resources import language_facts, read_toml

# A word spelt out in Latin letters is at least as frequent as this (nats), and as long.
_SPELT, _SHORTEST_SPELT = -12.0, 6


@cache
def _spellings() -> tuple[tuple[WordList, re.Pattern[str], dict[str, str]], ...]:
    """For each language of another script: its words, and how its letters are spelt in Latin ones."""
    found = []
    for name in read_toml("languages/leftovers.toml")["spelt"].split():
        known = wordlist(name)
        pairs = [tuple(pair.split("=")) for pair in language_facts(name)["latin-letters"]["spelt"].split()]
        letters = dict(pairs)
        if known is not None:
            longest = sorted(letters, key=len, reverse=True)
            found.append((known, lazyre.compile("|".join(longest)), letters))
    return tuple(found)


def spelt_out(word: str) -> str | None:
    """The language of a word of another script that was spelt out in Latin letters: `nazvanii`."""
    if len(word) < _SHORTEST_SPELT or not word.isascii():
        return None
    for known, pieces, letters in _spellings():
        own = "".join(letters[piece] for piece in pieces.findall(word))
        if own.isascii():
            continue
        if _SPELT < known.log(own) < 0 or any(_SPELT < known.log(each) < 0 for each in _softened(own)):
            return known.lang
    return None


# What an unspoken sign may follow; two letters are left before it, so that names are not read so.
_BEFORE_SIGN, _SIGN = frozenset("бвдзлмнпрстфшчжщц"), "ь"


def _softened(word: str) -> Iterator[str]:
    """A Cyrillic word with a soft sign behind one of its consonants: Latin letters leave the sign out."""
    for place in range(2, len(word) + 1):
        if word[place - 1] in _BEFORE_SIGN:
            yield word[:place] + _SIGN + word[place:]
