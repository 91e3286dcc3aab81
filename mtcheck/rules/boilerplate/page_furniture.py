"""BPL005: page furniture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety
from mtcheck.rules.boilerplate import doubts, frame, surroundings
from mtcheck.rules.boilerplate.belonging import belongs
from mtcheck.rules.boilerplate.counts import DATE, SECTION, vote_counts
from mtcheck.rules.boilerplate.genres import is_own
from mtcheck.rules.boilerplate.parts import is_listed, is_part
from mtcheck.rules.boilerplate.player import player_lines
from mtcheck.rules.boilerplate.prose import may_be_prose
from mtcheck.rules.boilerplate.shared import boilerplate_rule, is_tagged_heading
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View

_NOTE, _STAMP, _ADVERT = "affiliate or licence note", "publication stamp", "advertisement label"
# Notices that are a paragraph of their own; in one that says more they are the author's.
_NOTICES = (_NOTE, "cookie notice", "javascript notice", "reprint notice")
# What a manual has of the page that it stands on; all else may be its own.
_NOT_OF_A_MANUAL = (
    _ADVERT,
    "call to subscribe",
    "comment count",
    "cookie notice",
    "page statistics",
    "typo notice",
    "view count",
)
# Its words in Latin and Cyrillic, and the names of licences that ask to be named.
_LICENCE = lazyre.compile(r"licen|lizenz|лиценз|ліценз|creative commons|cc[ -]by|gfdl|cc0")


@boilerplate_rule("BPL005", "page-furniture")
def page_furniture(view: View, options: Any) -> Iterator[Hit]:
    """Credits, tag lists, breadcrumbs, notices, share bars and labels around an article.

    A line that says under which licence a text may be used is shown, and stays; so do a caption that names
    nobody, cookies that are eaten, a copyright from before the web, one word that may be a heading, a label
    in bold over a text, a notice in a paragraph that says more, the section over a title, votes, a row of a
    table, a source among paragraphs that is no agency, in documentation, terms and lists of links all that
    is no notice of the page, and in Markdown the date of a page and tags above its text.
    """
    headings, is_markdown = doubts.Headings(view), view.document.origin.format == "markdown"
    for start, end in () if is_markdown else player_lines(view):
        yield Hit(start, end, f"a line of a player {quote(view.text, start, end)}", safety=Safety.DISPLAY)
    for start, end in () if is_markdown else vote_counts(view):
        yield Hit(start, end, f"a number by itself {quote(view.text, start, end)}", safety=Safety.DISPLAY)
    told: list[tuple[int, int]] = []
    found = list(surroundings.find_furniture(view))
    for start, end, kind in found:
        if is_tagged_heading(view, start) or is_part(view, start, end) or is_listed(view.text, start, end):
            continue
        licence = kind == _NOTE and _LICENCE.search(view.lowered, start, end)
        doubt = (
            licence
            or kind in (SECTION, DATE)
            or _is_doubtful(view.text[start:end], kind)
            or (kind == _ADVERT and doubts.is_of_another_language(view.text[start:end], view.tag.base))
            or (is_markdown and (kind == _STAMP or (kind == "tag list" and _is_above(view, end))))
            or (kind not in _NOT_OF_A_MANUAL and is_own(view))
            or (kind in _NOTICES and _says_more(view, start, found))
            or headings.may_be(start, end, kind)
            or belongs(view, start, end, kind)
            or may_be_prose(view, start, end, kind)
        )
        safety = Safety.DISPLAY if doubt else None
        told.append((start, end))
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}", safety=safety)
    for start, end, kind in () if is_markdown or view.document.is_message else frame.around(view, bool(told)):
        if not any(a < end and start < b for a, b in told) and not is_part(view, start, end):
            yield Hit(start, end, f"{kind} {quote(view.text, start, end)}", safety=Safety.DISPLAY)


# So many characters below are a text.
_A_TEXT = 200


def _is_above(view: View, end: int) -> bool:
    """Whether a text follows: tags right above what a person wrote in Markdown are a field of it."""
    return len(view.text) - end >= _A_TEXT


# So many letters of a paragraph around a notice are a sentence.
_A_SENTENCE = 25


def _says_more(view: View, start: int, found: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a paragraph has a sentence beside its notices, which would be torn out of it."""
    line = view.lines[bisect_right(view.lines, start, key=lambda line: line.start) - 1]
    rest, done = "", line.start
    for low, high, _ in found:
        if line.start <= low < line.end:
            rest, done = rest + view.text[done:low], max(done, high)
    return sum(map(str.isalpha, rest + view.text[done : line.end])) >= _A_SENTENCE


# A sentence behind a number sign: #boats The best of all boats!
_SAID = lazyre.compile(r"[。！？、!?](?!\w)|[^\W\d_]{2}\.\s*$")


_YEAR = lazyre.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# No page of the web is older: what was protected before is a work that the text speaks of.
_FIRST_PAGE = 1991


def _is_doubtful(text: str, kind: str) -> bool:
    if kind == "cookie notice":
        return doubts.may_be_eaten(text)
    if kind in ("tag list", "hashtag list"):
        return _SAID.search(text) is not None
    if kind == _STAMP:
        return doubts.is_told(text)
    if kind == "copyright line":
        years = [int(year) for year in _YEAR.findall(text)]
        return bool(years) and max(years) < _FIRST_PAGE
    return kind == "image credit" and doubts.is_caption(text)
