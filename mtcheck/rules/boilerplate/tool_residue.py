"""BPL004: tool residue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck.findings import Hit
from mtcheck.rules.boilerplate import surroundings
from mtcheck.rules.boilerplate.shared import boilerplate_rule, in_manual
from mtcheck.rules.phrases import quote

if TYPE_CHECKING:
    from mtcheck.text.view import View


@boilerplate_rule("BPL004", "tool-residue")
def tool_residue(view: View, options: Any) -> Iterator[Hit]:
    """What a content system, script or template left in the text.

    In Markdown `{{ name }}` and `{% name %}` are for the generator of the site, and stay; in documentation so
    do lines of a program.
    """
    is_manual = in_manual(view)
    is_markdown = view.document.origin.format == "markdown"
    for start, end, kind in surroundings.find_residue(view):
        if is_markdown and view.text.startswith(("{{", "{%"), start):
            continue
        if is_manual and kind in ("script code", "program output", "error message"):
            continue
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}")
