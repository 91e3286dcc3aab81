"""What the tests of formats share: inputs from bytes, and a container written again with edits."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from mtcheck.document import Document
from mtcheck.edits import Edit
from mtcheck.errors import InputError
from mtcheck.formats import open_input
from mtcheck.formats.options import ReadOptions


def container(data: bytes, format_name: str | None = None, name: str = "input", **options: Any) -> Any:
    """An opened input of those bytes."""
    return open_input(io.BytesIO(data), ReadOptions(format=format_name, **options), name)


def items(data: bytes, format_name: str | None = None, name: str = "input", **options: Any) -> list[Any]:
    """Everything a reader gives."""
    return list(container(data, format_name, name, **options).items())


def documents(data: bytes, format_name: str | None = None, name: str = "input", **options: Any) -> list[Any]:
    """The documents; fails when something could not be read."""
    found = items(data, format_name, name, **options)
    assert not [str(item) for item in found if isinstance(item, InputError)]
    return found


def texts(data: bytes, format_name: str | None = None, name: str = "input", **options: Any) -> list[str]:
    """The texts of the documents."""
    return [document.text for document in documents(data, format_name, name, **options)]


def errors(data: bytes, format_name: str | None = None, name: str = "input", **options: Any) -> list[str]:
    """What could not be read, as a user is told."""
    return [str(x) for x in items(data, format_name, name, **options) if isinstance(x, InputError)]


def rewritten(
    data: bytes,
    change: Callable[[Document], list[Edit]],
    format_name: str | None = None,
    name: str = "input",
    **options: Any,
) -> bytes:
    """The container after edits of its documents."""
    opened = container(data, format_name, name, **options)
    out = io.BytesIO()
    rewriter = opened.rewriter(out)
    for item in opened.items():
        if isinstance(item, Document):
            rewriter.change(item, change(item))
    rewriter.finish()
    return out.getvalue()


def replacing(old: str, new: str) -> Callable[[Document], list[Edit]]:
    """Edits that put one text for another, everywhere."""

    def change(document: Document) -> list[Edit]:
        found, at = [], document.text.find(old)
        while at >= 0:
            found.append(Edit(at, at + len(old), new))
            at = document.text.find(old, at + len(old) + 1)
        return found

    return change


def untouched(document: Document) -> list[Edit]:
    """No edit."""
    return []


def same_edit(document: Document) -> list[Edit]:
    """An edit that puts the first character in place of itself: the container is written, not copied."""
    return [Edit(0, 1, document.text[0])] if document.text and document.text[0] != "\ufeff" else []
