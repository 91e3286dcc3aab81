"""Currencies and units beside numbers: which unit a number has, and numbers that were converted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

import msgspec

from mtcheck import lazyre
from mtcheck.bitext.numbermatch import MOST_COMPARED, Comparison
from mtcheck.bitext.numbers import Number
from mtcheck.resources import read_toml

_FILE: Final = "units/units.toml"
# 100 km are called 60 or 65 miles, not 80.
_CLOSE: Final = 0.06
_LARGEST: Final = 10**15  # of a number that is measured
_CLOSER: Final = 0.02  # of what two numbers say: 6 ft 2 in
_FAHRENHEIT: Final = (1.8, 32.0)
# What may stand between a number and its unit: "5 millones de dólares", "5 million US dollars".
_BETWEEN: Final = (
    r"[\s\u00a0\u202f-]?"
    r"(?:(?:degrees?|grad|grados?|gradi|graus|degrés?|градус\w*|stupňů|stopni"
    r"|de|d['’]|di|of|en|US|U\.S\.|american|amerik\w+|американск\w+|square|кв\.?)[\s\u00a0]?)?"
)
_CODES: Final = "USD|EUR|GBP|JPY|CNY|RMB|RUB|UAH|PLN|INR|KRW|CZK"
_SYMBOL_BEFORE = lazyre.compile(rf"(US\$|[$€£¥₽₴₹₩]|\b(?:{_CODES}))[\s\u00a0]?$", re.IGNORECASE)


class Unit(NamedTuple):
    """A unit of a dimension; ``factor`` is its size, 0.0 where it is not a multiple of another."""

    dimension: str
    name: str
    factor: float


class Measure(NamedTuple):
    """A number with its unit: where the two stand together; several where they make one: 6 ft 2 in.

    ``values`` are what it may be worth, in its unit.
    """

    numbers: tuple[Number, ...]
    unit: Unit
    start: int
    end: int
    values: tuple[float, ...]


class Mismatch(NamedTuple):
    """A measure of the source, the target's in its place, and whether the target was converted rightly."""

    source: Measure
    target: Measure
    converted: bool


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: str
    factor: float = 0.0
    short: str = ""


@cache
def _units(short: bool = False) -> tuple[re.Pattern[str], dict[str, Unit], list[tuple[str, Unit]]]:
    """The pattern of all names after a number, whole names, and beginnings of names; or with short ones."""
    table = msgspec.convert(read_toml(_FILE), dict[str, dict[str, _Row]])
    whole: dict[str, Unit] = {}
    stems: list[tuple[str, Unit]] = []
    for dimension, rows in table.items():
        for name, row in rows.items():
            unit = Unit(dimension, name, row.factor)
            for said in f"{row.names} {row.short if short else ''}".split():
                if said.endswith("*"):
                    stems.append((said[:-1], unit))
                else:
                    whole.setdefault(said, unit)
    words = [*whole, *(f"{stem}*" for stem, _ in stems)]
    words.sort(key=len, reverse=True)
    parts = [
        re.escape(word.rstrip("*")) + (r"\w*" if word[-1] == "*" else "") + _edge(word[-1]) for word in words
    ]
    return lazyre.compile(f"{_BETWEEN}({'|'.join(parts)})", re.IGNORECASE), whole, stems


def _edge(last: str) -> str:
    """A name in letters and vowel signs ends where the word does; Han, kana and hangul run on."""
    return r"(?!\w)" if (last.isalpha() and last < "\u3041") or "\u0900" <= last < "\u0e00" else ""


def _named(said: str, short: bool = False) -> Unit | None:
    _, whole, stems = _units(short)
    said = said.lower()
    return whole.get(said) or next((unit for stem, unit in stems if said.startswith(stem)), None)


def measure(text: str, number: Number, short: bool = False) -> Measure | None:
    """The number with the currency or unit beside it; None when none of ours is. ``short``: `m` counts too.

    >>> from mtcheck.bitext.numbers import find_numbers
    >>> measure("about $5 million", find_numbers("about $5 million", "en")[0]).unit.name
    'dollar'
    """
    values = tuple(float(value) for value in number.readings if value <= _LARGEST)
    match = _units(short)[0].match(text, number.end)
    if match and (unit := _named(match[1], short)):
        return Measure((number,), unit, number.start, match.end(), values)
    before = _SYMBOL_BEFORE.search(text, max(0, number.start - 5), number.start)
    if before and (unit := _named(before[1])):
        return Measure((number,), unit, before.start(), number.end, values)
    return None


# What may stand between feet and their inches.
_JOINED = lazyre.compile(r"[\s\u00a0.,]{0,3}(?:(?:and|und|et|y|e|и|i|en|och)[\s\u00a0])?")


def _measures(text: str, numbers: Sequence[Number]) -> Iterator[Measure]:
    """The measures of some numbers, those that make one together as well: 6 ft 2 in, 5 lb 3 oz."""
    last: Measure | None = None
    for number in sorted(numbers):
        found = measure(text, number, short=True)
        if last and found and _is_rest(text, last, found):
            ratio = found.unit.factor / last.unit.factor
            values = tuple(one + other * ratio for one in last.values for other in found.values)
            yield Measure(last.numbers + found.numbers, last.unit, last.start, found.end, values)
        last = found
    for number in numbers:
        if found := measure(text, number, short=True):
            yield found


def _is_rest(text: str, one: Measure, other: Measure) -> bool:
    """Whether a measure goes on with a smaller unit right behind: 6 ft 2 in."""
    smaller = one.unit.dimension == other.unit.dimension and 0 < other.unit.factor < one.unit.factor
    return smaller and _JOINED.fullmatch(text, one.end, other.start) is not None


def names_currency(text: str, place: int) -> bool:
    """Whether a currency is at a place, after a number or the space after it.

    >>> names_currency("33 euros", 2), names_currency("33 km", 2)
    (True, False)
    """
    match = _units()[0].match(text, place)
    unit = _named(match[1]) if match else None
    return unit is not None and unit.dimension == "currency"


def names_unit(text: str, place: int) -> bool:
    """Whether a currency or a unit is at a place, after a number or the space after it.

    >>> names_unit("33 km", 2), names_unit("33 men", 2)
    (True, False)
    """
    match = _units()[0].match(text, place)
    return match is not None and _named(match[1]) is not None


def compare_units(source: str, target: str, compared: Comparison) -> Iterator[Mismatch]:
    """Numbers that agree but have different currencies or units, and numbers that were converted.

    >>> from mtcheck.bitext.numbermatch import compare_numbers
    >>> texts = "5 км", "5 miles"
    >>> [found.target.unit.name for found in compare_units(*texts, compare_numbers(*texts, "ru", "en"))]
    ['mile']
    """
    units_in_source = _present(source, [pair.source for pair in compared.matched])
    for pair in compared.matched:
        one, other = measure(source, pair.source), measure(target, pair.target)
        if (
            one is None
            or other is None
            or one.unit == other.unit
            or one.unit.dimension != other.unit.dimension
        ):
            continue
        # Two equal numbers with two units may have been paired crosswise.
        if other.unit not in units_in_source:
            yield Mismatch(one, other, _is_converted(one, other))
    if len(compared.added) * len(compared.lost) <= MOST_COMPARED:
        yield from _converted(source, target, compared)


def _converted(source: str, target: str, compared: Comparison) -> Iterator[Mismatch]:
    """Measures of the target that are converted ones of the source, several numbers first."""
    # What the target keeps may be there once more, converted: 188 cm (6 ft 2 in).
    kept = [pair.source for pair in compared.matched[: MOST_COMPARED // max(1, len(compared.added))]]
    sources = [*_measures(source, compared.lost), *_measures(source, kept)] if compared.added else []
    gone: set[Number] = set()
    come: set[Number] = set()
    for other in _measures(target, compared.added) if sources else ():
        for one in sources:
            taken = not gone.isdisjoint(one.numbers) or not come.isdisjoint(other.numbers)
            if not taken and _is_converted(one, other):
                gone.update(one.numbers)
                come.update(other.numbers)
                yield Mismatch(one, other, True)
                break


def _present(text: str, numbers: Sequence[Number]) -> set[Unit]:
    return {found.unit for number in numbers if (found := measure(text, number))}


def _is_converted(one: Measure, other: Measure) -> bool:
    if one.unit == other.unit or one.unit.dimension != other.unit.dimension:
        return False
    values = [(a, b) for a in one.values for b in other.values]
    if one.unit.dimension == "temperature":
        scale, zero = _FAHRENHEIT
        celsius_first = one.unit.name == "celsius"
        pairs = values if celsius_first else [(b, a) for a, b in values]
        return any(abs(celsius * scale + zero - fahrenheit) <= 1 for celsius, fahrenheit in pairs)
    if not one.unit.factor or not other.unit.factor:
        return False
    close = _CLOSE if len(one.numbers) == len(other.numbers) == 1 else _CLOSER
    return any(a > 0 and abs(b * other.unit.factor / (a * one.unit.factor) - 1) <= close for a, b in values)
