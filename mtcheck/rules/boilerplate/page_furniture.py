"""BPL005: page furniture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety
from mtcheck.rules.boilerplate import doubts, surroundings
from mtcheck.rules.boilerplate.counts import SECTION, vote_counts
from mtcheck.rules.boilerplate.parts import is_part
from mtcheck.rules.boilerplate.shared import boilerplate_rule, in_manual, is_tagged_heading
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View

_NOTE, _STAMP = "affiliate or licence note", "publication stamp"
# Words on buttons, of which the manual of a program speaks.
_OF_A_PROGRAM = (
    "account label",
    "comment form",
    "consent label",
    "contents label",
    "expand or collapse label",
    "language picker",
    "language switch",
    "navigation",
    "page label",
    "print, save or read-more label",
    "rating or comment label",
    "share label",
    "shop label",
)
# Its words in Latin and Cyrillic, and the names of licences that ask to be named.
_LICENCE = lazyre.compile(r"licen|lizenz|лиценз|ліценз|creative commons|cc[ -]by|gfdl|cc0")


@boilerplate_rule("BPL005", "page-furniture")
def page_furniture(view: View, options: Any) -> Iterator[Hit]:
    """Credits, tag lists, breadcrumbs, notices, share bars and labels around an article.

    A line that says under which licence a text may be used is shown, and stays; so do a caption that names
    nobody, cookies that are eaten, one word that may be a heading, a label in bold over a text, the section
    over a title, votes, in a manual the words on buttons, and in Markdown the date of a page.
    """
    is_manual = in_manual(view)
    headings, is_markdown = doubts.Headings(view), view.document.origin.format == "markdown"
    for start, end in () if is_markdown else vote_counts(view):
        yield Hit(start, end, f"a number by itself {quote(view.text, start, end)}", safety=Safety.DISPLAY)
    for start, end, kind in surroundings.find_furniture(view):
        if is_tagged_heading(view, start) or is_part(view, start, end):
            continue
        licence = kind == _NOTE and _LICENCE.search(view.lowered, start, end)
        doubt = (
            licence
            or kind == SECTION
            or _is_doubtful(view.text[start:end], kind)
            or (is_markdown and kind == _STAMP)
            or (is_manual and kind in _OF_A_PROGRAM)
            or headings.may_be(start, end, kind)
        )
        safety = Safety.DISPLAY if doubt else None
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}", safety=safety)


def _is_doubtful(text: str, kind: str) -> bool:
    if kind == "cookie notice":
        return doubts.may_be_eaten(text)
    return kind == "image credit" and doubts.is_caption(text)
