"""What the encoding rules share: their MQM category, and the repairs of the text as hits."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Safety
from mtcheck.text.view import View

CHARACTER_ENCODING = "linguistic/character-encoding"


def repaired(view: View, kind: str, name: str) -> Iterator[Hit]:
    """The repairs of one kind; what is garbled in code may be meant, and is only shown."""
    codes = [zone for zone in view.zones if zone.kind == "code"] if view.repairs else []
    for repair in view.repairs:
        if repair.kind == kind:
            said = f"{name} ({repair.codec}) for {repair.text!r}"
            if not repair.text:  # the Â of Â¡
                said = f"{name} ({repair.codec}): stray {view.text[repair.start : repair.end]!r}"
            in_code = any(zone.start < repair.end and repair.start < zone.end for zone in codes)
            yield Hit(
                repair.start,
                repair.end,
                said,
                repair.text,
                confidence=repair.confidence,
                safety=Safety.DISPLAY if in_code else Safety.SAFE if repair.safe else Safety.UNSAFE,
            )
