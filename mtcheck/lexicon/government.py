"""Which preposition a word takes, which ones never follow it, and function words that never meet."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import msgspec

from mtcheck.resources import list_names, read_bytes

#: Reflexive pronouns that may stand between a verb and its preposition.
CLITICS = {"pl": frozenset({"się"}), "cs": frozenset({"se", "si"})}
#: What stands before a vowel in one word with it, and these vowels.
ELIDED, VOWELS = ("j", "n", "m", "t", "s", "l", "qu"), "aeiouéèêhoà"


class Head(NamedTuple):
    """The prepositions that a word takes, and those that a translator puts there instead."""

    right: tuple[str, ...]
    wrong: frozenset[str]


class Government(NamedTuple):
    """The heads of one language, and the phrases that are wrong by their first word.

    ``seconds`` holds for each of both what may come next: a wrong preposition, the second word, or "" for a
    phrase of one word. ``adverbials`` are nouns of time and manner. ``infinitives`` are verbs, with what
    stands between them and an infinitive and what never does.
    """

    heads: dict[str, Head]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    followers: frozenset[str]
    adverbials: frozenset[str]
    seconds: dict[str, frozenset[str]]
    infinitives: dict[str, Head]


class _File(msgspec.Struct):
    followers: dict[str, str]
    adverbials: dict[str, str]
    heads: dict[str, str]
    pairs: dict[str, str]
    infinitives: dict[str, str] = {}
    objects: dict[str, str] = {}


@cache
def objects(lang: str) -> dict[str, str]:
    """Verbs whose object is never an accusative, by form, with the cases that it has.

    >>> objects("pl")["słucham"]
    'gen'
    """
    if lang not in languages():
        return {}
    return msgspec.json.decode(read_bytes(f"government/{lang}.json"), type=_File).objects


@cache
def languages() -> frozenset[str]:
    """The languages that have a table."""
    return frozenset(name[11:-5] for name in list_names("government", ".json"))


@cache
def government(lang: str) -> Government:
    """The table of a language, read once.

    >>> government("en").heads["similar"].right
    ('to',)
    """
    file = msgspec.json.decode(read_bytes(f"government/{lang}.json"), type=_File)
    heads = {}
    for form, row in file.heads.items():
        right, _, wrong = row.partition("|")
        heads[form] = Head(tuple(right.split()), frozenset(wrong.split()))
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for said, meant in file.pairs.items():
        words = tuple(said.split())
        phrases.setdefault(words[0], []).append((words, meant))
    ordered = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
    seconds = {form: head.wrong | CLITICS.get(lang, frozenset()) for form, head in heads.items()}
    for first, rows in ordered.items():
        after = {words[1] if len(words) > 1 else "" for words, _ in rows}
        seconds[first] = seconds.get(first, frozenset()) | after
    followers, adverbials = frozenset(file.followers), frozenset(file.adverbials)
    return Government(heads, ordered, followers, adverbials, seconds, _infinitives(file.infinitives))


def _infinitives(rows: dict[str, str]) -> dict[str, Head]:
    """Each form by itself, and behind what a vowel leaves of the word before it: j'apprends."""
    found = {}
    for row, forms in rows.items():
        right, _, wrong = row.partition("|")
        head = Head(tuple(right.split(" ou ")), frozenset(wrong.split()))
        for form in forms.split():
            found[form] = head
            if form[0] in VOWELS:
                found.update((f"{short}{mark}{form}", head) for short in ELIDED for mark in "'’")
    return found
