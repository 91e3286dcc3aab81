"""Harper, the English grammar checker of the extra [grammar]; its noise filtered. The only importer of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any, NamedTuple

from mtcheck.errors import ConfigError

INSTALL = "pip install 'mtcheck[grammar]'"
# What Harper finds and we do not pass on: style, typography and taste, and what other rules of ours say.
# Counted on learner English (JFLEG, half of dev): of the tokens these mark at most two in five are edited.
_UNWANTED_RULES = frozenset(
    """
    Spaces DiscourseMarkers LongSentences SpelledNumbers UseEllipsisCharacter EllipsisLength
    NumericRangeEnDash Dashes QuoteSpacing UnclosedQuotes NoFrenchSpaces CommaFixes NoOxfordComma
    OxfordComma BoringWords UseTitleCase Regionalisms Excellent WouldNeverHave NationalCapitals
    MissingPreposition MissingTo DoubleModal SingleBe QuiteQuiet RepeatedWords AmericanEnglish
    OrthographicConsistency PhrasalVerbAsCompoundNoun HaveTakeALook AllowTo CondenseAllThe
    """.split()
)
_UNWANTED_KINDS = frozenset(
    "Readability Style Enhancement Formatting Punctuation Regionalism Redundancy".split()
)


class Lint(NamedTuple):
    """One finding of Harper: code points of the text it was given."""

    start: int
    end: int
    rule: str
    kind: str
    message: str
    replacement: str | None


# Pieces of tokenised text, and what Harper takes for a misspelled word.
_PIECES = frozenset("n't 's 'm 're 've s t m d ca wo etc etc.".split())

_local = threading.local()


def _linter() -> Any:
    """Harper's linter, one a thread: building one takes a quarter of a second."""
    if not hasattr(_local, "linter"):
        try:
            from harper import Linter
        except ImportError as error:
            raise ConfigError("rules.FLU004", "harper", f"harper-py is not installed; {INSTALL}") from error
        linter = Linter()
        linter.set_lint_config(linter.get_lint_config() | dict.fromkeys(_UNWANTED_RULES, False))
        _local.linter = linter
    return _local.linter


def lints(text: str) -> Iterator[Lint]:
    """What Harper says of a plain text, less what is not wanted.

    Raises ConfigError when the extra is not installed.
    """
    linter = _linter()
    for name, found in linter.organized_lints(text, language="plaintext").items():
        for lint in found:
            if name in _UNWANTED_RULES or lint.lint_kind in _UNWANTED_KINDS:
                continue
            if lint.problem_text.lower() in _PIECES or not _PIECES.isdisjoint(lint.problem_text.split()):
                continue
            yield Lint(lint.span.start, lint.span.end, name, lint.lint_kind, lint.message, _replacement(lint))


def _replacement(lint: Any) -> str | None:
    for suggestion in lint.suggestions:
        kind = suggestion.kind.name
        if kind == "REPLACE":
            return str(suggestion.replacement_text)
        if kind == "REMOVE":
            return ""
        return f"{lint.problem_text}{suggestion.replacement_text}"
    return None
