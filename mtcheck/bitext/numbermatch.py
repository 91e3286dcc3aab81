"""Which numbers of a source and its translation agree by value, and which are left over on either side."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from mtcheck import lazyre
from mtcheck.bitext.links import find_links
from mtcheck.bitext.numberdata import base
from mtcheck.bitext.numbers import MOST_DIGITS, Number, Value, find_numbers
from mtcheck.bitext.numberwords import said_values
from mtcheck.bitext.placeholders import find_placeholders
from mtcheck.bitext.tags import find_tags
from mtcheck.tags import tag

# Tens of per cent in Chinese and Japanese, and what is left of a price.
_TENTHS = lazyre.compile(r"\s?[成割]")
_DISCOUNT = lazyre.compile(r"\s?折")
# The illness is called with and without its year, "24/7" is said in many ways, and &#39; is an apostrophe.
_NAMED = lazyre.compile(
    r"(?:covid\w{0,3}|ковид\w{0,3}|ковід\w{0,3}|קוביד|كوفيد|코로나)[-‐‑ ]?19"
    r"|(?:sars|sras)-cov-?2|(?<!\d)24/7(?!\d)|&#x?[0-9a-f]{2,6};",
    re.IGNORECASE,
)
# Telephone numbers are grouped in many ways; so many digits in the same order are the same number.
_PHONE_DIGITS: Final = 7
_CENTURY: Final = 100
# Two texts with more numbers left over than this, multiplied, are no translations of each other.
MOST_COMPARED: Final = 250_000
_FIRST_YEAR, _LAST_YEAR = 1800, 2099
# What makes a number an hour: a colon, a word of the clock before or after it.
_CLOCK = lazyre.compile(
    r"\s?(?:[:.]\d\d|[ap]\.?\s?m\b|h\b|uhr|час|годин|hod|godz|o['’]clock|时|時|点|點|시|giờ)"
    r"|.{0,30}?(?:вечер|дня|ночи|утра|ранку|noon|evening|night|morning|abend|večer|odpoledne|ráno|tarde|soir)",
    re.IGNORECASE,
)
_CLOCK_BEFORE = lazyre.compile(
    r"(?:午後|午前|下午|晚上|上午|凌晨|夜|오후|오전|الساعة)\s?(?:\d+\s?[:-～~至到]+)?$"
)


class Matched(NamedTuple):
    """Two numbers that agree."""

    source: Number
    target: Number


class Comparison(NamedTuple):
    """``matched`` numbers, and what is left: ``lost`` of the source, ``added`` in the target."""

    matched: tuple[Matched, ...]
    lost: tuple[Number, ...]
    added: tuple[Number, ...]


def compare_numbers(
    source: str, target: str, source_lang: str = "und", target_lang: str = "und"
) -> Comparison:
    """Pair off the numbers in digits of two texts by value.

    What the other side says in words, in another grouping, on another clock or with another calendar's year
    is matched too; numbers inside links, tags and placeholders are left to the rules of those.

    >>> compare_numbers("1 000,5 т", "1,000.5 t", "ru", "en").lost
    ()
    >>> [number.text for number in compare_numbers("45 people", "54 Leute", "en", "de").added]
    ['54']
    """
    sources = _outside_markup(find_numbers(source, source_lang), source, source_lang)
    targets = _outside_markup(find_numbers(target, target_lang), target, target_lang)
    if not sources and not targets:
        return Comparison((), (), ())
    here, there = _with_tenths(sources, source, source_lang), _with_tenths(targets, target, target_lang)
    matched, lost, added = _pair(here, there)
    # A number that only one side repeats is no fault by itself; it was changed where the other side has a
    # number too many.
    lost, repeated = _without_repeats(lost, [pair.target for pair in matched])
    added, more = _without_repeats(added, [pair.source for pair in matched])
    if lost or added:
        lost, added = _without_lists(lost, added, source)
        added, lost = _without_lists(added, lost, target)
        lost, added = _by_parts(lost, added, matched)
    if lost and added:
        lost, added = _leniently(lost, added, source, target)
    if lost or added:
        in_source, in_target = said_values(source, source_lang), said_values(target, target_lang)
        lost, added = _without_fractions(lost, added, source, in_target)
        added, lost = _without_fractions(added, lost, target, in_source)
        lost = [number for number in lost if not _is_said(number, in_target)]
        added = [number for number in added if not _is_said(number, in_source)]
        lost, added = _always_open(lost, target), _always_open(added, source)
        if _YEAR_SAID.search(source):
            added = [number for number in added if not _is_year(number)]
        lost = [number for number in lost if not _is_century(number, source, targets)]
        added = [number for number in added if not _is_century(number, target, sources)]
    if lost and added and len(_digits(lost)) >= _PHONE_DIGITS and _digits(lost) == _digits(added):
        lost, added = [], []
    if bool(lost) != bool(added):
        lost, added = lost or repeated, added or more
    if not added and base(source_lang) in _COUNTING:
        lost = [number for number in lost if not all(0 < value <= _FEW for value in number.readings)]
    if not lost and base(target_lang) in _COUNTING:
        added = [number for number in added if not all(0 < value <= _FEW for value in number.readings)]
    return Comparison(tuple(matched), tuple(lost), tuple(added))


_FRACTION = lazyre.compile(r"(?<![\w/.,])([1-9])/([2-9])(?![\w/])")


def _without_fractions(
    numbers: list[Number], others: list[Number], text: str, said: frozenset[Decimal]
) -> tuple[list[Number], list[Number]]:
    """What is left of two sides without the fractions of a text that the other has as decimals or in words.

    1/2 is 0.5 and a half.
    """
    for match in _FRACTION.finditer(text) if numbers else ():
        value = round(Decimal(match[1]) / Decimal(match[2]), 4)
        twin = next((other for other in others if value in other.readings), None)
        if twin or value in said:
            others = [other for other in others if other is not twin]
            numbers = [number for number in numbers if not match.start() <= number.start < match.end()]
    return numbers, others


# Languages that count with a numeral where others have an article, a plural or "the pair": 1枚ずつ, 2人.
_COUNTING: Final = ("ja", "zh", "ko")
_FEW: Final = 2


def _outside_markup(numbers: Sequence[Number], text: str, lang: str) -> list[Number]:
    if not numbers:
        return []
    items = (*find_links(text), *find_tags(text), *find_placeholders(text, lang))
    # What a Markdown pair or a brace holds is text; only its marks are markup.
    spans = [(item.start, item.end) for item in items if item.text[0] not in "*`[_!"]
    spans += [match.span() for match in _NAMED.finditer(text)]
    inside = bytearray(len(text))
    for start, end in spans:
        inside[start:end] = b"\1" * (end - start)
    return [number for number in numbers if not inside[number.start]]


def _with_tenths(numbers: list[Number], text: str, lang: str) -> list[Number]:
    """Numbers before 成, 割 and 折 may be tens of per cent."""
    if not tag(lang).dense:
        return numbers
    out = []
    for number in numbers:
        if _TENTHS.match(text, number.end):
            number = number._replace(
                readings=number.readings | {_times_ten(value) for value in number.readings}
            )
        elif _DISCOUNT.match(text, number.end):
            tens = {_times_ten(value) for value in number.readings}
            number = number._replace(readings=number.readings | tens | {100 - value for value in tens})
        out.append(number)
    return out


def _times_ten(value: Value) -> Value:
    times = Decimal(value) * 10
    return int(times) if times == times.to_integral_value() else times.normalize()


def _pair(
    sources: Sequence[Number], targets: Sequence[Number]
) -> tuple[list[Matched], list[Number], list[Number]]:
    """Numbers that share a reading, one to one, and what is left of either side."""
    places: dict[Value, deque[int]] = {}
    for place, number in enumerate(targets):
        for value in number.readings:
            places.setdefault(value, deque()).append(place)
    taken: set[int] = set()
    matched: list[Matched] = []
    lost: list[Number] = []
    for number in sources:
        twins = [place for value in number.readings if (place := _first_free(places.get(value), taken)) >= 0]
        if twins:
            taken.add(min(twins))
            matched.append(Matched(number, targets[min(twins)]))
        else:
            lost.append(number)
    return matched, lost, [number for place, number in enumerate(targets) if place not in taken]


def _first_free(places: deque[int] | None, taken: set[int]) -> int:
    """The first of these places that is not taken; -1 when all are."""
    while places and places[0] in taken:
        places.popleft()
    return places[0] if places else -1


def _without_repeats(
    numbers: Sequence[Number], others: Iterable[Number]
) -> tuple[list[Number], list[Number]]:
    """Numbers that none of the other side's is like, and those that repeat one."""
    known = set().union(*(number.readings for number in others))
    new = [number for number in numbers if not number.readings & known]
    return new, [number for number in numbers if number.readings & known]


def _by_parts(
    lost: list[Number], added: list[Number], matched: list[Matched]
) -> tuple[list[Number], list[Number]]:
    """What is left when dates, lists and the like are taken apart on the sides where that helps.

    A number whose groups are set off by spaces is a list of numbers only when all of them have partners:
    15 625 000 does not become 15 625 001 by a change of its last part.
    """
    found = _paired_by_parts(lost, added, matched, ())
    changed = [
        number
        for numbers, left in ((lost, found[1]), (added, found[2]))
        for number in numbers
        if _is_grouped(number) and _holds_any(number, left)
    ]
    if changed:
        found = _paired_by_parts(lost, added, matched, changed)
    matched += found[0]
    return found[1], found[2]


_AFTER_COMMA = lazyre.compile(r"(?<=\d),[ \u00a0]+(?=\d)")


def _without_lists(
    numbers: list[Number], others: list[Number], text: str
) -> tuple[list[Number], list[Number]]:
    """What is left of two sides without numbers of a list that the other side writes close: 1, 255 and 1,255.

    ``text`` is that of the first side.
    """
    if not numbers or not any("," in other.text for other in others):
        return numbers, others
    close = _AFTER_COMMA.sub(",", text)
    for other in others:
        parts = {str(part) for part in other.parts}
        is_list = "," in other.text and re.search(rf"(?<![\d,.]){re.escape(other.text)}(?![\d,])", close)
        if is_list and other.text not in text:
            numbers = [number for number in numbers if number.text not in parts]
            others = [each for each in others if each is not other]
    return numbers, others


def _holds_any(number: Number, left: Sequence[Number]) -> bool:
    """Whether a part of the number is among those that are left."""
    return any(len(part.parts) == 1 and number.start <= part.start < part.end <= number.end for part in left)


def _paired_by_parts(
    lost: list[Number], added: list[Number], matched: Sequence[Matched], whole: Sequence[Number]
) -> tuple[list[Matched], list[Number], list[Number]]:
    """New pairs and what is left when all numbers but ``whole`` ones are taken apart."""
    sources, targets = list(_apart(lost, whole)), list(_apart(added, whole))
    if len(sources) == len(lost) and len(targets) == len(added):
        return [], lost, added
    pairs, lost_parts, added_parts = _pair(sources, targets)
    lost_parts, _ = _without_repeats(lost_parts, [pair.target for pair in (*matched, *pairs)])
    added_parts, _ = _without_repeats(added_parts, [pair.source for pair in (*matched, *pairs)])
    if len(lost_parts) == len(sources) and len(added_parts) == len(targets):
        return [], lost, added
    return pairs, lost_parts, added_parts


def _is_grouped(number: Number) -> bool:
    """Whether its runs of digits may be the groups of one whole number."""
    digits = int(re.sub(r"\D", "", number.text)[:MOST_DIGITS] or 0)
    return len(number.parts) > 1 and digits in number.readings


def _apart(numbers: Iterable[Number], whole: Sequence[Number]) -> Iterable[Number]:
    for number in numbers:
        kept = number in whole or (_is_grouped(number) and not re.search(r"\s", number.text))
        if len(number.parts) < 2 or kept:
            yield number
            continue
        place = number.start
        for match, part in zip(re.finditer(r"\d+", number.text), number.parts, strict=True):
            start = place + match.start()
            yield Number(start, start + len(match[0]), match[0], frozenset((part,)), (part,))


def _is_said(number: Number, said: frozenset[Decimal]) -> bool:
    """Whether words say it; a bare 00 is minutes or cents that need no saying."""
    if set(number.text) <= {"0"} and len(number.text) > 1:
        return True
    if any(reading in said for reading in number.readings):
        return True
    # "The nineties" for the 1990s.
    decade = next(iter(number.readings)) if len(number.text) == len("1990") else 0
    return _FIRST_YEAR <= decade <= _LAST_YEAR and decade % 10 == 0 and Decimal(decade % _CENTURY) in said


def _always_open(numbers: list[Number], other: str) -> list[Number]:
    """Without 24, 7 and 365 where the other side says 24/7."""
    if not _ALWAYS_OPEN.search(other):
        return numbers
    return [number for number in numbers if not number.readings & {24, 7, 365}]


_ALWAYS_OPEN = lazyre.compile(r"(?<!\d)24/7(?!\d)")
# What a translation may make a year of: "this year", and games that are called by theirs.
_YEAR_SAID = lazyre.compile(
    r"[今本去昨明来來]年|奥运|冬奥|奥会|世界杯|世博|五輪|オリンピック|万博|올림픽|올해|작년|내년"
    r"|этом году|прошлом году|следующем году|цього року|минулого року|наступного року|олимпи|олімпі"
    r"|(?:this|last|next) year|olympi|world cup|(?:diese|letzte|nächste)[ms] jahr|letoš|loňs|loni|příští rok",
    re.IGNORECASE,
)


def _is_year(number: Number) -> bool:
    return len(number.text) == len("1990") and any(
        _FIRST_YEAR <= value <= _LAST_YEAR for value in number.readings
    )


def _is_century(number: Number, source: str, targets: Sequence[Number]) -> bool:
    """Whether a number counts the century of a year of the other side: 20世纪80年代 and the 1980s."""
    if not _CENTURY_WORD.match(source, number.end):
        return False
    years = {value for other in targets for value in other.readings if _FIRST_YEAR <= value <= _LAST_YEAR}
    return any(year // _CENTURY + 1 in number.readings for year in years)


_CENTURY_WORD = lazyre.compile(
    r"[\s\u00a0]?(?:-?(?:го|м|й|st|nd|rd|th)[\s\u00a0])?\.?[\s\u00a0]?(?:世[纪紀]|세기"
    r"|век|століт|столет|wiek|stol|cent|siècle|siglo|sécul|secolo|jahrhundert)",
    re.IGNORECASE,
)


def _leniently(
    lost: list[Number], added: list[Number], source: str, target: str
) -> tuple[list[Number], list[Number]]:
    """Without pairs that differ by the clock or by the century alone."""
    lost, added = list(lost), list(added)
    if len(lost) * len(added) > MOST_COMPARED:
        return lost, added
    for number in list(lost):
        twin = next(
            (
                other
                for other in added
                if _same_hour(number, other, source, target) or _same_year(number, other)
            ),
            None,
        )
        if twin:
            lost.remove(number)
            added.remove(twin)
    return lost, added


def _same_hour(number: Number, other: Number, source: str, target: str) -> bool:
    hours = [
        value
        for item in (number, other)
        for value in item.readings
        if isinstance(value, int) and 0 <= value <= 24
    ]
    if len(hours) != 2 or abs(hours[0] - hours[1]) != 12:
        return False
    return _is_hour(number, source) or _is_hour(other, target)


def _is_hour(number: Number, text: str) -> bool:
    return bool(
        _CLOCK.match(text, number.end) or _CLOCK_BEFORE.search(text, max(0, number.start - 12), number.start)
    )


def _same_year(number: Number, other: Number) -> bool:
    """Two digits for four: '98 and 1998, the 90s and the 1990s, 2018/19."""
    for long, short in ((number, other), (other, number)):
        if len(short.text) == 2 and len(long.text) == 4:
            year, digits = next(iter(long.readings)), next(iter(short.readings))
            if _FIRST_YEAR <= year <= _LAST_YEAR and year % _CENTURY == digits:
                return True
    return False


def _digits(numbers: Sequence[Number]) -> str:
    return "".join(re.sub(r"\D", "", number.text) for number in numbers)
