"""A line as checks of agreement see it: its tokens, what each may be, and where one may not look across."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from mtcheck.lexicon.features import POS
from mtcheck.lexicon.grammar import CLASS_AT, CLOSES, CLOSING, ENDS, OPENING, OPENS, Grammar

MARKS = OPENING + CLOSING


class Clash(NamedTuple):
    """Words that do not agree: the first and the last token, what is wrong, and the wanted words or None."""

    first: int
    last: int
    kind: str
    why: str
    better: str | None = None


class Line:
    """One line of a text."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self.grammar = grammar
        self.tokens = text.split()
        self.codes = grammar.tokens(self.tokens)
        known = grammar.roles
        self.roles = [known[code >> CLASS_AT] for code in self.codes]

    def candidates(self, roles: int) -> list[int]:
        """The tokens that may be one of some roles."""
        return [index for index, role in enumerate(self.roles) if role & roles]

    def flagged(self, flag: int) -> list[int]:
        """The tokens whose word has a flag, in small letters or capitals."""
        return [index for index, code in enumerate(self.codes) if code & flag]

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

    @cached_property
    def cores(self) -> list[str]:
        """The tokens without the marks around them."""
        return [token.strip(MARKS) for token in self.tokens]

    def core(self, index: int) -> str:
        return self.cores[index] if 0 <= index < len(self.tokens) else ""

    def low(self, index: int) -> str:
        return self.cores[index].lower() if 0 <= index < len(self.tokens) else ""

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

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where each token is in the line's text."""
        found, end = [], 0
        for token in self.tokens:
            begin = text.find(token, end)
            end = begin + len(token)
            found.append((begin, end))
        return found
