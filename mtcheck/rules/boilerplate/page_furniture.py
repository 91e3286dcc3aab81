"""BPL005: page furniture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck.findings import Hit
from mtcheck.rules.boilerplate import surroundings
from mtcheck.rules.boilerplate.parts import is_part
from mtcheck.rules.boilerplate.shared import boilerplate_rule, is_tagged_heading
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View


@boilerplate_rule("BPL005", "page-furniture")
def page_furniture(view: View, options: Any) -> Iterator[Hit]:
    """Credits, tag lists, breadcrumbs, notices, share bars and labels around an article."""
    for start, end, kind in surroundings.find_furniture(view):
        if is_tagged_heading(view, start) or is_part(view, start, end):
            continue
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}")
