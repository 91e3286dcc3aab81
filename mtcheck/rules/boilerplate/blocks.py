"""Whether a block of related links ends where it was found to end: it goes whole, or it stays whole.

What is left of a block that was cut short is an orphan in the article, and a heading taken for one more
title is lost to its text. Where either may be so, the block is shown and stays.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from mtcheck import lazyre
from mtcheck.rules.boilerplate import frame
from mtcheck.rules.boilerplate.surroundings import (
    MAX_RELATED_TITLES,
    MAX_SUBHEADING,
    MAX_TITLE,
    MIN_BODY,
)
from mtcheck.text.view import View

# A lead-in of more words has its title in the same line; so has one with a colon inside.
_LEAD_WORDS = 5
# What asks a question or cries out is a title where it is short.
_MAX_CRY = 100
_FEW_WORDS = 3
# Prose is as long as this, and has its stop.
_MIN_PROSE = 80
# A heading is much shorter than the titles above it.
_MUCH_SHORTER = 0.7
_ITEM = lazyre.compile(r"[ \t>]*(?:[-*+•»→](?:[ \t]|\Z)|[»→>]{1,2}|\d{1,3}[.)][ \t]*\S)")
_STOPS = (".", ":", ";", ",", "。", "：", "।")
_CRIES = ("!", "?", "！", "？")
_CLOSERS = "\"'”’»)] "
_COLONS = (":", "：")
_ELLIPSIS = ("…", "...")
# The title goes on in the next line: See also Lund &
_TORN = ("&", ",", "/")
# What a text may also have as its own heading, or say.
_OF_TEXTS = ("up next", "this will be interesting", "it will be interesting", "may be interesting")
# A title is no longer, where a speech stands in its line: Read also: New pier "It is fine", said the mayor.
_MAX_SAID = 160


def is_open(
    view: View,
    lead: tuple[int, int],
    titles: Sequence[tuple[int, int]],
    is_furniture: Callable[[int], bool],
) -> bool:
    """Whether more titles may stand below a block than were found, or its last one heads the text below."""
    said = view.text[slice(*lead)].strip(" \t\r\n*_")
    has_colon = said.endswith(_COLONS)
    named = [view.text[a:b].strip() for a, b in titles]
    is_torn = said.endswith(_TORN) or said.count("[") != said.count("]")
    if is_torn or _has_a_sentence(said) or any(map(frame.names_an_author, named)):
        return True
    if not titles and said.lower() in _OF_TEXTS:
        return True
    if not has_colon and any(len(each.split()) < _FEW_WORDS and not _ITEM.match(each) for each in named):
        return True  # a word or two, as a heading is: `Learn more` / `Add-ons`
    if not titles and not has_colon and (len(said.split()) > _LEAD_WORDS or any(c in said for c in _COLONS)):
        return False
    own_lead = _line_at(view, lead[0])
    own = _line_at(view, titles[-1][0]) if titles else own_lead
    if titles and not has_colon and _line(view, _next_line(view, own_lead, -1)).endswith(_ELLIPSIS):
        return True  # the link under a teaser, with the next one below
    below = _next_line(view, own)
    if below is None or is_furniture(below):
        return False
    line = _line(view, below)
    if not titles:
        after = _line(view, _next_line(view, below))
        return _is_title(line) or (_is_like_a_title(line) and _is_like_a_title(after))
    items = [_ITEM.match(_line(view, _line_at(view, start))) is not None for start, _ in titles]
    if _ITEM.match(line):
        return all(items) or not items[-1]
    after = _line(view, _next_line(view, below))
    if _is_like_a_title(line) and (len(titles) == MAX_RELATED_TITLES or _is_like_a_title(after)):
        return True
    above = _line_at(view, titles[-2][0]) if len(titles) > 1 else own_lead
    if below - own > own - above:
        return False  # a wider gap below it than above: it ends the block
    return not items[-1] and _is_prose(line) and _may_head(titles, has_colon=has_colon)


def _may_head(titles: Sequence[tuple[int, int]], *, has_colon: bool) -> bool:
    """Whether the last title may be the heading of the prose right below it: it is short."""
    *others, last = (end - start for start, end in titles)
    if last > MAX_SUBHEADING:
        return False
    return not has_colon or (bool(others) and last < _MUCH_SHORTER * min(others))


def _has_a_sentence(said: str) -> bool:
    """Whether a lead-in and its title have a sentence of the article behind them in one line."""
    return len(said) > _MAX_SAID and said.endswith(".")


def _is_title(line: str, fewest_words: int = _FEW_WORDS) -> bool:
    """Whether a line may be a title: no stop at its end, and several words or the mark of a list."""
    if line.rstrip(_CLOSERS).endswith((*_STOPS, *_CRIES)) or len(line) > MAX_TITLE:
        return False
    return len(line.split()) >= fewest_words or _ITEM.match(line) is not None


def _is_like_a_title(line: str) -> bool:
    """The same, or a short question or cry."""
    is_cry = line.rstrip(_CLOSERS).endswith((*_CRIES, *_ELLIPSIS)) and len(line.split()) > 1
    return _is_title(line, 2) or (is_cry and len(line) <= _MAX_CRY)


def _is_prose(line: str) -> bool:
    ended = line.rstrip(_CLOSERS).endswith((*_STOPS, *_CRIES, *_ELLIPSIS))
    return len(line) >= MIN_BODY or (len(line) >= _MIN_PROSE and ended)


def _line_at(view: View, place: int) -> int:
    return bisect_right(view.lines, place, key=lambda line: line.start) - 1


def _line(view: View, index: int | None) -> str:
    return "" if index is None else view.text[slice(*view.lines[index])].strip()


def _next_line(view: View, index: int, step: int = 1) -> int | None:
    at = index + step
    while 0 <= at < len(view.lines):
        if _line(view, at):
            return at
        at += step
    return None
