"""What the translation rules share: spans of the whole text, and differences as short lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck import lazyre
from mtcheck.bitext.items import Item, quoted
from mtcheck.document import Span
from mtcheck.findings import Hit
from mtcheck.text.view import View

LETTERS = lazyre.compile(r"[^\W\d_]")


def whole(view: View) -> Span:
    """The target without the white space around it: where a finding about something missing points."""
    text = view.text
    start = len(text) - len(text.lstrip())
    return Span(start, max(start, len(text.rstrip()))) if text.strip() else Span(0, 0)


def differences(view: View, kind: str, lost: Sequence[Item], added: Sequence[Item]) -> Iterator[Hit]:
    """A hit on each thing that the source does not have; one on the whole when something is only lost."""
    for item in added:
        said = f"where the source has {quoted(lost)}" if lost else "is not in the source"
        yield Hit(item.start, item.end, f"{kind} {item.text!r} {said}")
    if lost and not added:
        yield Hit(*whole(view), f"{kind} {quoted(lost)} of the source is missing")
