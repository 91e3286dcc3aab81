"""PUN: numbers, amounts and times that a translator broke apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.bitext.units import names_currency, names_unit
from mtcheck.findings import PROBABLE, Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.decimals import NOT_BEFORE, SPACE, WORD_BEFORE, broken_decimals, is_listed
from mtcheck.rules.punctuation.half_dates import half_dates
from mtcheck.rules.punctuation.number_remains import number_remains
from mtcheck.rules.punctuation.other_marks import other_marks
from mtcheck.rules.punctuation.shared import NOT_PROSE, PUNCTUATION
from mtcheck.text.conventions import conventions, mark_words
from mtcheck.text.view import View


@rule(
    "PUN014",
    "broken-number",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    skip=NOT_PROSE,
    excused=True,
    options={"currency": True},
)
def broken_number(view: View, options: Options) -> Iterator[Hit]:
    """A number is broken: `1, 200 people`, `12. 5 %`, `$ 5`, `at 10 : 30`, `XNUMXst`, `000 thousand`, `60%%`

    Translators take the mark inside a number for the end of a clause, lose digits or set signs twice. A
    fraction counts where millions, per cent, a measure or money follow (`3, 5 млрд`) or the space is before
    its mark only (`3 .5 of them`). Lists (1, 200 and 300), dates (May 5, 200 people), numbers that are
    names (chapter 3, 200 pages) and scores (3 : 2) are left alone. `currency = false` leaves `$ 5` alone
    too. A date with a word of another language (`am 11 von März`) is shown.
    """
    text = view.text
    marks = conventions(view.lang)
    if view.shape.has(*_NEAR):
        for mark in dict.fromkeys(",." + marks.thousands):
            if mark in ",.'’":
                yield from _broken_groups(view, mark, mark in marks.thousands)
        for mark in ",.":
            for start, end in broken_decimals(view, mark):
                if not is_listed(view, start, text[end : end + 12]):
                    yield _broken(text, start, end)
        yield from _broken_times(view)
    if marks.currency_attached and options["currency"] and view.shape.has(*_SPACED_SIGNS):
        for match in _CURRENCY.finditer(text):
            sign = match[0].strip(" \u00a0")
            yield Hit(match.start(), match.end(), f"space after {sign}", sign)
    yield from number_remains(view)
    yield from other_marks(view)
    yield from half_dates(view)


# A mark between two digits with a space at its side.
_NEAR = tuple(
    f"0{around}0"
    for mark in ",.:'’"
    for space in " \u00a0"
    for around in (f"{mark}{space}", f"{space}{mark}", f"{space}{mark} ", f"{space}{mark}\u00a0")
)
_SPACED_SIGNS = ("$ ", "£ ", "$\u00a0", "£\u00a0")
# US $ 5 and the like too; a table cell that holds the sign alone is no amount.
_CURRENCY = lazyre.compile(r"([$£])(?:(?<![\w$£][$£])(?<!\d [$£])(?<!\d\u00a0[$£])|(?<=US\$))[ \u00a0](?=\d)")


@cache
def _groups(mark: str) -> re.Pattern[str]:
    """Digits in groups of three with a space on one side of the mark that parts them."""
    sign = re.escape(mark)
    return lazyre.compile(
        # The digit comes first: where there is none, nothing else is tried.
        rf"\d(?<![{NOT_BEFORE}{sign}.,]\d)(?<!\d \d)\d{{0,2}}(?:{sign}\d{{3}})*"
        rf"(?:{sign}{SPACE}|{SPACE}{sign}{SPACE}?)\d{{3}}(?:{sign}{SPACE}?\d{{3}})*(?![\d]|[.,:/-]\d)"
    )


def _broken(text: str, start: int, end: int) -> Hit:
    number = text[start:end]
    return Hit(start, end, f"number {number!r} with a space in it", re.sub(SPACE, "", number), PROBABLE)


def _broken_groups(view: View, mark: str, usual: bool) -> Iterator[Hit]:
    """Groups of three digits; a mark that the language does not set parts only 000, or money."""
    text = view.text
    for match in _groups(mark).finditer(text):
        after = text[match.end() : match.end() + 12]
        # Nobody lists 000. A dot with a space is no list, but "in 1, 200." may be one.
        thousands = match[0].endswith("000")
        if not thousands and (is_listed(view, match.start(), after) or _is_date(text, match.start())):
            continue
        measured = names_currency(text, match.end()) or names_unit(text, match.end())
        if not usual and not thousands and not measured:
            continue
        counted = _COUNTED.match(after) or _is_amount(text, match.start())
        if not (thousands or counted or (mark == "." and not after[:1].isdigit())):
            continue
        yield _broken(text, *match.span())


_COUNTED = lazyre.compile(rf"{SPACE}?[^\W\d_]|{SPACE}?[%$€£¥°]")


def _is_date(text: str, start: int) -> bool:
    """Whether a capital is before the number: a month, a ship, a street, but no currency (CZK 5)."""
    word = WORD_BEFORE.search(text, max(0, start - 30), start)
    if not word or word[1].isupper():
        return False
    # At the start of a sentence it may be any word.
    return word[1][0].isupper() and not _starts_sentence(text, word.start())


def _starts_sentence(text: str, place: int) -> bool:
    return not text[max(0, place - 2) : place].strip() or text[max(0, place - 2) : place - 1] in tuple(".!?")


def _is_amount(text: str, start: int) -> bool:
    return text[start - 1 : start] in tuple("$€£¥") or text[start - 2 : start] in ("$ ", "€ ", "£ ")


_TIME = lazyre.compile(
    r"(?P<hour>\d(?<![\d:.,/-]\d)(?<!\d \d)(?:(?<=[01])\d|(?<=2)[0-3])?)"
    r"(?:[ \u00a0]:[ \u00a0]?|:[ \u00a0])(?P<minute>[0-5]\d)(?!\d|[:.,]\d| ?[:%])"
)
_TIMES = ("am", "pm", "a.m", "p.m", "gmt", "utc")
# A date ends before a time: May 12, 2023, 14: 35.
_DATE_BEFORE = lazyre.compile(r"(?:(?<!\d)20\d\d|\d[./-]\d{2}(?:\d\d)?)(?:,|\s[-–—|])?\s$")
# Nobody wins 10 : 00 or 10 : 30, and no score begins with 0 before another digit.
_ROUND_MINUTES = ("00", "30")


def _broken_times(view: View) -> Iterator[Hit]:
    text = view.text
    words = mark_words(view.lang)
    times = (*words.times, *_TIMES)
    for match in _TIME.finditer(text):
        before = WORD_BEFORE.search(text, max(0, match.start() - 30), match.start())
        after = re.match(r"\s?([^\W\d_]+(?:[.'’][^\W\d_]+)?)", text[match.end() : match.end() + 12])
        named = (before and before[1].lower() in times) or (after and after[1].lower() in times)
        # "10: 30 people" has a colon like any other; "10 : 00" has not.
        apart = match[0][len(match["hour"])] in " \u00a0"
        # Romans 6 : 23. A book is written with a capital, and after it two numbers are a verse.
        verse = before is not None and before[1][0].isupper() and before[1].lower() in words.books
        certain = match["minute"] in _ROUND_MINUTES or re.fullmatch(r"0\d", match["hour"])
        dated = _DATE_BEFORE.search(text, max(0, match.start() - 30), match.start())
        if named or dated or (apart and (certain or verse)):  # 21 : 18 may be a score
            fixed = f"{match['hour']}:{match['minute']}"
            what = "verse" if verse else "time"
            yield Hit(match.start(), match.end(), f"{what} {match[0]!r} with spaces in it", fixed, PROBABLE)
