"""What a reader is told: format, encoding, caps, and the names of fields."""

from __future__ import annotations

import msgspec

from mtcheck.config import DEFAULT_EXCLUDE, DEFAULT_MAX_BYTES

# Four bytes are the most a character takes in UTF-8; see config.DEFAULT_MAX_CHARACTERS.
BYTES_PER_CHARACTER = 4
DEFAULT_MAX_RECORD_BYTES = 80_000_000
DEFAULT_TEXT_FIELD = "text"


class ReadOptions(msgspec.Struct, frozen=True):
    """How to read. Fields are paths such as ``title``, ``a.b`` or ``items[].text``.

    ``format`` None takes it from the name and the content. ``encoding`` is the one files should be in
    where they do not say. ``max_record_bytes`` caps one record, ``max_bytes`` one whole input after
    decompression. ``src`` and ``refs`` are files whose lines are source and references of the input's.
    ``exclude`` are patterns of .gitignore that folders leave out, seen from ``exclude_root`` (the current
    folder when it is not given); ``gitignore`` leaves out what git ignores.
    """

    format: str | None = None
    encoding: str = "utf-8"
    max_record_bytes: int = DEFAULT_MAX_RECORD_BYTES
    max_bytes: int = DEFAULT_MAX_BYTES
    text_fields: tuple[str, ...] = ()
    source_field: str | None = None
    reference_fields: tuple[str, ...] = ()
    lang_field: str | None = None
    id_field: str | None = None
    lang: str | None = None
    source_lang: str | None = None
    fetch: bool = False
    src: str | None = None
    refs: tuple[str, ...] = ()
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    exclude_root: str = ""
    gitignore: bool = True

    @property
    def beside(self) -> tuple[str, ...]:
        """The files whose lines belong to those of the input."""
        return (*((self.src,) if self.src else ()), *self.refs)


DEFAULTS = ReadOptions()
