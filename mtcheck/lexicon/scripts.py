"""Which writing system a code point belongs to, for a whole text at once.

Most scripts of the world write one language of ours, so the script alone settles it. Four of them
(Latin, Cyrillic, Arabic, Devanagari) have an n-gram table; Han is shared by Chinese and Japanese.

Ranges: Unicode Scripts.txt, cut to the blocks that hold letters in running text.
"""

from __future__ import annotations

from functools import cache
from typing import Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
CodePoints: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.uint32]

Entry = TypeVar("Entry", bound=np.generic)

#: Script 0: no letter of a script we know (spaces, digits, punctuation, symbols, other scripts).
COMMON: Final = 0
LATIN: Final = 1
CYRILLIC: Final = 2
ARABIC: Final = 3
DEVANAGARI: Final = 4
HAN: Final = 5
KANA: Final = 6
GREEK: Final = 8

#: ISO 15924 names by number.
NAMES: Final = (
    "Zyyy", "Latn", "Cyrl", "Arab", "Deva", "Hani", "Kana", "Hang", "Grek", "Armn", "Hebr", "Geor", "Beng",
    "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Thai", "Laoo", "Tibt", "Mymr", "Ethi",
    "Khmr",
)  # fmt: skip

#: Blocks first to last code point. Marks of the Brahmic scripts count as letters of their words.
_BLOCKS: Final = (
    ("Latn", 0x41, 0x5A), ("Latn", 0x61, 0x7A), ("Latn", 0xAA, 0xAA), ("Latn", 0xBA, 0xBA),
    ("Latn", 0xC0, 0xD6), ("Latn", 0xD8, 0xF6), ("Latn", 0xF8, 0x2AF), ("Latn", 0x1E00, 0x1EFF),
    ("Latn", 0x2C60, 0x2C7F), ("Latn", 0xA722, 0xA7FF), ("Latn", 0xFB00, 0xFB06), ("Latn", 0xFF21, 0xFF3A),
    ("Latn", 0xFF41, 0xFF5A), ("Grek", 0x370, 0x373), ("Grek", 0x376, 0x377), ("Grek", 0x37B, 0x37D),
    ("Grek", 0x386, 0x386), ("Grek", 0x388, 0x3FF), ("Grek", 0x1F00, 0x1FFF), ("Cyrl", 0x400, 0x481),
    ("Cyrl", 0x48A, 0x52F), ("Cyrl", 0x1C80, 0x1C88), ("Cyrl", 0xA640, 0xA66E), ("Armn", 0x531, 0x556),
    ("Armn", 0x560, 0x588), ("Hebr", 0x591, 0x5BD), ("Hebr", 0x5BF, 0x5BF), ("Hebr", 0x5C1, 0x5C7),
    ("Hebr", 0x5D0, 0x5F2), ("Hebr", 0xFB1D, 0xFB4F), ("Arab", 0x620, 0x64A),
    ("Arab", 0x66E, 0x66F), ("Arab", 0x671, 0x6D3), ("Arab", 0x6D5, 0x6D5), ("Arab", 0x6EE, 0x6EF),
    ("Arab", 0x6FA, 0x6FC), ("Arab", 0x750, 0x77F), ("Arab", 0x8A0, 0x8C7), ("Arab", 0xFB50, 0xFBB1),
    ("Arab", 0xFBD3, 0xFD3D), ("Arab", 0xFD50, 0xFDFB), ("Arab", 0xFE70, 0xFEFC), ("Deva", 0x900, 0x963),
    ("Deva", 0x971, 0x97F), ("Deva", 0xA8E0, 0xA8FF), ("Beng", 0x980, 0x9E3), ("Beng", 0x9F0, 0x9F1),
    ("Guru", 0xA00, 0xA65), ("Guru", 0xA70, 0xA7F), ("Gujr", 0xA80, 0xAE3), ("Gujr", 0xAF9, 0xAFF),
    ("Orya", 0xB00, 0xB65), ("Orya", 0xB71, 0xB71), ("Taml", 0xB80, 0xBE5), ("Telu", 0xC00, 0xC65),
    ("Knda", 0xC80, 0xCE5), ("Mlym", 0xD00, 0xD65), ("Mlym", 0xD7A, 0xD7F), ("Sinh", 0xD80, 0xDE5),
    ("Thai", 0xE01, 0xE3A), ("Thai", 0xE40, 0xE4E), ("Laoo", 0xE80, 0xECE), ("Laoo", 0xEDC, 0xEDF),
    ("Tibt", 0xF40, 0xFBC), ("Mymr", 0x1000, 0x103F), ("Mymr", 0x1050, 0x109D), ("Geor", 0x10A0, 0x10FF),
    ("Geor", 0x1C90, 0x1CBF), ("Geor", 0x2D00, 0x2D2D), ("Hang", 0x1100, 0x11FF), ("Hang", 0x3131, 0x318E),
    ("Hang", 0xA960, 0xA97C), ("Hang", 0xAC00, 0xD7FB), ("Ethi", 0x1200, 0x135A), ("Ethi", 0x1380, 0x138F),
    ("Ethi", 0x2D80, 0x2DDE), ("Khmr", 0x1780, 0x17D3), ("Kana", 0x3041, 0x309F), ("Kana", 0x30A1, 0x30FA),
    ("Kana", 0x30FC, 0x30FF), ("Kana", 0x31F0, 0x31FF), ("Kana", 0xFF66, 0xFF9D), ("Hani", 0x2E80, 0x2FD5),
    ("Hani", 0x3005, 0x3007), ("Hani", 0x3400, 0x4DBF), ("Hani", 0x4E00, 0x9FFF), ("Hani", 0xF900, 0xFAD9),
    ("Hani", 0x20000, 0x323AF),
)  # fmt: skip

#: Code points from here on belong to no script of ours; one entry of the array stands for them all.
_END: Final = 0x323B0
#: Code points that are looked up at a time.
_AT_ONCE: Final = 1 << 16


@cache
def _script_array() -> Bytes:
    scripts = np.zeros(_END + 1, np.uint8)
    for name, first, last in _BLOCKS:
        scripts[first : last + 1] = NAMES.index(name)
    return scripts


def code_points(text: str) -> CodePoints:
    """The code points of a text, lone surrogates included, in as few bytes as the largest takes.

    >>> code_points("Ünä").tolist(), code_points("ж").dtype, code_points("𐍈").dtype
    ([220, 110, 228], dtype('uint16'), dtype('uint32'))
    """
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8)
    try:
        return np.frombuffer(text.encode("latin-1"), np.uint8)
    except UnicodeEncodeError:
        pass
    wide = text.encode("utf-16-le", "surrogatepass")
    if len(wide) == 2 * len(text):
        return np.frombuffer(wide, np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def looked_up(table: NDArray[Entry], points: CodePoints, out: NDArray[Entry] | None = None) -> NDArray[Entry]:
    """The entry of each code point, the last one for those beyond the table; into ``out`` if it is given.

    A stretch at a time: numpy looks up by numbers of eight bytes, which it makes first.
    """
    if out is None:
        out = np.empty(len(points), table.dtype)
    for start in range(0, len(points), _AT_ONCE):
        stretch = slice(start, start + _AT_ONCE)
        table.take(points[stretch], mode="clip", out=out[stretch])
    return out


def scripts_of(points: CodePoints) -> Bytes:
    """The script number of each code point, an index into NAMES.

    >>> [NAMES[number] for number in scripts_of(code_points("aж ש"))]
    ['Latn', 'Cyrl', 'Zyyy', 'Hebr']
    """
    return looked_up(_script_array(), points)


def fold(text: str) -> str:
    """The text in lower case, code point for code point.

    The dotted capital I is the one letter whose lower case is two code points in Unicode.

    >>> fold("İSTANBUL")
    'istanbul'
    """
    return text.replace("İ", "i").lower()
