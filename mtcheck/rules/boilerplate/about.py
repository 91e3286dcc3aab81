"""Tells what a notice of machine translation is about: this text, or a thing in the author's story.

`This page was translated by machine` and `Translated by DeepL` speak of the text they stand in. `The menu was
translated by machine` names another thing, and `The text contained errors` tells what was: such a sentence
may be the author's own.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mtcheck import lazyre, resources
from mtcheck.rules.boilerplate.disclaimer_data import Language, without_engines
from mtcheck.rules.phrases import fold, required, stems

_COMMON = "disclaimers/common.toml"
_LINK_TARGET = lazyre.compile(r"\]\([^()\n]{0,300}\)|https?://\S+|\{[^{}\n]*\}")
_SENTENCE = lazyre.compile(r"(?<=[.!?…])[*_\")»]*\s+|(?<=[。！？।])")
# Behind one of these a clause begins: `Dear reader, this page was …`
_BREAK = lazyre.compile(r"[,;:!|،：，、–—](?:\s+|$)|[。：，、]| - ")
# How far from "this" its noun stands: this whole page, artikel ini.
_STEPS = (1, 2, -1)
_FEW_SIGNS = 0
_NEAR = 12
# A stem as short as `ki` and `ia` is a word; so long may the ending of a word for a text be.
_SHORT, _ENDING, _ENDINGS = 2, 5, {"en": 1, "de": 3, "nl": 3, "sv": 3, "da": 3, "nb": 3}
_LAST_CYRILLIC = "\u052f"


class _Words(NamedTuple):
    """Words of the author's own, folded: of all languages."""

    tale: tuple[str, ...]
    of_all: tuple[str, ...]
    whose: frozenset[str]
    others: frozenset[str]
    here: tuple[str, ...]
    mind: tuple[str, ...]
    paper: tuple[str, ...]


@cache
def _words() -> _Words:
    data = resources.read_toml(_COMMON)
    return _Words(
        _phrases(required(data, "tale", _COMMON)),
        _phrases(required(data, "of_all", _COMMON)),
        frozenset(fold(required(data, "whose", _COMMON)).split()),
        frozenset(fold(required(data, "others", _COMMON)).split()),
        tuple(required(data, "here", _COMMON).split()),
        stems(required(data, "mind", _COMMON)),
        stems(required(data, "paper", _COMMON)),
    )


def _phrases(listing: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(each.replace("_", " ")) for each in listing.split()))


def is_tale(text: str, language: Language) -> bool:
    """Whether a sentence tells what a thing was, or whose: `The menu was translated and contained errors.`"""
    parts = _plain(text)
    if parts and parts[0] in _words().others and parts[0] not in language.this:
        return True
    return _holds(fold(text), _words().tale, language) and not _names_this(parts, language)


def is_of_all(text: str, language: Language) -> bool:
    """Whether one sentence alone speaks of all translations: `No automatic translation is perfect.`"""
    return len(_told(text, language)) == 1 and _holds(fold(text), _words().of_all, language)


# What somebody else says: the card read ”Translated by a machine”.
_QUOTATION = lazyre.compile(
    r"[“”„«»「『][^“”„«»「」『』]{1,300}[“”«»」』]|(?<![^\s(])\"[^\"]{1,300}\"|(?<![^\s(])'[^']{1,300}'(?!\w)"
)


def is_quoted(text: str, language: Language) -> bool:
    """Whether all that a text says of a translation stands in quotation marks: a sign by the road."""
    rest = fold(_QUOTATION.sub(" ", text))
    return rest != fold(text) and not any(stem in rest for stem in language.translated)


def is_general(text: str, language: Language) -> bool:
    """Whether a notice may speak of any translation: `Machine translation may contain errors.`"""
    told = _told(text, language)
    said = fold(" ".join(told))
    if not any(stem in said for stem in language.evidence):
        return False
    if not language.spaced:
        return not any(here in said for here in _words().here)
    return not any(_names_this(_plain(each), language) for each in told)


@cache
def _conditions(lang: str) -> frozenset[str]:
    return frozenset(fold(resources.read_toml(_COMMON)["when"].get(lang, "")).split())


def is_of_a_case(text: str, language: Language) -> bool:
    """Whether a sentence says what holds in a case: `Where a deed was translated by machine, …`"""
    told = _told(text, language)
    if not told or any(_names_this(_plain(each), language) for each in told):
        return False
    return fold(told[0]).split()[0] in _conditions(language.lang)


def is_about_this(text: str, language: Language) -> bool:
    """Whether a notice surely speaks of the text it stands in: it names it, or names nothing else."""
    said = fold(text)
    if _holds(said, _words().tale, language):
        return False
    told = _told(text, language)
    first = told[0] if told else text
    return _is_sure(first, language) or any(_names_this(_plain(each), language) for each in told[1:])


def names_this_text(text: str, language: Language) -> bool:
    """Whether a sentence says of the text it stands in that it was translated: `Ten dokument został …`."""
    said = fold(text)
    if not any(stem in said for stem in language.translated):
        return False
    if not language.spaced:
        return any(here in said.replace(" ", "") for here in _words().here)
    parts = said.split()
    for place, word in enumerate(parts[:_FIRST_WORDS]):
        near = [place + step for step in _STEPS if 0 <= place + step < len(parts)]
        if word in language.this and any(_is_text(parts[each], language) for each in near):
            return True
    return False


# "This document" is what a notice begins with.
_FIRST_WORDS = 4


def _told(text: str, language: Language) -> list[str]:
    """The sentences that speak of a translation."""
    spoken = _SENTENCE.split(_LINK_TARGET.sub("] ", text))
    return [each for each in spoken if any(stem in fold(each) for stem in language.translated)]


def _is_sure(sentence: str, language: Language) -> bool:
    if not language.spaced:
        return _is_sure_unspaced(sentence, language)
    spoken = [clause for clause in _BREAK.split(sentence) if clause.strip()]
    clauses = [_plain(clause) for clause in spoken]
    if any(_is_anothers(parts, language) for parts in clauses):
        return False
    if any(_names_this(parts, language) for parts in clauses):
        return True
    return not any(
        _odd(parts, language, _names(clause)) for parts, clause in zip(clauses, spoken, strict=True)
    )


def _is_sure_unspaced(sentence: str, language: Language) -> bool:
    """The same where words are not parted: nothing else is named in front of the word for the text."""
    words, *_ = without_engines(fold(sentence))
    letters = words.replace(" ", "")
    if language.eraser is None:
        return False
    for here in _words().here:
        before, found, after = letters.partition(here)
        near = found and any(stem in here + after[:_NEAR] or stem in before[-8:] for stem in language.text)
        if near and len(language.eraser.sub("", before)) <= _FEW_SIGNS:
            return True
    return len(language.eraser.sub("", letters)) <= _FEW_SIGNS


def _plain(text: str) -> list[str]:
    return without_engines(fold(_LINK_TARGET.sub("] ", text)))[0].split()


def _holds(said: str, phrases: tuple[str, ...], language: Language) -> bool:
    return any((phrase if language.spaced else phrase.strip()) in said for phrase in phrases)


def _is_text(word: str, language: Language) -> bool:
    return any(part in word for stem in (*language.text, *language.translated) for part in stem.split())


def _names_this(parts: list[str], language: Language) -> bool:
    """Whether "this" is beside a word for a text, with nothing unknown in front: `they say this page`."""
    for place, word in enumerate(parts):
        if word not in language.this:
            continue
        near = [place + step for step in _STEPS if 0 <= place + step < len(parts)]
        if any(_is_text(parts[each], language) for each in near):
            before = parts[: max(0, place - 1)]
            return all(_accounts_for(each, language) for each in before)
    return False


def _is_anothers(parts: list[str], language: Language) -> bool:
    """Whether the text is somebody's: `his article`."""
    return any(
        word in _words().whose and _is_text(following, language)
        for word, following in zip(parts, parts[1:], strict=False)
    )


def _odd(parts: list[str], language: Language, names: frozenset[str]) -> bool:
    """Whether a clause has a word that nothing accounts for, figures and names of services aside."""
    told = False
    for word in parts:
        is_service = told and word in names and not language.capital_nouns
        if not (is_service or word.isdigit() or _accounts_for(word, language)):
            return True
        told = told or any(stem.strip() in word for stem in language.translated)
    return False


_CAPITAL = lazyre.compile(r"(?<=\s)[^\W\d_][^\W\d_]+")


def _names(clause: str) -> frozenset[str]:
    """Folded words with a capital inside a clause: `Translated by Nexora`."""
    return frozenset(fold(" ".join(word for word in _CAPITAL.findall(clause) if word[0].isupper())).split())


def _accounts_for(word: str, language: Language) -> bool:
    """Whether a slot accounts for a word of its own: no `ia` in `sentencia`, no `post` in `poster`."""
    if word in language.small or word in language.this:
        return True
    if word.startswith(_words().paper):
        return False
    rest, text = _stems_of(language)
    if word.startswith(_words().mind):
        return True
    if any(stem in word if len(stem) > _SHORT or not stem.isascii() else stem == word for stem in rest):
        return True
    if not word.isascii() and word[:1] > _LAST_CYRILLIC:  # an article may be a part of the word: המאמר
        return any(stem in word for stem in text)
    longest = _ENDINGS.get(language.lang, _ENDING)
    return any(word.startswith(stem) and len(word) - len(stem) <= longest for stem in text)


@cache
def _stems_of(language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parts of the stems that are no word for a text, and of those that are."""
    slots = (*language.translated, *language.machine, *language.evidence, *language.tongue)
    return _parts(slots), _parts(language.text)


def _parts(slot: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for stem in slot for part in stem.split()))
