"""Numbers written in digits, and every value each may stand for.

`1.234` is one thousand in one country and little more than one in the next; `2 000` may be two numbers.
So a number has several readings, and two numbers agree when one reading of each does.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from mtcheck import lazyre
from mtcheck.bitext.numberdata import scale_pattern, scale_value
from mtcheck.tags import tag

Value = int | Decimal

# Digits of all scripts, and what is among them, as ASCII; one code point for one.
_OTHER_MARKS: Final = {"，": ",", "．": ".", "：": ":", "／": "/", "－": "-", "٫": ".", "٬": ",", "％": "%"}
# A comma or point needs a digit right after it; a space, only three.
_ATOM = lazyre.compile(
    r"\d+(?:(?:[.,'’·٬]|(?<=\d)[ \u00a0\u202f\u2009](?=\d{3}(?!\d)))\d+)*"
    r"(?:[ \u00a0\u202f]?[½⅓⅔¼¾⅛⅜⅝⅞]|[ \u00a0]?(?=[1-9]/[2-9]\b)[1-9]/[2-9])?|[½⅓⅔¼¾⅛⅜⅝⅞]"
)
_DIGIT = lazyre.compile(r"[\d½⅓⅔¼¾⅛⅜⅝⅞]")
_SPACES: Final = " \u00a0\u202f\u2009"
_CJK_UNITS: Final = {
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
    "십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12,
}  # fmt: skip
_UNIT_CLASS: Final = "".join(_CJK_UNITS)
_CJK_CHAIN = lazyre.compile(
    r"(?<!\d)(?<!\d[,.])\d[\d,.]*+"
    rf"(?:[ ]?[余多餘]?[{_UNIT_CLASS}]+(?:[ ]?\d[\d,.]*(?=[ ]?[{_UNIT_CLASS}]))*)+"
    r"(?:(?<=[千万萬亿億천만억])\d{1,4}(?![\d.,]))?"
)
# First years of eras less one; the Thai Buddhist era runs 543 years ahead.
_ERAS: Final = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "明治": 1867,
    "民国": 1911,
    "民國": 1911,
}
_ERA_REACH: Final = 2
_BUDDHIST: Final = 543


class Number(NamedTuple):
    """A number of one text. ``readings`` are the values it may have as one number, ``parts`` its runs of
    digits as numbers of their own; ``text`` is what is in the text, scale word included.
    """

    start: int
    end: int
    text: str
    readings: frozenset[Value]
    parts: tuple[int, ...]


@cache
def _ascii_digits() -> dict[int, str]:
    table = {ord(mark): plain for mark, plain in _OTHER_MARKS.items()}
    for point in range(0x660, 0x1FBFA):
        value = unicodedata.decimal(chr(point), None)
        if value is not None:
            table[point] = str(value)
    return table


def with_ascii_digits(text: str) -> str:
    """The text with digits of all scripts as ASCII, at the same places.

    >>> with_ascii_digits("٢٠٢١ and १२ and ３，５")
    '2021 and 12 and 3,5'
    """
    return text if text.isascii() else text.translate(_ascii_digits())


def find_numbers(text: str, lang: str = "und") -> tuple[Number, ...]:
    """The numbers in digits of a text in a language (BCP 47), in order.

    >>> [sorted(map(int, number.readings)) for number in find_numbers("5.2 млн of 30 000", "ru")]
    [[5200000], [30000]]
    >>> sorted(find_numbers("3億5000万円", "ja")[0].readings)
    [350000000]
    """
    if not _DIGIT.search(text):
        return ()
    plain = with_ascii_digits(text)
    lang = tag(lang).base
    found: list[Number] = []
    taken = chain = 0
    if not plain.isascii():
        for match in _CJK_CHAIN.finditer(plain):
            value = _cjk_value(match[0])
            if value is not None:
                found.append(Number(*match.span(), text[slice(*match.span())], frozenset((value,)), ()))
    chains = [(number.start, number.end) for number in found]
    scales = scale_pattern(lang)
    for match in _ATOM.finditer(plain):
        while chain < len(chains) and chains[chain][1] <= match.start():
            chain += 1
        in_chain = chain < len(chains) and chains[chain][0] <= match.start()
        if match.start() < taken or in_chain:
            continue
        readings = set(_readings(match[0]))
        parts = tuple(int(digits[:MOST_DIGITS]) for digits in re.findall(r"\d+", match[0]))
        end = match.end()
        scaled = scales.match(plain, end) if scales else None
        if scaled:
            value, sure = scale_value(lang, scaled[1])
            multiplied = {_plain(Decimal(reading) * value) for reading in readings}
            readings = multiplied if sure else readings | multiplied
            parts = () if sure else parts
            end = scaled.end() if sure else end
        era = _ERAS.get(plain[max(0, match.start() - _ERA_REACH) : match.start()])
        if era:
            readings |= {era + reading for reading in readings}
        if lang == "th":
            readings |= {reading - _BUDDHIST for reading in readings if reading > 2400}
        taken = end
        found.append(Number(match.start(), end, text[match.start() : end], frozenset(readings), parts))
    return tuple(_in_ranges(sorted(found), plain))


_RANGE = lazyre.compile(
    r"\s*(?:[-–—~～〜至到]|to|or|and|bis|oder|und|à|a|y|o|do|až|или|до|и|або|від)\s*", re.IGNORECASE
)


def _in_ranges(numbers: list[Number], text: str) -> Iterator[Number]:
    """Numbers, the first of "3 to 5 million" and 20至30万 also with the scale of the second."""
    for number, next_ in itertools.zip_longest(numbers, numbers[1:]):
        scale = _scale_of(next_) if next_ and _RANGE.fullmatch(text, number.end, next_.start) else 1
        if scale > 1 and _scale_of(number) == 1:
            scaled = {_plain(Decimal(reading) * scale) for reading in number.readings}
            yield number._replace(readings=number.readings | scaled)
        else:
            yield number


def _scale_of(number: Number) -> int:
    """By how much a scale word of the number multiplies its digits; 1 without one."""
    digits = re.match(r"[\d.,]+", with_ascii_digits(number.text))
    plain = _readings(digits[0].rstrip(".,")) if digits and digits[0].rstrip(".,") else []
    factors = {Decimal(value) / Decimal(one) for value in number.readings for one in plain if one}
    return int(max((factor for factor in factors if factor in _SCALES), default=1))


_SCALES: Final = frozenset(Decimal(10**power) for power in (3, 4, 5, 6, 7, 8, 9, 12))


# int() of a longer run of digits is refused by Python, and no text means it as a number.
MOST_DIGITS: Final = 400
_VULGAR: Final = "½⅓⅔¼¾⅛⅜⅝⅞"


def _readings(atom: str) -> list[Value]:
    """What digits with separators may be worth.

    >>> _readings("1.234"), _readings("1.234.567,5"), _readings("12,34,567"), _readings("1'000")
    ([Decimal('1.234'), 1234], [Decimal('1234567.5')], [1234567], [1000])
    """
    if atom[-1] in _VULGAR or "/" in atom:
        return _with_fraction(atom)
    groups = re.split(r"[^\d]", atom[:MOST_DIGITS])
    marks = [mark if mark not in _SPACES else " " for mark in re.findall(r"[^\d]", atom[:MOST_DIGITS])]
    if not marks:
        return [int(groups[0])]
    out: list[Value] = []
    last = marks[-1]
    grouped = _grouped(groups[:-1], marks[:-1])
    if last in ".,·" and (len(marks) == 1 or (grouped is not None and last not in marks[:-1])):
        whole = groups[0] if len(marks) == 1 else str(grouped)
        out.append(_plain(Decimal(f"{whole}.{groups[-1]}")))
    together = _grouped(groups, marks)
    if together is not None and not (len(marks) == 1 and groups[0] == "0"):
        out.append(together)
    return out


def _with_fraction(atom: str) -> list[Value]:
    match = re.match(r"(\d*)\D*?(?:([1-9])/([2-9])|([½⅓⅔¼¾⅛⅜⅝⅞]))$", atom)
    if match is None:
        return []
    part = unicodedata.numeric(match[4]) if match[4] else int(match[2]) / int(match[3])
    return [_plain(Decimal(str(round(int(match[1] or 0) + part, 4))))]


def _grouped(groups: list[str], marks: list[str]) -> int | None:
    """The whole number that groups of digits make: by threes, or as in India, 12,34,567."""
    if len(set(marks)) > 1 or not 1 <= len(groups[0]) <= 3:
        return None
    rest = groups[1:]
    by_threes = all(len(group) == 3 for group in rest)
    indian = bool(rest) and len(rest[-1]) == 3 and all(len(group) == 2 for group in rest[:-1])
    return int("".join(groups)) if by_threes or indian else None


def _plain(value: Decimal) -> Value:
    return int(value) if value == value.to_integral_value() else value.normalize()


def _cjk_value(chain: str) -> Value | None:
    """The value of digits and units in turn: 3億5000万, 1.77万亿, 2千5百万."""
    total = section = Decimal(0)
    current: Decimal | None = None
    for part in re.findall(r"\d[\d,.]*|[^\d\s]", chain):
        if part[0].isdigit():
            readings = _readings(part.rstrip(".,"))
            if not readings:
                return None
            # "1,000亿": where a comma may group, it does.
            whole = [value for value in readings if isinstance(value, int)]
            current = Decimal(whole[-1] if "," in part and whole else readings[0])
            continue
        unit = _CJK_UNITS.get(part)
        if unit is None:
            continue
        if unit < 10**4:
            section += (current if current is not None else 1) * unit
        elif current is None and section == 0:
            total *= unit
        else:
            total += (section + (current or 0)) * unit
            section = Decimal(0)
        current = None
    return _plain(total + section + (current or 0))
