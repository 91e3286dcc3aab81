"""Harper, the English grammar checker of the extra [grammar]; its noise filtered. The only importer of it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from mtcheck.errors import ConfigError
from mtcheck.tags import tag

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

# Of the two large dialects; a text that names none may be in either.
_EITHER = ("AMERICAN", "BRITISH")
_DIALECTS = {"US": "AMERICAN", "AU": "AUSTRALIAN", "CA": "CANADIAN", "IN": "INDIAN"}
# Tags whose regions spell as Britain does.
_DIALECTS |= dict.fromkeys("GB UK IE NZ ZA SG HK MT".split(), "BRITISH")
_SPELLING = "Spelling"

_local = threading.local()
_stdout_lock = threading.Lock()


def dialects_of(lang: str) -> tuple[str, ...]:
    """Harper's dialects for a tag: a spelling is a fault only where it is one in each of them.

    >>> dialects_of("en-GB"), dialects_of("en_AU"), dialects_of("en")
    (('BRITISH',), ('AUSTRALIAN',), ('AMERICAN', 'BRITISH'))
    """
    named = _DIALECTS.get(tag(lang).region or "")
    return (named,) if named else _EITHER


def _linter(dialect: str) -> Any:
    """Harper's linter of a dialect, one a thread: building one takes a quarter of a second."""
    if not hasattr(_local, "linters"):
        _local.linters = {}
    if dialect not in _local.linters:
        try:
            from harper import Dialect, Linter
        except ImportError as error:
            raise ConfigError("rules.FLU004", "harper", f"harper-py is not installed; {INSTALL}") from error
        linter = Linter(Dialect[dialect])
        linter.set_lint_config(linter.get_lint_config() | dict.fromkeys(_UNWANTED_RULES, False))
        _local.linters[dialect] = linter
    return _local.linters[dialect]


def lints(text: str, lang: str = "en") -> Iterator[Lint]:
    """What Harper says of a plain text in the dialect of ``lang``, less what is not wanted.

    Raises ConfigError when the extra is not installed.
    """
    first, *others = dialects_of(lang)
    for name, found in _said(first, text).items():
        for lint in found:
            if name in _UNWANTED_RULES or lint.lint_kind in _UNWANTED_KINDS:
                continue
            if lint.problem_text.lower() in _PIECES or not _PIECES.isdisjoint(lint.problem_text.split()):
                continue
            if lint.lint_kind == _SPELLING and not all(
                _misspells(each, lint.problem_text) for each in others
            ):
                continue
            yield Lint(lint.span.start, lint.span.end, name, lint.lint_kind, lint.message, _replacement(lint))


def _misspells(dialect: str, word: str) -> bool:
    said = _said(dialect, word)
    return any(lint.lint_kind == _SPELLING for found in said.values() for lint in found)


def _said(dialect: str, text: str) -> dict[str, list[Any]]:
    linter = _linter(dialect)
    with _kept_off_stdout():
        found: dict[str, list[Any]] = linter.organized_lints(text, language="plaintext")
    return found


@contextmanager
def _kept_off_stdout() -> Iterator[None]:
    """Harper prints notes of its own to the process's standard output, where our JSON goes.

    What other threads write meanwhile goes to standard error; alone, there is nothing but those notes.
    """
    with _stdout_lock:
        if sys.stdout is not None:
            sys.stdout.flush()
        try:
            saved = os.dup(1)
        except OSError:  # no standard output at all
            yield
            return
        try:
            _point_stdout(threading.active_count() > 1)
            yield
        finally:
            os.dup2(saved, 1)
            os.close(saved)


def _point_stdout(at_stderr: bool) -> None:
    try:
        target = os.dup(2) if at_stderr else os.open(os.devnull, os.O_WRONLY)
    except OSError:
        target = os.open(os.devnull, os.O_WRONLY)
    os.dup2(target, 1)
    os.close(target)


def _replacement(lint: Any) -> str | None:
    for suggestion in lint.suggestions:
        kind = suggestion.kind.name
        if kind == "REPLACE":
            return str(suggestion.replacement_text)
        if kind == "REMOVE":
            return ""
        return f"{lint.problem_text}{suggestion.replacement_text}"
    return None
