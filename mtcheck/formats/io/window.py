"""A sliding window on a stream of bytes, which knows the line and column it has come to."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.document import Place


def characters(data: bytes) -> int:
    """Code points of UTF-8; where it is not that, bytes that are wrong count as one each, or nearly so."""
    return len(data) if data.isascii() else len(data.decode("utf-8", "replace"))


class Window:
    """``data`` holds the bytes from ``base`` on; ``more`` brings further ones, ``drop`` forgets the first.

    >>> window = Window(iter([b"one", b"\\ntwo"]))
    >>> window.more(), window.more(), window.more()
    (True, True, False)
    >>> window.drop(5)
    >>> window.data, window.base, window.place
    (b'wo', 5, Place(line=2, column=2))
    """

    def __init__(self, chunks: Iterator[bytes], base: int = 0, place: Place = Place(1, 1)) -> None:  # noqa: B008
        self.data = b""
        self.base = base
        self.ended = False
        self._chunks = chunks
        self._line, self._column = place
        self._marked = 0

    @property
    def place(self) -> Place:
        """Line and column of the last offset that was marked."""
        return Place(self._line, self._column)

    def more(self) -> bool:
        """Take in about as much as is there already, at least a chunk: so that growing stays linear."""
        parts, size = [self.data], 0
        while size < max(1, len(self.data)):
            chunk = next(self._chunks, b"")
            if not chunk:
                self.ended = True
                break
            parts.append(chunk)
            size += len(chunk)
        self.data = b"".join(parts)
        return size > 0

    def mark(self, at: int) -> None:
        """Bring ``place`` to an offset of ``data``, after the last one."""
        passed = self.data[self._marked : at]
        self._marked = at
        lines = passed.count(b"\n")
        if lines:
            self._line, self._column = self._line + lines, 1
            passed = passed[passed.rfind(b"\n") + 1 :]
        self._column += characters(passed)

    def drop(self, count: int) -> None:
        """Forget the first bytes, and bring ``place`` there. Costs a copy of the rest."""
        self.mark(count)
        self.data = self.data[count:]
        self.base += count
        self._marked = 0
