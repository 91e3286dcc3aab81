"""TRN001: there is a source, and no translation: the target is empty or holds no letter and no digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from unicodedata import category

from mtcheck import lazyre
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.shared import LETTERS, whole
from mtcheck.text.view import View

_LETTER_OR_DIGIT = lazyre.compile(r"[^\W_]")
# A placeholder with the ending of an English ordinal: {}th is {}. in Czech and 第{} in Japanese.
_ORDINAL = lazyre.compile(r"\W*(?:\{\w*\}|%(?:\(\w+\))?[sd])(?:st|nd|rd|th)\W*")
# A value that is not there, and how tables show it.
_NOTHING = lazyre.compile(r"\W*(?:none|n/?a|nothing|empty|null|not available|unknown)\W*", re.IGNORECASE)
_PREPOSITION = lazyre.compile(r"\s*_?[A-Za-z][a-z]{1,2}[.:]?\s*")
_SIGN = lazyre.compile(r"\s*[/–—&+:|~〜～№#-]\s*")
_DASH = lazyre.compile(r"\s*[-–—]+\s*")


@rule("TRN001", "empty-or-missing", category="accuracy/omission", severity=Severity.CRITICAL)
def empty_or_missing(view: View, options: Options) -> Iterator[Hit]:
    """The source has no translation: the target is empty, or has no letter and no digit.

    A source without letters and digits needs none. The ending of an ordinal, `{}th`, may be a stop, and
    `None` a dash.
    """
    source = view.document.source
    if source is None or not _LETTER_OR_DIGIT.search(source) or _LETTER_OR_DIGIT.search(view.text):
        return
    if "&" in source and not _LETTER_OR_DIGIT.search(unescape(source)):
        return  # &lt; is a sign
    if any(category(sign) == "Sm" and sign > "~" for sign in view.text):
        return  # -∞ for -Infinity
    if view.text.strip() and (
        _ORDINAL.fullmatch(source) or (_DASH.fullmatch(view.text) and _NOTHING.fullmatch(source))
    ):
        return
    if _PREPOSITION.fullmatch(source) and _SIGN.fullmatch(view.text):
        return  # 3 of 5 is 3/5, and Nr. is №
    if len(LETTERS.findall(source)) > 1 or not view.text.strip():
        yield Hit(*whole(view), f"no translation of {short(source)!r}")


def short(text: str) -> str:
    """A text in one line, cut for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"


# A message quotes at most so many characters of the source.
_QUOTED = 60
