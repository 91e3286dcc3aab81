"""BPL003: call to action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck.findings import Hit, Safety
from mtcheck.rules.boilerplate import surroundings
from mtcheck.rules.boilerplate.parts import is_part
from mtcheck.rules.boilerplate.shared import boilerplate_rule, in_manual, is_tagged_heading
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View


@boilerplate_rule("BPL003", "call-to-action")
def call_to_action(view: View, options: Any) -> Iterator[Hit]:
    """An appeal to subscribe, follow, donate, share or comment.

    In documentation it is the project's own, and only shown.
    """
    safety = Safety.DISPLAY if in_manual(view) else None
    for start, end, kind in surroundings.find_appeals(view):
        if is_tagged_heading(view, start) or is_part(view, start, end):
            continue
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}", safety=safety)
