"""Memory and threads of our own processes: garbage is looked for seldom, what large texts took is given back.

Amid work without cycles, no garbage is looked for at all.
"""

from __future__ import annotations

import atexit
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
    # At its end Python looks for garbage among all modules and tables, which took 50 ms.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    # Of pyarrow's own pools, each keeps what it had.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


def one_thread() -> None:
    """Keep numpy from starting threads for products of matrices, of which a check has none: 40 ms of a start.

    To be called before numpy is imported.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


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
