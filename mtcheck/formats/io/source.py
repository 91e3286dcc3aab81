"""The bytes of one input, as often as they are wanted: from a file or a stream, decompressed, in chunks.

Nothing here holds more than a few chunks. What is read is capped: a small archive can hold terabytes.
"""

from __future__ import annotations

import codecs
import io
import weakref
import zlib
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Protocol

from mtcheck.encoding.bytes.decode import decode
from mtcheck.errors import InputError
from mtcheck.formats.io.papers import odd_kind
from mtcheck.formats.io.zstd import ZSTD_MAGIC, compress_zstd, expand_zstd

CHUNK_BYTES = 1 << 16
# Enough to tell a format by its first lines, and an encoding by its letters.
HEAD_BYTES = 1 << 16
# A stream of more than this goes to a temporary file: cleaning reads it twice.
_IN_MEMORY_BYTES = 8 << 20
GZIP_MAGIC = b"\x1f\x8b"
_WIDE_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Of a gzip header: the flags, and where the time is.
_GZIP_NAME, _GZIP_EXTRA = 8, 4


class Output(Protocol):
    """Where bytes are written."""

    def write(self, data: bytes, /) -> object: ...


class Source:
    """One input. ``path`` is None for a stream, which is kept until the Source goes."""

    def __init__(self, uri: str, opener: Callable[[], BinaryIO], max_bytes: int, path: Path | None) -> None:
        self.uri, self.path = uri, path
        self._opener, self._max_bytes = opener, max_bytes

    @classmethod
    def of_file(cls, path: Path, max_bytes: int) -> Source:
        """A file. Raises InputError when it cannot be opened."""
        try:
            kind = "a folder" if path.is_dir() else odd_kind(path)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(str(path), None, f"cannot be read: {reason}") from error
        if kind is not None:
            raise InputError(str(path), None, f"is {kind}, not a file")
        source = cls(str(path), lambda: path.open("rb"), max_bytes, path)
        with source.raw():
            return source

    @classmethod
    def of_stream(cls, stream: BinaryIO, uri: str, max_bytes: int) -> Source:
        """A stream, read to its end now: into memory, a long one into a temporary file."""
        import tempfile

        head = stream.read(_IN_MEMORY_BYTES + 1)
        if len(head) <= _IN_MEMORY_BYTES:
            return cls(uri, lambda: io.BytesIO(head), max_bytes, None)
        kept = tempfile.NamedTemporaryFile(prefix="mtcheck-")  # noqa: SIM115 - lives as long as the source
        size = kept.write(head)
        while chunk := stream.read(CHUNK_BYTES):
            size += kept.write(chunk)
            if size > max_bytes:
                raise too_large(uri, max_bytes)
        kept.flush()
        source = cls(uri, lambda: open(kept.name, "rb"), max_bytes, None)  # noqa: SIM115
        weakref.finalize(source, kept.close)
        return source

    def raw(self) -> BinaryIO:
        """The bytes as they lie there. Raises InputError."""
        try:
            return self._opener()
        except OSError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: OSError) -> InputError:
        return InputError(self.uri, None, f"cannot be read: {error.strerror or error}")

    @cached_property
    def compression(self) -> str:
        """ "gzip", "zstd" or "": by the content, whatever the name says."""
        with self.raw() as file:
            head = file.read(4)
        if head.startswith(GZIP_MAGIC):
            return "gzip"
        return "zstd" if head == ZSTD_MAGIC else ""

    @cached_property
    def head(self) -> bytes:
        """The first bytes, decompressed. Raises InputError."""
        parts, size = [], 0
        try:
            for chunk in self._expanded(0, None):
                parts.append(chunk)
                size += len(chunk)
                if size >= HEAD_BYTES:
                    break
        except InputError:
            if not parts:
                raise  # else what is wrong is told when reading comes to it
        return b"".join(parts)[:HEAD_BYTES]

    @cached_property
    def wide(self) -> str:
        """The codec of an input in UTF-16 or UTF-32, which chunks() gives as UTF-8; else ""."""
        for bom, name in _WIDE_BOMS:
            if self.head.startswith(bom):
                return name
        if b"\0" not in self.head[:4000]:
            return ""
        found = decode(self.head[:4000]).encoding
        return found if found.startswith(("utf-16", "utf-32")) else ""

    def chunks(self, start: int = 0, end: int | None = None, *, as_utf8: bool = True) -> Iterator[bytes]:
        """The decompressed bytes in order; UTF-16 and UTF-32 as UTF-8 unless told otherwise.

        ``start`` and ``end`` are bytes of what is given. Raises InputError: unreadable, truncated, too large.
        """
        if (start or end is not None) and (self.compression or (as_utf8 and self.wide)):
            yield from _cut(self.chunks(as_utf8=as_utf8), start, end)
            return
        stream = self._expanded(start, end)
        yield from _recoded(stream, self.wide, self.uri) if as_utf8 and self.wide else stream

    def _expanded(self, start: int, end: int | None) -> Iterator[bytes]:
        """Decompressed chunks, counted."""
        size = 0
        try:
            with self.raw() as file:
                for chunk in self._unpacked(file, start, end):
                    size += len(chunk)
                    if size > self._max_bytes:
                        raise too_large(self.uri, self._max_bytes)
                    yield chunk
        except (zlib.error, EOFError) as error:
            raise InputError(
                self.uri,
                f"byte {size}, decompressed",
                f"the {self.compression} archive is damaged or cut off ({error}); what came before was read",
            ) from error
        except OSError as error:
            raise self._unreadable(error) from error

    def _unpacked(self, file: BinaryIO, start: int, end: int | None) -> Iterator[bytes]:
        if self.compression == "gzip":
            return expand_gzip(file)
        if self.compression == "zstd":
            return expand_zstd(file, self.uri)
        return _plain(file, start, end)

    def packer(self, out: Output, *, as_utf8: bool = True) -> Packer:
        """Writes to ``out`` what chunks() gives, in the form of this input: the way back of chunks()."""
        steps: Packer = _Through(out)
        if self.compression == "gzip":
            with self.raw() as file:
                steps = _Gzip(steps, file.read(4096))
        elif self.compression == "zstd":
            steps = compress_zstd(steps, self.uri)
        return Recoder(steps, self.wide) if as_utf8 and self.wide else steps

    def copy(self, out: Output) -> None:
        """Write the input as it lies there. Raises InputError."""
        try:
            with self.raw() as file:
                while chunk := file.read(CHUNK_BYTES):
                    out.write(chunk)
        except OSError as error:
            raise self._unreadable(error) from error


def too_large(uri: str, max_bytes: int) -> InputError:
    """The error for an input of more bytes than allowed."""
    return InputError(
        uri,
        f"byte {max_bytes}, decompressed",
        f"has more than max-bytes = {max_bytes:,} bytes; raise max-bytes if that is meant to be",
    )


def _plain(file: BinaryIO, start: int, end: int | None) -> Iterator[bytes]:
    if start:
        file.seek(start)
    left = -1 if end is None else end - start
    while left and (chunk := file.read(CHUNK_BYTES if left < 0 else min(left, CHUNK_BYTES))):
        left -= len(chunk) if left > 0 else 0
        yield chunk


def _cut(chunks: Iterator[bytes], start: int, end: int | None) -> Iterator[bytes]:
    place = 0
    for chunk in chunks:
        low = max(0, start - place)
        high = len(chunk) if end is None else min(len(chunk), end - place)
        if low < high:
            yield chunk[low:high]
        place += len(chunk)
        if end is not None and place >= end:
            return


def expand_gzip(file: BinaryIO) -> Iterator[bytes]:
    """The members of a gzip file, one after the other, never more than a chunk at once.

    Raises zlib.error and EOFError. Zero bytes after the last member are padding.
    """
    engine = zlib.decompressobj(31)
    data = file.read(CHUNK_BYTES)
    while data:
        out = engine.decompress(data, CHUNK_BYTES)
        if out:
            yield out
        data = engine.unconsumed_tail or engine.unused_data
        if engine.eof:
            data = data.lstrip(b"\0") or file.read(CHUNK_BYTES).lstrip(b"\0")
            if not data:
                return
            engine = zlib.decompressobj(31)
        elif not data:
            data = file.read(CHUNK_BYTES)
    # A bomb's last bytes may be in, and its output not yet out.
    while rest := engine.decompress(b"", CHUNK_BYTES):
        yield rest
    if not engine.eof:
        raise EOFError("its end is missing")


def _recoded(chunks: Iterator[bytes], encoding: str, uri: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    size = 0
    try:
        for chunk in chunks:
            if data := decoder.decode(chunk).encode():
                yield data
            size += len(chunk)
        yield decoder.decode(b"", final=True).encode()
    except UnicodeDecodeError as error:
        raise InputError(
            uri, f"near byte {size + error.start}", f"is not valid {encoding}: {error.reason}"
        ) from error


class Packer(Protocol):
    """A writer of chunks that has to be finished."""

    def write(self, data: bytes, /) -> object: ...

    def finish(self) -> None: ...


class _Through:
    def __init__(self, out: Output) -> None:
        self._out = out

    def write(self, data: bytes, /) -> object:
        return self._out.write(data)

    def finish(self) -> None:
        """Nothing is left to write."""


class Recoder:
    """Writes UTF-8 chunks in another Unicode encoding."""

    def __init__(self, out: Packer, encoding: str) -> None:
        self._out, self._encoding = out, encoding
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")

    def write(self, data: bytes, /) -> object:
        return self._out.write(self._decoder.decode(data).encode(self._encoding))

    def finish(self) -> None:
        """Write what is left."""
        self._out.write(self._decoder.decode(b"", final=True).encode(self._encoding))
        self._out.finish()


class _Gzip:
    """Writes one gzip member with the time and the name the old header had."""

    def __init__(self, out: Packer, header: bytes) -> None:
        import gzip

        level = {2: 9, 4: 1}.get(header[8] if len(header) > 8 else 0, 6)
        name = ""
        if len(header) > 10 and header[3] & _GZIP_NAME and not header[3] & _GZIP_EXTRA:
            name = header[10:].split(b"\0", 1)[0].decode("latin-1")
        self._out = out
        self._file = gzip.GzipFile(
            name, "wb", level, fileobj=_File(out), mtime=int.from_bytes(header[4:8], "little")
        )

    def write(self, data: bytes, /) -> object:
        return self._file.write(data)

    def finish(self) -> None:
        """Write what is left."""
        self._file.close()
        self._out.finish()


class _File(io.RawIOBase):
    """A Packer as a file that can only be written."""

    def __init__(self, out: Packer) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self._out.write(bytes(data))
        return len(data)
