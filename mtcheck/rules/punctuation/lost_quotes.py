"""The quotation marks of a paragraph that have no partner, and which of them answer one another after all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtcheck.text.conventions import conventions
from mtcheck.text.quotes import QuoteMark


def lost_quotes(text: str, quotes: Sequence[QuoteMark], lang: str) -> list[QuoteMark]:
    """The marks of one paragraph without a partner; one of two roles in the role its neighbours give it."""
    pairs = conventions(lang).quotes
    both = {pair[0] for pair in pairs} & {pair[1] for pair in pairs}
    arrows = "" if conventions(lang).inner_space else "«»"
    straight = [quote for quote in quotes if quote.mark == '"']
    lost: list[QuoteMark] = []
    for quote in quotes:
        if quote.paired or quote.mark == '"':
            continue
        before, after = text[quote.place - 1 : quote.place], text[quote.place + 1 : quote.place + 2]
        if before.isdigit() or before == "â" or (quote.mark in arrows and not (before + after).strip()):
            continue  # inches; the rest of a trade mark sign that lost its encoding; an arrow
        may_open, may_close = sides(text, quote.place)
        role = quote._replace(opens=may_open) if quote.mark in both and may_open != may_close else quote
        closes = may_close and not may_open
        if lost and closes and lost[-1].mark == role.mark and sides(text, lost[-1].place)[0]:
            lost.pop()  # “word“ or ”word”: a pair, with the wrong shape at one end
        else:
            lost.append(role)
    if straight and _all_close(text, quotes):
        lost += [quote._replace(opens=False, partner=None) for quote in straight]
    elif len(straight) % 2:
        lost.append(_odd_one(text, straight))
    return lost


def _all_close(text: str, quotes: Sequence[QuoteMark]) -> bool:
    """Whether every straight mark closes what a low one opened, as typed on many keyboards: `„so"`."""
    before: QuoteMark | None = None
    for quote in quotes:
        if quote.mark == '"' and not (
            before and before.mark == "„" and not before.paired and sides(text, quote.place) == (False, True)
        ):
            return False
        before = quote
    return True


def crossed(lost: Sequence[QuoteMark]) -> Iterator[tuple[QuoteMark, QuoteMark]]:
    """Pairs of one straight and one curly mark: `"so ”she said`, `«so"`."""
    waiting: QuoteMark | None = None
    for quote in sorted(lost):
        if (
            waiting
            and (waiting.mark == '"') != (quote.mark == '"')
            and not (quote.opens and quote.mark != '"')
        ):
            yield waiting, quote
            waiting = None
        else:
            waiting = quote if quote.opens else None


def turned(text: str, lost: Sequence[QuoteMark]) -> Iterator[tuple[QuoteMark, QuoteMark]]:
    """Pairs of two curly marks that stand as opening and closing ones do, with a shape turned round: ”so„."""
    for one, other in pairwise(sorted(lost)):
        if '"' in (one.mark, other.mark) or one.mark == other.mark or (one.opens and not other.opens):
            continue
        if sides(text, one.place) == (True, False) and sides(text, other.place) == (False, True):
            yield one, other


def answered(text: str, lost: Sequence[QuoteMark]) -> Iterator[tuple[QuoteMark, QuoteMark]]:
    """Pairs of lost marks of which the second closes what the first opens, though their shapes differ."""
    yield from crossed(lost)
    yield from turned(text, lost)


def partnerless(text: str, lost: Sequence[QuoteMark]) -> list[QuoteMark]:
    """The lost marks but those that a mark of another shape answers; PUN006 speaks of them."""
    known = {quote.place for pair in answered(text, lost) for quote in pair}
    return [quote for quote in lost if quote.place not in known]


def sides(text: str, place: int) -> tuple[bool, bool]:
    """Whether a mark may open, and may close, by the characters on either side of it."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (
        not before or before.isspace() or before in "([—–-/«“„'‘（：，、",
        not after or not after.isalnum(),
    )


def _odd_one(text: str, straight: Sequence[QuoteMark]) -> QuoteMark:
    """Of an odd number of straight marks the one without a partner, in the role its neighbours give it."""
    expected = True
    for quote in straight:
        may_open, may_close = sides(text, quote.place)
        if may_open != may_close and may_open != expected:
            # Two openers or two closers in a row: the first of them is alone.
            return quote._replace(opens=may_open, partner=None)
        expected = not expected
    return straight[-1]._replace(opens=True, partner=None)
