"""A file undone by the places of its texts: a cue that a clean has emptied is no cue that a reader finds.

The log says where each text stood, so where it stands now can be counted. What comes of it is read again, and
counts only if it holds every text that the log knows of the file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from mtcheck.changes import LoggedChange, bytes_of, hash_of, place_of, undone
from mtcheck.document import FIRST_PLACE, Document, Origin, Place
from mtcheck.edits import Edit
from mtcheck.errors import InputError
from mtcheck.formats import open_input
from mtcheck.formats.container import Container
from mtcheck.formats.options import ReadOptions

# The changes of one document by one run.
Changes = Sequence[LoggedChange]


class Bytes:
    """A stretch of a container that is written as it is given, whatever the edits."""

    def __init__(self, start: int, end: int, data: bytes) -> None:
        self.start, self.end, self._data = start, end, data

    def encode(self, edits: Sequence[Edit]) -> bytes:
        """The bytes to write."""
        return self._data

    def locate(self, offset: int) -> Place:
        """The first place: it has no text."""
        return FIRST_PLACE


class _Stretch(NamedTuple):
    start: int
    end: int
    changes: Changes


def undone_by_place(
    container: Container, runs: Sequence[Sequence[Changes]], options: ReadOptions, out: BinaryIO
) -> bool:
    """Write the file as it was before the runs, the last of which is undone first; False where that is not
    certain, and what is written then is worth nothing.
    """
    if options.beside:
        return False
    told = msgspec.structs.replace(options, format=container.format)
    name = os.path.basename(container.uri)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for number, documents in enumerate(reversed(runs)):
            place = folder / str(number) / name
            place.parent.mkdir()
            try:
                with place.open("wb") as file:
                    if not _write(container, documents, file):
                        return False
                container = open_input(place, told)
                if not _holds(container, documents):
                    return False
            except (InputError, OSError):
                return False
        container.source.copy(out)
    return True


def _write(container: Container, documents: Sequence[Changes], out: BinaryIO) -> bool:
    """Write a container with the texts of one run as they were."""
    stretches = _stretches(documents)
    if stretches is None:
        return False
    rewriter = container.rewriter(out)
    for stretch, data in _read(container.chunks(), stretches):
        before = undone(data, stretch.changes)
        if before is None:
            return False
        region = Bytes(stretch.start, stretch.end, before)
        rewriter.change(Document("", Origin(container.uri), region=region), [Edit(0, 0, "x")])
    return rewriter.finish()


def _stretches(documents: Sequence[Changes]) -> list[_Stretch] | None:
    """Where the texts of a run stand after it; None where the log does not say."""
    found: list[tuple[tuple[int, int, int], Changes]] = []
    for changes in documents:
        stood = next((change.stood for change in changes if change.stood), None)
        if stood is None:
            return None
        found.append((stood, changes))
    out: list[_Stretch] = []
    shift = 0
    for (start, size, new_size), changes in sorted(found, key=lambda pair: pair[0]):
        out.append(_Stretch(start + shift, start + shift + new_size, changes))
        shift += new_size - size
    meet = any(before.end > after.start for before, after in zip(out, out[1:], strict=False))
    return None if meet else out


def _read(chunks: Iterable[bytes], stretches: Sequence[_Stretch]) -> Iterator[tuple[_Stretch, bytes]]:
    """The bytes of stretches, which come in order; of one that is not there, too few."""
    rest = iter(chunks)
    held, place = b"", 0
    for stretch in stretches:
        parts: list[bytes] = []
        while place < stretch.end:
            if not held:
                held = next(rest, b"")
                if not held:
                    break
            low, high = max(0, stretch.start - place), min(len(held), stretch.end - place)
            parts.append(held[low:high])
            place += high
            held = held[high:]
        yield stretch, b"".join(parts)


def _holds(container: Container, documents: Sequence[Changes]) -> bool:
    """Whether a reader finds every text in it that the log has from before the run."""
    wanted = {(changes[0].record, changes[0].place): changes[0].hash_before for changes in documents}
    for item in container.items():
        if isinstance(item, Document):
            key = (item.origin.record, place_of(item))
            if key in wanted and hash_of(bytes_of(item)) == wanted[key]:
                del wanted[key]
    return not wanted
