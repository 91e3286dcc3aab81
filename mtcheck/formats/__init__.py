"""Readers: files and streams as Documents, and cleaned texts back as bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import TextIOBase
from pathlib import Path
from typing import BinaryIO

import msgspec

from mtcheck.config import is_text_encoding, no_encoding
from mtcheck.document import Document
from mtcheck.errors import ConfigError, InputError, need_strings, with_fields, wrong_argument
from mtcheck.formats.catalog import open_container
from mtcheck.formats.container import Container
from mtcheck.formats.io.source import Source
from mtcheck.formats.options import DEFAULTS, ReadOptions

__all__ = ["Documents", "open_input", "read"]


def open_input(
    path_or_file: str | Path | BinaryIO, options: ReadOptions = DEFAULTS, name: str | None = None
) -> Container:
    """One file or binary stream as a Container. Raises InputError when it cannot be opened."""
    if isinstance(path_or_file, str | Path):
        source = Source.of_file(Path(path_or_file), options.max_bytes)
        if options.beside:
            return _open_parallel(source, options)
    else:
        uri = name or str(getattr(path_or_file, "name", "<stream>"))
        source = Source.of_stream(path_or_file, uri, options.max_bytes)
    return open_container(source, options, name)


def _open_parallel(source: Source, options: ReadOptions) -> Container:
    """A plain file with the lines of others beside its own. Raises InputError."""
    from mtcheck.formats.readers.parallel import parallel

    text = Source.of_file(Path(options.src), options.max_bytes) if options.src else None
    references = [Source.of_file(Path(path), options.max_bytes) for path in options.refs]
    return Container(source, "lines", parallel(text, references), options)


class Documents(Iterator[Document]):
    """The documents of one input. What cannot be read is raised in its place, as an InputError, or given
    to ``on_error``; either way the next call goes on after it.
    """

    def __init__(self, container: Container, on_error: Callable[[InputError], object] | None) -> None:
        self._items, self._on_error = container.items(), on_error

    def __next__(self) -> Document:
        for item in self._items:
            if isinstance(item, Document):
                return item
            if self._on_error is None:
                raise item
            self._on_error(item)
        raise StopIteration


def read(
    path_or_file: str | Path | BinaryIO,
    *,
    format: str | None = None,
    options: ReadOptions | None = None,
    on_error: Callable[[InputError], object] | None = None,
) -> Iterator[Document]:
    """The documents of one file or binary stream, in order.

    ``format`` is one of docs/formats.md; None takes it from the file's name and content. ``options`` names
    fields and caps. Raises InputError when something cannot be read, naming the place and the way out;
    with ``on_error`` it is handed over instead, and reading goes on with the next record. Raises TypeError
    for what is neither a path nor a stream.

    >>> import io
    >>> [document.text for document in read(io.BytesIO(b"So it is."))]
    ['So it is.']
    """
    readable = hasattr(path_or_file, "read") and not isinstance(path_or_file, TextIOBase)
    if not isinstance(path_or_file, str | Path) and not readable:
        wrapped = " (io.BytesIO holds bytes)" if isinstance(path_or_file, bytes) else ""
        raise wrong_argument(path_or_file, "read", "path_or_file", f"path or binary stream{wrapped}")
    need_strings(format, "read", "format", "name of a format")
    if options is not None and not isinstance(options, ReadOptions):
        raise wrong_argument(options, "read", "options", "ReadOptions (of mtcheck.formats.options)")
    if on_error is not None and not callable(on_error):
        raise wrong_argument(on_error, "read", "on_error", "function")
    settled = DEFAULTS if options is None else with_fields(options, "read", "options")
    if not is_text_encoding(settled.encoding):
        raise ConfigError("mtcheck.read", "options.encoding", no_encoding(settled.encoding))
    if format is not None:
        settled = msgspec.structs.replace(settled, format=format)
    return Documents(open_input(path_or_file, settled), on_error)
