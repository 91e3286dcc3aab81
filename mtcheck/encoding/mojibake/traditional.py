"""Which ideographs are in use in Taiwan and Hong Kong: the models of characters know few of those.

Big5 begins with the 5,401 that are taught.
"""

from __future__ import annotations

_TAUGHT = b"\xa4\x40", b"\xc6\x7e"  # the first and the last of them
_FEWEST = 3  # different ideographs
_SHARE = 0.2  # of them, that are written there alone; texts of ten and more have .3 to .5
_MAX_RARE = 0.12  # of them, that are not taught

#: Taught in Taiwan, and not written on the mainland.
ABROAD = 2


class _Kind(dict[str, int]):
    """For each ideograph: 0 where it is not taught in Taiwan, 1, or ABROAD."""

    def __missing__(self, char: str) -> int:
        taught = _TAUGHT[0] <= char.encode("big5", "replace") <= _TAUGHT[1]
        kind = self[char] = taught + (taught and char.encode("gb2312", "ignore") == b"")
        return kind


KIND = _Kind()


def is_text(text: str) -> bool:
    """Whether the ideographs of a text are such as texts of Taiwan and Hong Kong are made of.

    >>> is_text("資料夾名稱"), is_text("文件夹名称")
    (True, False)
    """
    kinds = [KIND[c] for c in text if "\u3400" <= c <= "\u9fff"]
    if len({c for c in text if "\u3400" <= c <= "\u9fff"}) < _FEWEST:
        return False
    return kinds.count(ABROAD) >= _SHARE * len(kinds) and kinds.count(0) <= _MAX_RARE * len(kinds)
