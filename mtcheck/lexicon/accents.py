"""Words that lost an accent: `problem` for problém, `cuestion` for cuestión."""

from __future__ import annotations

from functools import cache
from unicodedata import combining, normalize

from mtcheck.lexicon.forms import forms
from mtcheck.resources import language_facts, list_names, read_bytes


def bare(word: str) -> str:
    """A word without its accents.

    >>> bare("příliš"), bare("für")
    ('prilis', 'fur')
    """
    return "".join(each for each in normalize("NFD", word) if not combining(each))


@cache
def languages() -> frozenset[str]:
    """The languages that have a table."""
    return frozenset(name[8:-4] for name in list_names("accents", ".txt"))


@cache
def _ours(lang: str) -> dict[str, str]:
    """Words of the language's file: without their accents they are no words."""
    return {
        bare(word): word for word in str(language_facts(lang).get("accents", {}).get("words", "")).split()
    }


@cache
def _table(lang: str) -> dict[str, str]:
    listed = read_bytes(f"accents/{lang}.txt").decode().split()
    return {bare(word): word for word in listed} | _ours(lang)


def accented(lang: str, word: str) -> str | None:
    """The word as it is written, where accents are missing; None for a word that may be right.

    >>> accented("cs", "probem"), accented("cs", "musime"), accented("es", "cuestion")
    (None, 'musíme', 'cuestión')
    """
    right = _table(lang).get(bare(word))
    if right is None or right == word or len(right) != len(word):
        return None
    if any(said not in (meant, bare(meant)) for said, meant in zip(word, right, strict=True)):
        return None  # an accent that the right word has not: another word, perhaps
    return right if word in _ours(lang) or not forms(lang).class_of(word) else None
