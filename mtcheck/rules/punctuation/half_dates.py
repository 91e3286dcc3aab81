"""PUN014: dates of which one word is another language's: `am 11 von März`, `le 11 de mars`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.bitext.numberdata import words_of
from mtcheck.findings import PROBABLE, Hit, Safety
from mtcheck.text.view import View

# What stands between day and month in one language or another, and in which languages it may.
_JOINTS = {
    "of": "en", "de": "es pt gl ca", "d'": "ca", "d’": "ca", "di": "", "von": "", "van": "", "av": "",
    "af": "", "z": "", "ze": "", "od": "", "da": "", "du": "", "из": "", "від": "", "of the": "",
}  # fmt: skip
# Languages that set de between the month and the year too.
_TWO_JOINTS = ("es", "pt", "gl")
_SHORTEST = 3


@cache
def _months(lang: str) -> frozenset[str]:
    return frozenset(word for word in words_of(lang).months if len(word) >= _SHORTEST and word.isalpha())


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    """A day, a joint that the language has not, and a month; or no joint where there must be one."""
    months = _months(lang)
    named = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    odd = "|".join(re.escape(joint) for joint, langs in _JOINTS.items() if lang not in langs.split())
    kinds = [rf"\.?[ \u00a0](?:{odd})[ \u00a0]?(?:{named})(?!\w)"]
    if lang in _TWO_JOINTS:
        kinds.append(rf"[ \u00a0](?:{named})(?=[ \u00a0]de[ \u00a0]\d{{4}})")
    # The digit comes first: the pattern is tried at no other character.
    return lazyre.compile(rf"\d(?<![\w.,:/-].)\d?(?:{'|'.join(kinds)})", re.IGNORECASE | re.DOTALL)


def half_dates(view: View) -> Iterator[Hit]:
    """Dates with a joint of another language, or without the one that they need."""
    months = _months(view.tag.base)
    if months.isdisjoint(view.distinct_words):
        return
    pattern = _pattern(view.tag.base)
    if view.document.source and pattern.search(view.document.source):
        return
    for match in pattern.finditer(view.text):
        following = view.text[match.end() : match.end() + 2].lstrip()
        if following[:1].isupper():
            continue  # 11 von August Macke
        message = f"half of the date {match[0]!r} is in another language"
        yield Hit(*match.span(), message, confidence=PROBABLE, safety=Safety.DISPLAY)
