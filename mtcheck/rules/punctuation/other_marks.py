"""Numbers with the marks of another convention, where a text shows its own: `4.2 %` beside `3,5 %`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.bitext.numberdata import scale_pattern
from mtcheck.bitext.units import names_currency, names_unit
from mtcheck.findings import PROBABLE, Hit, Safety
from mtcheck.text.conventions import conventions, regional
from mtcheck.text.view import View

# A number with one mark and one or two digits after it, or with groups of three.
_NUMBER = lazyre.compile(
    r"\d(?<![\w.,:/%+-].)(?:\d{0,2}(?P<group>[.,])\d{3}(?:(?P=group)\d{3})*|\d{0,3}(?P<mark>[.,])\d{1,2})"
    r"(?![\w/:%-]?\d|[.,:/-]\d|\w)"
)
_PERCENT = lazyre.compile("[ \u00a0\u202f]?(?:%|°C)")
# 1.235 may be a fraction with three digits; 1.200 people, 15.000 people are counted.
_ROUND = lazyre.compile(r"\d0$")


def other_marks(view: View) -> Iterator[Hit]:
    """Counted numbers whose mark is the other one, where the text has numbers with the language's own."""
    text = view.text
    own = conventions(view.lang)
    if own.decimal not in ".,":
        return
    if own.decimal == "," and view.shape.has("0.00"):
        yield from _money(view)
    odd_groups = f"0{own.decimal}000"
    if not view.shape.has(odd_groups, *(("0.0",) if own.decimal == "," else ())):
        return
    other = "." if own.decimal == "," else ","
    fractions: list[re.Match[str]] = []
    groups: list[re.Match[str]] = []
    shown = False
    for match in _NUMBER.finditer(text):
        if match["mark"]:
            shown = shown or match["mark"] == own.decimal
            if match["mark"] == other == ".":  # a decimal comma needs no witness: number_remains tells it
                fractions.append(match)
        elif match["group"] == own.decimal:
            groups.append(match)
        else:
            shown = True
    if view.shape.has(odd_groups) and not (fractions and not shown and _is_of_a_region(view.lang, other)):
        yield from _unmistakable(view, own.decimal, own.thousands[:1] or other)
    if not shown:
        return
    for match in fractions:
        if _is_counted(view, match.end()):
            wanted = match[0].replace(other, own.decimal)
            yield _odd(match, wanted)
    for match in groups:
        if len(match[0]) <= 7 and (_ROUND.search(match[0]) and match[0][0] != "0" and _names(view, match)):
            wanted = match[0].replace(own.decimal, own.thousands[:1] or other)
            yield _odd(match, wanted)


# Money of countries that all write a comma.
_MONEY = lazyre.compile(
    r"\d(?<![\w.,:/%+-].)\d{0,6}\.\d\d(?=[ \u00a0\u202f]?(?:[€₺₽₴]|(?:zł|kč|грн|руб)(?!\w)))", re.IGNORECASE
)


def _money(view: View) -> Iterator[Hit]:
    """The first amount with a decimal point, where nobody sets one: 12.50 € in German."""
    match = _MONEY.search(view.text)
    if match:
        message = f"{match[0]} has a decimal point where the language sets a comma"
        yield Hit(*match.span(), message, match[0].replace(".", ","), PROBABLE, safety=Safety.DISPLAY)


def _is_of_a_region(lang: str, decimal: str) -> bool:
    """Whether some country of the language writes 1,020.00, as Mexico does."""
    own = conventions(lang).decimal
    return any(region.decimal == decimal and own in region.thousands for region in regional(lang))


# Several groups of three, or one and a fraction: no reading has the mark for a decimal one.
_GROUPED = lazyre.compile(
    r"\d(?<![\w.,:/%+-].)\d{0,2}(?:(?P<one>[.,])\d{3}(?:(?P=one)\d{3})+|(?P<two>[.,])\d{3}(?!(?P=two))[.,]\d{1,2})"
    r"(?![\w/:%-]?\d|[.,:/-]\d|\w)"
)


def _unmistakable(view: View, decimal: str, thousands: str) -> Iterator[Hit]:
    """Numbers that part thousands with the language's decimal mark: 1.200.000, 3.500,50 in English."""
    for match in _GROUPED.finditer(view.text):
        if (match["one"] or match["two"]) == decimal:
            number = (
                match[0].replace(decimal, "\n").replace(_OTHER[decimal], decimal).replace("\n", thousands)
            )
            message = f"{match[0]!r} has the marks of another language"
            yield Hit(*match.span(), message, number, PROBABLE, safety=Safety.DISPLAY)


_OTHER = {".": ",", ",": "."}


def _is_counted(view: View, end: int) -> bool:
    scales = scale_pattern(view.lang)
    return bool(
        _PERCENT.match(view.text, end)
        or (scales and scales.match(view.text, end))
        or names_unit(view.text, end)
    )


def _names(view: View, match: re.Match[str]) -> bool:
    """Whether a word without a dimension, or money, follows: 1.200 people, but 1.200 kg."""
    text, end = view.text, match.end()
    if names_currency(text, end):
        return True
    word = _WORD.match(text, end)
    return word is not None and not _is_counted(view, end)


_WORD = lazyre.compile("[ \u00a0][^\\W\\d_]{4,}")


def _odd(match: re.Match[str], wanted: str) -> Hit:
    message = f"{match[0]} where this text writes numbers as in {wanted}"
    return Hit(*match.span(), message, wanted, PROBABLE, safety=Safety.DISPLAY)
