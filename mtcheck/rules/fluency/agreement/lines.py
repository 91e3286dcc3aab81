"""A line as checks of agreement see it: its tokens, what each may be, and where one may not look across."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mtcheck.document import Span
from mtcheck.lexicon.features import POS, VERB
from mtcheck.lexicon.grammar import CLASS_AT, CLOSES, CLOSING, ENDS, OPENING, OPENS, Grammar
from mtcheck.text.view import View

MARKS = OPENING + CLOSING
#: An array of booleans; what numpy says of its comparisons is no type.
Mask: TypeAlias = Any


class Clash(NamedTuple):
    """Words that do not agree: the first and the last token, what is wrong, and the wanted words or None."""

    first: int
    last: int
    kind: str
    why: str
    better: str | None = None


class Line:
    """One line of a text: its number among the lines of its page, its tokens, and their codes."""

    def __init__(self, page: Page, number: int, tokens: list[str], codes: list[int]) -> None:
        self.grammar = page.grammar
        self.tokens, self.codes = tokens, codes
        self._page, self._number = page, number

    def span(self, index: int) -> Span:
        """Where a token is in the text."""
        return self._page.span(self._number, index)

    @cached_property
    def roles(self) -> list[int]:
        """What each token may be."""
        known = self.grammar.roles
        return [known[code >> CLASS_AT] for code in self.codes]

    def candidates(self, wanted: int | Gate) -> Sequence[int]:
        """The tokens that may be one of some roles, or at which a check may find something."""
        return self._page.found(wanted).get(self._number, ())

    def __len__(self) -> int:
        return len(self.tokens)

    def place(self, index: int) -> int:
        """The class of a token, 0 outside the line."""
        return self.codes[index] >> CLASS_AT if 0 <= index < len(self.codes) else 0

    def joined(self, index: int) -> bool:
        """Whether nothing but a space is between a token and the next one."""
        return (
            0 <= index < len(self.codes) - 1
            and not self.codes[index] & CLOSES
            and not self.codes[index + 1] & OPENS
        )

    def core(self, index: int) -> str:
        """A token without the marks around it."""
        return self.tokens[index].strip(MARKS) if 0 <= index < len(self.tokens) else ""

    def low(self, index: int) -> str:
        return self.tokens[index].strip(MARKS).lower() if 0 <= index < len(self.tokens) else ""

    def verb(self, index: int) -> int:
        """The forms of a verb that a token may be; canta is no participle, for cantare is its infinitive."""
        grammar, bits = self.grammar, self.grammar.verb[self.place(index)]
        if bits & VERB["ppart"] and grammar.lang == "it":
            infinitive = grammar.forms.class_of(f"{self.core(index)}re")
            if grammar.verb[infinitive] & VERB["inf"]:
                return bits & ~VERB["ppart"]
        if grammar.lang == "fr" and bits & VERB["3pl"]:
            word = self.core(index)
            if word.endswith("ient") and not word.endswith(("tient", "vient")):
                return bits & ~VERB["3sg"]  # the table reads croient as tient
        return bits

    def after_comma(self, index: int) -> bool:
        return index > 0 and self.tokens[index - 1][-1] in ",;–—-("

    def is_pos(self, index: int, *names: str) -> bool:
        bits = 0
        for name in names:
            bits |= POS[name]
        return bool(self.grammar.pos[self.place(index)] & bits)

    def only(self, index: int, *names: str) -> bool:
        """Whether a token is known and may be nothing but these; in small letters it is no name."""
        bits = 0 if self.grammar.capital_nouns or not self.core(index).islower() else POS["name"]
        for name in names:
            bits |= POS[name]
        pos = self.grammar.pos[self.place(index)]
        return bool(pos) and not pos & ~bits

    def starts(self, index: int) -> bool:
        """Whether a sentence or a quotation begins with this token."""
        return index == 0 or bool(self.codes[index] & OPENS) or bool(self.codes[index - 1] & ENDS)

    def shown(self, first: int, last: int) -> str:
        return " ".join(self.tokens[first : last + 1]).strip(MARKS)

    def shown_with(self, first: int, last: int, at: int, better: str) -> str:
        """Those tokens without the marks around them, one of them replaced."""
        tokens = self.tokens[first : last + 1]
        core = self.core(at)
        tokens[at - first] = tokens[at - first].replace(core, better, 1)
        return " ".join(tokens).lstrip(MARKS).rstrip(CLOSING)


class Page:
    """All lines of a text that have tokens, and the codes of their tokens one behind the other.

    A check asks here at which tokens it may find something: one step over all of them costs as much as a
    look at ten by themselves. Ask ``View.once`` for it, for two rules read it.
    """

    def __init__(self, view: View, grammar: Grammar) -> None:
        self.grammar = grammar
        starts = np.array([line.start for line in view.lines], np.int64)
        begins = np.unique(np.searchsorted(view.token_starts, starts))
        begins = begins[begins < len(view.written)]
        self._view, self._begins = view, begins.tolist()
        self._ends = np.append(begins[1:], len(view.written))[: len(begins)]
        codes = grammar.tokens(view.written, self._begins)
        self.codes: NDArray[np.int64] = np.array(codes, np.int64)
        self.places = self.codes >> CLASS_AT
        stretches = [slice(*each) for each in zip(self._begins, self._ends.tolist(), strict=True)]
        self.lines = [
            Line(self, number, view.written[each], codes[each]) for number, each in enumerate(stretches)
        ]
        self._found: dict[int | Gate, Mapping[int, list[int]]] = {}

    def span(self, number: int, index: int) -> Span:
        """Where a token of a line is in the text."""
        return self._view.token_span(self._begins[number] + index)

    @cached_property
    def roles(self) -> NDArray[np.uint32]:
        """What each token may be."""
        found: NDArray[np.uint32] = self.grammar.classes.roles[self.places]
        return found

    @cached_property
    def joined(self) -> Mask:
        """Whether nothing but a space is between a token and the next one of its line."""
        joined = (self.codes & CLOSES) == 0
        joined[:-1] &= (self.codes[1:] & OPENS) == 0
        joined[self._ends - 1] = False
        return joined

    @cached_property
    def starts(self) -> Mask:
        """Whether a sentence or a quotation begins with a token."""
        starts = (self.codes & OPENS) != 0
        starts[1:] |= (self.codes[:-1] & ENDS) != 0
        starts[self._begins] = True
        return starts

    def found(self, wanted: int | Gate) -> Mapping[int, list[int]]:
        """By the number of each line: its tokens that have some role, or where a check may find something."""
        if wanted not in self._found:
            mask = wanted(self) if callable(wanted) else (self.roles & wanted) != 0
            self._found[wanted] = self._by_line(mask)
        return self._found[wanted]

    def flagged(self, flag: int) -> Mask:
        return (self.codes & flag) != 0

    def _by_line(self, mask: Mask) -> Mapping[int, list[int]]:
        places = mask.nonzero()[0]
        out: dict[int, list[int]] = {}
        lines = np.searchsorted(self._ends, places, "right").tolist()
        for place, number in zip(places.tolist(), lines, strict=True):
            out.setdefault(number, []).append(place - self._begins[number])
        return out


#: Says for each token of a page whether a check may find something there; where it says no, there is nothing.
Gate: TypeAlias = Callable[[Page], Mask]


def later(values: NDArray[Any], steps: int = 1) -> NDArray[Any]:
    """For each token the value of a later one; 0 where none is. With less than 0 of one before.

    >>> later(np.array([1, 2, 3])).tolist(), later(np.array([1, 2, 3]), -2).tolist()
    ([2, 3, 0], [0, 0, 1])
    """
    moved = np.zeros_like(values)
    if steps > 0:
        moved[:-steps] = values[steps:]
    else:
        moved[-steps:] = values[:steps]
    return moved
