"""What the next character costs after the last letters: the character model as the beam asks it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from mtcheck.encoding.mojibake import likelihood
from mtcheck.lexicon import char_model

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
    if not script:
        price = likelihood._MARKS[char]
        if last[-1] != " ":
            known = _known(char_model.SCRIPTS[last[-1]], lang)
            price += known.logs[last + " "] if known else -1.8
        return price, " "
    if script == "MARK":
        return -3.0, last
    before = char_model.SCRIPTS[last[-1]]
    price = 0.0
    if before and before != script and not {before, script} <= {"HIRA", "KATA", "CJK"}:
        price += likelihood._CHANGE
        last = " "
    if not before:
        price += likelihood._ENTER.get(script, likelihood._ENTER_OTHER)
    known = _known("HIRA" if script == "KATA" else script, lang)
    if known is None:
        return price + (likelihood._MODELLESS if script in likelihood._LIVING else likelihood._DEAD), char
    low = char.lower()[:1]
    price += max(known.logs[last + low], -14.0)
    if char != low:
        price += likelihood._CAPITAL if last[-1] == " " else likelihood._CAMEL / 2
    return price, (last + low)[-3:]


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


def _steps(last: str, chars: tuple[str, ...], lang: str) -> list[Step]:
    """``priced`` for many characters, the likeliest first: the model is asked once for all of a script."""
    out: list[Step] = []
    by_script: dict[str, list[str]] = {}
    for char in chars:
        by_script.setdefault(char_model.SCRIPTS[char], []).append(char)
    before = char_model.SCRIPTS[last[-1]]
    for script, group in by_script.items():
        known = _known("HIRA" if script == "KATA" else script, lang) if script not in ("", "MARK") else None
        if known is None or (before and before != script):
            for char in group:
                price, after = priced(last, char, lang)
                out.append((price, char, after))
            continue
        enter = 0.0 if before else likelihood._ENTER.get(script, likelihood._ENTER_OTHER)
        capital = likelihood._CAPITAL if last[-1] == " " else likelihood._CAMEL / 2
        lows = [char.lower()[:1] for char in group]
        for char, low, log in zip(group, lows, known.logs.after(last, lows), strict=True):
            price = enter + max(log, -14.0) + (capital if char != low else 0.0)
            out.append((price, char, (last + low)[-3:]))
    out.sort(key=_by_price)
    return out


def _by_price(step: Step) -> float:
    return -step[0]


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
