"""Whole units that are symbols: emoji, arrows, box drawing, dashes and quotes, in any of the by_lead.

A symbol has three or four bytes, so three or four odd characters in a row show for it, and hardly any text
has those. Such a unit wins over a reading that makes a letter of a part of it by a rarer codec.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise

from mtcheck.encoding.mojibake import codecs, likelihood, suspicion
from mtcheck.encoding.mojibake.regions import strict
from mtcheck.encoding.mojibake.verdict import Reading
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
_SMALL = 2  # units of a reading that loses to a whole unit of a commoner codec
#: Enclosed numbers, arrows and operators of the supplements, ideographic marks, alchemy: all but a few.
_ODD_BLOCKS = ((0x2460, 0x24FF), (0x2900, 0x2AFF), (0x2C00, 0x1EFFF))
_USED = frozenset((0x24C2, 0x2934, 0x2935, 0x3030, 0x303D, 0x3297, 0x3299))
_HOME = 0.5  # share of a line's letters that makes an alphabet the one it is written in


@cache
def _leads() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Two characters that begin symbols, and the by_lead by the first of them."""
    by_lead: dict[str, list[str]] = {}
    seconds: set[str] = set(map(chr, range(0x80, 0xA0)))
    for name in codecs.CODECS:
        chars = codecs.shown()[name]
        seconds.update(chars[:0x40])
        for byte in _FIRST:
            by_lead.setdefault(chars[byte - 0x80], []).append(name)
    by_lead = {lead: names for lead, names in by_lead.items() if lead > "\x9f"}
    pattern = f"{suspicion.char_class(set(by_lead))}(?={suspicion.char_class(seconds)}{{2}})"
    return re.compile(pattern), {lead: tuple(names) for lead, names in by_lead.items()}


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
    return re.compile("|".join([*parts, rf"{mark}(?<![^\W_]{mark}){shown}{{2}}", f"{emoji}{shown}{{2}}"]))


def places(text: str) -> Iterator[int]:
    """Where symbols may show: lines that the gate lets through for want of another pair."""
    return (match.start() for match in _gate().finditer(text))


def find(line: str) -> Iterator[Reading]:
    """Runs of symbols in a line, from left to right; each as the codec that makes most sense of it."""
    pattern, by_lead = _leads()
    done = 0
    for match in pattern.finditer(line):
        start = match.start()
        if start < done:
            continue
        found = [r for name in by_lead[match[0]] if (r := _run(line, start, name)) is not None]
        found = [r for r in found if _is_credible(line, r)]
        if found:
            best = max(found, key=lambda r: (r.end, likelihood.score(r.text), codecs.CODECS[r.codec]))
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
    if script not in ("", "LATI"):
        letters = [char_model.SCRIPTS[c] for c in line[:start] + line[end:] if c.isalpha()]
        if letters.count(script) > _HOME * len(letters) or char_model.SCRIPTS[left] == script:
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


def preferred(line: str, found: list[Reading]) -> list[Reading]:
    """The readings of a line with its whole units, less those that make something else of a part of one."""
    units = list(find(line))
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
