"""A subject before the verb in a sentence that another word opens: `Gestern er ist`, for `Gestern ist er`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.findings import LIKELY, Hit
from mtcheck.resources import language_facts
from mtcheck.text.view import View


def verb_second(view: View, lang: str) -> Iterator[Hit]:
    """Openings of sentences with a subject before the verb; the words are the table ``verb-second``."""
    pattern = _pattern(lang)
    if pattern is None:
        return
    for start, end in view.sentences:
        match = pattern.match(view.text, start, end)
        if match:
            message = f"word-order: the verb stands before {match['subject']!r}"
            better = f"{match['opener']} {match['verb']} {match['subject']}"
            yield Hit(match.start("opener"), match.end(), message, better, LIKELY)


@cache
def _pattern(lang: str) -> re.Pattern[str] | None:
    facts = language_facts(lang).get("verb-second")
    if not facts:
        return None
    openers, subjects, verbs = (
        "|".join(word.replace("_", " ") for word in facts[key].split())
        for key in ("openers", "subjects", "verbs")
    )
    return lazyre.compile(
        rf"[\"“„»«]?(?P<opener>{openers}) (?P<subject>{subjects}) (?P<verb>{verbs})\b(?=[ .,;!?])"
    )
