"""mtcheck inside other libraries: pandas, Polars and spaCy. Each is imported only when it is asked for."""

from __future__ import annotations

from mtcheck.integrations.frames import add_columns

__all__ = ["add_columns"]
