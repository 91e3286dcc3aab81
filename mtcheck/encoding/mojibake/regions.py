"""Where garbled characters may stand, and read as what: regions of one line under one codec.

A region is a run of whole tokens around units that decode, with the damaged tokens beside them. It is
generous: what turns out to be clean at its edges decodes to itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.encoding.mojibake import codecs, proof, suspicion
from mtcheck.encoding.mojibake.suspicion import Hit
from mtcheck.lexicon import char_model

_SPACE = "[ \xa0]{0,2}"
_FOLLOWER = f"{_SPACE}[\x80-\xbf]"
_UNIT = lazyre.compile(
    f"[\xc2-\xdf]{_FOLLOWER}|\xe0{_SPACE}[\xa0-\xbf]{_FOLLOWER}|[\xe1-\xef]{_FOLLOWER}{_FOLLOWER}"
    f"|[\xf0-\xf4]{_FOLLOWER}{_FOLLOWER}{_FOLLOWER}"
)
_DAMAGED = lazyre.compile(f"[\xc2-\xdf](?=[ ?\"'A-Za-z\x80-\xff\u0100]|$)|[\xe0-\xf4]{_SPACE}[\x80-\xbf?\"']")
_WHOLE = lazyre.compile(
    f"{_UNIT.pattern}|[\xc2-\xdf]{_SPACE}[\"'-]|[\xe1-\xef]{_FOLLOWER}{_SPACE}[\"'-]|[\xe1-\xef]{_SPACE}[\"'-]{_FOLLOWER}"
)
_STRICT_UNIT = lazyre.compile(
    "(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    "|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3})+"
)
MAX_REGION = 600  # characters a search walks over; a longer region is walked in pieces
_HIT_WEIGHT = 2  # votes of a suspicious pair; of any other pair near it: one
_AROUND = 24  # characters on both sides of a suspicious pair
_VOTERS = 40  # suspicious pairs that vote; more say the same
_SAMPLE = 400  # characters of a line in which units are counted
_MAX_CODECS = 7  # tried for one line
_MIN_SHARE = 0.5  # of the votes of the best codec
_MAX_CONTEXT = 24  # characters of a clean token that belongs to a torn word
_TOKEN = lazyre.compile("[^ ]+")
_HIGH = lazyre.compile(r"[^\x00-\x7f][\s\S]")
_LEAD = lazyre.compile("[\xc2-\xf4]")
_LONG_LEAD = lazyre.compile("[\xe0-\xf4]")
_COUNT_BITS, _COUNT = 16, 0xFFFF  # of a codec's votes: _VOTERS pairs with what is around have some 2,000
_GAP = 3  # characters between units of one region that are no token of their own


class Region(NamedTuple):
    """A stretch of a line that one codec may explain."""

    start: int
    end: int
    units: int


def codecs_of(line: str, hits: Sequence[Hit]) -> list[str]:
    """Codecs that explain the suspicious pairs and the pairs around them, the best first."""
    masks: Counter[int] = Counter()
    pairs: list[tuple[str, str]] = []
    done = 0
    for hit in hits[:_VOTERS]:
        masks[hit.codecs] += _HIT_WEIGHT
        start = max(done, hit.start - _AROUND)
        done = max(done, hit.start + _AROUND)
        pairs += suspicion.loose_pairs(line, start, done)
    for pair, count in Counter(pairs).items():
        masks[suspicion.of_pair(pair)] += count
    total = sum(count * _apart(mask) for mask, count in masks.items())
    votes = {name: total >> _COUNT_BITS * bit & _COUNT for bit, name in enumerate(codecs.CODECS)}
    if not (most := max(votes.values())):
        return []
    kept = [name for name, count in votes.items() if count >= most * _MIN_SHARE]
    if len(kept) > 1:  # how many bytes are in units says more than pairs do, and costs more
        part = line[:_SAMPLE]
        for name in kept:
            votes[name] += covered(codecs.as_bytes(part, name))
    kept.sort(key=lambda name: (-votes[name], -codecs.CODECS[name]))
    return kept[:_MAX_CODECS]


@cache
def _apart(mask: int) -> int:
    """Some codecs as one number with a count for each: all votes are added at once."""
    return sum((mask >> bit & 1) << _COUNT_BITS * bit for bit in range(len(codecs.CODECS)))


def _token_start(text: str, at: int) -> int:
    return max(text.rfind(" ", 0, at), text.rfind("\t", 0, at)) + 1


def _token_end(text: str, at: int) -> int:
    ends = [e for e in (text.find(" ", at), text.find("\t", at)) if e >= 0]
    return min(ends, default=len(text))


def _joins(text: str, data: str, start: int, end: int, region: str) -> bool:
    """Whether a token beside a region, of which these are the bytes, looks like a piece of it."""
    token = data[start:end]
    if _stands_clean(text[start:end], token, region):
        return False
    if token.replace("\xa0", "").isascii():
        return end - start == 1 and token in "?\"'"
    if any(c == "\u0100" for c in token):
        return "�" in text[start:end]
    if end - start <= 2 or _UNIT.search(token) or _DAMAGED.search(token):
        return True
    return any(not char_model.SCRIPTS[c] for c in text[start:end] if not c.isascii())


def _stands_clean(word: str, data: str, region: str) -> bool:
    """Whether a token is a word of clean text beside garble: `на`, `своём`.

    A short one is right where its bytes begin longer units than any that the region has.
    """
    if not (word.isalpha() and word.islower()) or word.isascii():
        return False
    if len(word) <= 2:
        return min(data) >= "\xe0" and not _LONG_LEAD.search(region)
    return proof.is_word_anywhere(word, char_model.SCRIPTS[word[0]])


def regions(text: str, data: str, hits: Sequence[Hit] = ()) -> list[Region]:
    """Regions of a line whose characters, read as bytes, are ``data``."""
    units = [m.span() for m in _UNIT.finditer(data)]
    known = {start for start, _ in units}
    # A lead whose continuation is lost is no unit, but where it stands is a place to look at.
    lone = [
        (h.start, h.start + 1) for h in hits if h.start not in known and data[h.start : h.start + 1] >= "\x80"
    ]
    if lone:
        units = sorted(units + lone)
        units = [u for i, u in enumerate(units) if not i or u[0] >= units[i - 1][1]]
    out: list[Region] = []
    index = 0
    while index < len(units):
        start, end = units[index]
        count = 1
        start = _token_start(text, start)
        while index + 1 < len(units) and (
            units[index + 1][0] - end <= _GAP or _near(data, end, units[index + 1][0])
        ):
            index += 1
            count += 1
            end = units[index][1]
        end = _token_end(text, end)
        start, end = _grow(text, data, start, end)
        while index + 1 < len(units) and units[index + 1][0] < end:
            index += 1
            count += 1
        if out and start <= out[-1].end:
            out[-1] = Region(out[-1].start, max(end, out[-1].end), out[-1].units + count)
        else:
            out.append(Region(start, end, count))
        index += 1
    return out


def covered(data: str) -> int:
    """How many of the bytes lie in units."""
    units = "".join(_UNIT.findall(data))  # bytes outside ASCII, and spaces between them
    return len(units) - units.count(" ")


def _near(data: str, end: int, start: int) -> bool:
    """Whether nothing that stands alone lies between two units that are not side by side."""
    between = data[end:start]
    return len(between) <= 24 and " " not in between


def _context(token: str) -> bool:
    """Whether a clean token may be the rest of a word or of a sentence that a symbol was torn from."""
    return (
        token.isascii()
        and len(token) <= _MAX_CONTEXT
        and not any(c.isdigit() or c in "/@<>_=" for c in token)
    )


def _grow(text: str, data: str, start: int, end: int) -> tuple[int, int]:
    """Take in the damaged tokens on both sides, and one token where a space beside a symbol is open."""
    limit = start - 80
    while start > 1 and start > limit and text[start - 1] == " ":
        space = start - 1
        if start > 2 and text[space - 1] == " " and _wants_more(data, space - 2):
            space -= 1  # two spaces: the first may be a continuation
        before = _token_start(text, space)
        if before < space and (space < start - 1 or _joins(text, data, before, space, data[start:end])):
            start = before
        else:
            break
    if start > 1 and text[start - 1] == " " and codecs.is_symbol(text[start]):
        before = _token_start(text, start - 1)
        if before < start - 1 and text[start - 2].isalpha() and _context(text[before : start - 1]):
            start = before
    limit = end + 80
    while end < len(text) - 1 and end < limit and text[end] == " ":
        after = _token_end(text, end + 1)
        if after == end + 1:  # two spaces: the first may be a continuation
            return start, end + _wants_more(data, end - 1)
        if not _joins(text, data, end + 1, after, data[start:end]):
            if not (noisy(text[end - 1]) or _wants_more(data, end - 1)) or not _context(
                text[end + 1 : after]
            ):
                break
            more = _token_end(text, after + 1) if text[after : after + 1] == " " else after
            if not (more > after + 1 and _joins(text, data, after + 1, more, data[start:end])):
                return start, after
        end = after
    if end == len(text) - 1 and text[end] == " " and _wants_more(data, end - 1):
        end += 1
    return start, end


def strict(data: str) -> str | None:
    """Bytes, one a character, as UTF-8; None when they are not UTF-8 throughout."""
    try:
        return data.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def decodes_anywhere(data: str) -> bool:
    """Whether bytes, one a character, have a token that is UTF-8 and not ASCII: every strict region has."""
    tokens = data.replace("\t", " ").split(" ")
    return any(not token.isascii() and strict(token) is not None for token in tokens)


def may_begin(text: str, table: codecs.Table) -> bool:
    """Whether the first character of a text outside ASCII, with the one after it, may begin a unit."""
    first = _HIGH.search(text)
    if first is None:
        return True
    lead, follower = (table.to_bytes[ord(c)] for c in first[0])
    return 0xC2 <= lead <= 0xF4 and 0x80 <= follower <= 0xBF


def partial(text: str, data: str) -> str:
    """The text with every whole unit decoded and all else as it is."""
    parts: list[str] = []
    done = 0
    for match in _STRICT_UNIT.finditer(data):
        parts.append(text[done : match.start()])
        parts.append(match.group().encode("latin-1").decode("utf-8"))
        done = match.end()
    parts.append(text[done:])
    return "".join(parts)


def undecoded(data: str) -> list[int]:
    """Where bytes lead a unit and are in none."""
    if _LEAD.search(_STRICT_UNIT.sub("", data)) is None:
        return []
    masked = _STRICT_UNIT.sub(lambda m: " " * len(m[0]), data)
    return [i for i, byte in enumerate(masked) if "\xc2" <= byte <= "\xf4"]


def complete(data: str) -> bool:
    """Whether every byte has its unit, so that nothing seems lost; straightened marks count as bytes."""
    return "\u0100" not in data and _WHOLE.sub("", data).isascii()


class Piece(NamedTuple):
    """Tokens of a region: already decoded, or still to be searched (text is None)."""

    start: int
    end: int
    text: str | None


def pieces(text: str, data: str, start: int, end: int, *, lowered: bool = False) -> list[Piece]:
    """A region cut into tokens that decode on their own and stretches that must be searched.

    A token beside a damaged one stays with it where the space between them may be false.
    """
    tokens: list[tuple[int, int]] = [m.span() for m in _TOKEN.finditer(data, start, end)]
    if tokens and tokens[-1][1] < end:  # a space at the end that may be a continuation
        tokens[-1] = (tokens[-1][0], end)
    decoded = [strict(data[a:b]) for a, b in tokens]
    open_ = [d is None or (lowered and not d.isascii()) for d in decoded]
    for order in (range(1, len(tokens)), range(len(tokens) - 2, -1, -1)):
        for index in order:
            other = index - 1 if order.step == 1 else index + 1
            if open_[other] and not open_[index]:
                left, right = min(index, other), max(index, other)
                last, first = tokens[left][1] - 1, tokens[right][0]
                open_[index] = (
                    noisy(text[last])
                    or noisy(text[first])
                    or _wants_more(data, last)
                    or straightened(text, data, last)
                )
    out: list[Piece] = []
    for (a, b), word, damaged in zip(tokens, decoded, open_, strict=True):
        if damaged and out and out[-1].text is None and a - out[-1].end <= 2:
            out[-1] = Piece(out[-1].start, b, None)
        else:
            out.append(Piece(a, b, None if damaged else word))
    return out


def _wants_more(data: str, at: int) -> bool:
    """Whether a lead is there: the space after it may be its continuation, once a no-break space."""
    return "\xc2" <= data[at] <= "\xf4"


def straightened(text: str, data: str, at: int) -> bool:
    """Whether a hyphen is after a lead: it was a dash, a continuation, and the space may be false."""
    return at > 0 and text[at] == "-" and "\xc2" <= data[at - 1] <= "\xf4"


def with_straight_leads(text: str, data: str, table: codecs.Table) -> str:
    """The bytes of a text, a straight mark before the rest of a unit as the lead that it was.

    >>> with_straight_leads('"ÅÆ', '"\x81\xae', codecs.table("mac_roman"))
    'ã\x81®'
    """
    for mark, lead in table.straight_leads.items():
        if mark in text:
            more = " ?[\x80-\xbf]" * (2 if lead >= "\xe0" else 1)
            data = re.sub(f"{mark}(?={more})", lead, data)
    return data


def noisy(char: str) -> bool:
    """Whether a translator puts a space beside the character."""
    return char in "\"'?�" or codecs.is_symbol(char)
