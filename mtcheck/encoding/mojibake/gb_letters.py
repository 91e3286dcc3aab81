"""Accented letters of GB 2312 shown as two marks of Latin-1: `M¨¦todo`, `¨¤ la fin`.

A Chinese input method writes é as a letter of romanised Chinese, two bytes wide, so a file of another
language that is saved in GBK shows ¨ and a second mark for it. Words of a list tell what they were.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.encoding.mojibake import proof
from mtcheck.encoding.mojibake.verdict import Reading
from mtcheck.lexicon import char_model

_FIRST, _LAST = 0xA1, 0xBA
_LEAD = b"\xa8"
_UNIT = lazyre.compile("¨([\xa1-\xba])")
# A word with such a letter, longest first: the letters of ASCII, and other units.
_WORD = lazyre.compile("(?:[A-Za-z]+(?=¨)|¨[\xa1-\xba])(?:[A-Za-z]|¨[\xa1-\xba])*")
_CODEC = "gb18030 as cp1252"
_GAIN = 20.0
_LETTERS = 4  # of a word that proves the table by itself
_LETTER = {chr(byte): (_LEAD + bytes([byte])).decode("gbk") for byte in range(_FIRST, _LAST + 1)}


def find(text: str) -> Iterator[Reading]:
    """Words with such letters, in order, where a language has them.

    >>> [r.text for r in find("M¨¦todo no permitido")], list(find("¨ ¦ ¨"))
    (['Método'], [])
    """
    if "¨" not in text:
        return
    found = [(match, _decoded(match[0])) for match in _WORD.finditer(text) if _UNIT.search(match[0])]
    words = {new.lower() for _, new in found}
    known = {word for word in words if len(word) >= _LETTERS and proof.is_word_anywhere(word, "LATI")}
    if not known:
        return
    langs = char_model.languages_of("LATI")
    best = max(langs, key=lambda lang: sum(proof.is_word(word, lang) for word in words))
    for match, new in found:
        sure = new.lower() in known or proof.is_word(new.lower(), best)
        units = len(_UNIT.findall(match[0]))
        yield Reading(*match.span(), new, _CODEC, _GAIN, units, 0, int(not sure), 1, sure)


def _decoded(word: str) -> str:
    return _UNIT.sub(lambda match: _LETTER[match[1]], word)
