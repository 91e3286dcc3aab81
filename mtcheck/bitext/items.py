"""Things that a translation carries over: what they are compared by, and what each side lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Item(NamedTuple):
    """A stretch of one text, and the key that its like on the other side has too."""

    start: int
    end: int
    key: str
    text: str


def unmatched(source: Iterable[Item], target: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """What is left of either side when equal keys are paired off, each once, in order.

    >>> one, two = Item(0, 2, "%s", "%s"), Item(3, 5, "%d", "%d")
    >>> lost, added = unmatched([one, two], [two])
    >>> [item.text for item in lost], added
    (['%s'], [])
    """
    source, target = list(source), list(target)
    if not source or not target:
        return source, target
    spare = Counter(item.key for item in target)
    lost = [item for item in source if not _take(spare, item.key)]
    spare = Counter(item.key for item in source)
    return lost, [item for item in target if not _take(spare, item.key)]


def _take(spare: Counter[str], key: str) -> bool:
    if spare[key] <= 0:
        return False
    spare[key] -= 1
    return True


def quoted(items: Sequence[Item]) -> str:
    """The texts of items for a message, each once, at most five.

    >>> quoted([Item(0, 2, "%s", "%s"), Item(3, 5, "%d", "%d")])
    "'%s', '%d'"
    """
    texts = list(dict.fromkeys(item.text for item in items))
    said = ", ".join(repr(text) for text in texts[:_MOST_QUOTED])
    return f"{said} and {len(texts) - _MOST_QUOTED} more" if len(texts) > _MOST_QUOTED else said


_MOST_QUOTED = 5
