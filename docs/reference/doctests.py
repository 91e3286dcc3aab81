"""For the site: an example of a docstring is code, not a quotation of Markdown."""

from __future__ import annotations

import re
from typing import Any

import griffe

# From the first prompt to the end of its paragraph.
_EXAMPLE = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)


def fenced(docstring: str) -> str:
    """The docstring with its examples in fences."""
    return _EXAMPLE.sub(lambda found: f"```pycon\n{found[0]}\n```", docstring)


class Doctests(griffe.Extension):
    """Fences the examples of every object."""

    def on_object(self, *, obj: griffe.Object, **rest: Any) -> None:
        """Rewrite one docstring."""
        if obj.docstring:
            obj.docstring.value = fenced(obj.docstring.value)
