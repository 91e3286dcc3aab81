"""Grammalecte, the French grammar checker, where the user has its Python package. The only importer of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from mtcheck.errors import ConfigError
from mtcheck.rules.fluency.grammar.remark import Remark
from mtcheck.text.view import View

# What it calls agreement, conjugation, infinitive and participle, mood, confusion; the rest is typography,
# numbers, capitals and taste.
_WANTED = frozenset("conf sgpl gn infi conj ppas imp inte vmode".split())
# It takes a greeting for a noun (Bonjour chers amis), a capital without its accent for a verb (A cause de).
_GREETING = re.compile(r"\b(?:bonjour|bonsoir|salut)\s+ch[eè]re?s?\b", re.IGNORECASE)
_BARE_CAPITAL = "A"


def by_grammalecte(view: View, _: Any) -> Iterator[Remark]:
    """What it says of each paragraph. Raises ConfigError when it is not installed."""
    checker = _checker()
    for start, end in view.paragraphs:
        text = view.text[start:end]
        errors, _spelling = checker.getParagraphErrors(text)
        greetings = [match.span() for match in _GREETING.finditer(text)]
        for error in errors:
            first, last = int(error["nStart"]), int(error["nEnd"])
            if error["sType"] not in _WANTED or text[first:last] == _BARE_CAPITAL:
                continue
            if any(begin <= first and last <= stop for begin, stop in greetings):
                continue
            better = next(iter(error.get("aSuggestions") or ()), None)
            yield Remark(
                start + first, start + last, f"grammalecte {error['sType']}", str(error["sMessage"]), better
            )


@cache
def _checker() -> Any:
    try:
        from grammalecte import GrammarChecker
    except ImportError as error:
        problem = (
            "grammalecte is not installed: its Python package comes with your system, or from its project"
        )
        raise ConfigError("rules.FLU004", "grammalecte", problem) from error
    return GrammarChecker("fr")
