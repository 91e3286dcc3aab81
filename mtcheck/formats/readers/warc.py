"""WARC, by warcio (extra ``warc``): the article of each HTML response. Archives are not written back."""

from __future__ import annotations

import importlib
import logging
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any

import msgspec

from mtcheck.document import Document, Origin
from mtcheck.errors import InputError
from mtcheck.extras import install
from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source, too_large
from mtcheck.formats.mapping.records import Item, LeftOut, too_long
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.webpage import page_items

# What warcio itself stumbles over in damaged headers.
_SLIPS = (AttributeError, IndexError, KeyError, TypeError)
_HTML = ("text/html", "application/xhtml+xml")


def _engine(uri: str) -> tuple[Any, Any]:
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    try:
        return (
            importlib.import_module("warcio.archiveiterator"),
            importlib.import_module("warcio.exceptions").ArchiveLoadFailed,
        )
    except ImportError as error:
        raise InputError(uri, None, f"is WARC; {install('warc')} reads it") from error


def read_warc(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item | LeftOut]:
    """The articles of an archive's HTML responses, and what its other records are."""
    engine, failed = _engine(source.uri)
    name = "the beginning"
    size = 0
    try:
        with source.raw() as file:
            for record, said in _quietly(engine.ArchiveIterator(file)):
                if said:
                    yield InputError(source.uri, name, "is longer than it says; what is over was skipped")
                name = record.rec_headers.get_header("WARC-Target-URI") or f"record at byte {file.tell()}"
                if record.rec_type is None:
                    raise EOFError("a record has no type")
                headers = record.http_headers
                kind = (headers.get_header("Content-Type") or "") if headers else ""
                if record.rec_type != "response" or not kind.lower().startswith(_HTML):
                    yield LeftOut(_kind_of(record.rec_type, kind))
                    continue
                with redirect_stderr(StringIO()) as told:
                    data = record.content_stream().read(options.max_record_bytes + 1)
                if told.getvalue():
                    raise EOFError("what the record holds cannot be unpacked")
                size += len(data)
                if size > options.max_bytes:
                    raise too_large(source.uri, options.max_bytes)
                if len(data) > options.max_record_bytes:
                    yield too_long(source.uri, name, len(data), options.max_record_bytes)
                    continue
                if getattr(record.raw_stream, "limit", 0) > 0:
                    raise EOFError("the record is shorter than it says")
                _, _, charset = kind.lower().partition("charset=")
                for item in page_items(data, Origin(source.uri, name, "warc"), charset.strip(" \"';")):
                    yield msgspec.structs.replace(item, region=None) if isinstance(item, Document) else item
    except (failed, EOFError, zlib.error, OSError, ValueError, *_SLIPS) as error:
        # Of a slip of the library, its words say nothing to a person.
        why = "its headers are damaged" if isinstance(error, _SLIPS) else error
        said = f"the archive is damaged or cut off ({why}); what came before was read"
        raise InputError(source.uri, name, said) from error


def _quietly(records: Any) -> Iterator[tuple[Any, str]]:
    """Records, and what warcio writes to the terminal before each: that is for us to say."""
    while True:
        with redirect_stderr(StringIO()) as told:
            record = next(records, None)
        if record is None:
            return
        yield record, told.getvalue()


def _kind_of(record_type: str, content_type: str) -> str:
    """What a record that is not read is, for the count of them.

    >>> _kind_of("response", "Image/PNG; q=1"), _kind_of("warcinfo", "")
    ('response of image/png', 'warcinfo')
    """
    kind = content_type.partition(";")[0].strip().lower()
    if record_type != "response":
        return record_type
    return f"response of {kind}" if kind else "response without a type"


WARC = Format(read_warc)
