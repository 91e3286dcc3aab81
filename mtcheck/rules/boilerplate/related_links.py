"""BPL002: related links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety
from mtcheck.rules.boilerplate import blocks, doubts, surroundings
from mtcheck.rules.boilerplate.genres import is_own
from mtcheck.rules.boilerplate.parts import is_part, is_said
from mtcheck.rules.boilerplate.shared import boilerplate_rule
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View


_TARGET = lazyre.compile(r"\]\(\s*(?P<abroad>(?:[a-z][a-z0-9+.-]*:|//)?)[^()\s]", re.IGNORECASE)


# A link of the author's own: `[Learn more and apply](https://…)`; with a colon, its text would be a title.
_LINK_WITH_MORE = lazyre.compile(
    r"[*_]{0,2}\[[^\[\]:\n]*(?: [^\[\]:\n]*){2}(?: :[\w-]+:)?\]\([^()\n]*\)[*_]{0,2}"
)
# The author's sentence goes on behind the link: See also [my log](a.html) of the trip.
_GOES_ON = lazyre.compile(r"\]\([^()\n]*\)[*_]{0,2} [^\W\d_]+ [^\W\d_]+ [^\W\d_]")
# The words before a link name what it is about, without a colon: Learn more about ropes [here](a.html)
_POINTER = lazyre.compile(r"[^\[\]\n:：]*[^\W\d_][^\[\]\n:：]* \[[^\[\]\n]*\]\(")
# A link whose address stands elsewhere in the file is written by hand: [the mast][], [the mast][3]
_BY_REFERENCE = lazyre.compile(r"\]\[[^\[\]\n]*\]")
# `Learn more about ropes at https://…`: the author says where, which no lead-in with a colon does.
_ADDRESS_TOLD = lazyre.compile(r"[^\W\d_][ \u00a0](?:https?://|www\.)[^\s<>]+\Z")


def _stays_on_site(text: str, start: int, end: int) -> bool:
    """Whether a stretch of Markdown has links, and none leaves the site: `Learn more: [Keys](keys.md).`"""
    found = list(_TARGET.finditer(text, start, end))
    return bool(found) and not any(match["abroad"] for match in found)


@boilerplate_rule("BPL002", "related-links")
def related_links(view: View, options: Any) -> Iterator[Hit]:
    """A link to another article, or a heading such as “Read also” with the titles below it.

    In Markdown links to other pages of the site say where a text goes on, and stay, on a line or in a block;
    so does any single line in documentation, terms and lists of links, where blocks of links are only shown,
    as lists under a heading are. A line that tells an address (`Learn more at https://…`) is shown, and
    stays; so do a list under `Further reading`, works and pages of a reference, and one word that may be a
    heading, a sentence of the author's own (`Read more: that was all he would say.`), lines of verse, and a
    block whose end is not sure: it goes whole, or it stays whole.
    """
    headings, is_kept = doubts.Headings(view), False
    is_markdown = view.document.origin.format == "markdown"
    found = list(surroundings.find_related(view))
    for at, (start, end, kind) in enumerate(found):
        if is_part(view, start, end) or (is_markdown and _stays_on_site(view.text, start, end)):
            continue
        own = is_own(view)
        if own and is_markdown and view.text.find("\n", start, end) < 0:
            continue
        if is_markdown and (
            _LINK_WITH_MORE.fullmatch(view.text, start, end)
            or _BY_REFERENCE.search(view.text, start, end)
            or _GOES_ON.search(view.text, start, end)
            or (kind != _TITLE and _POINTER.match(view.text, start, end))
        ):
            continue
        if kind != _TITLE:
            is_kept = (
                doubts.is_reference(_with_number(view, start, end))
                or _is_cut(view, start, end)
                or _MANUAL.match(view.text, end) is not None
                or doubts.is_apparatus(view.text, start, end)
                or doubts.says_which(view.text[slice(*view.lines[_line_of(view, start)])])
                or (is_markdown and surroundings.heads_a_list(view, start))
                or _heads_the_text(view, found[at:], headings)
                or doubts.goes_on(view, start, end, _titles(found[at:]))
                or _is_taken_up(view, found[at:])
                or is_said(view, start, end)
                or blocks.is_open(view, (start, end), _titles(found[at:]), headings.is_furniture)
            )
        told = own or is_kept or _ADDRESS_TOLD.search(view.text, start, end) or _leads_on(view, found[at:])
        safety = Safety.DISPLAY if told else None
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}", safety=safety)


def _line_of(view: View, place: int) -> int:
    return bisect_right(view.lines, place, key=lambda line: line.start) - 1


# The pages of a manual: `boat(1), raft(1)`
_MANUAL = lazyre.compile(r"\s*[\w.-]+\(\d\w?\)(?:,|\s|$)")


def _is_cut(view: View, start: int, end: int) -> bool:
    """Whether a stretch ends at an abbreviation, and its sentence goes on: `See also: Lund, ed.` by Holm."""
    stop = view.lines[_line_of(view, start)].end
    rest = view.text[end : min(stop, end + 4)].lstrip()
    cut = view.text[start:end].rstrip().endswith(".")
    initial = rest[1:2] == "."
    return cut and (initial or rest[:1].islower() or rest[:1].isdigit() or rest[:1] in ("№", "§", "("))


_TITLE = "related title"
_LEAST_WORDS = 3


def _leads_on(view: View, found: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a line of several words ends in a colon, and no title follows: `Recommended way to row:`"""
    start, end, kind = found[0]
    said = view.text[start:end].rstrip(" \t\r\n*_")
    follows = len(found) > 1 and found[1][2] == _TITLE
    return kind != _TITLE and said[-1:] in (":", "：") and len(said.split()) >= _LEAST_WORDS and not follows


def _titles(found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """The titles below the first of some stretches."""
    return [(start, end) for start, end, _ in takewhile(lambda hit: hit[2] == _TITLE, found[1:])]


def _heads_the_text(view: View, found: Sequence[tuple[int, int, str]], headings: doubts.Headings) -> bool:
    """Whether the first of some stretches is one word over the author's own text: soup under `Popular`."""
    start, end, kind = found[0]
    titles = _titles(found)
    if not titles:
        return headings.may_be(start, end, kind)
    return doubts.is_one_word(view.text[start:end]) and doubts.has_short_titles(view, titles)


def _is_taken_up(view: View, found: Sequence[tuple[int, int, str]]) -> bool:
    """Whether no title follows, and the prose below says what the heading does: `The related words …`"""
    start, end, _ = found[0]
    named = view.lowered[start:end].strip(" \t\r\n*_#:")
    below = view.lowered[end:].lstrip().partition("\n")[0]
    return not _titles(found) and len(named.split()) > 1 and below.rstrip().endswith(".") and named in below


def _with_number(view: View, start: int, end: int) -> str:
    """A stretch, and the number that follows where it ends in an abbreviation: `See also: ch.` 4."""
    follows = view.text[end : end + 2].strip()
    return view.text[start : end + 2] if follows.isdecimal() else view.text[start:end]
