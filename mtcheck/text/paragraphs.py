"""Paragraphs: a line, or the lines that a program wrapped one paragraph into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtcheck import lazyre
from mtcheck.document import Span

# A line at least this long that breaks off in mid-sentence was wrapped by a program: 72 to 80 columns
# are usual, and the last word of a line may be long.
_WRAPPED_LINE_CHARACTERS = 50
# A line of some length that no mark ends, and the next goes on in small letters, or with an inline tag; or
# one that ends in a word that another has to follow.
_WRAPPED_SOURCE = lazyre.compile(
    r"[^\n]{40}[^\W_][,)\"']?[ \t]*\n[ \t]*(?:<(?:a|abbr|b|code|em|i|kbd|span|strong)\b|[a-zà-ÿа-яё])"
    r"|[^\n]{40} (?:an?|and|by|for|from|in|of|on|or|the|to|with)[ \t]*\n[ \t]*\w"
)
_SENTENCE_ENDS = tuple('.!?…:;”"»“’)。！？')
# What may stand before a small letter in mid-sentence.
_CLOSERS = tuple(')”"»“’')


def paragraph_spans(text: str, lines: Iterable[Span], source: str) -> Iterator[Span]:
    """The paragraphs of a text; where the lines of its source are wrapped, its own are.

    >>> lines = (Span(0, 9), Span(10, 14))
    >>> list(paragraph_spans("It rains.\\nNow.", lines, ""))
    [Span(start=0, end=9), Span(start=10, end=14)]
    """
    last: Span | None = None
    joins = inside = False
    wrapped = _WRAPPED_SOURCE.search(source) is not None
    for start, end in lines:
        line = text[start:end]
        if not line.strip():
            joins = inside = False
            continue
        small = line[:1].islower()
        if last is not None and ((joins and (wrapped or small)) or (inside and small)):
            last = Span(last.start, end)
        else:
            if last is not None:
                yield last
            last = Span(start, end)
        long = wrapped or len(line) >= _WRAPPED_LINE_CHARACTERS
        joins = long and not line.rstrip().endswith(_SENTENCE_ENDS)
        inside = wrapped and line.rstrip().endswith(_CLOSERS)
    if last is not None:
        yield last
