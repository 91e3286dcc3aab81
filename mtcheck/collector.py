"""How often Python looks for garbage: seldom in our own processes, never amid work without cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Modules and tables stay: looking for garbage among them as often as Python does took 12 % of a start.
_ALLOCATIONS = 100_000


def seldom() -> None:
    """From now on this process looks for garbage less often: for those that are ours from start to end."""
    gc.set_threshold(_ALLOCATIONS)


@contextmanager
def paused() -> Iterator[None]:
    """No search for cycles inside; afterwards as before. Reference counts free what is done with as ever.

    >>> with paused():
    ...     gc.isenabled()
    False
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
