"""Words that lost an accent or have a wrong one: `problem` for problém, `cuestion` for cuestión."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import combining, normalize

from mtcheck import lazyre
from mtcheck.lexicon.forms import forms
from mtcheck.lexicon.known_words import known_words
from mtcheck.resources import language_facts, list_names, read_bytes

# Shorter words have too many neighbours.
_LEAST_LETTERS = 4
_ENDING = 3  # letters that tell one form from another: é, ée, és
_LEAST_OF_SURE = 3  # at the start of a sentence, where Ma and Ja may be names


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


@cache
def wrong_accents(lang: str) -> dict[str, str]:
    """Short words with an accent that they do not have: `é`, `fué`, `qual'è`; with what is meant."""
    pairs = str(language_facts(lang).get("accents", {}).get("wrong", "")).split()
    return {said: meant.replace("_", " ") for said, _, meant in (pair.partition(":") for pair in pairs)}


@cache
def _never(lang: str) -> re.Pattern[str]:
    """Words that may end without the accent: they are another form, which no table has."""
    return lazyre.compile(str(language_facts(lang).get("accents", {}).get("never", "(?!)")))


def sure(lang: str, word: str) -> str | None:
    """The word of the language's own list that has lost all its accents, which no other word can be."""
    return _ours(lang).get(word) if len(word) >= _LEAST_OF_SURE else None


def accented(lang: str, word: str) -> str | None:
    """The word as it is written, where accents are missing or wrong; None for a word that may be right.

    >>> accented("cs", "probem"), accented("cs", "musime"), accented("es", "cuestion")
    (None, 'musíme', 'cuestión')
    """
    right = _table(lang).get(bare(word))
    if right is None or right == word or len(right) != len(word):
        return None
    if right[:-1] == word[:-1] and _never(lang).fullmatch(word):
        return None
    if word in _ours(lang):
        return right
    if forms(lang).class_of(word):
        return None
    pairs = list(zip(word, right, strict=True))
    lost = all(said in (meant, bare(meant)) for said, meant in pairs)
    if lost and not word.isascii() and sum(said != meant for said, meant in pairs) > 1:
        return None  # who writes one of its accents leaves out another, and not two: zadají, žádají
    return right if lost or (_is_no_word(lang, word) and not _has_other_ending(word, right)) else None


def _has_other_ending(word: str, right: str) -> bool:
    """Whether a word has an accent in its ending that the listed one has not: paramétrés is no paramètres."""
    pairs = list(zip(word, right, strict=True))[-_ENDING:]
    return any(said != meant and meant == bare(said) for said, meant in pairs)


def _is_no_word(lang: str, word: str) -> bool:
    """Whether nobody writes the word: one with an accent that the right one has not may be another word."""
    known = known_words(lang)
    return len(word) >= _LEAST_LETTERS and known is not None and word not in known
