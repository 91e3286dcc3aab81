"""Tells a denial from a notice: `This text was not translated by a machine.`

The words of both are the same. A denial has a word for no in front of the machine, with neither evidence nor
a person between them: `not edited after machine translation` and `not by a person but by a machine` are
notices. Where the verb itself says no, the phrases are listed (`[denied]`).
"""

from __future__ import annotations

import re
from functools import cache

from mtcheck import lazyre, resources
from mtcheck.rules.boilerplate.disclaimer_data import Language, engines
from mtcheck.rules.phrases import fold, required, stems

_COMMON = "disclaimers/common.toml"
_SENTENCE = lazyre.compile(r"(?<=[.!?…])[*_\")»]*\s+|(?<=[。！？।])")
_CLAUSE = lazyre.compile(r"[,;:!|،：，、؛–—](?:\s+|$)|[。：，；]| - |[()（）]")
# So far behind its denial the machine stands: no part of this long book was translated by a machine.
_REACH, _REACH_SIGNS = 9, 20
# So near to what was done stands who did it.
_BESIDE = 5
# So short a stem is within many a name.
_SHORT = 3
# Stands for the name of an engine, which is a word of no language.
_ENGINE = "\x03"


@cache
def _listed(table: str, lang: str) -> tuple[str, ...]:
    """The stems of one language in a table of ``common.toml``, folded; nothing for most."""
    return stems(resources.read_toml(_COMMON)[table].get(lang, ""))


@cache
def _denying(lang: str) -> frozenset[str]:
    """Words that say no, folded; an apostrophe parts a word: isn't is ` isn t `."""
    written = resources.read_toml(_COMMON)["not"].get(lang, "").split()
    return frozenset(fold(word).strip() for word in written)


@cache
def _slot(key: str) -> tuple[str, ...]:
    return stems(required(resources.read_toml(_COMMON), key, _COMMON))


def denies(text: str, language: Language) -> bool:
    """Whether a sentence of a text says that no machine translated it.

    >>> from mtcheck.rules.boilerplate.disclaimer_data import languages
    >>> english = next(each for each in languages() if each.lang == "en")
    >>> denies("It was not translated by a machine.", english)
    True
    >>> denies("It was translated by a machine and not edited by a person.", english)
    False
    """
    return any(
        _denies(clause, language) for sentence in _SENTENCE.split(text) for clause in _CLAUSE.split(sentence)
    )


def _denies(clause: str, language: Language) -> bool:
    said = _with_engines(fold(clause))
    if any(phrase in said for phrase in _listed("denied", language.lang)):
        return _names_machine(said, language)
    if not any(stem in said for stem in (*language.translated, *language.machine)):
        return False
    return _is_denied(said, language) if language.spaced else _is_denied_unspaced(said, language)


def _with_engines(said: str) -> str:
    for name in engines(said.isascii()):
        if name in said:
            said = said.replace(name, f" {_ENGINE} ")
    return said


def _names_machine(said: str, language: Language) -> bool:
    return _ENGINE in said or any(stem in said for stem in language.machine)


def _is_denied(said: str, language: Language) -> bool:
    """Whether a word for no has the machine behind it, or the verb behind the machine and itself."""
    words = said.split()
    if not _names_machine(said, language):
        return False
    translates = any(stem in said for stem in language.translated)
    for place in _places_of_no(said, words, language.lang):
        ahead = words[place + 1 : place + 1 + _REACH]
        for step, word in enumerate(ahead):
            if _is_of(word, language.machine) or word == _ENGINE:
                if translates:
                    return True
                break
            if _is_of(word, language.evidence) or _is_human(word):
                break
            verb = _is_of(word, language.translated) and step <= 1
            if verb and len(ahead) == step + 1 and _names_machine(f" {' '.join(words[:place])} ", language):
                return True
    return False


def _places_of_no(said: str, words: list[str], lang: str) -> list[int]:
    """Where the last word of each denial stands."""
    found = []
    for phrase in _denying(lang):
        parts = phrase.split()
        if f" {phrase} " in said:
            last = len(parts) - 1
            found += [at + last for at in range(len(words)) if words[at : at + last + 1] == parts]
    return sorted(found)


def _is_of(word: str, slot: tuple[str, ...]) -> bool:
    """Whether a word, or the first of a phrase, is of a slot."""
    spaced = f" {word} "
    return any(stem.split()[0] in word if " " in stem.strip() else stem in spaced for stem in slot)


def _is_human(word: str) -> bool:
    spaced = f" {word} "
    return any(f" {stem.lstrip()}" in spaced for stem in _slot("human"))


def _is_denied_unspaced(said: str, language: Language) -> bool:
    """The same where words are not parted."""
    letters = said.replace(" ", "")
    for no in _denying(language.lang):
        for found in re.finditer(re.escape(no), letters):
            ahead = letters[found.end() : found.end() + _REACH_SIGNS]
            machine = _first(ahead, (*language.machine, _ENGINE))
            other = _first(ahead, (*language.evidence, *_slot("human")))
            if machine < len(ahead) and machine < other:
                return any(stem in letters for stem in language.translated)
    return False


def _first(letters: str, slot: tuple[str, ...]) -> int:
    """Where the first of the stems stands; the length of the text where none does."""
    places = (letters.find(stem.strip()) for stem in slot)
    return min((place for place in places if place >= 0), default=len(letters))


_WORD = lazyre.compile(r"(?<![^\s(])[^\W\d_](?:\.|[^\W\d_]*)")


def is_mended(text: str, language: Language) -> bool:
    """Whether a person has read the translation over, and may have put his name to it.

    >>> from mtcheck.rules.boilerplate.disclaimer_data import languages
    >>> english = next(each for each in languages() if each.lang == "en")
    >>> is_mended("It was translated by a machine and corrected by Karen Holm.", english)
    True
    """
    return any(_is_mended(sentence, language) for sentence in _SENTENCE.split(text))


def _is_mended(sentence: str, language: Language) -> bool:
    said = _with_engines(fold(sentence))
    if _has_no(said, language):
        return False
    if not language.spaced:
        letters = said.replace(" ", "")
        return all(any(stem.strip() in letters for stem in _slot(key)) for key in ("mended", "human"))
    words = said.split()
    named = _named(sentence, language)
    for place in range(len(words)):
        phrase = f" {' '.join(words[place : place + 2])} "
        if any(phrase.startswith(f" {stem.lstrip()}") for stem in _slot("mended")):
            near = words[max(0, place - _BESIDE) : place] + words[place + 1 : place + 1 + _BESIDE]
            if any(word in named or _is_human(word) for word in near):
                return True
    return False


def _has_no(said: str, language: Language) -> bool:
    words = f" {' '.join(said.split())} "
    if not language.spaced:
        words = words.replace(" ", "")
    negative = (*(f" {word} " for word in _denying(language.lang)), *_listed("negative", language.lang))
    return any((each if language.spaced else each.strip()) in words for each in negative)


def _named(sentence: str, language: Language) -> frozenset[str]:
    """Folded words of two in a row that have capitals, of which no slot knows the last: Karen Holm."""
    found: set[str] = set()
    words = list(_WORD.finditer(sentence))
    for first, last in zip(words, words[1:], strict=False):
        folded = fold(last.group()).strip()
        capitals = first.group()[0].isupper() and last.group()[0].isupper()
        if not capitals or last.start() - first.end() > 1 or folded in language.small:
            continue
        known = any(len(stem) > _SHORT and stem.strip() in folded for stem in language.known)
        if not known and not any(name.strip() == folded for name in engines(False)):
            found |= {fold(first.group()).strip(), folded}
    return frozenset(found)
