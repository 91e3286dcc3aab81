"""Whole units that are symbols: emoji, arrows, box drawing, dashes and quotes, in any of the by_lead.

A symbol has three or four bytes, so three or four odd characters in a row show for it, and hardly any text
has those. Such a unit wins over a reading that makes a letter of a part of it by a rarer codec.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from mtcheck import lazyre
from mtcheck.encoding.mojibake import codecs, likelihood, suspicion
from mtcheck.encoding.mojibake.regions import strict
from mtcheck.encoding.mojibake.verdict import Reading, accepted
from mtcheck.lexicon import char_model

_GAIN = 40.0  # evidence that a whole unit amounts to: as much as leaves no doubt
_SYMBOLS = ("So", "Sm", "Sc", "Sk", "Po", "Pd", "Pi", "Pf", "Ps", "Pe")
#: What may follow in one symbol: variation selectors, a joiner, a keycap, tags.
_CONTINUING = frozenset("\ufe0e\ufe0f\u200d\u20e3")
_TRAILING = frozenset("’”…™®–—›»")  # marks that a word may be followed by at once
_PLAIN = frozenset("«»“”„‘’‚‹›–—…·\xa0™®©°")  # marks that may stand one after the other in clean text
#: What U+FE0F shows as in cp1252 once its last byte is dropped.
DROPPED_SELECTOR = "\N{LATIN SMALL LETTER I WITH DIAERESIS}\N{CEDILLA}"
_FIRST = (0xE2, 0xE3, 0xEF, 0xF0)
_MANY = 12  # units of a reading that never loses to one whole unit, an emoji or two
_SMALL = 2  # units of a reading that loses to a whole unit of a commoner codec
#: Enclosed numbers, arrows and operators of the supplements, ideographic marks, alchemy: all but a few.
_ODD_BLOCKS = ((0x2460, 0x24FF), (0x2900, 0x2AFF), (0x2C00, 0x1EFFF))
_USED = frozenset((0x24C2, 0x2934, 0x2935, 0x3030, 0x303D, 0x3297, 0x3299))
_BOX = "┬"
_BEFORE = frozenset("¡¿«")  # marks that a word follows; the others follow one
_ORDINALS = frozenset("ªº")  # 40.º
_HOME = 0.5  # share of a line's letters that makes an alphabet the one it is written in


@cache
def _leads() -> tuple[re.Pattern[str], dict[str, int]]:
    """Two characters that begin symbols, and the codecs (bits, in CODECS order) by the first of them."""
    by_lead: dict[str, int] = {}
    seconds: set[str] = set(map(chr, range(0x80, 0xA0)))
    for bit, name in enumerate(codecs.CODECS):
        chars = codecs.shown()[name]
        seconds.update(chars[:0x40])
        for byte in _FIRST:
            by_lead[chars[byte - 0x80]] = by_lead.get(chars[byte - 0x80], 0) | 1 << bit
    by_lead = {lead: mask for lead, mask in by_lead.items() if lead > "\x9f"}
    pattern = f"{suspicion.char_class(set(by_lead))}(?={suspicion.char_class(seconds)}{{2}})"
    return lazyre.compile(pattern), by_lead


def _continued(char: str) -> int:
    """The codecs (bits) in which a character continues a unit."""
    return codecs.masks()[2].get(char, 0)


@cache
def _gate() -> re.Pattern[str]:
    """Three characters that show for a symbol, where the first is no letter of a whole Cyrillic text."""
    after: dict[str, set[str]] = {}
    for name in codecs.CODECS:
        chars = codecs.shown()[name]
        for byte in _FIRST:
            lead = chars[byte - 0x80]
            if lead > "\x9f" and (char_model.SCRIPTS[lead] in ("LATI", "") or lead == "Γ"):
                after.setdefault(lead, set()).update(c for c in chars[:0x40] if c > "\x9f")
    parts = [f"{re.escape(a)}{suspicion.char_class(b)}{{2}}" for a, b in sorted(after.items())]
    windows = codecs.shown()["cp1251"]
    shown = suspicion.char_class(set(windows[:0x40]) - {"\x98"})
    # In cp1251 a mark is a word of one letter with two marks after it; an emoji begins as no word does.
    mark, emoji = windows[0xE2 - 0x80], windows[0xF0 - 0x80] + windows[0x9F - 0x80]
    return lazyre.compile("|".join([*parts, rf"{mark}(?<![^\W_]{mark}){shown}{{2}}", f"{emoji}{shown}{{2}}"]))


def places(text: str) -> Iterator[int]:
    """Where symbols may show: lines that the gate lets through for want of another pair."""
    return (match.start() for match in _gate().finditer(text))


def find(line: str, settled: Sequence[tuple[int, int]] = ()) -> Iterator[Reading]:
    """Runs of symbols in a line, from left to right; each as the codec that makes most sense of it.

    Nothing is looked for in the stretches that are settled.
    """
    pattern, by_lead = _leads()
    done = 0
    for match in pattern.finditer(line):
        start = match.start()
        if start < done or any(first <= start < end for first, end in settled):
            continue
        mask = by_lead[match[0]] & _continued(line[start + 1]) & _continued(line[start + 2])
        found: dict[tuple[int, str], Reading] = {}  # of each text the likeliest codec
        for name in codecs.names(mask):
            reading = _run(line, start, name)
            if reading is None:
                continue
            key = reading.end, reading.text
            if key not in found or codecs.CODECS[name] > codecs.CODECS[found[key].codec]:
                found[key] = reading
        credible = [r for r in found.values() if _is_credible(line, r)]
        if credible:
            best = max(credible, key=lambda r: (r.end, likelihood.score(r.text), codecs.CODECS[r.codec]))
            done = best.end
            yield best


def _run(line: str, start: int, name: str) -> Reading | None:
    """The symbols that a codec reads from a place on."""
    to_bytes = codecs.table(name).to_bytes
    end, parts, units = start, "", 0
    while end < len(line):
        data = line[end : end + 4].translate(to_bytes)
        size = 4 if data[0] >= "\xf0" else 3
        char = strict(data[:size]) if data[0] >= "\xe2" else None
        if char is None or len(char) != 1 or not _is_symbol(char, bool(parts)):
            break
        parts, units, end = parts + char, units + (char not in _CONTINUING), end + size
    if not parts:
        return None
    if line.startswith(DROPPED_SELECTOR, end):  # its third byte is a control in cp1252, and often dropped
        parts, end = parts + "\ufe0f", end + len(DROPPED_SELECTOR)
    return Reading(start, end, parts, name, _GAIN, units, 0, 0, 1, True)


def _is_symbol(char: str, inside: bool) -> bool:
    if char in _CONTINUING:
        return inside
    return char > "\u2000" and unicodedata.category(char) in _SYMBOLS and not _is_odd_block(char)


@cache
def _is_odd_block(char: str) -> bool:
    """Whether a symbol is of a block that nobody uses: of what chance produces, two in three."""
    code = ord(char)
    return any(low <= code <= high for low, high in _ODD_BLOCKS) and code not in _USED


def _is_credible(line: str, reading: Reading) -> bool:
    """Whether what shows for the symbols is not the text of some language where it is."""
    start, end, text = reading[:3]
    if text[0] > "\U0001f000" or reading.units > 2:
        return True
    left, right = line[start - 1] if start else " ", line[end : end + 1] or " "
    shown = line[start:end]
    alone = left.isspace() and right.isspace()
    if reading.units == 1 and all(c in _PLAIN for c in shown[1:]) and not alone:
        return False
    if any(not c.isascii() and c not in _PLAIN and not char_model.SCRIPTS[c] for c in left + right):
        return False  # a part of something longer
    if right > "\x7f" and right in _leads()[1]:
        return False  # so is this: the next character begins there
    if reading.units == 1 and len({unicodedata.normalize("NFD", c)[0].lower() for c in shown}) == 1:
        return False  # a letter drawn out
    script = char_model.SCRIPTS[shown[0]]
    if script not in ("", "LATI") and (char_model.SCRIPTS[left] == script or _is_home(line, shown, script)):
        return False
    if all(char_model.SCRIPTS[c] for c in shown) and all(
        suspicion.innocent(a, b) for a, b in pairwise(shown)
    ):
        return False
    if not char_model.SCRIPTS[left]:
        return True
    if text == "’":
        return left.isascii()
    return left.isascii() and text[0] in _TRAILING and not (right.isalpha() and text[-1] != "—")


def _is_home(line: str, shown: str, script: str) -> bool:
    """Whether the letters of a line, those of a stretch left out, are mostly of a script."""
    counts, own = _scripts(line), _scripts(shown)
    return counts[script] - own[script] > _HOME * (counts.total() - own.total())


@lru_cache(maxsize=16)  # a line is asked about for each symbol that it may hold
def _scripts(line: str) -> Counter[str]:
    return Counter(char_model.SCRIPTS[c] for c in line if c.isalpha())


def _boxed(line: str) -> Iterator[Reading]:
    """Marks of Latin-1 as a DOS table shows them, where no box is drawn: `┬┐Qu├⌐`, `20┬░`."""
    place = line.find(_BOX)
    while place >= 0:
        around = line[max(0, place - 1) : place], line[place + 2 : place + 3]
        shown = line[place + 1 : place + 2]
        name = next(
            (
                n
                for n in _boxing()
                if "\xa0" <= chr(codecs.table(n).to_bytes.get(ord(shown or " "), 0)) < "\xc0"
            ),
            "",
        )
        if name and not any("─" <= c <= "▟" for c in around):
            mark = chr(codecs.table(name).to_bytes[ord(shown)])
            is_apart = not around[0].isalnum() and around[1].isalnum()
            behind = around[0].isalnum() or (mark in _ORDINALS and around[0] == ".")
            if not "─" <= shown <= "▟" or (is_apart if mark in _BEFORE else behind):
                yield Reading(place, place + 2, mark, name, _GAIN, 1, 0, 0, 1, True)
        place = line.find(_BOX, place + 1)


@cache
def _boxing() -> tuple[str, ...]:
    """The tables that show the lead of these marks so, the likely ones first."""
    names = [name for name in codecs.CODECS if codecs.shown()[name][0xC2 - 0x80] == _BOX]
    return tuple(sorted(names, key=lambda name: -codecs.CODECS[name]))


def preferred(line: str, found: list[Reading]) -> list[Reading]:
    """The readings of a line with its whole units, less those that make something else of a part of one."""
    settled = [(r.start, r.end) for r in found if r.units >= _MANY and accepted(r, line)]
    units = sorted([*find(line, settled), *_boxed(line)])
    starts = [unit.start for unit in units]

    def loses(reading: Reading) -> bool:
        first = max(0, bisect_right(starts, reading.start) - 1)
        return any(_loses(reading, unit) for unit in units[first : bisect_left(starts, reading.end)])

    return units + [r for r in found if not loses(r)]


def without_covered(believed: list[Reading]) -> list[Reading]:
    """The readings that are believed, without the units that longer ones explain as well."""
    longer = sorted((r.start, r.end) for r in believed if not is_unit(r))
    reach = list(accumulate((end for _, end in longer), max))

    def is_covered(unit: Reading) -> bool:
        index = bisect_right(longer, (unit.start, len(reach) and reach[-1])) - 1
        return index >= 0 and reach[index] >= unit.end

    return [r for r in believed if not is_unit(r) or not is_covered(r)]


def _loses(reading: Reading, unit: Reading) -> bool:
    """Whether a reading has something else for a unit, and not much more than that."""
    if reading.end <= unit.start or reading.start >= unit.end:
        return False
    if reading.start <= unit.start and reading.end >= unit.end and unit.text in reading.text:
        return reading.text == unit.text
    return reading.layers == 1 and reading.units <= _SMALL + unit.units + (unit.text[0] > "\U0001f000")


def is_unit(reading: Reading) -> bool:
    """Whether a reading is nothing but whole units, and so needs no more evidence."""
    return reading.gain == _GAIN


def is_small(reading: Reading) -> bool:
    """Whether a reading explains little, so that another that explains all is to be preferred."""
    return is_unit(reading) or (reading.units <= _SMALL and reading.layers == 1)
