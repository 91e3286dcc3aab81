"""The language of a file that has a text on each line, told by a sample of its lines.

A line of a few words says little of its language, and to ask each of a hundred thousand takes longer than all
that is asked of it then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Final

from mtcheck.errors import InputError
from mtcheck.formats.io.source import Source
from mtcheck.languages.identify import identify_language
from mtcheck.languages.types import UNDETERMINED

# Lines are taken from so many places, and so many bytes and lines at each.
_PLACES: Final = 8
_BYTES: Final = 1 << 12
_LINES: Final = 6
# Lines with fewer letters, or an unsure answer, are not counted.
_FEWEST_LETTERS: Final = 24
_SURE: Final = 0.9
# Of fewer lines each speaks for itself, and where one in twenty is in another language.
_FEWEST_LINES: Final = 12
_SHARE: Final = 0.95


def common_language(source: Source, encoding: str) -> str | None:
    """The language that the lines of a file are in; None where they are few, or in several."""
    counts: Counter[str] = Counter()
    for line in _sample(source, encoding):
        if sum(map(str.isalpha, line)) < _FEWEST_LETTERS:
            continue
        found = identify_language(line)
        if found.code != UNDETERMINED and found.confidence >= _SURE:
            counts[found.code] += 1
    total = counts.total()
    if total < _FEWEST_LINES:
        return None
    code, most = counts.most_common(1)[0]
    return code if most >= _SHARE * total else None


def _sample(source: Source, encoding: str) -> Iterator[str]:
    """Lines from all over a file; none of one that cannot be entered in the middle."""
    if source.path is None or source.compression or source.wide:
        return
    try:
        size = source.path.stat().st_size
        if size <= _PLACES * _BYTES:
            lines = source.head.decode(encoding, "replace").split("\n")
            # Drawn, for every second line may be in another language; always the same ones.
            yield from Random(0).sample(lines, min(len(lines), _PLACES * _LINES))
            return
        for start in range(0, size, size // _PLACES + 1):
            block = b"".join(source.chunks(start, start + _BYTES))
            # The first is cut, and the last, too.
            whole = block.split(b"\n")[1 if start else 0 : -1]
            yield from (line.decode(encoding, "replace") for line in whole[:_LINES])
    except (InputError, OSError):
        return  # reading will say so
