"""Text that a terminal can show and that it does not obey."""

from __future__ import annotations

import unicodedata


def visible(text: str) -> str:
    """The text without what a terminal obeys or cannot show: controls, direction marks, surrogates.

    >>> visible("a\\x1b[31m\\u202eb\\tc")
    'a␛[31m\\ufffdb c'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible_character(character) for character in text)


def _visible_character(character: str) -> str:
    if character == "\t":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))
    if unicodedata.category(character) in ("Cc", "Cs") or character in "\u2028\u2029":
        return "\ufffd"
    if unicodedata.category(character) == "Cf" and unicodedata.bidirectional(character) != "BN":
        return "\ufffd"
    return character
