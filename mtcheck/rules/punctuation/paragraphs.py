"""The quotation marks of a text, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import msgspec

from mtcheck.document import Span
from mtcheck.findings import Hit, Safety
from mtcheck.text.quotes import QuoteMark, between
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


# What no quotation begins or ends with.
_CLOSING, _OPENING = ")]},.;!?…", "([{¿¡"


class PairedParagraphs:
    """Which paragraphs have a partner for each of their quotation marks, on the side that a reader expects.

    In another one nobody knows which mark opens and which closes, so that what is moved there may be wrong.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[int, bool] = {}

    def judged(self, hits: Iterator[Hit]) -> Iterator[Hit]:
        """The hits; those in a paragraph whose marks do not pair up are a guess."""
        for hit in hits:
            sure = hit.safety is not None or self.pair_up(hit.start)
            yield hit if sure else msgspec.structs.replace(hit, safety=Safety.UNSAFE)

    def pair_up(self, place: int) -> bool:
        """Whether all marks of the paragraph at a place pair up; one that stands alone does."""
        paragraph = self._view.paragraph_at(place)
        if paragraph.start not in self._known:
            self._known[paragraph.start] = self._pairs_up(paragraph)
        return self._known[paragraph.start]

    def _pairs_up(self, paragraph: Span) -> bool:
        marks = between(self._view.quotes, *paragraph)
        if len(marks) <= 1:
            return True
        text = self._view.text
        first, last = marks[0], marks[-1]
        if len(marks) == 2 and first.opens and (first.mark, last.mark) in (("“", '"'), ("„", '"')):
            return True  # “so, "she said
        for mark in marks:
            if not mark.paired or not mark.trusted:
                return False
            if mark.opens:
                inner = text[mark.place + 1 : paragraph.end].lstrip()[:1]
                if inner in _CLOSING and not text.startswith(("...", ". . ."), mark.place + 1):
                    return False
            elif text[paragraph.start : mark.place].rstrip()[-1:] in _OPENING:
                return False
        return True
