"""Words that change with what comes next: il and lo by the first sound, de and el into del."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mtcheck import lazyre


def sounds_of(data: Mapping[str, Any]) -> tuple[list[tuple[str, re.Pattern[str]]], dict[str, dict[str, str]]]:
    """The kinds of first sounds, and for each word the forms that it has before which of them.

    >>> kinds, words = sounds_of({"sounds": "v [aeiou]", "by-sound": "le:c l':v"})
    >>> [kind for kind, _ in kinds], words["le"]
    (['v'], {'v': "l'"})
    """
    kinds = (line.split() for line in str(data.get("sounds", "")).strip().splitlines())
    sounds = [(kind, lazyre.compile(pattern)) for kind, pattern in kinds]
    found: dict[str, dict[str, str]] = {}
    for line in str(data.get("by-sound", "")).strip().splitlines():
        forms = [form.partition(":")[::2] for form in line.split()]
        for word, own in forms:
            before = {kind: form for form, kinds_of in forms for kind in kinds_of}
            found[word] = {kind: form for kind, form in before.items() if kind not in own}
    return sounds, {word: others for word, others in found.items() if others}


def contractions_of(data: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """One word for a preposition and an article.

    >>> contractions_of({"contractions": "de_el:del a_el:al"})
    {('de', 'el'): 'del', ('a', 'el'): 'al'}
    """
    found: dict[tuple[str, str], str] = {}
    for pair in str(data.get("contractions", "")).split():
        both, _, one = pair.partition(":")
        first, _, article = both.partition("_")
        found[first, article] = one
    return found
