"""PO: each translation with its message, plurals one by one; the lines of quoted strings stay as they are.

Fuzzy entries are read, and say so in their name: drafts of a machine are often marked so. Obsolete entries
and empty translations are passed over, and so is the header, which says encoding and language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.document import Place
from mtcheck.encoding.bytes.declared import known_encoding
from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.io.window import characters
from mtcheck.formats.mapping.records import (
    BOM,
    Builder,
    Field,
    Item,
    Line,
    Shape,
    iter_lines,
    too_long,
)
from mtcheck.formats.mapping.region import Escape
from mtcheck.formats.options import ReadOptions

# A comment of the entry: what is not to be looked for in it, `# mtcheck-ignore PUN001, FLU`; no names, all.
_IGNORE = re.compile(rb"#[.,:|]?[ \t]*mtcheck-ignore\b:?([^\r\n]*)")
_KEYWORD = re.compile(rb'[ \t]*(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?[ \t]*(?=")')
_STRING = re.compile(rb'[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*\r?\n?\Z')
_CHARSET = re.compile(rb"Content-Type:[^\n]*?charset=([\w.:-]+)")
_LANGUAGE = re.compile(r"^Language:[ \t]*([A-Za-z]{2,3}(?:[_-][A-Za-z0-9]+)*)", re.M)
_TOKEN = re.compile(r'"[ \t]*\r?\n[ \t]*"|\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|(.))')
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_WRITTEN = {value: f"\\{key}" for key, value in _SIMPLE.items()} | {'"': '\\"', "\\": "\\\\"}


_OPEN = "a string is not closed; its entry was skipped"


class _String(NamedTuple):
    """The quoted strings behind one keyword, without the first and the last quotation mark."""

    keyword: str
    number: int
    data: bytes
    start: int
    place: Place


def shape(raw: str) -> Shape:
    """Quoted strings on one line or several; where a line ends in the file stays so.

    >>> [escape.text for escape in shape('a\\\\n"\\n"b').escapes] == ["\\n", ""]
    True
    """
    escapes = []
    for match in _TOKEN.finditer(raw):
        if match[0][0] == '"':
            escapes.append(Escape(match.start(), match.end(), "", True))
        elif match[3] is not None:
            escapes.append(Escape(match.start(), match.end(), _SIMPLE.get(match[3], match[3])))
        else:
            code = int(match[1], 16) if match[1] else int(match[2], 8)
            if code < 0x80:  # more is a byte of some encoding, and stands as it is written
                escapes.append(Escape(match.start(), match.end(), chr(code)))
    return Shape(escapes, lambda text, at: "".join(_WRITTEN.get(c, c) for c in text))


class _Reader:
    def __init__(self, source: Source, options: ReadOptions) -> None:
        charset = _CHARSET.search(source.head)
        declared = known_encoding(
            charset[1].decode("ascii") if charset and charset[1] != b"CHARSET" else None
        )
        wanted = declared or options.encoding
        self._build = Builder(source, "po", wanted, declares=declared is not None)
        self._cap = options.max_record_bytes
        self._lines = iter_lines(source.chunks(), self._cap)
        self._uri = source.uri
        self._lang: str | None = None
        self._strings: list[_String] = []
        self._fuzzy = False
        self._ignore: tuple[str, ...] = ()
        self._line = 0

    def items(self) -> Iterator[Item]:
        """The translations of the file."""
        for line in self._lines:
            if line.data is None:
                yield from self._flush()
                yield too_long(self._uri, f"line {line.number}", line.size, self._cap)
                continue
            data = line.data.removeprefix(BOM) if line.start == 0 else line.data
            if data.lstrip().startswith(b'"'):
                if not self._add(line):
                    yield self._build.error(
                        f"line {line.number}", "a string is not closed; its entry was skipped"
                    )
                    self._strings = []
                continue
            keyword = _KEYWORD.match(data)
            if keyword is None:
                yield from self._flush()
                if ignore := _IGNORE.match(data):
                    # The empty name begins every rule's code.
                    self._ignore += tuple(ignore[1].decode("latin-1").replace(",", " ").split()) or ("",)
                elif data.startswith(b"#,"):
                    self._fuzzy = b"fuzzy" in data
                elif data.strip() and not data.lstrip().startswith(b"#"):
                    yield self._build.error(f"line {line.number}", "is no line of a PO file; skipped")
                continue
            name = keyword[1].decode()
            if name in ("msgctxt", "msgid") and any(s.keyword.startswith("msgstr") for s in self._strings):
                yield from self._flush()
            if not self._begin(line, data, keyword, name):
                yield self._build.error(
                    f"line {line.number}", "a string is not closed; its entry was skipped"
                )
                self._strings = []
        yield from self._flush()

    def _begin(self, line: Line, data: bytes, keyword: re.Match[bytes], name: str) -> bool:
        """Take in the first line behind a keyword; whether its string is closed."""
        string = _STRING.match(data, keyword.end())
        if string is None:
            return False
        shift = line.size - len(data)
        place = Place(line.number, characters(data[: string.start(1)]) + 1)
        start = line.start + shift + string.start(1)
        self._strings.append(_String(name, int(keyword[2] or 0), data[string.start(1) :], start, place))
        if name == "msgid":
            self._line = line.number
        return True

    def _add(self, line: Line) -> bool:
        """Take in a line that continues a string; whether it is closed."""
        data = line.data or b""
        if _STRING.match(data) is None:
            return False
        if self._strings:
            last = self._strings[-1]
            self._strings[-1] = last._replace(data=last.data + data)
        return True

    def _flush(self) -> Iterator[Item]:
        """The documents of the entry that has come to its end."""
        strings, self._strings = self._strings, []
        fuzzy, self._fuzzy = self._fuzzy and bool(strings), self._fuzzy and not strings
        if not strings:
            return
        ignore, self._ignore = self._ignore, ()
        texts = {s.keyword: s._replace(data=_inside(s.data)) for s in strings if s.keyword != "msgstr"}
        targets = [s._replace(data=_inside(s.data)) for s in strings if s.keyword == "msgstr"]
        message = texts.get("msgid")
        if message is None or not targets:
            yield self._build.error(
                f"line {strings[0].place.line}", "an entry without msgid or msgstr; skipped"
            )
            return
        if not message.data and "msgctxt" not in texts:
            found = _LANGUAGE.search(self._build.text_of(targets[0].data, shape))
            self._lang = found[1].replace("_", "-") if found else None
            return
        plural = texts.get("msgid_plural")
        for target in targets:
            if not target.data.strip():
                continue
            name = (
                f"line {self._line}" + (f", plural {target.number}" if plural else "") + (", fuzzy" * fuzzy)
            )
            source = plural if plural and target.number else message
            yield self._build.document(
                Field(target.data, target.start, target.place),
                name,
                shape,
                lang=self._lang,
                source=self._build.text_of(source.data, shape),
                declared_lang=self._lang,
                ignore=ignore,
            )


def _inside(data: bytes) -> bytes:
    """Strings without what stands behind the last quotation mark."""
    return data[: data.rfind(b'"')]


def read_po(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
    """The translations of a PO file."""
    yield from _Reader(source, options).items()


PO = Format(read_po)
