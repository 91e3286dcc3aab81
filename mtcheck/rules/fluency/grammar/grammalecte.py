"""Grammalecte, the French grammar checker, where the user has its Python package. The only importer of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from mtcheck.errors import ConfigError
from mtcheck.rules.fluency.grammar.remark import Remark
from mtcheck.text.view import View

# What it calls agreement, conjugation, infinitive and participle, mood, confusion; the rest is typography,
# numbers, capitals and taste.
_WANTED = frozenset("conf sgpl gn infi conj ppas imp inte vmode".split())


def by_grammalecte(view: View, _: Any) -> Iterator[Remark]:
    """What it says of each paragraph. Raises ConfigError when it is not installed."""
    checker = _checker()
    for start, end in view.paragraphs:
        errors, _spelling = checker.getParagraphErrors(view.text[start:end])
        for error in errors:
            if error["sType"] not in _WANTED:
                continue
            better = next(iter(error.get("aSuggestions") or ()), None)
            place = start + int(error["nStart"]), start + int(error["nEnd"])
            yield Remark(*place, f"grammalecte {error['sType']}", str(error["sMessage"]), better)


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
