"""Words of a neighbour language in the letters of the document's own, for FLU004: `мрачний` in Ukrainian."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit
from mtcheck.lexicon.forms import forms
from mtcheck.lexicon.kin_words import LEAST_LETTERS, is_of_kin, languages
from mtcheck.lexicon.known_words import known_words
from mtcheck.rules.fluency.glued_or_split_word import lexicon
from mtcheck.text.view import View
from mtcheck.text.words import places_of_word

# Letters that the language has not: such a word is left untranslated, which LNG003 tells.
_FOREIGN = frozenset("ыэёъ")
_MARKS = "«»„“”\"'’.,;:!?…()[]–—-"


def kin_words(view: View, base: str) -> Iterator[Hit]:
    """The words in small letters that only the neighbour language has."""
    known = lexicon(view.lang) if base in languages() else None
    if known is None:
        return
    table, listed = forms(base), known_words(base)
    for token in view.once(known.unknown, view.distinct_tokens):
        word = token.strip(_MARKS)
        if len(word) < LEAST_LETTERS or table.class_of(word) or not _FOREIGN.isdisjoint(word):
            continue
        if (listed is None or word not in listed) and is_of_kin(base, word):
            for start in places_of_word(view.text, word):  # names have a capital
                yield Hit(start, start + len(word), f"russism: “{word}” is no word of the language")
