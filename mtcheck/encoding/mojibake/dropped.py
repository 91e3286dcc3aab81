"""Garble that lost a part on the way: controls that a program dropped, marks that became `?`.

`didnât` was `didn’t`: the other two characters of the apostrophe were controls, and are gone. English
contractions give it back, and emoji that a variation selector follows. All of it is a guess, and so unsafe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from mtcheck import lazyre
from mtcheck.encoding.mojibake import codecs, proof
from mtcheck.encoding.mojibake.symbols import DROPPED_SELECTOR
from mtcheck.encoding.mojibake.verdict import Reading
from mtcheck.resources import read_bytes

_A = "\N{LATIN SMALL LETTER A WITH CIRCUMFLEX}"  # what E2, the lead of all typographic marks, shows as
# An apostrophe before an English ending: didnât, don?t.
_CONTRACTION = lazyre.compile(rf"([{_A}?])(?<=[A-Za-z].)(t|s|re|ve|ll|d|m)(?![^\W\d_])")
_STEM = lazyre.compile(r"[A-Za-z]+\Z")
_LONGEST_STEM = 40
_AROUND = 400  # characters on both sides that say which language a long line is in
# A quotation with both its marks gone: âNobody knows,â
_QUOTATION = lazyre.compile(
    rf"(?<![^\W\d_]){_A}(?=[A-Za-z])([^{_A}\n]{{2,300}}?[A-Za-z,.!?…]){_A}(?![^\W\d_])"
)
_SYMBOL = lazyre.compile(rf"{_A}[^\x00-\x1f]{{1,2}}?{DROPPED_SELECTOR}")
_TRADE_MARK = lazyre.compile(f'(?<=[A-Za-z0-9]){_A}"\N{CENT SIGN}')
_ENDINGS = {"t": "n", "s": "", "re": "", "ve": "", "ll": "", "d": "", "m": ""}
_GAIN = 12.0  # evidence that a known word amounts to
_ENGLISH = 0.6  # share of a line's ASCII words that English has
_WORD = lazyre.compile(r"[^\W\d_]{2,}")
_LEAST_WORD = 4
_SHORTEST_STEM = 2


def may_be_lost(text: str) -> bool:
    """Whether a text of ASCII may have lost its apostrophes."""
    return "?" in text and _CONTRACTION.search(text) is not None


def find(text: str) -> Iterator[Reading]:
    """What was lost and can be told, in order of the patterns; each stretch once."""
    if _A in text or "?" in text:
        yield from _contractions(text)
    if _A in text:
        yield from (
            _reading(m.start(), m.end(), f"“{m[1]}”")
            for m in _QUOTATION.finditer(text)
            if _is_english(text, m.start()) and m[1].replace(_A, "").isascii() and _reads_as(m[1], "en")
        )
        yield from (_reading(m.start(), m.end(), "™") for m in _TRADE_MARK.finditer(text))
    if DROPPED_SELECTOR in text:
        for match in _SYMBOL.finditer(text):
            if (symbol := _emoji().get(match[0])) is not None:
                yield _reading(match.start(), match.end(), symbol)


def _contractions(text: str) -> Iterator[Reading]:
    for match in _CONTRACTION.finditer(text):
        mark, ending = match[1], match[2]
        before = _STEM.search(text[max(0, match.start() - _LONGEST_STEM) : match.start()])
        stem = before[0].lower() if before else ""
        if not (stem.endswith(_ENDINGS[ending]) and _is_contraction(stem, ending)):
            continue
        if mark == _A and (len(stem) < _SHORTEST_STEM or (ending in "sdm" and _stands_alone(text, match))):
            continue  # estâs, nât
        token = stem + match[0].lower()
        if mark == _A and (proof.is_word_anywhere(token, "LATI") or not _is_english(text, match.start())):
            continue
        if mark == "?" and not (_is_english(text, match.start()) and _is_prose(text, match)):
            continue
        yield _reading(match.start(1), match.end(1), "’")


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a line has no other word."""
    first, last = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    line = text[max(first, match.start() - _AROUND) : min(last % (len(text) + 1), match.end() + _AROUND)]
    return not any(_A not in word for word in _WORD.findall(line))


def _is_contraction(stem: str, ending: str) -> bool:
    if ending == "s":
        return proof.is_word(stem, "en")
    return proof.is_word(f"{stem}'{ending}", "en")


def _is_prose(text: str, match: re.Match[str]) -> bool:
    """Whether a word with `?` inside is no address and no pattern."""
    first = text.rfind(" ", 0, match.start()) + 1
    last = text.find(" ", match.end())
    token = text[first : last if last >= 0 else len(text)]
    return not any(c in "=/&\\[](){}|*+<>_@:" for c in token)


def _is_english(text: str, place: int) -> bool:
    return _reads(text, place, "en")


def _reads(text: str, place: int, lang: str) -> bool:
    """Whether the words of a line are those of a language; of a long line those around the place."""
    first = max(text.rfind("\n", 0, place) + 1, place - _AROUND)
    last = min(text.find("\n", place) % (len(text) + 1), place + _AROUND)
    return _reads_as(text[first:last], lang)


def _reads_as(line: str, lang: str) -> bool:
    """Whether most letters of a line are in words of a language.

    Words that hold the lead of a lost mark say nothing; short ones are words of many languages.
    """
    words = [w for w in _WORD.findall(line.lower()) if _A not in w]
    counted = [w for w in words if len(w) >= _LEAST_WORD] or words
    known = sum(len(w) for w in counted if (w.isascii() or lang != "en") and proof.is_word(w, lang))
    return known >= _ENGLISH * sum(map(len, counted))


@cache
def _emoji() -> dict[str, str]:
    """Emoji by what is left of them in cp1252 once the bytes that it lacks are dropped, where that is one."""
    found: dict[str, set[str]] = {}
    chars = codecs.shown()["cp1252"]
    for symbol in msgspec.json.decode(read_bytes("codecs/emoji.json"), type=str):
        if "\u2000" <= symbol < "\u3000":
            shown = "".join(chars[byte - 0x80] for byte in symbol.encode())
            left = "".join(c for c in shown if c > "\x9f")
            for form in {left, left.replace("\xa0", " ")}:
                found.setdefault(form + DROPPED_SELECTOR, set()).add(f"{symbol}\ufe0f")
    return {form: symbols.pop() for form, symbols in found.items() if len(symbols) == 1}


def _reading(start: int, end: int, text: str) -> Reading:
    return Reading(start, end, text, "cp1252", _GAIN, 1, 0, 1, 1, True)
