"""How a language sets its punctuation; the data is corpora/punctuation/languages.toml."""

from __future__ import annotations

from functools import cache

import msgspec

from mtcheck.resources import read_toml


class Conventions(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """Punctuation of one language: pairs of quotes, marks with a space in front, pairs with one inside."""

    quotes: tuple[str, ...]
    space_before: str = ""
    inner_space: tuple[str, ...] = ()


@cache
def _all() -> dict[str, Conventions]:
    return msgspec.convert(read_toml("punctuation/languages.toml"), dict[str, Conventions])


@cache
def conventions(lang: str) -> Conventions:
    """The conventions of a language by its BCP 47 code; the default for one that is not listed.

    >>> conventions("fr-CA").space_before
    ';:!?'
    """
    return _all().get(lang.split("-")[0], _all()["default"])
