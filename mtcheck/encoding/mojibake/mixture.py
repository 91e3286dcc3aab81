"""A page that shows some bytes as one codec and the bytes 80 to 9F as cp1252.

Browsers read ISO-8859-1 so, and scrapers every ISO-8859. Where a character stands for two bytes then (Š in
ISO-8859-15), both are tried in each word, and the better one is taken.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.encoding.mojibake import codecs, likelihood, proof, regions
from mtcheck.lexicon import char_model

_TOKEN = lazyre.compile("[^ ]+")
_MOST = 6  # characters of one token that are tried both ways; of more, the rest as the codec has them


class Resolved(NamedTuple):
    """The bytes of a line, one a character, and the places where both ways make sense."""

    data: str
    doubts: tuple[int, ...]


def resolved(line: str, data: str, table: codecs.Table) -> Resolved:
    """The bytes of a line in a codec, each character of two bytes as the word that holds it wants it."""
    if not table.other or not any(char in line for char in table.other):
        return Resolved(data, ())
    parts = list(data)
    doubts: list[int] = []
    for match in _TOKEN.finditer(line):
        places = [i for i in range(match.start(), match.end()) if line[i] in table.other]
        if not places:
            continue
        readings = _readings(data, match.span(), places[:_MOST], {i: table.other[line[i]] for i in places})
        if readings:
            _, is_word, choice = max(readings)
            for place, byte in zip(places, choice, strict=False):
                parts[place] = byte
            if not is_word and len(readings) > 1:
                doubts.append(places[0])
    return Resolved("".join(parts), tuple(doubts))


def _readings(
    data: str, span: tuple[int, int], places: list[int], other: dict[int, int]
) -> list[tuple[float, bool, tuple[str, ...]]]:
    """Every way in which a token decodes: how likely it is, whether it is a word, and its bytes."""
    start, end = span
    out: list[tuple[float, bool, tuple[str, ...]]] = []
    for choice in product(*((data[i], chr(other[i])) for i in places)):
        token = list(data[start:end])
        for place, byte in zip(places, choice, strict=True):
            token[place - start] = byte
        text = regions.strict("".join(token))
        if text is None or not proof.is_written(text):
            continue
        core = "".join(c for c in text.lower() if char_model.SCRIPTS[c])
        is_word = bool(core) and proof.is_word_anywhere(core, char_model.SCRIPTS[core[-1]])
        out.append((likelihood.score(text) + _WORD * is_word, is_word, choice))
    return out


_WORD = 4.0  # nats that a known word is worth
