"""SubRip and WebVTT: each cue a document; numbers, times and tags stay as they are.

A line of times begins a cue, whether a blank line is before it or not. Blank lines inside of a cue are its
own; in WebVTT only where the text of a cue of the file begins after one, else a text without times is told.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.document import Place
from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.markup import write_xml
from mtcheck.formats.mapping.records import (
    BOM,
    Builder,
    Field,
    Item,
    Line,
    Shape,
    iter_lines,
    line_end,
    too_long,
)
from mtcheck.formats.mapping.region import Escape
from mtcheck.formats.options import ReadOptions

# Some programs write no fraction of the second, a colon before it, or single digits.
_STAMP = rb"-?(?:\d+:)?\d{1,2}:\d{1,2}(?:[,.:]\d{1,9})?"
# The number of a cue, as programs write it.
_NUMBER = lazyre.compile(rb"-?\d+(?:\.\d*)?")
_TIME = lazyre.compile(rb"[ \t]*(" + _STAMP + rb")[ \t]*-[- ]? ?>[ \t]*" + _STAMP + rb"(?![\w:])")
# A line of times with something wrong in it.
_BROKEN = lazyre.compile(
    rb"\s*(?:\d+:)?\d+:\d+\S*[ \t]*-->|[^\r\n]*-->\s*(?:\d+:)?\d+:\d"
    rb"|\s*\d+:\d+:\d+\S*[ \t]+\S{1,4}[ \t]+\d+:\d+:\d"
)
_SRT_TOKEN = lazyre.compile(r"</?[A-Za-z][^<>\n]*>|\{\\[^{}\n]*\}")
_VTT_TOKEN = lazyre.compile(
    r"</?[A-Za-z][^<>]*>|</?>|<[\d:.]+>|&(?:amp|lt|gt|nbsp|lrm|rlm|\#\d{1,7}|\#x[\da-fA-F]{1,6});"
)


def _srt_shape(raw: str) -> Shape:
    return Shape([Escape(m.start(), m.end(), "", True) for m in _SRT_TOKEN.finditer(raw)])


def _vtt_shape(raw: str) -> Shape:
    escapes = []
    for match in _VTT_TOKEN.finditer(raw):
        refers = match[0][0] == "&"
        text = html.unescape(match[0]) if refers else ""
        escapes.append(Escape(match.start(), match.end(), text, not refers))
    return Shape(escapes, lambda text, at: write_xml(text))


_NO_TIMES = "no cue: a line of times is missing; skipped"
# Blocks of WebVTT that hold no cue.
_BLOCK = lazyre.compile(rb"(?:NOTE|STYLE|REGION)(?:\s|\Z)")


class _Cue:
    """The lines after a line of times, as far as they have come."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[Line] = []
        self.size = 0

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.size += line.size

    def label(self, is_vtt: bool) -> Line | None:
        """Take away the last line where it is the number of the next cue, or its name."""
        if not self.lines or _is_blank(self.lines[-1]):
            return None
        is_apart = len(self.lines) > 1 and _is_blank(self.lines[-2])
        is_number = _NUMBER.fullmatch((self.lines[-1].data or b"").strip())
        return self.lines.pop() if is_number is not None or (is_vtt and is_apart) else None

    def text(self) -> list[Line]:
        """Its lines without the blank ones before and after them."""
        shown = [number for number, line in enumerate(self.lines) if not _is_blank(line)]
        return self.lines[shown[0] : shown[-1] + 1] if shown else []


def _is_blank(line: Line) -> bool:
    return line.data is not None and not line.data.strip()


class _Reader:
    """Reads cue by cue: a line of times begins one, whatever is before it."""

    def __init__(self, source: Source, options: ReadOptions, format_name: str) -> None:
        self._build = Builder(source, format_name, options.encoding)
        self._is_vtt = format_name == "vtt"
        self._shape = _vtt_shape if self._is_vtt else _srt_shape
        self._cap = options.max_record_bytes
        self._lines = iter_lines(source.chunks(), self._cap, end=line_end(source.head))
        self._cue: _Cue | None = None
        self._head = _Cue("")
        self._loose = not self._is_vtt

    def items(self) -> Iterator[Item]:
        """The cues of the file."""
        in_block = self._is_vtt  # the header, a note, a style: up to a blank line
        after_blank = True
        for line in self._lines:
            if line.start == 0 and line.data and line.data.startswith(BOM):
                line = line._replace(start=len(BOM), data=line.data[len(BOM) :])
            data = line.data or b""
            time = _TIME.match(data)
            if time:
                yield from self._begin(time[1].decode())
                in_block = False
            elif _BROKEN.match(data):
                yield from self._begin(None)
                yield self._build.error(f"line {line.number}", "no cue: a line of times is wrong; skipped")
                in_block = True
            elif in_block or (self._is_vtt and after_blank and _BLOCK.match(data)):
                in_block = not _is_blank(line)
            else:
                (self._cue or self._head).add(line)
            after_blank = _is_blank(line)
        yield from self._end()

    def _begin(self, time: str | None) -> Iterator[Item]:
        """Begin a cue at a time, or none."""
        before = self._cue or self._head
        label = before.label(self._is_vtt or before is self._head)
        if label is None and before is self._head and len(before.text()) == 1:
            label = before.lines.pop()
        yield from self._end()
        if time is None:
            return
        shown = (label.data or b"").decode(self._build.encoding, "replace").strip() if label else ""
        self._cue = _Cue(f"cue {shown}, {time}" if shown else f"cue at {time}")

    def _end(self) -> Iterator[Item]:
        """The document of the cue that has come to its end, or what is wrong with it."""
        cue, self._cue = self._cue or self._head, None
        text = cue.text()
        self._head = _Cue("")
        if not text:
            return
        self._loose |= bool(cue.name) and _is_blank(cue.lines[0])
        if self._is_vtt and cue.name and not self._loose:
            blank = next((n for n, line in enumerate(text) if _is_blank(line)), len(text))
            text, beyond = text[:blank], text[blank + 1 :]
        else:
            beyond = []
        if cue.size > self._cap or any(line.data is None for line in text):
            yield too_long(self._build.uri, f"line {text[0].number}", cue.size, self._cap)
            return
        if not cue.name:
            yield self._build.error(f"line {text[0].number}", _NO_TIMES)
            return
        data = b"".join(line.data or b"" for line in text)
        data = data.removesuffix(b"\n").rstrip(b"\r")
        field = Field(data, text[0].start, Place(text[0].number, 1))
        yield self._build.document(field, cue.name, self._shape)
        if beyond:
            yield self._build.error(f"line {beyond[0].number}", _NO_TIMES)


def _read(source: Source, options: ReadOptions, format_name: str) -> Iterator[Item]:
    yield from _Reader(source, options, format_name).items()


def read_srt(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
    """The cues of a SubRip file."""
    yield from _read(source, options, "srt")


def read_vtt(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
    """The cues of a WebVTT file."""
    yield from _read(source, options, "vtt")


SRT, VTT = Format(read_srt), Format(read_vtt)
