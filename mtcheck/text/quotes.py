"""Which quotation mark opens and which closes, worked out over a paragraph.

A mark's shape does not tell: “ closes in German and opens in English, a straight mark does both, and a
translator moves spaces about. So marks are paired in order, as a reader does, by the pairs in use.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.text.conventions import conventions

MARKS = '"“”„«»「」『』'
_MARKS = lazyre.compile(f"[{MARKS}]")
# A tag with attributes: its straight marks are no quotation.
_TAG = lazyre.compile(r"<[a-zA-Z][^<>\n]{0,300}>")
_HEBREW = lazyre.compile("[\u05d0-\u05ea]")


class QuoteMark(NamedTuple):
    """One double quotation mark of a text.

    ``opens`` says its role; ``partner`` where its partner is in the same paragraph, or None.
    ``trusted`` is False where a straight mark's role rests on a count that does not come out even.
    """

    place: int
    mark: str
    opens: bool
    partner: int | None
    trusted: bool

    @property
    def paired(self) -> bool:
        """Whether its partner is in the same paragraph."""
        return self.partner is not None


def between(quotes: Sequence[QuoteMark], start: int, end: int) -> Sequence[QuoteMark]:
    """Those of sorted marks that stand in ``[start, end)``."""
    first = bisect_left(quotes, start, key=attrgetter("place"))
    return quotes[first : bisect_left(quotes, end, lo=first, key=attrgetter("place"))]


@cache
def _closers(lang: str) -> dict[str, str]:
    """For each mark that may open in the language, the marks that may close what it opened."""
    closers: dict[str, str] = {}
    for pair in conventions(lang).quotes:
        closers[pair[0]] = closers.get(pair[0], "") + pair[1]
    return closers


def quote_marks(text: str, paragraphs: Iterable[Span], lang: str) -> Iterator[QuoteMark]:
    """The double quotation marks of each paragraph with their roles, in order.

    >>> text = "“We go, ”she said."
    >>> [(mark.place, mark.opens) for mark in quote_marks(text, [Span(0, len(text))], "en")]
    [(0, True), (8, False)]
    """
    if not any(mark in text for mark in MARKS):
        return
    found = array("L", [match.start() for match in _MARKS.finditer(text)])
    last = 0
    for paragraph in paragraphs if found else ():
        first = bisect_left(found, paragraph.start, last)
        last = bisect_left(found, paragraph.end, first)
        if first == last:
            continue
        places = found[first:last].tolist()
        if tags := _tag_spans(text, paragraph):
            places = [place for place in places if not any(tag.start < place < tag.end for tag in tags)]
        places = list(_without_measures(text, places))
        if places:
            yield from _paired(text, places, _closers(lang))


def _tag_spans(text: str, paragraph: Span) -> list[Span]:
    if text.find('="', *paragraph) < 0:
        return []
    return [Span(*match.span()) for match in _TAG.finditer(text, *paragraph)]


# What is glued to a word of Hebrew, and so to a quotation: and, that, the, as, to, in, from.
_PREFIXES = lazyre.compile("(?<![\u05d0-\u05ea])[\u05d5\u05e9\u05d4\u05db\u05dc\u05d1\u05de]{1,3}$")
_QUOTED = lazyre.compile('"[\u05d0-\u05ea][^"\n]{1,60}(?<!\\s)"(?![\u05d0-\u05ea])')


def _is_behind_prefix(text: str, place: int) -> bool:
    """Whether a straight mark inside a Hebrew word opens a quotation, behind prefixes."""
    return bool(_QUOTED.match(text, place) and _PREFIXES.search(text, max(0, place - 4), place))


def _without_measures(text: str, places: list[int]) -> Iterator[int]:
    """The places but those of marks for inches or seconds (6'2", 19" screens) and Hebrew abbreviations."""
    straight = 0
    first = previous = places[0] if places else 0
    for place in places:
        if text[place] == '"':
            before, after = text[place - 1 : place], text[place + 1 : place + 2]
            is_closer = place > first and text[previous] == "„"
            if before.isdigit() and not after.isalpha() and straight % 2 == 0 and not is_closer:
                continue
            is_inside = _HEBREW.match(before) and _HEBREW.match(after)
            if is_inside and not _is_behind_prefix(text, place):
                continue  # gershayim on a keyboard that has none
            straight += 1
        previous = place
        yield place


def _paired(text: str, places: list[int], closers: dict[str, str]) -> Iterator[QuoteMark]:
    open_marks: list[int] = []
    partner: dict[int, int] = {}
    roles: dict[int, bool] = {}
    for place in places:
        mark = text[place]
        if open_marks and mark in closers.get(text[open_marks[-1]], ""):
            partner[place] = open_marks.pop()
            partner[partner[place]] = place
            roles[place] = False
        elif mark in closers:
            open_marks.append(place)
            roles[place] = True
        else:
            roles[place] = False
    trusted = _straight_marks_agree(text, [(place, roles[place]) for place in places if text[place] == '"'])
    for place in places:
        yield QuoteMark(place, text[place], roles[place], partner.get(place), text[place] != '"' or trusted)


def _straight_marks_agree(text: str, marks: list[tuple[int, bool]]) -> bool:
    """Whether the roles of a paragraph's straight marks may be believed.

    An even number, every opening mark beside the right spaces, and every closing mark too, but that a
    space in front may have come over a stop or comma, or have been set: that is the fault to be found,
    where a stop or comma behind the mark says that it closes. A quotation inside
    a quotation ("so "called" order") breaks the order, and shows as a misplaced mark.
    """
    if len(marks) % 2:
        return False
    for place, opens in marks:
        space_before = place == 0 or text[place - 1].isspace()
        space_after = place + 1 == len(text) or text[place + 1].isspace()
        if opens and space_after and not space_before:
            return False
        if (
            not opens
            and space_before
            and not space_after
            and text[place + 1] not in ",.;:!?)…"  # before these no quotation opens
            and not "가" <= text[place + 1] <= "힣"  # a particle of Korean
            and text[max(0, place - 8) : place].rstrip()[-1:] not in ",.!?…"
        ):
            return False
    return True
