"""Readers: files and streams as Documents, and cleaned texts back as bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from mtcheck.document import Document
from mtcheck.formats.text import DEFAULT_MAX_BYTES, read_stream, read_text_file

__all__ = ["read"]


def read(path_or_file: str | Path | BinaryIO, *, format: str | None = None) -> Iterator[Document]:
    """The documents of one file or binary stream, in order.

    ``format`` is "text" or "markdown"; None takes it from the file's extension. Raises InputError when
    the input cannot be read, naming the place and the way out.

    >>> import io
    >>> [document.text for document in read(io.BytesIO(b"So it is."))]
    ['So it is.']
    """
    if isinstance(path_or_file, str | Path):
        yield read_text_file(Path(path_or_file), format, DEFAULT_MAX_BYTES)
    else:
        uri = str(getattr(path_or_file, "name", "<stream>"))
        yield read_stream(path_or_file, uri, format or "text", DEFAULT_MAX_BYTES)
