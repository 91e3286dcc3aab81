"""The words of a text, found once and shared by the rules that look words up."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"\w+")
# Bytes a character of a text in which other than ASCII letters are the exception.
_MOSTLY_ASCII = 1.1
_NOT_ASCII = re.compile("[^\\x00-\\x7f]")
# ASCII that is part of no word becomes a blank; bytes of other characters stay.
_BREAKS = bytes(
    code if code > 127 or chr(code).isalnum() or chr(code) == "_" else ord(" ") for code in range(256)
)
# Texts above this are not kept for the next rule: memory must not grow with the input.
_MAX_KEPT = 1_000_000


def words_of(lowered: str) -> list[str]:
    """Every word (letters, digits and ``_``) of a text in lower case, in order.

    The list is shared: read it, never change it.

    >>> words_of("the city’s 2 ports")
    ['the', 'city', 's', '2', 'ports']
    """
    return _kept(lowered) if len(lowered) <= _MAX_KEPT else _find(lowered)


@lru_cache(maxsize=1)
def _kept(lowered: str) -> list[str]:
    return _find(lowered)


def _find(lowered: str) -> list[str]:
    data = lowered.encode("utf-8", "surrogatepass")
    if len(data) > _MOSTLY_ASCII * len(lowered):
        return _WORD.findall(lowered)
    # Half the time of the pattern, which makes a match for every word.
    if len(data) > len(lowered):
        for odd in set(_NOT_ASCII.findall(lowered)):
            if not (odd.isalnum() or odd == "_"):
                lowered = lowered.replace(odd, " ")
        data = lowered.encode("utf-8", "surrogatepass")
    return data.translate(_BREAKS).decode("utf-8", "surrogatepass").split()
