"""What is checked: a text that is never changed, and where it came from."""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class Span(NamedTuple):
    """A stretch of one named text: code points, half-open.

    >>> "chrF and BLEU"[slice(*Span(0, 4))]
    'chrF'
    """

    start: int
    end: int


class Origin(msgspec.Struct, frozen=True):
    """Where a document was read: a path or URL, the record inside it, the format and the encoding.

    ``record`` names a record of a container (a line of JSONL, an item of a feed); None for a whole
    file. ``encoding`` is the Python codec the bytes were decoded with.
    """

    uri: str
    record: str | None = None
    format: str = "text"
    encoding: str = "utf-8"


class Document(msgspec.Struct, frozen=True):
    """One text to check, decoded and otherwise as the user has it: line ends and BOM included.

    ``lang`` is the expected language (BCP 47) of the text, or None where only the caller knows it;
    ``source`` is the text it was translated from; ``references`` are human translations.
    """

    text: str
    origin: Origin
    lang: str | None = None
    source: str | None = None
    references: tuple[str, ...] = ()
