"""BPL001: mt disclaimer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import rule
from mtcheck.rules.boilerplate import disclaimers

if TYPE_CHECKING:
    from mtcheck.text.view import View


@rule(
    "BPL001",
    "mt-disclaimer",
    category="design/other",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    drop="disclaimer",
)
def mt_disclaimer(view: View, options: Any) -> Iterator[Hit]:
    """A notice that the text was translated by a machine; names the language of the notice."""
    for found in disclaimers.find_disclaimers(view):
        yield Hit(found.start, found.end, f"machine-translation disclaimer ({found.lang})")
