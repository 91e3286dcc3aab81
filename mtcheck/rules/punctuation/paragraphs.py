"""The quotation marks of a text, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mtcheck.text.quotes import QuoteMark
from mtcheck.text.view import View


def marks_by_paragraph(view: View) -> Iterator[tuple[int, list[QuoteMark]]]:
    """The quotation marks of each paragraph that has some, with the paragraph's number."""
    index = 0

    def number(quote: QuoteMark) -> int:
        nonlocal index
        while index + 1 < len(view.paragraphs) and view.paragraphs[index + 1].start <= quote.place:
            index += 1
        return index

    for found, quotes in groupby(view.quotes, number):
        yield found, list(quotes)
