"""One opened input: its documents in order, and a way to write it again with some of them changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from mtcheck.document import Document
from mtcheck.edits import Edit
from mtcheck.errors import EditError, InputError
from mtcheck.formats.io.source import CHUNK_BYTES, Output, Packer, Source
from mtcheck.formats.mapping.records import Absent, Item, LeftOut, Told
from mtcheck.formats.names import Names
from mtcheck.formats.options import ReadOptions


class Part(NamedTuple):
    """A share of an input: bytes of the decompressed container, or row groups; ``line`` is its first.

    ``names`` are those of its records that were given before it, with their highest number.
    """

    start: int
    end: int | None
    line: int = 1
    names: tuple[tuple[str, int], ...] = ()


class Rewriter(Protocol):
    """Writes a container again. Documents are changed in their order; everything else is copied."""

    def change(self, document: Document, edits: Sequence[Edit]) -> None:
        """Put one document's edits in. Raises InputError where they cannot be written: it stays as it is."""
        ...

    def finish(self) -> bool:
        """Write the rest; whether anything has changed."""
        ...


Reader = Callable[[Source, ReadOptions, Part | None], Iterator[Item | Absent | LeftOut | Told]]


class Format(NamedTuple):
    """How one format is read and written back.

    ``as_utf8``: the reader wants ASCII-compatible bytes. ``rewriter`` None: documents' regions are bytes.
    ``parts`` cuts an input for workers; None where it cannot be cut. ``join`` puts rewritten parts together;
    None where their bytes after one another are the whole.
    """

    read: Reader
    as_utf8: bool = True
    rewriter: Callable[[Source, ReadOptions, Output, Part | None], Rewriter] | None = None
    parts: Callable[[Source, int], list[Part]] | None = None
    join: Callable[[Source, ReadOptions, Sequence[tuple[Part, Path]], Output], None] | None = None


# An empty text has no fault in it; an empty archive of texts was probably meant to hold some.
_MAY_BE_EMPTY = ("text", "markdown")
# Kinds of records that are left out and named; a crawl may have dozens.
_MAX_KINDS = 8
_BILINGUAL = ("xliff", "tmx", "po")
# Records of these are named by their lines or rows unless a field of theirs is named for that.
_NUMBERED = ("text", "markdown", "lines", "jsonl", "json", "csv", "tsv", "parquet")


class Container:
    """An input and its format. ``notices`` are things worth telling that are no errors; ``absent`` counts
    the texts that are null.
    """

    def __init__(self, source: Source, format_name: str, how: Format, options: ReadOptions) -> None:
        self.source, self.format, self.options = source, format_name, options
        self.notices: list[str] = []
        self.absent = 0
        self._how = how

    @property
    def uri(self) -> str:
        """The path, or what stands for it."""
        return self.source.uri

    def items(self, part: Part | None = None) -> Iterator[Item]:
        """Documents in order, and in their places what could not be read.

        The last item is an InputError where reading had to stop.
        """
        names = self._names(part)
        nothing = True
        left_out: dict[str, Counter[str]] = {}
        try:
            if self.format not in _MAY_BE_EMPTY and not self.source.head:
                raise InputError(self.uri, None, "is empty")
            for item in self._how.read(self.source, self.options, part):
                if isinstance(item, Absent):
                    self.absent += 1
                    continue
                if isinstance(item, LeftOut):
                    left_out.setdefault(item.unit, Counter())[item.what] += item.number
                    continue
                if isinstance(item, Told):
                    self.notices.append(f"{self.uri}: {item.said}")
                    continue
                nothing = False
                yield item if names is None or isinstance(item, InputError) else names.named(item)
                del item  # of ten megabytes, it shall be gone when the next is read
        except InputError as error:
            nothing = False
            yield error
        passed_over = [_left_out(unit, kinds) for unit, kinds in left_out.items()]
        if nothing and passed_over and part is None:
            said = f"{'; '.join(passed_over)}, and there is no other text: extract it first"
            yield InputError(self.uri, None, said)
            return
        if nothing and part is None and self.format not in _MAY_BE_EMPTY:
            said = "nothing in it is translated" if self.format in _BILINGUAL else "no text is in it"
            self.notices.append(f"{self.uri}: {said}")
        self.notices += [f"{self.uri}: {said}" for said in passed_over]

    def _names(self, part: Part | None) -> Names | None:
        if self.options.id_field or self.format not in _NUMBERED:
            return Names(part.names if part else ())
        return None

    def chunks(self) -> Iterator[bytes]:
        """The bytes that the regions of documents count, in order."""
        return self.source.chunks(as_utf8=self._how.as_utf8)

    def parts(self, size: int) -> list[Part]:
        """Shares of about ``size`` bytes whose documents together are all of them, each once.

        Empty where the format or the compression allows no entry in the middle.
        """
        if self._how.parts is None or self.source.compression or self.source.wide:
            return []
        parts = self._how.parts(self.source, size)
        return self._with_names(parts) if self.options.id_field and len(parts) > 1 else parts

    def _with_names(self, parts: list[Part]) -> list[Part]:
        """Parts that know which names the parts before them have given, so that all are read once."""
        names = Names()
        out: list[Part] = []
        for part in parts:
            names.begin_part()
            for item in self._how.read(self.source, self.options, part):
                if isinstance(item, Document) and item.origin.record is not None:
                    names.new(item.origin.record)
            out.append(part._replace(names=names.met()))
        return out

    def rewriter(self, out: Output, part: Part | None = None) -> Rewriter:
        """A Rewriter to ``out``, which it writes when something changes first, or when it is finished.

        What it writes of a part is for ``join``.
        """
        if self._how.rewriter is not None:
            return self._how.rewriter(self.source, self.options, out, part)
        if part is not None:
            return PartRewriter(self.source, part, out)
        return ByteRewriter(self.source, out, self._how.as_utf8)

    def join(self, parts: Sequence[tuple[Part, Path]], out: Output) -> None:
        """Put together what the rewriters of all parts have written. Raises InputError, OSError."""
        if self._how.join is not None:
            self._how.join(self.source, self.options, parts, out)
            return
        for _, path in parts:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK_BYTES):
                    out.write(chunk)


def _left_out(unit: str, kinds: Counter[str]) -> str:
    """What of an input was passed over, the most frequent kinds first.

    >>> _left_out("record", Counter({"request": 2, "warcinfo": 1}))
    '3 records are not read: 2 request, 1 warcinfo'
    """
    total = kinds.total()
    named = [f"{count:,} {kind}" for kind, count in kinds.most_common(_MAX_KINDS)]
    rest = total - sum(count for _, count in kinds.most_common(_MAX_KINDS))
    named += [f"{rest:,} others"] if rest else []
    return f"{total:,} {unit}{'s are' if total > 1 else ' is'} not read: {', '.join(named)}"


class PartRewriter:
    """Writes the bytes of one part with the changed stretches in place of theirs."""

    def __init__(self, source: Source, part: Part, out: Output) -> None:
        self._source, self._out = source, out
        self._place, self._end = part.start, part.end
        self._changed = False

    def change(self, document: Document, edits: Sequence[Edit]) -> None:
        """Put one document's edits in. Raises InputError."""
        if not edits:
            return
        start, end, data = _encoded(document, edits)
        self._copy(start)
        self._out.write(data)
        self._place, self._changed = end, True

    def _copy(self, end: int | None) -> None:
        for chunk in self._source.chunks(self._place, end):
            self._out.write(chunk)

    def finish(self) -> bool:
        """Write the rest of the part."""
        self._copy(self._end)
        return self._changed


def _encoded(document: Document, edits: Sequence[Edit]) -> tuple[int, int, bytes]:
    """Where a document is and its bytes after edits. Raises InputError."""
    region, origin = document.region, document.origin
    if region is None:
        raise InputError(origin.uri, origin.record, f"{origin.format} files are not written back")
    try:
        return region.start, region.end, region.encode(edits)
    except EditError as error:
        raise InputError(origin.uri, origin.record, str(error)) from error


class ByteRewriter:
    """Copies the container and puts changed stretches in place of theirs, reading along once."""

    def __init__(self, source: Source, out: Output, as_utf8: bool) -> None:
        self._source, self._out, self._as_utf8 = source, out, as_utf8
        self._packer: Packer | None = None
        self._chunks: Iterator[bytes] = iter(())
        self._rest = b""
        self._place = 0

    def change(self, document: Document, edits: Sequence[Edit]) -> None:
        """Put one document's edits in. Raises InputError."""
        if not edits:
            return
        start, end, data = _encoded(document, edits)
        if self._packer is None:
            self._packer = self._source.packer(self._out, as_utf8=self._as_utf8)
            self._chunks = self._source.chunks(as_utf8=self._as_utf8)
        if start < self._place:
            raise ValueError(f"{document.origin.record} stands in front of a change that is already written")
        self._copy(start, self._packer)
        self._copy(end, None)
        self._packer.write(data)

    def _copy(self, end: int, out: Packer | None) -> None:
        """Read on to byte ``end``, writing what is read."""
        while self._place < end:
            if not self._rest:
                self._rest = next(self._chunks, b"")
                if not self._rest:
                    raise InputError(self._source.uri, None, "became shorter while it was read")
            part = self._rest[: end - self._place]
            self._rest = self._rest[len(part) :]
            self._place += len(part)
            if out is not None:
                out.write(part)

    def finish(self) -> bool:
        """Write the rest: an input without a change as it lies there."""
        if self._packer is None:
            self._source.copy(self._out)
            return False
        self._packer.write(self._rest)
        for chunk in self._chunks:
            self._packer.write(chunk)
        self._packer.finish()
        return True
