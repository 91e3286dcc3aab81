"""The log of changes: a line of JSON a change, enough to check it, to make it again and to undo it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import msgspec

from mtcheck.document import Document
from mtcheck.edits import Edit
from mtcheck.engine import Cleaned
from mtcheck.errors import InputError, UsageError

LOG_NAME = "changes.jsonl"


class LoggedChange(msgspec.Struct, frozen=True):
    """One line of a log: ``file`` is the input's path below what was named, ``start`` a code point of its
    text.
    """

    uri: str
    file: str
    record: str | None
    start: int
    end: int
    line: int
    before: str
    after: str
    rules: tuple[str, ...] = ()


def log_rows(document: Document, cleaned: Cleaned, name: str) -> list[dict[str, Any]]:
    """The log of one document: each change on the original, with what stood there and why it went."""
    origin = document.origin
    return [
        {
            "uri": origin.uri,
            "file": name,
            "record": origin.record,
            "start": change.start,
            "end": change.end,
            "line": document.text.count("\n", 0, change.start) + 1,
            "before": change.before,
            "after": change.after,
            "rules": list(change.rules),
        }
        for change in cleaned.changes
    ]


def read_log(file: BinaryIO, name: str) -> Iterator[LoggedChange]:
    """The changes of a log. Raises UsageError that names the line."""
    import json

    for number, line in enumerate(file, 1):
        try:
            yield msgspec.json.decode(line, type=LoggedChange)
        except (msgspec.DecodeError, UnicodeDecodeError):
            try:  # a lone surrogate, which only the standard library reads
                yield msgspec.convert(json.loads(line), LoggedChange)
            except (ValueError, msgspec.ValidationError) as error:
                problem = f"{name}, line {number}: is no logged change: {error}"
                raise UsageError(f"{problem}; name a changes.jsonl of mtcheck clean") from error


def edits_of(changes: Iterable[LoggedChange]) -> list[Edit]:
    """The changes of one document as edits of its original text.

    >>> edits_of([LoggedChange("a", "a", None, 2, 4, 1, " .", ".")])
    [Edit(start=2, end=4, text='.')]
    """
    return [Edit(change.start, change.end, change.after) for change in changes]


def undoing(changes: Iterable[LoggedChange]) -> list[Edit]:
    """Edits of the cleaned text that give the original again.

    >>> joined = LoggedChange("a", "a", None, 2, 4, 1, " .", ".")
    >>> added = LoggedChange("a", "a", None, 9, 9, 1, "", "!")
    >>> undoing([joined, added])
    [Edit(start=2, end=3, text=' .'), Edit(start=8, end=9, text='')]
    """
    out, shift = [], 0
    for change in changes:
        start = change.start + shift
        out.append(Edit(start, start + len(change.after), change.before))
        shift += len(change.after) - len(change.before)
    return out


def check_place(document: Document, edits: Sequence[Edit], wanted: Sequence[str]) -> None:
    """Raise InputError unless the stretches of the edits hold the wanted texts."""
    for edit, text in zip(edits, wanted, strict=True):
        if edit.end > len(document.text) or document.text[edit.start : edit.end] != text:
            raise InputError(
                document.origin.uri,
                document.origin.record,
                f"character {edit.start}: holds {document.text[edit.start : edit.end]!r} where the log says "
                f"{text!r}; it was changed since, and is left as it is",
            )
