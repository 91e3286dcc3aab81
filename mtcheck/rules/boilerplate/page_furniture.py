"""BPL005: page furniture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety
from mtcheck.rules.boilerplate import doubts, frame, surroundings
from mtcheck.rules.boilerplate.counts import DATE, SECTION, vote_counts
from mtcheck.rules.boilerplate.parts import is_part
from mtcheck.rules.boilerplate.player import player_lines
from mtcheck.rules.boilerplate.shared import boilerplate_rule, in_manual, is_tagged_heading
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View

_NOTE, _STAMP = "affiliate or licence note", "publication stamp"
# What a manual has of the page that it stands on; all else may be its own.
_NOT_OF_A_MANUAL = (
    "advertisement label",
    "call to subscribe",
    "comment count",
    "cookie notice",
    "javascript notice",
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
    nobody, cookies that are eaten, one word that may be a heading, a label in bold over a text, the section
    over a title, votes, in a manual all that is no notice of the page, and in Markdown the date of a page.
    """
    is_manual = in_manual(view)
    headings, is_markdown = doubts.Headings(view), view.document.origin.format == "markdown"
    for start, end in () if is_markdown else player_lines(view):
        yield Hit(start, end, f"a line of a player {quote(view.text, start, end)}", safety=Safety.DISPLAY)
    for start, end in () if is_markdown else vote_counts(view):
        yield Hit(start, end, f"a number by itself {quote(view.text, start, end)}", safety=Safety.DISPLAY)
    told: list[tuple[int, int]] = []
    for start, end, kind in surroundings.find_furniture(view):
        if is_tagged_heading(view, start) or is_part(view, start, end):
            continue
        licence = kind == _NOTE and _LICENCE.search(view.lowered, start, end)
        doubt = (
            licence
            or kind in (SECTION, DATE)
            or _is_doubtful(view.text[start:end], kind)
            or (is_markdown and kind == _STAMP)
            or (is_manual and kind not in _NOT_OF_A_MANUAL)
            or headings.may_be(start, end, kind)
        )
        safety = Safety.DISPLAY if doubt else None
        told.append((start, end))
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}", safety=safety)
    for start, end, kind in () if is_markdown or view.document.is_message else frame.around(view, bool(told)):
        if not any(a < end and start < b for a, b in told) and not is_part(view, start, end):
            yield Hit(start, end, f"{kind} {quote(view.text, start, end)}", safety=Safety.DISPLAY)


# A sentence behind a number sign: #boats The best of all boats!
_SAID = lazyre.compile(r"[。！？、!?](?!\w)|[^\W\d_]{2}\.\s*$")


def _is_doubtful(text: str, kind: str) -> bool:
    if kind == "cookie notice":
        return doubts.may_be_eaten(text)
    if kind in ("tag list", "hashtag list"):
        return _SAID.search(text) is not None
    return kind == "image credit" and doubts.is_caption(text)
