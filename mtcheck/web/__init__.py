"""What a browser gets: the view that the report and the page of `mtcheck serve` share, and both pages."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def asset(name: str) -> str:
    """The text of one file of this folder, also from inside a zip."""
    return (resources.files("mtcheck.web") / name).read_text(encoding="utf-8")
