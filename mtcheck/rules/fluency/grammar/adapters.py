"""Grammar checkers that the user has, one shape for all: their remarks, less typography, style and taste."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from mtcheck.rules.fluency.grammar.grammalecte import by_grammalecte
from mtcheck.rules.fluency.grammar.languagetool import by_languagetool
from mtcheck.rules.fluency.grammar.lingotweaker import by_lingotweaker
from mtcheck.rules.fluency.grammar.link_grammar import by_link_grammar
from mtcheck.rules.fluency.grammar.remark import Remark
from mtcheck.rules.fluency.grammar.voikko import by_voikko
from mtcheck.text.view import View


class _Adapter(NamedTuple):
    """``langs`` are the languages it knows, empty for those that its server knows."""

    option: str
    langs: frozenset[str]
    remarks: Callable[[View, Any], Iterator[Remark]]


_ADAPTERS = (
    _Adapter("languagetool", frozenset(), by_languagetool),
    _Adapter("grammalecte", frozenset(("fr",)), by_grammalecte),
    _Adapter("voikko", frozenset(("fi",)), by_voikko),
    _Adapter("link-grammar", frozenset(("en", "ru")), by_link_grammar),
    _Adapter("lingotweaker", frozenset(), by_lingotweaker),
)
#: The options of FLU004 that turn them on, with what they are without being asked for.
OPTIONS: dict[str, Any] = {
    "languagetool": "",
    "grammalecte": False,
    "voikko": False,
    "link-grammar": False,
    "lingotweaker": False,
}


def remarks(view: View, options: Mapping[str, Any]) -> Iterator[Remark]:
    """What the checkers that are turned on say of a text. Raises ConfigError when one cannot be had."""
    for adapter in _ADAPTERS:
        wanted = options.get(adapter.option)
        if wanted and (not adapter.langs or view.tag.base in adapter.langs):
            yield from adapter.remarks(view, wanted)
