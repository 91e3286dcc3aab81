"""BPL002: related links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck.findings import Hit
from mtcheck.rules.boilerplate import surroundings
from mtcheck.rules.boilerplate.shared import boilerplate_rule
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View


@boilerplate_rule("BPL002", "related-links")
def related_links(view: View, options: Any) -> Iterator[Hit]:
    """A link to another article, or a lead-in with the titles below it."""
    for start, end, kind in surroundings.find_related(view):
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}")
