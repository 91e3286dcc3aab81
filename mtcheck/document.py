"""What is checked: a text that is never changed, and where it came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from mtcheck.edits import Edit


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


class EncodingProblem(msgspec.Struct, frozen=True):
    """Something about the bytes of a document that is not as it should be.

    ``start`` and ``end`` are code points of the text, ``byte_start`` and ``byte_end`` bytes of the input;
    all are 0 when it is said of the whole. ``lost`` where the text had to be guessed, or holds U+FFFD for
    bytes that no encoding reads.
    """

    start: int
    end: int
    byte_start: int
    byte_end: int
    message: str
    lost: bool = False


class Document(msgspec.Struct, frozen=True):
    """One text to check, decoded and otherwise as the user has it: line ends and BOM included.

    ``lang`` is the expected language (BCP 47) of the text, or None where only the caller knows it;
    ``source`` is the text it was translated from; ``references`` are human translations;
    ``declared_lang`` is the language its container says it is in. ``ignore`` names rules that a comment of
    the container leaves out here. ``to_container`` gives the bytes after
    resolved edits of the text; what no edit touches stays byte for byte. ``locate`` gives the line and
    column (from 1) of an offset in the file that holds the document; None where the text is the file.
    """

    text: str
    origin: Origin
    lang: str | None = None
    source: str | None = None
    references: tuple[str, ...] = ()
    declared_lang: str | None = None
    encoding_problems: tuple[EncodingProblem, ...] = ()
    ignore: tuple[str, ...] = ()
    locate: Callable[[int], tuple[int, int]] | None = None
    to_container: Callable[[Sequence[Edit]], bytes] | None = None
