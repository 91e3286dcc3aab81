"""Punctuation of a source and its translation, as kinds that all scripts share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from mtcheck.bitext.numberdata import base
from mtcheck.document import Span

_ENDS: Final = {
    "question": "?？؟՞⁇", "exclamation": "!！՜", "stop": ".。．।۔։॥｡", "ellipsis": "…", "colon": ":：",
    "comma": ",，、،",
}  # fmt: skip
_KIND: Final = {mark: kind for kind, marks in _ENDS.items() for mark in marks}
_BRACKETS: Final = {
    "round brackets": "()（）", "square brackets": "[]［］【】", "curly brackets": "{}｛｝",
}  # fmt: skip
_CLOSING: Final = " \t\r\n\u00a0\"'»”’“)]」』）*_"
# Greek asks with a semicolon; Thai, Lao and Khmer end sentences with nothing.
_ASKS_WITH_SEMICOLON: Final = ("el",)
_WITHOUT_STOPS: Final = ("th", "lo", "km", "my")


class Difference(NamedTuple):
    """A stretch at the end of the target, and what differs."""

    span: Span
    message: str


def end_kind(text: str, lang: str) -> str:
    """The kind of mark a text ends with, "" for none; closing quotes and brackets are looked through.

    >>> end_kind("Wirklich?“", "de"), end_kind("真的？", "zh"), end_kind("Αλήθεια;", "el")
    ('question', 'question', 'question')
    """
    stripped = text.rstrip(_CLOSING)
    if stripped.endswith("..."):
        return "ellipsis"
    if stripped.endswith((";", "\u037e")) and base(lang) in _ASKS_WITH_SEMICOLON:
        return "question"
    return _KIND.get(stripped[-1:], "")


def differences(source: str, target: str, source_lang: str, target_lang: str) -> Iterator[Difference]:
    """Ends and brackets that differ; a stop where a language sets none is the same.

    >>> [found.message for found in differences("Wirklich?", "Really.", "de", "en")]
    ['ends with a stop, the source with a question']
    """
    one, other = end_kind(source, source_lang), end_kind(target, target_lang)
    loose = base(source_lang) in _WITHOUT_STOPS or base(target_lang) in _WITHOUT_STOPS
    if one != other and not (loose and {one, other} <= {"", "stop"}):
        end = len(target.rstrip())
        said = [f"a {kind}" if kind else "no mark" for kind in (other, one)]
        yield Difference(Span(max(0, end - 1), end), f"ends with {said[0]}, the source with {said[1]}")
    counts = [Counter(kind for kind, marks in _BRACKETS.items() for mark in text if mark in marks)
              for text in (source, target)]  # fmt: skip
    for kind in _BRACKETS:
        if counts[0][kind] != counts[1][kind]:
            start = len(target) - len(target.lstrip())
            message = f"{counts[1][kind]} {kind}, the source has {counts[0][kind]}"
            yield Difference(Span(start, max(start, len(target.rstrip()))), message)
