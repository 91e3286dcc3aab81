"""Tells a notice from a sentence that reports one: `…, the court found.`"""

from __future__ import annotations

from functools import cache

from mtcheck import resources
from mtcheck.rules.boilerplate.about import is_tale
from mtcheck.rules.boilerplate.disclaimer_data import Language, engines, is_known
from mtcheck.rules.boilerplate.narrated import CLAUSE
from mtcheck.rules.phrases import fold

# One word behind a comma is no clause: `Translated by a machine, sorry!`
_FEWEST_WORDS, _FEWEST_SIGNS = 2, 2


# Please be advised: this page was …
_PASSIVE = frozenset(("advised", "warned", "told", "asked", "noted"))


@cache
def said() -> frozenset[str]:
    """Verbs of saying of all languages, folded, of which only prose has one."""
    return frozenset(fold(resources.read_toml("boilerplate/furniture.toml")["said"]).split())


def is_reported(text: str, language: Language) -> bool:
    """Whether a clause says who says or finds it, or what a thing was: `The menu contained errors.`"""
    if is_tale(text, language):
        return True
    lead, colon, _ = text.partition(":")
    if colon and fold(lead).split()[-1:] and fold(lead).split()[-1] in said() - _PASSIVE:
        return True  # It wrote: This text was …
    clauses = [clause for clause in map(fold, CLAUSE.split(text)) if clause.strip()][1:]
    if not clauses:
        return False
    return any(_says(clause, language) for clause in clauses) or _is_of_others(clauses[-1], language)


def _says(clause: str, language: Language) -> bool:
    """Whether a verb of saying stands in a clause: `as he wrote`, and not `readers are advised`."""
    words = clause.split()
    spoken = [place for place, word in enumerate(words) if word in said()]
    return any(not place or words[place - 1] not in language.small for place in spoken)


def _is_of_others(clause: str, language: Language) -> bool:
    """Whether a clause names nothing that a notice speaks of, and something else: `the court found`."""
    spoken = (*language.translated, *language.machine, *language.text, *language.evidence, *language.tongue)
    if any(stem in clause for stem in (*spoken, *engines(clause.isascii()))):
        return False
    if language.eraser:  # words are not parted: what is left without those of the slots
        return len(language.eraser.sub("", clause.replace(" ", ""))) >= _FEWEST_SIGNS
    words = clause.split()
    return len(words) >= _FEWEST_WORDS and not all(is_known(word, language) for word in words)
