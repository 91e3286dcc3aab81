"""Former names of modules: they work for one more version, and say where the code is now."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any


def forward(old: str, new: str) -> Callable[[str], Any]:
    """A module's ``__getattr__`` that takes every name from ``new`` and warns that ``old`` is going away.

    Raises AttributeError for a name that ``new`` has not.

    >>> import warnings
    >>> with warnings.catch_warnings(record=True) as told:
    ...     warnings.simplefilter("always")
    ...     found = forward("mtcheck.runners.batch", "mtcheck.engines.kernel")("kernel")
    >>> str(told[0].message)
    'mtcheck.runners.batch has moved: import mtcheck.engines.kernel instead'
    """

    def find(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module {old!r} has no attribute {name!r}")
        found = getattr(import_module(new), name)
        # Level 2 is the user's import or attribute access, also after importlib's own frames.
        warnings.warn(f"{old} has moved: import {new} instead", DeprecationWarning, stacklevel=2)
        return found

    return find
