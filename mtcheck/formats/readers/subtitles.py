"""SubRip and WebVTT: each cue a document; numbers, times and tags stay as they are."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

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
    too_long,
)
from mtcheck.formats.mapping.region import Escape
from mtcheck.formats.options import ReadOptions

_STAMP = rb"(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}"
_TIME = re.compile(rb"[ \t]*(" + _STAMP + rb")[ \t]*-->[ \t]*" + _STAMP)
_SRT_TOKEN = re.compile(r"</?[A-Za-z][^<>\n]*>|\{\\[^{}\n]*\}")
_VTT_TOKEN = re.compile(
    r"</?[A-Za-z][^<>]*>|</?>|<[\d:.]+>|&(?:amp|lt|gt|nbsp|lrm|rlm|\#\d{1,7}|\#x[\da-fA-F]{1,6});"
)


class _Block(NamedTuple):
    """Lines between blank ones."""

    lines: list[Line]
    too_long: list[Line]


def _srt_shape(raw: str) -> Shape:
    return Shape([Escape(m.start(), m.end(), "", True) for m in _SRT_TOKEN.finditer(raw)])


def _vtt_shape(raw: str) -> Shape:
    escapes = []
    for match in _VTT_TOKEN.finditer(raw):
        refers = match[0][0] == "&"
        text = html.unescape(match[0]) if refers else ""
        escapes.append(Escape(match.start(), match.end(), text, not refers))
    return Shape(escapes, lambda text, at: write_xml(text))


def _blocks(source: Source, cap: int) -> Iterator[_Block]:
    lines: list[Line] = []
    long: list[Line] = []
    size = 0
    for line in iter_lines(source.chunks(), cap):
        if line.start == 0 and line.data and line.data.startswith(BOM):
            line = line._replace(start=len(BOM), data=line.data[len(BOM) :])
        if line.data is None:
            long.append(line)
        elif line.data.strip():
            size += line.size
            if size > cap:
                long.append(line)
            else:
                lines.append(line)
        else:
            if lines or long:
                yield _Block(lines, long)
            lines, long, size = [], [], 0
    if lines or long:
        yield _Block(lines, long)


def _read(source: Source, options: ReadOptions, format_name: str) -> Iterator[Item]:
    build = Builder(source, format_name, options.encoding)
    is_vtt = format_name == "vtt"
    for number, block in enumerate(_blocks(source, options.max_record_bytes)):
        for line in block.too_long:
            yield too_long(source.uri, f"line {line.number}", line.size, options.max_record_bytes)
        lines = block.lines
        if not lines or block.too_long:
            continue
        at = next((n for n, line in enumerate(lines[:2]) if _TIME.match(line.data or b"")), None)
        if at is None:
            first = (lines[0].data or b"").strip()
            if not (is_vtt and (number == 0 or first.split()[0] in (b"NOTE", b"STYLE", b"REGION"))):
                yield build.error(f"line {lines[0].number}", "no cue: a line of times is missing; skipped")
            continue
        if at + 1 == len(lines):
            continue
        match = _TIME.match(lines[at].data or b"")
        time = match[1].decode() if match else ""
        name = (
            f"cue {(lines[0].data or b'').decode('utf-8', 'replace').strip()}, {time}"
            if at
            else f"cue at {time}"
        )
        text = lines[at + 1 :]
        data = b"".join(line.data or b"" for line in text)
        data = data.removesuffix(b"\n").removesuffix(b"\r")
        shape = _vtt_shape if is_vtt else _srt_shape
        yield build.document(Field(data, text[0].start, Place(text[0].number, 1)), name, shape)


def read_srt(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
    """The cues of a SubRip file."""
    yield from _read(source, options, "srt")


def read_vtt(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
    """The cues of a WebVTT file."""
    yield from _read(source, options, "vtt")


SRT, VTT = Format(read_srt), Format(read_vtt)
