"""Memory of our own processes: garbage is looked for seldom, and what large texts took is given back at once.

Amid work without cycles, no garbage is looked for at all.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# Modules and tables stay: looking for garbage among them as often as Python does took 12 % of a start.
_ALLOCATIONS = 100_000
# glibc's name for the size from which a block is the system's own, and goes back to it when it is freed. It
# would raise it to the largest that was ever freed: a text of ten megabytes left a hundred behind it.
_MMAP_THRESHOLD, _LARGE_BYTES = -3, 1 << 20


def own_process() -> None:
    """Settle how this process uses memory: for those that are ours from start to end."""
    gc.set_threshold(_ALLOCATIONS)
    # Of pyarrow's own pools, each keeps what it had.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


def give_back() -> None:
    """From now on large blocks of this process go back to the system, where its library can be told so.

    For our own processes too; those without numpy hold none.
    """
    if "numpy" not in sys.modules:  # which has loaded ctypes: here that takes no time
        return
    import ctypes

    with suppress(AttributeError, OSError, TypeError):  # another library than glibc
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)


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
