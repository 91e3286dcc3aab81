"""What a grammar checker of the user says of a stretch of text."""

from __future__ import annotations

from typing import NamedTuple


class Remark(NamedTuple):
    """``start`` and ``end`` are code points of the text; ``better`` is the first suggestion, or None."""

    start: int
    end: int
    kind: str
    message: str
    better: str | None = None
    is_spelling: bool = False
