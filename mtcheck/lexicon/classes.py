"""The classes of a grammar as arrays, and the class of a compound, which is in no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mtcheck.lexicon.grammar import Grammar

# A part of a German compound has at least this many letters, or every word would end with one.
_LEAST_PART = 3


class Classes:
    """The facts of each class of a grammar, an array each: an index is a class."""

    def __init__(self, known: Grammar) -> None:
        self.noun, self.adj, self.det, self.prep = (
            np.array(slots, np.uint64) for slots in (known.noun, known.adj, known.det, known.prep)
        )
        self.verb, self.pos, self.roles = (
            np.array(bits, np.uint32) for bits in (known.verb, known.pos, known.roles)
        )


def compound_class(known: Grammar, core: str) -> int:
    """The class of a compound's last part, where its first part is a word too; else 0.

    >>> from mtcheck.lexicon.grammar import grammar
    >>> german = grammar("de")
    >>> compound_class(german, "Lagerschuppen") == german.forms.class_of("Schuppen")
    True
    """
    if "-" in core:
        last = core.rpartition("-")[2]
        return known.forms.class_of(last) if last[:1].isupper() and last not in known.apart else 0
    found = 0
    for cut in range(3, len(core) - _LEAST_PART + 1):
        last = core[cut:].capitalize()
        place = known.forms.class_of(last)
        if place and known.noun[place] and last not in known.apart and _begins(known, core[:cut]):
            if found and known.noun[found] & known.noun[place] != known.noun[found]:
                return 0  # Wohnung-samt or Wohnungs-amt
            found = found or place
    return found


def _begins(known: Grammar, part: str) -> bool:
    stems = [part, part.lower(), part.lower() + "en", part.lower() + "n", part + "e"]
    for link in ("s", "es", "n", "en", "er", "e"):
        if part.endswith(link) and len(part) - len(link) >= 3:
            stems.append(part[: -len(link)])
    return any(map(known.forms.class_of, stems))
