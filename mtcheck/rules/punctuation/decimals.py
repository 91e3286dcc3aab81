"""PUN014: fractions that a translator broke apart, and what looks like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.bitext.numberdata import scale_pattern
from mtcheck.bitext.units import names_currency, names_unit
from mtcheck.document import Span
from mtcheck.text.conventions import conventions, mark_words, open_words
from mtcheck.text.view import View

SPACE = "[ \u00a0]"
# No number begins after digits and letters of alphabets; ideographs, kana and Thai letters may stand there.
NOT_BEFORE = "0-9A-Za-z_\u00c0-\u0dff\u1e00-\u1fff"
WORD_BEFORE = lazyre.compile(r"([^\W\d_]+)\.?[ \u00a0]$")


_LIST_GOES_ON = lazyre.compile(r"\s*(?:[,;/&–-]|[^\W\d_]{1,3}\s)\s*\d")


def is_listed(view: View, start: int, after: str) -> bool:
    """Whether the digits are items of a list, a date or a number that is a name."""
    text = view.text
    if _LIST_GOES_ON.match(after) or re.search(r"\d[,;.]?\s$", text[max(0, start - 3) : start]):
        return True
    word = WORD_BEFORE.search(text, max(0, start - 30), start)
    return word is not None and word[1].lower() in mark_words(view.lang).listed


@cache
def _decimals(mark: str) -> re.Pattern[str]:
    """Up to three digits, the mark with a space on one side, one or two digits."""
    sign = re.escape(mark)
    return lazyre.compile(
        rf"\d(?<![{NOT_BEFORE}.,:/]\d)\d{{0,2}}"
        rf"(?:{sign}{SPACE}|{SPACE}{sign}{SPACE}?)\d{{1,2}}(?![\d]|[.,:/-]\d)"
    )


@cache
def _percent(lang: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") + r"(?!\w)" for word in mark_words(lang).percent)
    return lazyre.compile(rf"{SPACE}?(?:%|‰|°C{'|' if words else ''}{words})", re.IGNORECASE)


def broken_decimals(view: View, mark: str) -> Iterator[Span]:
    """Numbers with a space beside their decimal mark, where what follows or precedes them is counted.

    A space after the mark needs per cent, millions or money beside the number: `12. 5 %`, `3, 5 billion`.
    Where the space is before the mark only, any word will do: `3 .5 of them`; .22 and .45 are calibres.
    A point that the language does not set there has to stand so, with something counted: `3 .5 millones`;
    with its space behind, a small word before it says that no sentence ended: `ist 12. 50 Euro`.
    """
    text, own = view.text, mark == conventions(view.lang).decimal
    scales = scale_pattern(view.lang)
    for match in _decimals(mark).finditer(text):
        start, end = match.span()
        if _RANGE.search(text, max(0, start - 2), start) and not _percent(view.lang).match(text, end):
            continue  # 80-90, 5 is a list, but for 80-90, 5 %
        torn = match[0][-2] == mark  # not "3 . 5": that may be the end of a sentence
        scaled = scales is not None and scales.match(text, end) is not None
        cents = names_currency(text, end) and match[0][-2:].isdigit()
        measured = scaled or cents or (names_unit(text, end) and not names_currency(text, end))
        if not (own or torn or mark == "," or (measured and _goes_on(view, start))):
            continue
        if (
            _percent(view.lang).match(text, end)
            or _is_percentage(view, start)
            or scaled
            or names_unit(text, end)
            or (own and torn and _WORD_AFTER.match(text, end))
        ):
            yield Span(start, end)


def _goes_on(view: View, start: int) -> bool:
    """Whether a small word is right before a number, and none after which a date may stand: am 3. 5 kg."""
    before = WORD_BEFORE.search(view.text, max(0, start - 30), start)
    return before is not None and before[1].islower() and before[1] not in open_words(view.tag.base)


_RANGE = lazyre.compile(r"\d[-–]$")
_WORD_AFTER = lazyre.compile(rf"{SPACE}[^\W\d_]{{2}}")


def _is_percentage(view: View, start: int) -> bool:
    """Whether per cent is said before the number, as in Turkish: yüzde 12, % 12."""
    if view.text[max(0, start - 2) : start].strip(" \u00a0")[-1:] == "%":
        return True
    words = mark_words(view.lang).percent_before
    before = WORD_BEFORE.search(view.text, max(0, start - 30), start) if words else None
    return before is not None and before[1].lower() in words
