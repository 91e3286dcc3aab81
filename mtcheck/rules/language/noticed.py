"""The language a text was translated from, as its own notice says: `Translated by a machine from Russian`."""

from __future__ import annotations

from functools import cache

from mtcheck.resources import read_toml
from mtcheck.rules.boilerplate import disclaimers
from mtcheck.rules.phrases import fold, stems
from mtcheck.tags import tag
from mtcheck.text.view import View


@cache
def _names() -> dict[str, tuple[str, ...]]:
    names: dict[str, str] = read_toml("languages/noticed.toml")["names"]
    return {code: stems(listing) for code, listing in names.items()}


def noticed_language(view: View) -> str:
    """The language that the notices of a text name beside its own; "" for none, several, or English."""
    found: set[str] = set()
    for notice in view.once(disclaimers.find_disclaimers, view):
        said = fold(view.text[notice.start : notice.end])
        found.update(code for code, names in _names().items() if any(_is_named(said, name) for name in names))
    found.discard(tag(view.lang).base)
    # Words of English are told from every text; with fewer proofs they are names: 4 in 400 lines of Spanish.
    return found.pop() if len(found) == 1 and "en" not in found else ""


def _is_named(said: str, name: str) -> bool:
    """Whether a name begins a word; words of other scripts take what is written before them: באנגלית."""
    return (f" {name.lstrip()}" if name.lstrip()[0] < "\u0590" else name) in said
