"""Names of records that no two records of an input share, also where its parts are read apart."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from mtcheck.document import Document


class Names:
    """Names of records, each given once: the second of a name gets a number. A name is kept as its hash."""

    def __init__(self, given: Iterable[tuple[str, int]] = ()) -> None:
        self._last = {hash(name): number for name, number in given}
        self._fresh: set[int] = set()
        self._met: dict[str, int] = {}

    def begin_part(self) -> None:
        """From here on, remember which names were given before."""
        self._fresh, self._met = set(), {}

    def met(self) -> tuple[tuple[str, int], ...]:
        """The names since the part began that were given before it, with their numbers of then."""
        return tuple(self._met.items())

    def _number(self, name: str) -> int:
        """How often a name was given; 0 for a new one."""
        key = hash(name)
        number = self._last.get(key, 0)
        if number and key not in self._fresh:
            self._met.setdefault(name, number)
        return number

    def _give(self, name: str, number: int) -> None:
        key = hash(name)
        if key not in self._last:
            self._fresh.add(key)
        self._last[key] = number

    def new(self, record: str) -> str:
        """The name of the next record that is called so."""
        number = self._number(record) + 1
        name = record
        while number > 1 and self._number(name := f"{record} ({number})"):
            number += 1
        self._give(record, number)
        if name != record:
            self._give(name, 1)
        return name

    def named(self, document: Document) -> Document:
        """The document under a name that no other has."""
        record = document.origin.record
        name = self.new(record) if record is not None else None
        if name == record:
            return document
        return msgspec.structs.replace(document, origin=msgspec.structs.replace(document.origin, record=name))
