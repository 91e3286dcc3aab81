"""REF004, omission-or-addition."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.reference.shared import differences
from mtcheck.text.view import View


@rule(
    "REF004",
    "omission-or-addition",
    category="accuracy/omission",
    severity=Severity.MINOR,
    examples=(("They sold boats.", "They sold twelve new boats."),),
)
def omission_or_addition(view: View, options: Options) -> Iterator[Hit]:
    """Words of the closest reference are missing, or words are added.

    An omission marks the word before the gap, or the first word. Only words that carry meaning count.
    """
    for difference, offset in differences(view, wanted=True):
        if difference.kind == "omission":
            message = f"omission: “{difference.wanted}” is missing here"
        else:
            message = f"addition: “{difference.found}” is not in the reference"
        start, end = offset + difference.start, offset + difference.end
        yield Hit(start, end, message, confidence=round(difference.likelihood, 3))
