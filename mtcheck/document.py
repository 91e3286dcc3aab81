"""What is checked: a text that is never changed, and where it came from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from mtcheck import lazyre

if TYPE_CHECKING:
    from mtcheck.edits import Edit


class Span(NamedTuple):
    """A stretch of one named text: code points, half-open.

    >>> "chrF and BLEU"[slice(*Span(0, 4))]
    'chrF'
    """

    start: int
    end: int


class Place(NamedTuple):
    """A place in a file as an editor names it: both count from 1, columns in code points."""

    line: int
    column: int


class Region(Protocol):
    """The stretch of a container that holds a document's text, and the way back into it.

    ``start`` and ``end`` are bytes of the container, decompressed, half-open.
    """

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    def encode(self, edits: Sequence[Edit]) -> bytes:
        """The bytes of the stretch after resolved edits of the text; raises EditError."""
        ...

    def locate(self, offset: int) -> Place:
        """Where a code point of the text is in the container."""
        ...


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether a stretch shares a character with one of others, which are sorted and do not overlap.

    >>> [overlaps(Span(3, 5), [Span(0, 2), Span(4, 9)]), overlaps(Span(2, 4), [Span(0, 2), Span(4, 9)])]
    [True, False]
    """
    index = bisect_left(others, span.end, key=lambda other: other.start) - 1
    return index >= 0 and others[index].end > span.start


class Origin(msgspec.Struct, frozen=True):
    """Where a document was read: a path or URL, the record inside it, the format and the encoding.

    ``record`` names a record of a container (a line of JSONL, an item of a feed); None for a whole
    file. ``encoding`` is the Python codec the bytes were decoded with.
    """

    uri: str
    record: str | None = None
    format: str = "text"
    encoding: str = "utf-8"


class InlineElement(NamedTuple):
    """An element of XLIFF or TMX inside of a text that does not show it: `<x id="1"/>`, `<g id="1">`.

    ``part`` is "pair", or "opening" or "closing" for one end of a pair; "" for what stands alone. ``shows``
    is what it stands for, where the container says that: `{count}`.
    """

    name: str
    id: str = ""
    part: str = ""
    shows: str = ""


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


# Formats in which a file is one text.
_FILES = ("text", "markdown")
# Files of a program's messages, a text for each.
_CATALOGUES = ("po", "xliff")


class Document(msgspec.Struct, frozen=True):
    """One text to check, decoded and otherwise as the user has it: line ends and BOM included.

    ``lang`` is the expected language (BCP 47) of the text, or None where only the caller knows it;
    ``source`` is the text it was translated from, ``source_lang`` its language where the container says
    it; ``references`` are human translations;
    ``declared_lang`` is the language its container says it is in. ``ignore`` names rules that a comment of
    the container leaves out here. ``region`` is where it is in its container; None for a text from
    nowhere, or one that cannot be written back.

    ``codes`` are stretches of the text that are no prose by their markup, sorted: samples of code; and,
    with ``start == end``, places where the container has something that the text does not show, such as
    ``<ph>%d</ph>`` or a picture. What is beside such a place may not be judged by what is on the other
    side of it. ``elements`` are the inline elements of XLIFF and TMX in order, ``source_elements`` those of
    the source; they are compared where there is a source.
    """

    text: str
    origin: Origin
    lang: str | None = None
    source: str | None = None
    references: tuple[str, ...] = ()
    declared_lang: str | None = None
    encoding_problems: tuple[EncodingProblem, ...] = ()
    ignore: tuple[str, ...] = ()
    region: Region | None = None
    source_lang: str | None = None
    codes: tuple[Span, ...] = ()
    elements: tuple[InlineElement, ...] = ()
    source_elements: tuple[InlineElement, ...] = ()

    @property
    def is_message(self) -> bool:
        """Whether it is the translation of a program's message, from a catalogue of them."""
        return self.source is not None and self.origin.format in _CATALOGUES

    @property
    def locate(self) -> Callable[[int], Place] | None:
        """Line and column in the container of a code point of the text; None where the text is the file."""
        is_file = self.origin.record is None and self.origin.format in _FILES
        return None if self.region is None or is_file else self.region.locate


LINE_END = lazyre.compile(r"\r\n|\n|\r")


class IdleComment(NamedTuple):
    """A comment that leaves findings out, and names in it that nothing was left out for; "" for all of it."""

    span: Span
    names: tuple[str, ...]


FIRST_PLACE = Place(1, 1)


def place_in(text: str, offset: int, first: Place = FIRST_PLACE) -> Place:
    """Line and column of an offset, for a text that begins at ``first``; CRLF, LF and CR end lines."""
    line, line_start = first.line, -1
    for match in LINE_END.finditer(text, 0, offset):
        line, line_start = line + 1, match.end()
    if line_start < 0:
        return Place(line, first.column + offset)
    return Place(line, offset - line_start + 1)
