"""Zstandard, by the package zstandard of the extra ``zstd``."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from mtcheck.errors import InputError
from mtcheck.extras import install

if TYPE_CHECKING:
    from mtcheck.formats.io.source import Packer

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_CHUNK_BYTES = 1 << 16
# 128 MB, what `zstd --long` makes at most without a warning; more is memory asked for by a stranger.
_MAX_WINDOW_BYTES = 1 << 27


def _engine(uri: str) -> Any:
    try:
        return importlib.import_module("zstandard")
    except ImportError as error:
        raise InputError(uri, None, f"is compressed with zstd; {install('zstd')} reads it") from error


def expand_zstd(file: BinaryIO, uri: str) -> Iterator[bytes]:
    """The decompressed bytes, a chunk at a time. Raises InputError, and EOFError for a damaged archive."""
    engine = _engine(uri)
    try:
        context = engine.ZstdDecompressor(max_window_size=_MAX_WINDOW_BYTES)
        reader = context.stream_reader(file, read_across_frames=True)
        while chunk := reader.read(_CHUNK_BYTES):
            yield chunk
        file.seek(0)
        if not _is_whole(file):
            raise EOFError("its end is missing")  # the engine ends there without a word
    except engine.ZstdError as error:
        raise EOFError(str(error)) from error


def _is_whole(file: BinaryIO) -> bool:
    """Whether the last frame of a file is complete, by the sizes its blocks state (RFC 8878, 3.1.1)."""
    while magic := file.read(4):
        if magic[1:] == b"\x2a\x4d\x18" and magic[0] >> 4 == 5:  # a frame to skip
            file.seek(int.from_bytes(file.read(4), "little"), 1)
            continue
        descriptor = int.from_bytes(file.read(1), "little")
        single = descriptor >> 5 & 1
        content_size = (single, 2, 4, 8)[descriptor >> 6]
        file.seek((0 if single else 1) + (0, 1, 2, 4)[descriptor & 3] + content_size, 1)
        last = 0
        while not last:
            header = file.read(3)
            if len(header) < 3:
                return False
            block = int.from_bytes(header, "little")
            last, kind = block & 1, block >> 1 & 3
            file.seek(1 if kind == 1 else block >> 3, 1)
        check = 4 if descriptor & 4 else 0
        if _left_behind(file, check):
            return False
    return True


def _left_behind(file: BinaryIO, check: int) -> bool:
    """Whether the file ends before the place, or in the checksum that follows."""
    place = file.tell()
    end = file.seek(0, 2)
    file.seek(place + check)
    return end < place + check


def compress_zstd(out: Packer, uri: str) -> Packer:
    """A Packer that writes one zstd frame."""
    return _Zstd(out, _engine(uri).ZstdCompressor().compressobj())


class _Zstd:
    def __init__(self, out: Packer, context: Any) -> None:
        self._out, self._context = out, context

    def write(self, data: bytes, /) -> object:
        return self._out.write(self._context.compress(data))

    def finish(self) -> None:
        """Write what is left."""
        self._out.write(self._context.flush())
        self._out.finish()
