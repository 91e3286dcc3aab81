"""What the next character costs after the last letters: the character model as the beam asks it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from mtcheck.encoding.mojibake import likelihood
from mtcheck.lexicon import char_model

_WRITTEN_TOGETHER = frozenset(("HIRA", "KATA", "CJK"))
LEAST = (0, 0, 0x80, 0x800, 0x10000)  # code point of a unit of so many bytes
_GLANCE = 10  # endings that a pair of letters lets through to the whole model
_MOST_MIDDLES = 8  # bytes in the middle of a unit that are guessed at
_CHOICES = 5  # guesses that each state follows up


@lru_cache(maxsize=1_000)
def _known(script: str, lang: str) -> char_model.CharModel | None:
    """The model of the language where it is written in the script, else of all languages of the script."""
    if lang and char_model.model(lang).script == script:
        return char_model.model(lang)
    return char_model.script_model(script)


@lru_cache(maxsize=100_000)
def priced(last: str, char: str, lang: str) -> tuple[float, str]:
    """Price of a character after the last letters (" " for an edge), and the last letters after it."""
    script = char_model.SCRIPTS[char]
    if script in ("", "MARK"):
        price, after = _unwritten(last, script, lang)
        return price + (0.0 if script else likelihood._MARKS[char]), after
    price, last = _entered(last, script)
    known = _known("HIRA" if script == "KATA" else script, lang)
    if known is None:
        return price + (likelihood._MODELLESS if script in likelihood._LIVING else likelihood._DEAD), char
    low = char.lower()[:1]
    price += max(known.logs[last + low], -14.0)
    if char != low:
        price += likelihood._CAPITAL if last[-1] == " " else likelihood._CAMEL / 2
    return price, (last + low)[-3:]


def _unwritten(last: str, script: str, lang: str) -> tuple[float, str]:
    """What a character that is no letter costs, its own price apart, and the last letters after it."""
    if script:
        return -3.0, last
    if last[-1] == " ":
        return 0.0, " "
    known = _known(char_model.SCRIPTS[last[-1]], lang)
    return known.logs[last + " "] if known else -1.8, " "


def _entered(last: str, script: str) -> tuple[float, str]:
    """What a letter of a script costs for coming after these, and what the model sees of them."""
    before = char_model.SCRIPTS[last[-1]]
    if not before:
        return likelihood._ENTER.get(script, likelihood._ENTER_OTHER), last
    if before != script and not {before, script} <= _WRITTEN_TOGETHER:
        return likelihood._CHANGE, " "
    return 0.0, last


@lru_cache(maxsize=50_000)
def possible(code: int) -> bool:
    """Whether a decoded character can be part of a text."""
    kind = unicodedata.category(chr(code))
    return kind not in ("Cn", "Co", "Cs", "Cc") and (
        kind != "Cf" or code in (0xAD, 0xFEFF) or 0x200B <= code < 0x2010
    )


@lru_cache(maxsize=20_000)
def _endings(value: int, total: int, followers: tuple[int, ...]) -> tuple[str, ...]:
    """The characters that one of these last bytes makes of a unit."""
    codes = [value << 6 | byte & 63 for byte in followers]
    return tuple(chr(c) for c in codes if LEAST[total] <= c <= 0x10FFFF and possible(c))


@lru_cache(maxsize=1_000)
def middles(value: int, need: int, followers: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the bytes that alphabets have in the middle of a unit; none where there are many.

    Then all of them cost the same until the unit is whole, and crowd out what is known.
    """
    if len(followers) <= _MOST_MIDDLES:
        return followers
    shift = 6 * (need - 1)
    known = {ord(c) >> shift & 63 for c in _guessable() if ord(c) >> shift + 6 == value}
    kept = tuple(byte for byte in followers if byte & 63 in known)
    return kept if len(kept) <= _MOST_MIDDLES else ()


@lru_cache(maxsize=1)
def _guessable() -> frozenset[str]:
    return char_model.all_letters() | frozenset(likelihood.KNOWN_MARKS) | frozenset("“”‘’„–—…•\U0001f600")


# Price of a character, the character, the last letters after it. A plain tuple, for the same reason as Hyp.
Step = tuple[float, str, str]


class _Group(NamedTuple):
    """Characters of one script, the same in small letters, and the model that knows them."""

    script: str
    chars: tuple[str, ...]
    lows: tuple[str, ...]
    known: char_model.CharModel | None


@lru_cache(maxsize=20_000)
def _grouped(chars: tuple[str, ...], lang: str) -> tuple[_Group, ...]:
    by_script: dict[str, list[str]] = {}
    for char in chars:
        by_script.setdefault(char_model.SCRIPTS[char], []).append(char)
    return tuple(
        _Group(
            script,
            tuple(group),
            tuple(char.lower()[:1] for char in group),
            None if script in ("", "MARK") else _known("HIRA" if script == "KATA" else script, lang),
        )
        for script, group in by_script.items()
    )


@lru_cache(maxsize=5_000)
def _at_edge(lows: tuple[str, ...], known: char_model.CharModel) -> list[float]:
    """What the model says of each letter at the beginning of a word."""
    return known.logs.after(" ", lows)


def _steps(last: str, chars: tuple[str, ...], lang: str) -> list[Step]:
    """``priced`` for many characters, the likeliest first: the model is asked once for all of a script."""
    out: list[Step] = []
    for script, group, lows, known in _grouped(chars, lang):
        if script in ("", "MARK"):
            enter, end = _unwritten(last, script, lang)
            out += [(enter + (0.0 if script else likelihood._MARKS[char]), char, end) for char in group]
            continue
        enter, end = _entered(last, script)
        if known is None:
            enter += likelihood._MODELLESS if script in likelihood._LIVING else likelihood._DEAD
            out += [(enter, char, char) for char in group]
            continue
        logs = _at_edge(lows, known) if end == " " else known.logs.after(end, lows)
        capital = likelihood._CAPITAL if end[-1] == " " else likelihood._CAMEL / 2
        end = end[-2:]
        for char, low, log in zip(group, lows, logs, strict=True):
            price = enter + max(log, -14.0) + (capital if char != low else 0.0)
            out.append((price, char, end + low))
    out.sort(key=_price, reverse=True)
    return out


_price = itemgetter(0)


@lru_cache(maxsize=20_000)
def _likely(last: str, value: int, total: int, followers: tuple[int, ...], lang: str) -> tuple[str, ...]:
    """Those of the endings that are likeliest after one letter."""
    chars = _endings(value, total, followers)
    if len(chars) <= _GLANCE:
        return chars
    return tuple(step[1] for step in _steps(last, chars, lang)[:_GLANCE])


@lru_cache(maxsize=50_000)
def guessed(last: str, value: int, total: int, followers: tuple[int, ...], lang: str) -> list[Step]:
    """The likeliest endings after the last letters, picked from the likeliest after the last one."""
    return _steps(last, _likely(last[-1], value, total, followers, lang), lang)[:_CHOICES]
