"""What a process loads before its first record."""

from __future__ import annotations

from mtcheck.config import Config
from mtcheck.document import Document, Origin
from mtcheck.engine import clean_document
from mtcheck.jobs.reading import Beat

_warm: set[str] = set()


def warm_up(config: Config, run: str, beat: Beat) -> None:
    """Load tables and rules before the first record, whose deadline is not for that. Once a process."""
    if beat.has_deadline and run not in _warm:
        _warm.add(run)
        clean_document(Document("Warm – “up”.\n", Origin("<warm>")), config)
