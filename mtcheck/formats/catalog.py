"""Which format an input is in, and its reader, imported when it is needed."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePath

from mtcheck import lazyre
from mtcheck.errors import InputError
from mtcheck.formats.container import Container, Format
from mtcheck.formats.io.source import Source
from mtcheck.formats.options import ReadOptions

# Format, module and its extensions.
_READERS = {
    "text": ("text", "TEXT", (".txt", ".text")),
    "markdown": ("text", "MARKDOWN", (".md", ".markdown")),
    "jsonl": ("jsonrecords", "JSONL", (".jsonl", ".ndjson")),
    "json": ("jsonrecords", "JSON", (".json",)),
    "csv": ("tabular", "CSV", (".csv",)),
    "tsv": ("tabular", "TSV", (".tsv", ".tab")),
    "feed": ("feeds", "FEED", (".rss", ".atom", ".rdf")),
    "jsonfeed": ("feeds", "JSON_FEED", ()),
    "xliff": ("xliff", "XLIFF", (".xlf", ".xliff")),
    "tmx": ("tmx", "TMX", (".tmx",)),
    "po": ("po", "PO", (".po", ".pot")),
    "srt": ("subtitles", "SRT", (".srt",)),
    "vtt": ("subtitles", "VTT", (".vtt",)),
    "parquet": ("parquet", "PARQUET", (".parquet",)),
    "html": ("webpage", "HTML", (".html", ".htm", ".xhtml")),
    "warc": ("warc", "WARC", (".warc",)),
}
FORMATS = tuple(_READERS)
BY_EXTENSION = {extension: name for name, (_, _, all_) in _READERS.items() for extension in all_}
COMPRESSED = (".gz", ".zst")
# Data of all kinds hides after these: in a folder they are read only where a field is named.
_NEED_FIELD = frozenset(("jsonl", "json", "csv", "tsv", "parquet"))

_UNREADABLE = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff\xe0", "a picture"),
    (b"\xff\xd8\xff\xe1", "a picture"),
    (b"GIF89a", "a picture"),
    (b"GIF87a", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"filedesc://", "an ARC archive, which `warcio recompress` turns into a WARC"),
)
_SIGNS = (
    ("parquet", lazyre.compile(rb"PAR1")),
    ("warc", lazyre.compile(rb"WARC/1\.[01]\r?\n")),
    ("vtt", lazyre.compile(rb"WEBVTT(?:[ \t]|\r?\n|\r|\Z)")),
    # A feed that somebody has put into a page.
    ("feed", lazyre.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype[^>]*>\s*)?<html\b[^>]*>\s*<body\b[^>]*>\s*"
                            rb"<(?:feed|rss)\s[^>]*\b(?:xmlns|version)\s*=", re.I)),
    ("html", lazyre.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)),
    ("srt", lazyre.compile(rb"\s*\d+[ \t]*\r?\n\d\d:\d\d:\d\d,\d{3} --> ")),
    ("po", lazyre.compile(rb'(?:[ \t]*(?:#[^\n]*)?\r?\n|msgctxt[^\n]*\n)*msgid[ \t]+"')),
)  # fmt: skip
_PROLOGUE = lazyre.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.S | re.I
)
_ROOT = lazyre.compile(rb"<((?:[\w.-]+:)?([\w.-]+))")
_ROOTS = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "xliff": "xliff", "tmx": "tmx", "html": "html"
}  # fmt: skip
_JSON_FEED = lazyre.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_JSON_LINE = lazyre.compile(rb"\s*\{[^\r\n]*\}[ \t]*\r?\n\s*\{")
# Formats whose names are used for one another; the reader of either tells them apart.
_SAME = {frozenset(("jsonl", "json")), frozenset(("json", "jsonfeed"))}


def extension_of(name: str) -> str:
    """The extension that names the format, without that of a compression; lower case.

    >>> extension_of("news.JSONL.gz")
    '.jsonl'
    """
    path = PurePath(name)
    if path.suffix.lower() in COMPRESSED:
        path = path.with_suffix("")
    return path.suffix.lower()


def sniff(head: bytes) -> str:
    """The format that the first bytes show, else "".

    >>> sniff(b'<?xml version="1.0"?><rss version="2.0">'), sniff(b"Well.")
    ('feed', '')
    """
    body = head.removeprefix(b"\xef\xbb\xbf")
    for name, sign in _SIGNS:
        if sign.match(body):
            return name
    start = _PROLOGUE.match(body)
    root = _ROOT.match(body, start.end() if start else 0)
    if root:
        return _ROOTS.get(root[2].decode("latin-1").lower(), "")
    if body.lstrip().startswith(b"{"):
        if _JSON_LINE.match(body):
            return "jsonl"
        return "jsonfeed" if _JSON_FEED.search(body[:4000]) else ""
    return ""


def open_container(source: Source, options: ReadOptions, name: str | None = None) -> Container:
    """The container of a source: in the format asked for, else the one its content or its name shows.

    ``name`` is the file's name where the source has none. Raises InputError for what has no reader.
    """
    notice = ""
    if options.format:
        chosen = options.format
    else:
        chosen, notice = _recognised(source, name or source.uri)
    if chosen not in _READERS:
        raise InputError(source.uri, None, f"no reader for {chosen}; choose from {', '.join(FORMATS)}")
    container = Container(source, chosen, reader_of(chosen), options)
    if notice:
        container.notices.append(notice)
    return container


def reader_of(name: str) -> Format:
    """The reader of a format of FORMATS."""
    module, attribute, _ = _READERS[name]
    found: Format = getattr(import_module(f"mtcheck.formats.readers.{module}"), attribute)
    return found


def _recognised(source: Source, name: str) -> tuple[str, str]:
    """The format of a source, and what is worth telling about it."""
    extension = extension_of(name)
    by_name = BY_EXTENSION.get(extension, "")
    head = source.head
    if source.wide:
        head = head.decode(source.wide, "replace").encode("utf-8", "replace")
    for magic, what in _UNREADABLE:
        if head.startswith(magic):
            raise InputError(source.uri, None, f"is {what}; extract its text first")
    found = sniff(head)
    if found and by_name and found != by_name and frozenset((found, by_name)) not in _SAME:
        return found, f"{source.uri}: is named {extension}, but is {found}; read as that"
    if extension == ".svg" or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        raise InputError(source.uri, None, "is a picture; extract its text first")
    if extension in (".xml", ".resx") and not found:
        raise InputError(
            source.uri, None, "is XML, but no RSS, Atom, XLIFF or TMX; extract its text, "
            "or read it as it is: --input-format text"
        )  # fmt: skip
    return found or by_name or "text", ""


def in_folders(name: str, options: ReadOptions) -> bool:
    """Whether a file found in a folder is read: by its extension, data only where a field is named."""
    extension = extension_of(name)
    if extension == ".xml":
        return True
    known = BY_EXTENSION.get(extension)
    return known is not None and (known not in _NEED_FIELD or bool(options.text_fields))
