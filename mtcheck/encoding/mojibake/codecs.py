"""The codecs UTF-8 is read as by mistake, each as a table from character to byte.

A table is sloppy on purpose: where a codec leaves a byte undefined, readers put the C1 control of that
number, and text of two readers is often mixed.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

import msgspec

from mtcheck.resources import read_bytes

#: Python's codec names, the likely ones first, with the log probability each starts from (nats).
#: Rank by how often readers meet them: the web's defaults, then Windows, then DOS and Mac.
CODECS: dict[str, float] = {
    "cp1252": 0.0,
    "latin-1": 0.0,
    "cp1251": -0.5,
    "cp1250": -1.0,
    "mac_roman": -1.5,
    "cp437": -1.5,
    "koi8-r": -1.5,
    "cp1254": -1.2,
    "cp1253": -1.5,
    "cp1257": -1.5,
    "cp1256": -2.0,
    "cp1255": -2.0,
    "cp1258": -2.0,
    "cp866": -2.0,
    "cp850": -2.0,
    "cp852": -2.0,
    "iso8859-2": -2.2,
    "iso8859-5": -2.0,
    "iso8859-7": -2.2,
    "iso8859-9": -2.2,
    "iso8859-15": -2.2,
    "mac_cyrillic": -2.0,
    "koi8-u": -2.0,
    "cp874": -2.5,
    "mac_latin2": -2.5,
    "mac_turkish": -2.5,
    "mac_greek": -2.5,
    "iso8859-3": -4.0,
    "iso8859-4": -4.0,
    "iso8859-6": -3.0,
    "iso8859-8": -3.0,
    "iso8859-10": -5.0,
    "iso8859-13": -4.0,
    "iso8859-14": -5.0,
    "iso8859-16": -6.0,
    "cp737": -3.0,
    "cp775": -3.0,
    "cp857": -3.0,
    "cp861": -3.5,
    "cp862": -3.0,
    "cp865": -3.5,
    "mac_iceland": -3.5,
}

#: What a straight mark may have been before a translator straightened it.
CURLED = {'"': "“”„«»\x94\x93", "'": "‘’‚‹›´`", "-": "–—\xad"}
_CURLED_LEADS = (0xD7, 0xE2, 0xE3)  # of Hebrew, typographic marks and kana; on a Mac E3 is „
_OPENING, _CLOSING = frozenset("«“„‚‹‘¡¿"), frozenset("»”’›")


class _ToBytes(dict[int, int]):
    """For str.translate: ASCII stays, what the codec lacks becomes U+0100."""

    def __missing__(self, code: int) -> int:
        return code if code < 0x80 else 0x100


class Table(msgspec.Struct, frozen=True):
    """One codec: what a character was as a byte, what a byte became."""

    name: str
    prior: float
    to_bytes: _ToBytes
    chars: str  # 128 characters, of the bytes 0x80 to 0xFF
    lost: tuple[int, ...]  # continuation bytes that show as nothing: C1 controls, the soft hyphen
    lowered: dict[str, tuple[int, ...]]  # bytes whose character, lower-cased, is this one
    low_to_bytes: _ToBytes  # as to_bytes, but the lower-case form of a lead of two bytes is that lead
    straight: dict[str, tuple[int, ...]]  # bytes whose character a translator straightens to this one
    straight_leads: dict[str, str]  # the lead of a unit of two or three bytes that it straightens so
    other: dict[str, int]  # what a character is besides, in a mixture with cp1252
    borrowed: frozenset[str]  # characters that are bytes in such a mixture only


@cache
def table(name: str) -> Table:
    """The table of one codec."""
    chars = shown()[name]
    to_bytes = _ToBytes()
    for code in range(0xA0):  # ASCII as well: a look-up is cheaper than a miss
        to_bytes[code] = code
    for code, char in _hybrid(name):
        to_bytes[ord(char)] = code
    for byte in range(0xFF, 0x7F, -1):
        to_bytes[ord(chars[byte - 0x80])] = byte
    lowered: dict[str, list[int]] = {}
    for byte, char in enumerate(chars, 0x80):
        low = char.lower()
        if low != char and len(low) == 1:
            lowered.setdefault(low, []).append(byte)
    straight = {
        mark: tuple(to_bytes[ord(c)] for c in curled if to_bytes[ord(c)] in range(0x80, 0xC0))
        for mark, curled in CURLED.items()
    }
    straight_leads = {
        mark: chr(lead) for mark in "\"'" for lead in _CURLED_LEADS if chars[lead - 0x80] in CURLED[mark]
    }
    lost = tuple(b for b in range(0x80, 0xC0) if ord(chars[b - 0x80]) < 0xA0 or chars[b - 0x80] == "\xad")
    low_to_bytes = _ToBytes(to_bytes)
    for low, all_bytes in lowered.items():
        low_to_bytes.update((ord(low), byte) for byte in all_bytes if 0xC2 <= byte <= 0xDF)
    low_bytes = {c: tuple(b) for c, b in lowered.items()}
    other = {char: code for code, char in _hybrid(name) if char in chars}
    borrowed = frozenset(char for _, char in _hybrid(name) if char not in chars)
    return Table(
        name,
        CODECS[name],
        to_bytes,
        chars,
        lost,
        low_bytes,
        low_to_bytes,
        straight,
        straight_leads,
        other,
        borrowed,
    )


@lru_cache(maxsize=32)  # of a line, each table's are asked for two or three times in a row
def as_bytes(line: str, name: str) -> str:
    """A line in one codec, as a text of its bytes: one character each, U+0100 for what the codec lacks."""
    return line.translate(table(name).to_bytes)


def _hybrid(name: str) -> list[tuple[int, str]]:
    """What a reader shows besides, by byte.

    The bytes 80 to 9F as cp1252 has them, of a codec that has controls there: so browsers read pages. And a
    byte that a codec lacks as the character of that number.
    """
    chars, windows = shown()[name], shown()["cp1252"]
    lacking = [byte for byte in range(0xA0, 0x100) if _is_private(chars[byte - 0x80])]
    return [
        (byte, windows[byte - 0x80])
        for byte in range(0x80, 0xA0)
        if chars[byte - 0x80] < "\xa0" <= windows[byte - 0x80]
    ] + [(byte, chr(byte)) for byte in lacking]


def _is_private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff" and char != "\uf8ff"


@cache
def shown() -> dict[str, str]:
    """What the bytes 0x80 to 0xFF are in each codec."""
    return msgspec.json.decode(read_bytes("codecs/tables.json"), type=dict[str, str])


@cache
def is_symbol(char: str) -> bool:
    """Whether a translator may treat the character as a token of its own and put spaces around it."""
    return ord(char) > 0x7F and (unicodedata.category(char)[0] in "SP" or char in "²³¹¼½¾ªºµ")


def is_quote(char: str) -> bool:
    """Whether a translator may move the space that is beside the character."""
    return char in _OPENING or char in _CLOSING


@cache
def names(mask: int) -> tuple[str, ...]:
    """The codecs of some bits, in CODECS order."""
    return tuple(name for bit, name in enumerate(CODECS) if mask >> bit & 1)


#: Leads of two bytes whose blocks somebody writes.
_LEADS = (*range(0xC2, 0xC7), *range(0xC8, 0xCB), *range(0xCC, 0xDC))


@cache
def masks() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """The codecs (bits, in CODECS order) in which a character leads two bytes, leads more, continues."""
    double: dict[str, int] = {}
    long: dict[str, int] = {}
    followers: dict[str, int] = {chr(code): (1 << len(CODECS)) - 1 for code in range(0x80, 0xA0)}
    for bit, name in enumerate(CODECS):
        chars = shown()[name]
        # Leads of blocks that nobody writes (rare Latin and modifiers, Syriac, Thaana, N'Ko) say nothing.
        two = [chars[byte - 0x80] for byte in _LEADS]
        for known, part in ((double, two), (long, chars[0x60:0x75]), (followers, chars[:0x40])):
            for char in part:
                known[char] = known.get(char, 0) | 1 << bit
        for byte, char in _hybrid(name):
            if byte < 0xC0:
                followers[char] = followers.get(char, 0) | 1 << bit
            elif byte in _LEADS and char not in chars:
                double[char] = double.get(char, 0) | 1 << bit
    return double, long, followers
