"""Reading in a task, step by step: a pool knows what a worker is on, and which steps to leave out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from mtcheck.errors import InputError
from mtcheck.formats import open_input
from mtcheck.formats.container import Container, Part
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.mapping.records import Item
from mtcheck.formats.options import ReadOptions


class Tell(Protocol):
    """Says which step a worker begins with, -1 for none; a step is reading a record, or work on it."""

    def __call__(self, step: int, reading: bool = False) -> None: ...


Opener = Callable[[Input, ReadOptions], Container]


def open_file(each: Input, options: ReadOptions) -> Container:
    """A file that any process can open. Raises InputError."""
    return open_input(each.path, options)


class Beat:
    """Where a worker is in its task. Reading a record and working on it are steps of their own: a record
    that cannot be worked on is left out, one that cannot be read ends its input. ``has_deadline``: somebody
    waits for each step.
    """

    def __init__(
        self, tell: Tell, skip: Mapping[int, str], opener: Opener = open_file, *, has_deadline: bool
    ) -> None:
        self._tell, self._skip, self._opener = tell, skip, opener
        self.has_deadline = has_deadline
        self._next = 0

    def _step(self, reading: bool = False) -> str | None:
        """Go on to the next step; the reason when it is one to skip."""
        number = self._next
        self._next += 1
        self._tell(number, reading)
        return self._skip.get(number)

    def open(self, each: Input, options: ReadOptions) -> Container:
        """Open an input. Raises InputError, also when its worker died of that before."""
        reason = self._step(reading=True)
        if reason is not None:
            raise InputError(each.path, None, f"cannot be opened: {reason}")
        return self._opener(each, options)

    def items(self, container: Container, part: Part | None = None) -> Iterator[Item]:
        """The documents in order; what cannot be read, or is to be left out, as an error in its place."""
        items = container.items(part)
        while True:
            reason = self._step(reading=True)
            if reason is not None:
                yield InputError(container.uri, None, f"cannot be read to its end: {reason}")
                break
            item = next(items, None)
            if item is None:
                break
            if isinstance(item, InputError):
                yield item
                continue
            reason = self._step()
            if reason is None:
                yield item
            else:
                yield InputError(item.origin.uri, item.origin.record, reason)
            del item  # before the next is read: it may be large
        self._tell(-1)
