"""HTML: the article of a page, found by trafilatura (extra ``html``), and its way back into the page.

trafilatura says which text belongs to the article; its words are then found again in what a reader
sees of the page, whose every character has a place in the bytes.
"""

from __future__ import annotations

import codecs
import importlib
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from mtcheck import lazyre
from mtcheck.document import Document, Origin, Span
from mtcheck.edits import Edit, apply
from mtcheck.encoding.bytes.declared import known_encoding, settle
from mtcheck.encoding.bytes.decode import Decoded, decode
from mtcheck.errors import InputError
from mtcheck.extras import install
from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.article import find_article
from mtcheck.formats.mapping.htmltext import html_codes, html_escapes
from mtcheck.formats.mapping.markup import write_xml
from mtcheck.formats.mapping.records import Item, LeftOut, lost_problems, plain
from mtcheck.formats.mapping.region import Escape, MappedRegion, compose_escapes
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.text import whole

# trafilatura answers nothing to larger pages, or takes minutes.
_MAX_PAGE_BYTES = 10_000_000
_CHARSET = lazyre.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)""", re.I)
_LANG = lazyre.compile(r"""<html\b[^>]*?\blang\s*=\s*["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)""", re.I)
# What sends a form is no text of an article; without its words it would be left empty.
_SUBMIT = lazyre.compile(
    r"<button\b[^<>]{0,500}\btype\s*=\s*[\"']?submit\b.{0,2000}?</button\s*>", re.I | re.DOTALL
)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What is left of an article below this share are labels that were put in, such as those of tables: no error.
_MOST_UNREAD = 0.01


def read_html(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item | LeftOut]:
    """The article of one page."""
    data = whole(source, min(options.max_record_bytes, _MAX_PAGE_BYTES))
    yield from page_items(data, Origin(source.uri, None, "html"), "")


def decoded_page(data: bytes, charset: str) -> Decoded:
    """The text of a page; ``charset`` is what its server says of it, which goes before its own word."""
    meta = _CHARSET.search(data[:4096])
    said = known_encoding(charset) or known_encoding(meta[1].decode("ascii") if meta else None)
    if said and not data.startswith(_BOMS):
        settled = settle(data, said).encoding
        try:
            return plain(data, data.decode(settled), settled)
        except UnicodeDecodeError:
            pass
    return decode(data, declared=said)


def page_items(data: bytes, origin: Origin, charset: str) -> Iterator[Item | LeftOut]:
    """The article of a page's bytes, and how much of it was not found again in them."""
    uri, record = origin.uri, origin.record
    engine = _engine(uri)
    decoded = decoded_page(data, charset)
    if "\0" in decoded.text:
        line = decoded.text.count("\n", 0, decoded.text.index("\0")) + 1
        yield InputError(uri, record, f"line {line} holds NUL, which no page holds; skipped")
        return
    text = _SUBMIT.sub(" ", decoded.text)
    article = engine.extract(text, include_comments=False, favor_precision=False)
    if not article:
        said = "no article is found in the page; to read all of it: --input-format text"
        yield InputError(uri, record, said)
        return
    seen = html_escapes(decoded.text)
    page = apply(decoded.text, [Edit(escape.start, escape.end, escape.text) for escape in seen])
    found = find_article(page, article)
    if not found.spans:
        yield InputError(uri, record, "the text of the article is not found again in the page")
        return
    region = _region(decoded, seen, page, found.spans)
    lang = _LANG.search(decoded.text)
    yield Document(
        text=region.text,
        origin=msgspec.structs.replace(origin, encoding=decoded.encoding),
        declared_lang=lang[1] if lang else None,
        encoding_problems=tuple(lost_problems(decoded, region)),
        region=region,
        codes=_codes(html_codes(decoded.text, seen), found.spans, page),
    )
    if found.unread > _MOST_UNREAD * found.words:
        said = f"{found.unread:,} of the article's {found.words:,} words are not found again in the page"
        yield InputError(uri, record, f"{said} and not read; the rest is")
    elif found.unread or found.repeated:
        number = found.unread + found.repeated
        yield LeftOut("of an article that are not found again in the page", number, "word")


def _engine(uri: str) -> Any:
    # It writes to standard error what we tell with file and way out.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return importlib.import_module("trafilatura")
    except ImportError as error:
        raise InputError(
            uri, None, f"is HTML; {install('html')} reads it, or --input-format text as it is"
        ) from error


def _gap(page: str, start: int, end: int) -> str:
    """What is between two stretches of a page: a line, a paragraph, or a word that was left out."""
    between = page[start:end]
    return "\n\n" if "\n\n" in between else "\n" if "\n" in between else " "


def _region(
    decoded: Decoded, seen: list[Escape], page: str, spans: Sequence[tuple[int, int]]
) -> MappedRegion:
    """The region of stretches of what is seen of a page."""
    gaps: list[Escape] = []
    done = 0
    for number, (start, end) in enumerate(spans):
        if done < start:
            gaps.append(Escape(done, start, _gap(page, done, start) if number else "", True))
        done = end
    gaps.append(Escape(done, len(page), "", True))
    return MappedRegion(0, decoded, compose_escapes(seen, gaps), write=lambda text, at: write_xml(text))


def _codes(codes: Sequence[Span], spans: Sequence[tuple[int, int]], page: str) -> tuple[Span, ...]:
    """The codes of a page that are in its article, on the text of that."""
    out: list[Span] = []
    size = done = index = 0
    for number, (start, end) in enumerate(spans):
        size += len(_gap(page, done, start)) if number and done < start else 0
        while index < len(codes) and codes[index].start <= end:
            low, high = codes[index]
            if low >= start:
                out.append(Span(size + low - start, size + min(high, end) - start))
            index += 1
        size += end - start
        done = end
    return tuple(out)


HTML = Format(read_html, as_utf8=False)
