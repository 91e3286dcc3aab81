"""Short texts in several languages: `Opening hours: Çalışma saatleri`, a heading above its translation.

So few words say too little for the costs that longer texts are cut by. Here every word has to be in the lists
of its piece's language, and a piece has at least two words and a small letter, or a line of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from mtcheck.languages.tokens import LINE, QUOTE
from mtcheck.lexicon.known_words import known_words
from mtcheck.lexicon.scripts import code_points, fold, scripts_of
from mtcheck.lexicon.wordlists import wordlist

if TYPE_CHECKING:
    from mtcheck.languages.ngrams import Costs
    from mtcheck.languages.tokens import Tokens

#: A text of more words is left to the costs of a change.
MOST_WORDS: Final = 16
_PER_NAT: Final = 16
#: Nats by which a piece is likelier in its language than in its neighbour's; another script needs none.
_LEAST_MARGIN: Final = 7.0 * _PER_NAT
_LEAST_WORDS: Final = 2


class _Piece(NamedTuple):
    first: int
    end: int
    script: int
    #: A new line begins before it, or the text does, and one ends it.
    is_line: bool


def short_pieces(text: str, tokens: Tokens, costs: Costs) -> list[tuple[int, str]] | None:
    """The first word of each piece and its language, for a short text in several; None for any other.

    ``costs`` are those of the words before names were discounted.
    """
    count = len(tokens.starts)
    if not 2 * _LEAST_WORDS <= count <= MOST_WORDS:
        return None
    out: list[tuple[_Piece, str]] = []
    for piece in _candidates(text, tokens):
        code = _language(text, tokens, costs, piece)
        if out and (code is None or out[-1][1] == code or not _differ(tokens, costs, out[-1], (piece, code))):
            before, name = out[-1]
            joined = _Piece(before.first, piece.end, before.script, False)
            if (
                code is None
                or before.script != piece.script
                or _language(text, tokens, costs, joined) != name
            ):
                return None
            out[-1] = (joined, name)
        elif code is None:
            return None
        else:
            out.append((piece, code))
    return [(piece.first, code) for piece, code in out] if len(out) > 1 else None


def _candidates(text: str, tokens: Tokens) -> list[_Piece]:
    """The stretches between breaks, changes of script, and capitals after small words."""
    scripts = scripts_of(code_points(fold(text)))[tokens.starts]
    count = len(scripts)
    begins = [
        at
        for at in range(count)
        if not at
        or tokens.breaks[at] >= QUOTE
        or scripts[at] != scripts[at - 1]
        or (tokens.capital[at] and not tokens.capital[at - 1])
    ]
    ends = [*begins[1:], count]
    return [
        _Piece(
            first,
            end,
            int(scripts[first]),
            tokens.breaks[first] == LINE and (end == count or tokens.breaks[end] == LINE),
        )
        for first, end in zip(begins, ends, strict=True)
    ]


def _language(text: str, tokens: Tokens, costs: Costs, piece: _Piece) -> str | None:
    """The language that a piece is surely in: every word is in its lists. None where that is not so."""
    small = not tokens.capital[piece.first : piece.end].all()
    if piece.end - piece.first < _LEAST_WORDS or not (small or piece.is_line):
        return None
    column = int(costs[piece.first : piece.end].sum(axis=0, dtype=np.int64).argmin())
    code = tokens.languages[column]
    listed, forms = wordlist(code), known_words(code)
    for start, end in zip(
        tokens.starts[piece.first : piece.end], tokens.ends[piece.first : piece.end], strict=True
    ):
        word = text[start:end].lower()
        if not ((listed is not None and word in listed) or (forms is not None and word in forms)):
            return None
    return code


def _differ(tokens: Tokens, costs: Costs, one: tuple[_Piece, str], other: tuple[_Piece, str]) -> bool:
    """Whether each of two pieces is much likelier in its own language than in the other's."""
    if one[0].script != other[0].script:
        return True
    columns = [tokens.languages.index(code) for _, code in (one, other)]
    sums = [costs[piece.first : piece.end].sum(axis=0, dtype=np.int64) for piece, _ in (one, other)]
    margins = sums[0][columns[1]] - sums[0][columns[0]], sums[1][columns[0]] - sums[1][columns[1]]
    return bool(min(margins) >= _LEAST_MARGIN)
