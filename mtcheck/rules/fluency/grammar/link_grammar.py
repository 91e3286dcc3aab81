"""link-grammar, where the user's system has its Python bindings: sentences that no grammar fits.

It parses or it does not, so a sentence is reported only where three words or more fit nowhere. Of real
machine-translated sentences 34 % have no full parse, of native ones 11 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from mtcheck.errors import ConfigError
from mtcheck.rules.fluency.grammar.remark import Remark
from mtcheck.text.view import View

_SHORTEST, _LONGEST = 6, 32
_LEFT_OVER = 3
_SECONDS = 8
_STOPS = tuple(".!?")


def by_link_grammar(view: View, _: Any) -> Iterator[Remark]:
    """Sentences with a stop that leave words over. Raises ConfigError when it is not installed."""
    module, dictionary = _dictionary(view.tag.base)
    for start, end in view.sentences:
        sentence = view.text[start:end].strip()
        if not _SHORTEST <= len(sentence.split()) <= _LONGEST or not sentence.endswith(_STOPS):
            continue
        options = module.ParseOptions(
            verbosity=0, max_null_count=len(sentence.split()), max_parse_time=_SECONDS
        )
        left = _left_over(module, module.Sentence(sentence, dictionary, options))
        if left >= _LEFT_OVER:
            first = start + view.text[start:end].index(sentence)
            message = f"no grammar fits this sentence: {left} of its words fit nowhere"
            yield Remark(first, first + len(sentence), "link-grammar", message)


def _left_over(module: Any, sentence: Any) -> int:
    """The words that fit nowhere; 0 where the parser ran out of time."""
    try:
        return int(sentence.null_count()) if len(sentence.parse()) else 0
    except module.LG_TimerExhausted:
        return 0


@cache
def _dictionary(lang: str) -> tuple[Any, Any]:
    try:
        import linkgrammar
    except ImportError as error:
        problem = "linkgrammar is not installed; your system has it as python3-link-grammar or the like"
        raise ConfigError("rules.FLU004", "link-grammar", problem) from error
    linkgrammar.LG_Error.set_handler(None)  # else it prints, of locales too, in the middle of our output
    try:
        return linkgrammar, linkgrammar.Dictionary(lang)
    except (OSError, linkgrammar.LG_Error) as error:
        problem = f"link-grammar has no dictionary for {lang!r} here ({error})"
        raise ConfigError("rules.FLU004", "link-grammar", problem) from error
