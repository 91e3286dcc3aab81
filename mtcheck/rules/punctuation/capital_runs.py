"""Runs of capitals: a capital on every word of a headline, and words in capitals inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import LIKELY, Hit
from mtcheck.lexicon.wordlists import WordList
from mtcheck.rules.fluency.name_variants import CAPITAL
from mtcheck.text.view import View

# A headline has so many words; half of them, and so many, are in the word list with this frequency (nats).
_FEWEST, _MOST, _USUAL, _LEAST_USUAL = 4, 14, -9.5, 3
_TITLE_END = lazyre.compile(r"[.!?…:;,]\s*$")
_WORD = lazyre.compile(r"[^\W\d_]+")
_LONGEST_TITLE = 120
# Where nouns have a capital anyway, so many words that are none have to have one.
_LEAST_SMALL = 2


def capital_titles(view: View, known: WordList, small: frozenset[str]) -> Iterator[Hit]:
    """Lines of which every word has a capital, though most are no names.

    ``small`` are words that tell so in languages that write nouns with a capital; empty for the others.
    """
    for start, end in view.lines:
        line = view.text[start:end]
        if end - start > _LONGEST_TITLE or not line.strip() or _TITLE_END.search(line):
            continue
        words = _WORD.findall(line)
        if not _FEWEST <= len(words) <= _MOST:
            continue
        if not all(word.istitle() or (len(word) == 1 and word.isupper()) for word in words):
            continue
        if small and sum(word.lower() in small for word in words[1:]) < _LEAST_SMALL:
            continue
        usual = sum(_USUAL < known.log(word.lower()) < 0 for word in words if len(word) > 1)
        if usual >= max(_LEAST_USUAL, len(words) / 2) or _has_small_word(known, words):
            yield Hit(start, end, "a capital on every word of a headline")


# Of so many words, all listed, one inside is among the most frequent (nats): на, de, i.
_MANY, _VERY_FREQUENT = 5, -6.0


def _has_small_word(known: WordList, words: list[str]) -> bool:
    logs = [known.log(word.lower()) for word in words]
    return len(words) >= _MANY and all(logs) and any(log > _VERY_FREQUENT for log in logs[1:])


# Three words in capitals and more, between words in small letters of the same line.
_SHOUTED = lazyre.compile(
    rf"{CAPITAL}(?<=[^\W\d_A-Z][, ] .|.[^\W\d_A-Z] .){CAPITAL}*(?: {CAPITAL}+){{2,12}}(?=[,;]? [^\W\d_A-Z])",
    re.DOTALL,
)
_SHOUTED_WORD = lazyre.compile(r"[a-z,] [A-Z]{3,} [a-z]")
# Two of them are as frequent as this (nats), all of them in the list: names and terms hold rarer words.
_FUNCTION, _LEAST_FUNCTION = -7.5, 2


def shouted(view: View, known: WordList) -> Iterator[Hit]:
    """Words in capitals inside a sentence that is in small letters: rests of a headline in capitals."""
    if _SHOUTED_WORD.search(view.document.source or ""):
        return  # so does the source: UNLESS
    for match in _SHOUTED.finditer(view.text):
        words = match[0].split()
        following = view.text[match.end() : match.end() + 3].lstrip(",; ")
        if not match[0].isupper() or not following[:1].islower():
            continue
        logs = [known.log(word.lower()) for word in words]
        if all(logs) and sum(log > _FUNCTION for log in logs) >= _LEAST_FUNCTION:
            yield Hit(
                match.start(),
                match.end(),
                f"capitals inside a sentence: {match[0]!r}",
                match[0].lower(),
                LIKELY,
            )
