"""Voikko, the Finnish grammar checker, where the user's system has it. The only importer of libvoikko."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from mtcheck.errors import ConfigError
from mtcheck.rules.fluency.grammar.remark import Remark
from mtcheck.text.view import View

# Its codes below are of spaces, capitals, marks and doubled words, which other rules of ours report.
_FIRST_OF_GRAMMAR = 13
# Headings, greetings and captions have no verb; two verbs stand without a comma in edited Finnish too.
_UNWANTED = frozenset((17, 18))


def by_voikko(view: View, _: Any) -> Iterator[Remark]:
    """What it says of each paragraph. Raises ConfigError when it, or its dictionary, is not installed."""
    checker = _checker()
    for start, end in view.paragraphs:
        for error in checker.grammarErrors(view.text[start:end], "en"):
            if int(error.errorCode) < _FIRST_OF_GRAMMAR or int(error.errorCode) in _UNWANTED:
                continue
            first = start + int(error.startPos)
            better = next(iter(error.suggestions or ()), None)
            yield Remark(first, first + int(error.errorLen), "voikko", str(error.shortDescription), better)


@cache
def _checker() -> Any:
    try:
        from libvoikko import Voikko, VoikkoException
    except ImportError as error:
        problem = "libvoikko is not installed; your system has it as python3-libvoikko or the like"
        raise ConfigError("rules.FLU004", "voikko", problem) from error
    try:
        return Voikko("fi")
    except (OSError, VoikkoException) as error:
        problem = f"Voikko has no Finnish dictionary here ({error}); install voikko-fi"
        raise ConfigError("rules.FLU004", "voikko", problem) from error
