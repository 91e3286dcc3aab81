"""BPL003: call to action."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety
from mtcheck.rules.boilerplate import doubts, surroundings
from mtcheck.rules.boilerplate.genres import is_own
from mtcheck.rules.boilerplate.introduced import is_introduced
from mtcheck.rules.boilerplate.parts import is_broken_sentence, is_listed, is_part, is_spoken_line
from mtcheck.rules.boilerplate.persons import is_of_a_person
from mtcheck.rules.boilerplate.prose import goes_on_in_prose
from mtcheck.rules.boilerplate.shared import boilerplate_rule, is_tagged_heading
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View


# A gift, and the address or account that it goes to: facts of an article about those in need.
_ACCOUNT = lazyre.compile(
    r"(?:donat|spend|paypal|\bdons?\b|\bdona|doaç|пожертв|перевод|допомо|помо[щг]|wpłac|wesprz|bağış)"
    r"[^\n]{0,200}?(?:[\w.]@[\w-]+\.\w|\d(?:[ -]?\d){9,})"
)


_TITLE = lazyre.compile(r"^#{2,6}[ \t]+(?P<name>[^\n#]{2,24}?)[ \t]*\r?\n\s*\Z", re.MULTILINE)
_LONGEST_TITLE = 60


def _is_own_section(view: View, start: int, end: int) -> bool:
    """Whether the title of Markdown right above names one thing that the call is about: `### Telegram`."""
    title = _TITLE.search(view.lowered, max(0, start - _LONGEST_TITLE), start)
    return title is not None and len(title["name"].split()) == 1 and title["name"] in view.lowered[start:end]


@boilerplate_rule("BPL003", "call-to-action")
def call_to_action(view: View, options: Any) -> Iterator[Hit]:
    """An appeal to subscribe, follow, donate, share or comment.

    In documentation, terms and lists of links it is the author's own, and only shown; so is one word that
    may head a chapter, what names nothing ("Support us in our work"), a person to follow ("Follow her on
    Twitter"), where a gift is to be sent, a line of a dialogue, and one of verse.
    """
    headings = doubts.Headings(view)
    for start, end, kind in surroundings.find_appeals(view):
        if is_tagged_heading(view, start) or is_part(view, start, end) or is_listed(view.text, start, end):
            continue
        weak = kind == surroundings.WEAK_CALL
        doubt = (
            weak
            or is_own(view)
            or is_introduced(view, start)
            or headings.may_be(start, end, kind)
            or _ACCOUNT.search(view.lowered, start, end)
            or is_spoken_line(view, start)
            or is_broken_sentence(view, start, end)
            or is_of_a_person(view.text[start:end])
            or _is_own_section(view, start, end)
            or goes_on_in_prose(view.text[start:end], view.tag.base)
        )
        safety = Safety.DISPLAY if doubt else None
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}", safety=safety)
