"""UTF-8 read in an East Asian encoding, of which bytes are gone: `涓婁紶鐨勬枃浠?`, `縺ｧ縺阪∪縺吶・`.

Such an encoding has no character for some pairs of bytes, so that a reader put a question mark, a dot or
U+FFFD, and nothing brings the text back. What is left still decodes: most of its bytes lie in whole units
of UTF-8, which the bytes of a text that is as it should be never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.encoding.mojibake import multibyte, suspicion
from mtcheck.encoding.mojibake.verdict import LEFT_ALONE

_FIRST, _CONTINUATION = range(0xE3, 0xEE), range(0x80, 0xC0)
# A stretch: what such encodings show, and what stands for a character that they lack.
_STRETCH = lazyre.compile("[^\x00-\x7f](?:[^\x00-\x7f]|\\?(?=[^\x00-\x7f]))*")
# Units of ideographs, kana, syllables, wide marks and typographic marks.
_UNIT = lazyre.compile(b"(?:[\xe3-\xed][\x80-\xbf]|\xe2\x80|\xef[\xbc-\xbf])[\x80-\xbf]")
_HIGH = lazyre.compile(b"[\x80-\xff]")
# Units from which it is no chance; rare ideographs have such bytes in Big5.
_LEAST = {"gbk": 3, "cp932": 3, "cp949": 3, "big5": 5}
_SHARE = 0.6  # of the bytes beyond ASCII, in units; clean text of 20 characters has .1, and at most .4


def find(text: str) -> Iterator[tuple[int, int]]:
    """Where the remains of such units are, in order.

    >>> list(find("// 涓婁紶鐨勬枃浠?")), list(find("// 上传的文件"))
    ([(3, 10)], [])
    """
    for start, line in multibyte.lines(text):
        if _signs().search(line):
            for match in _STRETCH.finditer(line):
                if is_broken(match[0]):
                    yield start + match.start(), start + match.end()


@cache
def _signs() -> re.Pattern[str]:
    """What two units next to each other show as, in each encoding: few clean lines hold it."""
    parts = ["[\uac00-\ud7a3][\u4e00-\u9fff]|[\u4e00-\u9fff][\uac00-\ud7a3]"]  # of cp949
    for wrong in ("gbk", "big5"):
        # The beginning of a unit, then its end with the beginning of the next one.
        parts.append(_class(wrong, _FIRST, _CONTINUATION) + _class(wrong, _CONTINUATION, _FIRST))
    parts.append(_class("cp932", _FIRST, _CONTINUATION) + "[\uff61-\uff9f]")
    return re.compile("|".join(parts))


def _class(name: str, leads: Iterable[int], trails: Iterable[int]) -> str:
    pairs = (bytes((lead, trail)) for lead in leads for trail in trails)
    return suspicion.char_class({c for pair in pairs if len(c := pair.decode(name, "ignore")) == 1})


def is_broken(stretch: str) -> bool:
    """Whether most bytes that some encoding has for the characters are units of UTF-8."""
    part = "".join(c for c in stretch if c not in LEFT_ALONE)
    # What cp949 shows is syllables as well as ideographs.
    syllables = any("\uac00" <= c <= "\ud7a3" for c in part)
    return any(_is_broken(part, wrong) for wrong in _LEAST if syllables or wrong != "cp949")


def _is_broken(part: str, wrong: str) -> bool:
    data = part.encode(wrong, "replace")
    units = _UNIT.findall(data)
    return len(units) >= _LEAST[wrong] and 3 * len(units) >= _SHARE * len(_HIGH.findall(data))
