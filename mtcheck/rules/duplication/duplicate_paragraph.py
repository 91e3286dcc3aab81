"""DUP001: A paragraph stands a second time in one document."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.view import View


@rule(
    "DUP001",
    "duplicate-paragraph",
    category="design/duplication",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    drop="duplicate",
    options={"min-characters": 40},
)
def duplicate_paragraph(view: View, options: Options) -> Iterator[Hit]:
    """A paragraph stands a second time in one document.

    Scrapers take the title and the teaser twice. Short paragraphs, such as a refrain, are left alone;
    white space and case do not count. `clean --drop duplicate` leaves the later one out.
    """
    first_line: dict[str, int] = {}
    for number, (start, end) in enumerate(view.lines, 1):
        if end - start < options["min-characters"]:
            continue
        key = " ".join(view.lowered[start:end].split())
        if len(key) < options["min-characters"]:
            continue
        if key in first_line:
            yield Hit(start, end, f"same text as line {first_line[key]}")
        else:
            first_line[key] = number
