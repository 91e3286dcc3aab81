"""Bytes in: find the encoding they are really in, and lose nothing.

A byte-order mark decides; then UTF-16 without one shows by its zero bytes; then whatever is UTF-8 is
UTF-8. The rest is a legacy encoding, guessed by how its text reads, line by line where a file changes
its encoding or holds stray bytes. What no codec reads becomes U+FFFD and is reported with its place.
The original bytes stay in ``Decoded``, so untouched parts are written back exactly as they were.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Callable, Sequence

import msgspec

from mtcheck import lazyre
from mtcheck.edits import Edit
from mtcheck.encoding.bytes import guess
from mtcheck.errors import EditError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH_RUN = lazyre.compile(b"[\x80-\xff]{2}")
_SEQUENCE = lazyre.compile(
    b"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    b"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_HIGH = lazyre.compile(b"[\x80-\xff]")
_RAW = ""  # the encoding of a segment that no codec reads: its text is U+FFFD
_WIDE_ZEROS = (
    0.15  # share of zero bytes at one parity from which text is UTF-16; in other text there are none
)
_STRAY = "cp1252"  # what single stray bytes in UTF-8 are: quotes and dashes pasted in


class DecodeProblem(msgspec.Struct, frozen=True):
    """Something about the bytes that is not as it should be, and where."""

    start: int  # bytes of the input, half-open
    end: int
    text_start: int  # code points of the text
    text_end: int
    message: str


class Segment(msgspec.Struct, frozen=True):
    """From here on, the text came from bytes in this encoding ("" for bytes no codec reads)."""

    text_start: int
    byte_start: int
    encoding: str


class Decoded(msgspec.Struct, frozen=True):
    """The text of some bytes, and all that is needed to write it back."""

    text: str
    encoding: str
    bom: bytes
    problems: tuple[DecodeProblem, ...]
    segments: tuple[Segment, ...]
    data: bytes


class _Builder:
    """Collects text and segments while reading on."""

    def __init__(self, place: int) -> None:
        self.place, self.size = place, 0
        self.parts: list[str] = []
        self.segments: list[Segment] = []
        self.problems: list[DecodeProblem] = []

    def add(self, text: str, count: int, encoding: str, message: str = "") -> None:
        if message:
            end, text_end = self.place + count, self.size + len(text)
            self.problems.append(DecodeProblem(self.place, end, self.size, text_end, message))
        if not self.segments or self.segments[-1].encoding != encoding or encoding == _RAW:
            self.segments.append(Segment(self.size, self.place, encoding))
        self.parts.append(text)
        self.place += count
        self.size += len(text)


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text of any bytes; never raises.

    ``declared`` is what a header or a file says of the encoding: a hint, reported when it is wrong.

    >>> decode("канал".encode("cp1251") * 5, declared="utf-8").encoding
    'cp1251'
    """
    said = _normal(declared)
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", ""))
    build = _Builder(len(bom))
    body = data[len(bom) :]
    encoding = encoding or _wide(body) or _escaped(body)
    if encoding:
        _strictly(body, encoding, build)
    elif _is_utf8(body):
        encoding = "utf-8"
        build.add(body.decode("utf-8"), len(body), encoding)
    else:
        encoding = _mixed(body, said, build)
    text = "".join(build.parts)
    if said and said != _normal(encoding) and not (text.isascii() and encoding == "utf-8"):
        build.problems.insert(0, DecodeProblem(0, 0, 0, 0, f"declared as {declared}, is {encoding}"))
    segments = tuple(build.segments) or (Segment(0, len(bom), encoding),)
    return Decoded(text, encoding, bom, tuple(build.problems), segments, data)


def _normal(name: str | None) -> str:
    """Python's name of a codec; "" when there is none."""
    if not name:
        return ""
    try:
        return codecs.lookup(name.strip()).name.replace("utf-8-sig", "utf-8")
    except LookupError:
        return ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a byte-order mark, by where the zero bytes are."""
    part = data[:4000]
    if part.count(0) < 2 or len(data) % 2:
        return ""
    even, odd = part[::2].count(0) / len(part[::2]), part[1::2].count(0) / len(part[1::2])
    if even >= _WIDE_ZEROS and odd >= _WIDE_ZEROS and len(data) % 4 == 0:
        order = next((o for o in ("utf-32-le", "utf-32-be") if _readable(part[: len(part) // 4 * 4], o)), "")
        if order:
            return order
    if odd >= _WIDE_ZEROS > even and _readable(part, "utf-16-le"):
        return "utf-16-le"
    if even >= _WIDE_ZEROS > odd and _readable(part, "utf-16-be"):
        return "utf-16-be"
    # Other alphabets have a constant high byte; their spaces and line ends still have a zero.
    for name, high in (("utf-16-le", part[1::2]), ("utf-16-be", part[::2])):
        common = sorted(set(high), key=high.count)[-2:]
        if 0 in high and sum(map(high.count, common)) > 0.85 * len(high) and _readable(part, name):
            return name
    return ""


def _readable(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return sum(c.isprintable() or c in "\r\n\t\ufeff" for c in text) > 0.95 * len(text)


def _escaped(data: bytes) -> str:
    """The seven-bit encodings that switch with escape sequences."""
    if b"\x1b$" in data and not _HIGH.search(data) and guess.read(data, "iso2022_jp") is not None:
        return "iso2022_jp"
    return ""


def _strictly(data: bytes, encoding: str, build: _Builder) -> None:
    """Read on in one encoding, reporting what it cannot read."""
    place = 0
    while place < len(data):
        try:
            build.add(data[place:].decode(encoding), len(data) - place, encoding)
            return
        except UnicodeDecodeError as error:
            if error.start:
                build.add(data[place : place + error.start].decode(encoding), error.start, encoding)
            count = max(1, error.end - error.start)
            bad = data[place + error.start : place + error.start + count]
            build.add("\ufffd", count, _RAW, f"not {encoding}: {bad.hex(' ')}")
            place += error.start + count


def _mixed(data: bytes, declared: str, build: _Builder) -> str:
    """Read line by line what is not UTF-8 throughout; returns the encoding of most of it."""
    lines = data.splitlines(keepends=True)
    kinds = [_kind(line) for line in lines]
    # One sequence that is UTF-8 may be chance; a file with several lines of it has UTF-8 in it.
    sure = sum(kind == "utf-8" for kind in kinds)
    foreign = b"".join(x for x, kind in zip(lines, kinds, strict=True) if kind == "foreign")
    legacy = _legacy(foreign or data, declared) if foreign or not sure else _STRAY
    if legacy.startswith("utf-16"):
        _strictly(data, legacy, build)
        return legacy
    weight = {"utf-8": 0, legacy: 0}
    for line, kind in zip(lines, kinds, strict=True):
        chosen = "utf-8" if kind in ("utf-8", "stray") or (kind == "chance" and sure) else legacy
        if kind == "ascii":
            build.add(line.decode("ascii"), len(line), "utf-8" if sure else legacy)
            continue
        weight[chosen] += len(line)
        if kind == "stray":
            _stray(line, build)
        else:
            _line(line, chosen, build, f"not utf-8 but {legacy}" if kind == "foreign" and sure else "")
    return max(weight, key=lambda name: weight[name])


def _kind(line: bytes) -> str:
    """What a line may be: ascii, utf-8, by chance utf-8, utf-8 with stray bytes, or foreign."""
    if line.isascii():
        return "ascii"
    sequences = len(_SEQUENCE.findall(line))
    if _is_utf8(line):
        return "utf-8" if sequences > 1 else "chance"
    return "foreign" if _foreign(line) else "stray"


def _foreign(line: bytes) -> bool:
    """Whether a line has more bytes that are not UTF-8 than sequences that are.

    Bytes that stand alone are no words of another encoding: two sequences outweigh any number of them.
    """
    sequences = len(_SEQUENCE.findall(line))
    rest = _SEQUENCE.sub(b" ", line)
    if sequences > 1 and not _HIGH_RUN.search(rest):
        return False
    return len(_HIGH.findall(rest)) > sequences


def _legacy(data: bytes, declared: str) -> str:
    found = guess.best(data, declared) if data else None
    if found is not None:
        return found.codec
    return declared if declared and declared != "utf-8" else _STRAY


def _line(line: bytes, encoding: str, build: _Builder, message: str = "") -> None:
    """One line in one encoding; bytes it leaves undefined are reported."""
    try:
        build.add(line.decode(encoding), len(line), encoding, message)
    except UnicodeDecodeError:
        _strictly(line, encoding, build)


def _stray(line: bytes, build: _Builder) -> None:
    """A line of UTF-8 with stray bytes in it."""
    place = 0
    while place < len(line):
        try:
            build.add(line[place:].decode("utf-8"), len(line) - place, "utf-8")
            return
        except UnicodeDecodeError as error:
            if error.start:
                build.add(line[place : place + error.start].decode("utf-8"), error.start, "utf-8")
            bad = line[place + error.start : place + error.start + 1]
            text = guess.read(bad, _STRAY)
            said = f"byte {bad.hex()} is not utf-8"
            if text is None:
                build.add("\ufffd", 1, _RAW, said)
            else:
                build.add(text, 1, _STRAY, f"{said}, read as {_STRAY}")
            place += error.start + 1


def encode(decoded: Decoded, edits: Sequence[Edit]) -> bytes:
    """The bytes after resolved edits of ``decoded.text``; what no edit touches stays byte for byte.

    A replacement is written in the encoding of the place it is in, or in that of the file. Raises
    EditError when neither can write it, or when the edits overlap.
    """
    out = bytearray()
    done = place = 0
    byte_of = _Bytes(decoded)
    for edit in edits:
        if not done <= edit.start <= edit.end <= len(decoded.text):
            raise EditError(f"{edit} overlaps the edit before it or leaves the text")
        start, end = byte_of(edit.start), byte_of(edit.end)
        out += decoded.data[place:start]
        out += _written(decoded, edit, byte_of.segment)
        done, place = edit.end, end
    out += decoded.data[place:]
    return bytes(out)


# What a stretch is in these depends on what is before it.
_WITH_STATE = ("iso2022", "iso-2022", "hz", "utf-7", "utf_7")


class _Bytes:
    """The bytes that text offsets stand for, asked for in order: each goes on from the one before.

    A text may have a hundred thousand edits, and to begin anew for each took a minute for a megabyte.
    """

    def __init__(self, decoded: Decoded) -> None:
        self._decoded = decoded
        self._starts = [segment.text_start for segment in decoded.segments]
        self._place, self._byte = -1, 0

    def __call__(self, place: int) -> int:
        """The byte of an offset; that of 0 is after the byte-order mark."""
        decoded = self._decoded
        if place == len(decoded.text):
            return len(decoded.data)
        segment = self.segment(place)
        if segment.encoding == _RAW or segment.text_start == place:
            return segment.byte_start
        start, byte = segment.text_start, segment.byte_start
        if start <= self._place <= place and not segment.encoding.startswith(_WITH_STATE):
            start, byte = self._place, self._byte
        byte += len(decoded.text[start:place].encode(segment.encoding, "surrogatepass"))
        self._place, self._byte = place, byte
        return byte

    def segment(self, place: int) -> Segment:
        """The segment that holds an offset."""
        return self._decoded.segments[max(0, bisect_right(self._starts, place) - 1)]


def _written(decoded: Decoded, edit: Edit, segment_of: Callable[[int], Segment]) -> bytes:
    for encoding in (segment_of(edit.start).encoding, decoded.encoding):
        if encoding and encoding != "utf-8-sig":
            try:
                return edit.text.encode(encoding)
            except UnicodeEncodeError:
                continue
    repair, encoding = repr(edit.text[:40]), decoded.encoding
    raise EditError(f"the repair {repair} cannot be written in {encoding}; convert the file to UTF-8 first")
