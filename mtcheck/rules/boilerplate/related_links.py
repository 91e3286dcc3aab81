"""BPL002: related links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck import lazyre
from mtcheck.findings import Hit
from mtcheck.rules.boilerplate import surroundings
from mtcheck.rules.boilerplate.shared import boilerplate_rule, in_manual
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View


# A lead-in and links on its line, none of which leaves the site: `Learn more: [Keys](keys.md).`
_SAME_SITE = lazyre.compile(
    r"[^\[\]\n]{1,60}(?:\[[^\[\]\n]+\]\((?![a-z]+:)[^()\n]+\)[^\[\]\n]{0,20})+", re.IGNORECASE
)


@boilerplate_rule("BPL002", "related-links")
def related_links(view: View, options: Any) -> Iterator[Hit]:
    """A link to another article, or a heading such as “Read also” with the titles below it.

    In Markdown a line with a link to another page of the site says where its text goes on, and stays; so does
    any single line in documentation, where only whole blocks of links are taken.
    """
    is_markdown, is_manual = view.document.origin.format == "markdown", in_manual(view)
    for start, end, kind in surroundings.find_related(view):
        if is_markdown and _SAME_SITE.fullmatch(view.text, start, end):
            continue
        if is_manual and view.text.find("\n", start, end) < 0:
            continue
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}")
