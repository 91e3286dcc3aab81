"""Words of English that are told by themselves in text of another language, and the lists of leftovers."""

from __future__ import annotations

from functools import cache

import msgspec

from mtcheck.lexicon.forms import forms, languages
from mtcheck.lexicon.judged import Judged
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.resources import read_toml
from mtcheck.rules.fluency.glued_or_split_word import lexicon
from mtcheck.rules.language.leftover_terms import english_kinds, is_own_form

_SHORTEST, _NOWHERE, _STRONG_CONTRAST = 4, -17.0, 3.5
_MARKS = "“”\"'‘’«»„.,;:!?…()[]*_¿¡"


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of corpora/languages/leftovers.toml, which says what each is."""

    sources: str
    kin: tuple[str, ...]
    rich: str
    rich_of_english: str
    borrow_little: str
    scripts: str
    spelt: str
    weak: str
    english: str
    alone: str
    borrowers: str
    terms: str
    alike_in_french: str


@cache
def facts() -> Facts:
    return msgspec.convert(read_toml("languages/leftovers.toml"), Facts)


@cache
def no_nouns() -> frozenset[str]:
    """Words of English that are no nouns, so that hardly any language has borrowed them."""
    kinds = english_kinds()
    verbs = frozenset(kinds["verb"]) - frozenset(kinds["noun"])
    return verbs.union(kinds["third"], kinds["past"], kinds["comparative"], facts().english.split())


# A word of English has to be so much more frequent there, in nats; one of the shortest list a little less.
_LONE_CONTRAST = 4.5


def _is_lone_word(word: str, lang: str) -> bool:
    own, english = wordlist(lang), wordlist("en")
    if own is None or english is None or not english.log(word) or is_own_form(word, lang):
        return False
    least = _STRONG_CONTRAST if word in facts().alone.split() else _LONE_CONTRAST
    return english.log(word) - (own.log(word) or _NOWHERE) > least


# A word of English is told by itself from this frequency on (nats), where its own language has it not; so
# many lists of other languages may hold it, as a name, though none has borrowed it.
_UNBORROWED, _MOST_BORROWERS = -11.5, 1


def _is_unborrowed(word: str, lang: str) -> bool:
    """Whether hardly any language has borrowed a frequent word of English: `workers`, not `manager`."""
    english, table = wordlist("en"), forms(lang) if lang in languages() else None
    if len(word) < _SHORTEST or english is None or not _UNBORROWED < english.log(word) < 0:
        return False
    lists, related = lexicon(lang), tuple(word[:-1] + vowel for vowel in "aeio")
    if (table is not None and table.class_of(word)) or lists is None or any(map(lists.is_word, related)):
        return False  # a form of the language: `mobility` in Czech
    if word.removesuffix("s") in lists.words:
        return False  # `weekends` in French
    borrowers = (wordlist(name) for name in facts().borrowers.split() if name != lang)
    return sum(known is not None and word in known for known in borrowers) <= _MOST_BORROWERS


@cache
def lone_words(lang: str) -> tuple[Judged, Judged]:
    """Tokens that are words of English by themselves: no nouns, and words that nobody has borrowed."""

    def is_lone(token: str) -> bool:
        word = token.rstrip(_MARKS)
        return word in no_nouns() and _is_lone_word(word, lang)

    return Judged(is_lone), Judged(lambda token: _is_unborrowed(token.rstrip(_MARKS), lang))
