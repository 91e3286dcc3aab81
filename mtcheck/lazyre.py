"""Patterns that are compiled when they are first used: most of what a module declares, a check never asks.

``lazyre.compile`` stands where ``re.compile`` stood. Compiling all patterns took 130 ms of every start.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")


class _Compiled:
    """A pattern in use: what a pattern can do, bound to the compiled one."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._made_of = (pattern, flags)

    def __reduce__(self) -> tuple[Any, ...]:
        return compile, self._made_of

    def __repr__(self) -> str:
        return f"lazyre.compile({self._made_of[0]!r}, {self._made_of[1]})"


class Lazy(_Compiled):
    """A pattern not yet compiled; with the first question it becomes one that is."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        pattern, flags = self._made_of
        compiled: re.Pattern[Any]
        if isinstance(pattern, str):
            from mtcheck.compiled import compiled as kept  # not for those who ask no pattern

            compiled = kept(pattern, int(flags))
        else:
            compiled = re.compile(pattern, flags)
        # From now on its methods are found without a detour, as fast as those of the pattern itself.
        for each in (*_METHODS, "pattern", "flags", "groups", "groupindex"):
            setattr(self, each, getattr(compiled, each))
        self.__class__ = _Compiled  # type: ignore[assignment] # the same without this method
        return getattr(self, name)


def compile(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern that behaves like ``re.compile(pattern, flags)``. Raises re.error at its first use.

    >>> words = compile("[a-z]+")
    >>> words
    lazyre.compile('[a-z]+', 0)
    >>> words.findall("one two"), words.pattern
    (['one', 'two'], '[a-z]+')
    """
    return cast("re.Pattern[AnyStr]", Lazy(pattern, flags))
