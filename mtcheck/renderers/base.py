"""What renderers share: rows of text, made of one report at a time, with something between them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TextIO

import msgspec

from mtcheck.report import Report, Summary


class Look(msgspec.Struct, frozen=True):
    """How a run is shown in one place: a format; the profile that ran; for text, what is shown; for a page,
    when and by which command it was made.
    """

    format: str
    colour: bool = False
    statistics: bool = False
    languages: bool = False
    profile: str = "article"
    made: str = ""


PLAIN = Look("text")


class Rows(ABC):
    """Writes a run as it goes. ``render`` looks at one report only, so that another process can do it.

    ``first`` is before the first row, ``between`` before every other.
    """

    first = ""
    between = ""
    #: Whether reports are to say which stretch is in which language.
    maps = True

    def __init__(self, stream: TextIO, look: Look = PLAIN) -> None:
        self.stream, self.look = stream, look
        self.rows = 0

    @abstractmethod
    def render(self, report: Report) -> list[str]:
        """The rows of one report."""

    def put(self, rows: Iterable[str]) -> None:
        """Write rows."""
        for row in rows:
            self.stream.write((self.between if self.rows else self.first) + row)
            self.rows += 1

    def report(self, report: Report) -> None:
        """Write one report."""
        self.put(self.render(report))

    @abstractmethod
    def finish(self, summary: Summary) -> None:
        """Write what closes the run."""
