"""Where sentences end. Good enough to say which sentence is boilerplate; part of a View."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.document import Span

# A terminal, closing marks, and white space; or a full-width terminal, which needs no space. A run of
# terminals is tried from its first one only, so that a page of stops takes no longer than one of words.
# All terminals come first, in one class: two beginnings took three times as long.
_END = lazyre.compile(
    r"[.!?…؟۔।。！？](?:(?<=[。！？])[。！？]*[」』”）]*"
    r"|(?<=[.!?…؟۔।])(?<![.!?…؟۔।].)[.!?…؟۔।]*[\"”’»)\]]*[ \t\u00a0\r\n]+)",
    re.DOTALL,
)
# Words that take a full stop inside a sentence, in languages of Latin and Cyrillic script.
_ABBREVIATIONS = frozenset(
    "Mr Mrs Ms Dr Prof Sr Jr St Gen Col Lt Sgt Sen Rep Gov Inc Ltd Corp vs etc approx No Nr"
    " bzw ca usw р г гг им ул тыс млн млрд руб св см стр Mme Mlle núm pág".split()
)
_ABBREVIATION = lazyre.compile(rf"\b(?:{'|'.join(sorted(_ABBREVIATIONS))}|[^\W\d_])\.\s*$")
# No abbreviation, its stop and the space after it are longer.
_REACH = 12


def split_sentences(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of one stretch, without white space at either end.

    >>> text = "Dr. Smith came. “Why?” he asked."
    >>> [text[a:b] for a, b in split_sentences(text, Span(0, len(text)))]
    ['Dr. Smith came.', '“Why?” he asked.']
    """
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        stop, end = match.span()
        follows = text[end : end + 1]
        if follows.islower() or not follows:
            continue
        word = text[max(start, stop - _REACH) : stop].rpartition(" ")[2]
        # Most words are letters alone and none of them, which is soon seen.
        plain = len(word) > 1 and word.isalpha() and word not in _ABBREVIATIONS
        if not plain and _ABBREVIATION.search(text, max(start, end - _REACH), end):
            continue
        yield _stripped(text, start, end)
        start = end
    if text[start : paragraph.end].strip():
        yield _stripped(text, start, paragraph.end)


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end].rstrip()
    end = start + len(piece)
    return Span(end - len(piece.lstrip()), end)
