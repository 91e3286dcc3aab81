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
#: The bytes that cp1252 has a character for; a reader who shows one as a control mixes nothing.
_CONTROL = lazyre.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_ANY_CONTROL = lazyre.compile("[\x80-\x9f]")
_MOST = 5  # characters of one token that are tried both ways together
_GROUPS = 100  # of so many; of a longer token the rest is as the codec has it
_NEAR = 30  # bytes on both sides of them that are looked at


class Resolved(NamedTuple):
    """The bytes of a line, one a character, and the places where both ways make sense."""

    data: str
    doubts: tuple[int, ...]


def is_mixed(line: str, table: codecs.Table) -> bool:
    """Whether some characters of a line are bytes of a table only as cp1252 shows them."""
    return not table.borrowed.isdisjoint(line)


def contradicts(line: str, table: codecs.Table) -> bool:
    """Whether a line has a control where a table has a character: a page that was read by another one."""
    return any(table.chars[ord(c) - 0x80] != c for c in set(_ANY_CONTROL.findall(line)))


def resolved(line: str, data: str, table: codecs.Table) -> Resolved:
    """The bytes of a line in a codec, each character of two bytes as the word that holds it wants it."""
    if not table.other or table.other.keys().isdisjoint(line) or _CONTROL.search(line):
        return Resolved(data, ())
    parts = _in_order(line, data, table)
    doubts: list[int] = []
    for match in _TOKEN.finditer(line):
        places = [i for i in range(match.start(), match.end()) if line[i] in table.other]
        for first in range(0, min(len(places), _MOST * _GROUPS), _MOST):
            group = places[first : first + _MOST]
            other = {i: table.other[line[i]] for i in group}
            start, end = _window(parts, *match.span(), group)
            readings = _readings("".join(parts[start:end]), start, group, other)
            if readings:
                _, is_word, choice = max(readings)
                for place, byte in zip(group, choice, strict=True):
                    parts[place] = byte
                if not is_word and len(readings) > 1:
                    doubts.append(group[0])
    return Resolved("".join(parts), tuple(doubts))


def _window(parts: list[str], start: int, end: int, group: list[int]) -> tuple[int, int]:
    """What of a token is around some of its bytes: all of a word, a part of a line without word spaces."""
    first, last = max(start, group[0] - _NEAR), min(end, group[-1] + _NEAR)
    while first > start and "\x80" <= parts[first] < "\xc0":
        first -= 1
    while last < end and "\x80" <= parts[last] < "\xc0":
        last += 1
    return first, last


def _in_order(line: str, data: str, table: codecs.Table) -> list[str]:
    """The bytes of a line, those that may lead as well as continue by what the one before them wants."""
    parts = list(data)
    if all(byte < 0xC2 for byte in table.other.values()):
        return parts
    wanted = 0
    for place, char in enumerate(line):
        byte = ord(parts[place])
        if wanted and 0x80 <= byte < 0xC0:
            wanted -= 1
            continue
        if (other := table.other.get(char, 0)) >= 0xC2:
            parts[place], byte = chr(other), other
        wanted = 0 if byte < 0xC2 or byte > 0xF4 else 1 + (byte >= 0xE0) + (byte >= 0xF0)
    return parts


def _readings(
    data: str, start: int, places: list[int], other: dict[int, int]
) -> list[tuple[float, bool, tuple[str, ...]]]:
    """Every way in which a token decodes: how likely it is, whether it is a word, and its bytes."""
    texts: list[tuple[str, tuple[str, ...]]] = []
    for choice in product(*((data[i - start], chr(other[i])) for i in places)):
        token = list(data)
        for place, byte in zip(places, choice, strict=True):
            token[place - start] = byte
        text = regions.strict("".join(token))
        if text is not None and proof.is_written(text):
            texts.append((text, choice))
    texts = [row for row in texts if not case_breaks(row[0])] or texts
    if len(texts) == 1:  # nothing to choose from
        return [(0.0, True, texts[0][1])]
    out: list[tuple[float, bool, tuple[str, ...]]] = []
    for text, choice in texts:
        core = "".join(c for c in text.lower() if char_model.SCRIPTS[c])
        is_word = bool(core) and proof.is_word_anywhere(core, char_model.SCRIPTS[core[-1]])
        out.append((likelihood.score(text) + _WORD * is_word, is_word, choice))
    return out


def case_breaks(text: str) -> int:
    """Capitals outside ASCII right after a small letter, or after a capital and before a small letter.

    >>> case_breaks("TvaroŞek"), case_breaks("НОвый"), case_breaks("Šárka ŠKODA")
    (1, 1, 0)
    """
    if text.lower() == text:
        return 0
    around = zip(" " + text, text, text[1:] + " ", strict=False)
    return sum(
        b > "\x7f" and b.isupper() and (a.islower() or (a.isupper() and c.islower())) for a, b, c in around
    )


_WORD = 4.0  # nats that a known word is worth
