"""HTML: the article of a page, found by trafilatura (extra ``html``), and its way back into the page.

trafilatura says which text belongs to the article; each of its lines is then found again in what a reader
sees of the page, whose every character has a place in the bytes.
"""

from __future__ import annotations

import importlib
import logging
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from mtcheck.document import Document, Origin
from mtcheck.edits import Edit, apply
from mtcheck.encoding.bytes.declared import known_encoding
from mtcheck.encoding.bytes.decode import Decoded, decode
from mtcheck.errors import InputError
from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.htmltext import html_escapes
from mtcheck.formats.mapping.markup import write_xml
from mtcheck.formats.mapping.records import Item, lost_problems
from mtcheck.formats.mapping.region import Escape, MappedRegion, compose_escapes
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.text import whole

# trafilatura answers nothing to larger pages, or takes minutes.
_MAX_PAGE_BYTES = 10_000_000
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)""", re.I)
_LANG = re.compile(r"""<html\b[^>]*?\blang\s*=\s*["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)""", re.I)
# What trafilatura writes in front of the items of a list.
_BULLET = re.compile(r"^[-•] ")
_BLANKS = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2009": " "})


def read_html(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
    """The article of one page."""
    data = whole(source, min(options.max_record_bytes, _MAX_PAGE_BYTES))
    yield page_document(data, Origin(source.uri, None, "html"), "")


def page_document(data: bytes, origin: Origin, charset: str) -> Item:
    """The article of a page's bytes; ``charset`` is what its server says of them."""
    uri, record = origin.uri, origin.record
    engine = _engine(uri)
    meta = _CHARSET.search(data[:4096])
    said = known_encoding(charset) or known_encoding(meta[1].decode("ascii") if meta else None)
    decoded = decode(data, declared=said)
    if "\0" in decoded.text:
        line = decoded.text.count("\n", 0, decoded.text.index("\0")) + 1
        return InputError(uri, record, f"line {line} holds NUL, which no page holds; skipped")
    article = engine.extract(decoded.text, include_comments=False, favor_precision=False)
    if not article:
        return InputError(
            uri, record, "no article is found in the page; to read all of it: --input-format text"
        )  # fmt: skip
    region = _region(decoded, article)
    if region is None:
        return InputError(uri, record, "the text of the article is not found again in the page")
    lang = _LANG.search(decoded.text)
    return Document(
        text=region.text,
        origin=msgspec.structs.replace(origin, encoding=decoded.encoding),
        declared_lang=lang[1] if lang else None,
        encoding_problems=tuple(lost_problems(decoded, region)),
        region=region,
    )


def _engine(uri: str) -> Any:
    # It writes to standard error what we tell with file and way out.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return importlib.import_module("trafilatura")
    except ImportError as error:
        raise InputError(
            uri, None, "is HTML; pip install 'mtcheck[html]' reads it, or --input-format text as it is"
        ) from error


def _region(decoded: Decoded, article: str) -> MappedRegion | None:
    """The region of an article in a page; None where no line of it is found."""
    seen = html_escapes(decoded.text)
    page = apply(decoded.text, [Edit(escape.start, escape.end, escape.text) for escape in seen])
    pieces = _find(page.translate(_BLANKS), article.translate(_BLANKS))
    if not pieces:
        return None
    gaps: list[Escape] = []
    done = 0
    for start, end in pieces:
        if done < start or done == 0:
            gaps.append(Escape(done, start, "\n\n" if gaps else "", True))
        done = end
    gaps.append(Escape(done, len(page), "", True))
    return MappedRegion(0, decoded, compose_escapes(seen, gaps), write=lambda text, at: write_xml(text))


def _find(page: str, article: str) -> list[tuple[int, int]]:
    """Where the lines of an article stand in a page, in the page's order, without overlap."""
    found: list[tuple[int, int]] = []
    place = 0
    for line in article.split("\n"):
        for text in (line.strip(), _BULLET.sub("", line.strip())):
            if not text:
                continue
            at = page.find(text, place)
            if at < 0:
                at = page.find(text)
            if at >= 0:
                found.append((at, at + len(text)))
                place = at + len(text)
                break
    out: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out


HTML = Format(read_html)
