"""The tables that Latin text is read in by mistake, and the languages that are written in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.encoding.mojibake import codecs, suspicion
from mtcheck.lexicon import char_model
from mtcheck.resources import language_facts

WESTERN = ("de", "fr", "es", "it", "pt", "sv", "da", "nb", "fi", "nl", "is", "ca")
CENTRAL = ("pl", "cs", "sk", "hu", "sl", "hr", "ro")
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz")
#: What encodings are read as, and the languages that are written in them.
_REALS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "cp1252": (
        ("cp437", "cp850", "cp852", "mac_roman", "cp1250", "cp1251", "cp1253", "cp1255", "koi8-r", "cp1257"),
        WESTERN,
    ),
    "cp850": (("cp1252",), WESTERN),
    "cp437": (("cp1252",), WESTERN),
    "mac_roman": (("cp1252",), WESTERN),
    "cp1250": (("cp1252", "cp850", "cp852", "cp1251", "mac_roman"), CENTRAL),
    "iso8859-2": (("cp1252", "cp1250", "cp1251"), CENTRAL),
    "cp852": (("cp1252", "cp1250"), CENTRAL),
    "mac_latin2": (("cp1252", "cp1250"), CENTRAL),
    "iso8859-16": (("cp1252",), ("ro",)),
    "cp1254": (("cp1252", "cp1251", "cp850", "cp437"), ("tr",)),
    "cp857": (("cp1252", "cp1254"), ("tr",)),
    "mac_turkish": (("cp1252", "cp1254"), ("tr",)),
    "cp1257": (("cp1252", "cp1250", "cp1251"), ("lt", "lv")),
    "cp775": (("cp1252", "cp1257"), ("lt", "lv")),
    "iso8859-4": (("cp1252",), ("lt", "lv")),
}
#: A no-break space that may be a letter: á in cp437, cp850 and cp852.
NO_BREAK, SHOWN = "\xa0", "\ue0a0"


class Story(NamedTuple):
    """One table read as another, in one language."""

    name: str  # "cp1250 as cp1252"
    lang: str
    letters: dict[int, str]  # what a character becomes, where that is a letter of the language


class Tables(NamedTuple):
    """All of them, and what finds a word that one of them may change."""

    stories: tuple[Story, ...]
    valid: dict[str, int]  # the stories (bits) in which a character becomes a letter
    changed: dict[str, int]  # and in which that is another one
    anchor: re.Pattern[str]  # one of those characters beside a letter of ASCII
    letter: re.Pattern[str]  # the letter beside it, which is the rarer one in Cyrillic text


@cache
def tables() -> Tables:
    """Every table read as every other that it is read as, in each of its languages."""
    stories: list[Story] = []
    valid: dict[str, int] = {}
    changed: dict[str, int] = {}
    for real, (wrongs, langs) in _REALS.items():
        upper = codecs.shown()[real]
        for wrong in wrongs:
            shown = codecs.table(wrong).to_bytes
            pairs = [(code, upper[byte - 0x80]) for code, byte in shown.items() if 0x80 <= byte <= 0xFF]
            for lang in langs:
                known = alphabet(lang) | _ASCII
                letters = {code: char for code, char in pairs if char.lower()[:1] in known}
                if shown[ord(NO_BREAK)] == 0xA0 and (spaced := letters.get(ord(NO_BREAK))) is not None:
                    letters[ord(SHOWN)] = spaced
                bit = 1 << len(stories)
                stories.append(Story(f"{real} as {wrong}", lang, letters))
                for code, char in letters.items():
                    valid[chr(code)] = valid.get(chr(code), 0) | bit
                    changed[chr(code)] = changed.get(chr(code), 0) | bit * (chr(code) != char)
    high = suspicion.char_class({c for c, bits in changed.items() if bits})
    anchor = lazyre.compile(rf"{high}(?:(?<=[A-Za-z].)|(?=[A-Za-z]))", re.DOTALL)
    letter = lazyre.compile(rf"[A-Za-z](?:(?={high})|(?<={high}.))", re.DOTALL)
    return Tables(tuple(stories), valid, changed, anchor, letter)


def stories_of(piece: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each other word that a word becomes in stories that make letters of its letters, with these stories."""
    odd = "".join([char for char in piece if char > "\x7f"])
    for new, stories in _of_letters(odd):
        if len(odd) == 1:
            yield piece.replace(odd, new), stories
        else:
            become = dict(zip(odd, new, strict=True))
            yield "".join([become.get(char, char) for char in piece]), stories


@lru_cache(maxsize=5_000)  # most words have one letter outside ASCII
def _of_letters(odd: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """What letters become, and the stories in which they do."""
    known = tables()
    bits, changes = -1, 0
    for char in odd:
        bits &= known.valid.get(char, 0)
        changes |= known.changed.get(char, 0)
    bits &= changes
    found: dict[str, list[int]] = {}
    while bits:
        low = bits & -bits
        index = low.bit_length() - 1
        letters = known.stories[index].letters
        found.setdefault("".join([letters[ord(char)] for char in odd]), []).append(index)
        bits ^= low
    return tuple((new, tuple(stories)) for new, stories in found.items())


@cache
def alphabet(lang: str) -> frozenset[str]:
    """The letters outside ASCII of a language's own words; without a table, all it was seen with."""
    letters = language_facts(lang).get("alphabet", {}).get("letters")
    return frozenset(letters if letters is not None else char_model.model(lang).letters)
