"""Seeded garbling: text read in the wrong codec, and what a translator then does to it.

The same seed gives the same cases. Clean text comes from the development data (MTCHECK_DATA names its
folder), nothing of it is stored here.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import development_data

DATA = development_data.folder()

# What thresholds were tuned on; everything else is held out.
TUNED_LANGUAGES = ("ar", "be", "cs", "de", "el", "es", "fr", "hi", "ja", "ko", "pl", "ru", "sv", "tr", "vi")
TUNED_CODECS = ("cp1251", "cp1252", "latin-1", "mac_roman")
HELD_OUT_LANGUAGES = (
    "uk",
    "bg",
    "sr",
    "kk",
    "fa",
    "he",
    "th",
    "hu",
    "lv",
    "pt",
    "ro",
    "it",
    "nl",
    "fi",
    "nb",
    "bn",
    "ta",
    "zh",
    "ca",
    "eo",
    "az",
    "eu",
    "sk",
    "bs",
)
HELD_OUT_CODECS = (
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "iso8859-2",
    "iso8859-5",
    "iso8859-9",
    "mac_cyrillic",
    "cp437",
    "cp850",
    "cp866",
    "koi8-r",
    "koi8-u",
)
NO_SPACES = ("ja", "zh", "th")
LATIN = frozenset(
    [
        "af",
        "az",
        "bs",
        "ca",
        "cs",
        "cy",
        "da",
        "de",
        "en",
        "eo",
        "es",
        "et",
        "eu",
        "fi",
        "fr",
        "ga",
        "hr",
        "hu",
        "is",
        "it",
        "la",
        "lt",
        "lv",
        "nb",
        "nl",
        "nn",
        "pl",
        "pt",
        "ro",
        "sk",
        "sl",
        "sq",
        "sv",
        "tr",
        "vi",
        "yo",
        "mi",
    ]
)
_CLOSING, _OPENING = "»”’›", "«“„‚‹‘¡¿"


class Case(NamedTuple):
    """One garbled line and what it was."""

    kind: str
    codec: str
    lang: str
    garbled: str
    truth: str


class Habits(NamedTuple):
    """What a translator does; probabilities, each drawn once a case where the name says so."""

    symbol: float  # that a kind of symbol is set off by spaces
    quote: float  # that a kind of quote mark pulls the space to its other side
    straight: float = 0.0  # that curled quotes become straight
    ellipsis: float = 0.0
    lower: float = 0.0  # that the case is lost
    drop: float = 0.0  # of each character
    controls: tuple[str, ...] = ("keep",)
    one_sided: float = 0.0  # that a symbol gets a space on one side only
    no_break: float = 0.0  # that a space put in is a no-break space


LEVELS = {
    "light": Habits(0.6, 0.6),
    "seed": Habits(0.9, 0.9, straight=0.05, ellipsis=0.3, controls=("keep", "drop")),
    "heavy": Habits(0.9, 0.9, 0.5, 0.6, 0.2, 0.01, ("keep", "drop", "?", "\ufffd")),
    "other": Habits(0.8, 0.5, straight=0.2, one_sided=0.3, no_break=0.15),
}


@cache
def sentences(lang: str) -> tuple[str, ...]:
    """Clean sentences of 20 to 400 characters."""
    lines = (DATA / "sentences" / f"{lang}.txt").read_text("utf-8").split("\n")
    return tuple(unicodedata.normalize("NFC", " ".join(x.split())) for x in lines if 20 <= len(x) <= 400)


@cache
def english() -> tuple[str, ...]:
    """Plain English lines to hide a phrase in."""
    lines = (DATA / "news" / "en.txt").read_text("utf-8").split("\n")
    return tuple(sorted({x.strip() for x in lines if 60 <= len(x) <= 300 and x.isascii()}))


def misread(text: str, codec: str, real: str = "utf-8", times: int = 1) -> str | None:
    """The bytes of a text read in the wrong codec; undefined bytes as C1 controls; None if impossible."""
    for _ in range(times):
        try:
            data = text.encode(real)
        except UnicodeEncodeError:
            return None
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            if real != "utf-8" or not codec.startswith("cp125"):
                return None
            out = []
            for byte in data:
                try:
                    out.append(bytes([byte]).decode(codec))
                except UnicodeDecodeError:
                    if byte >= 0xA0:
                        return None
                    out.append(chr(byte))
            text = "".join(out)
    return text


def _is_symbol(char: str) -> bool:
    if ord(char) < 0x80 or char in _CLOSING + _OPENING:
        return False
    return unicodedata.category(char)[0] == "S" or char in "§¶·•†‡‰…¹²³¼½¾µªº–—¦№"


def translated(text: str, habits: Habits, rng: random.Random) -> str:
    """What a translator makes of garbled text."""
    text = text.replace("\xa0", " ")
    controls = rng.choice(habits.controls)
    if controls != "keep":
        text = re.sub("[\x80-\x9f]", "" if controls == "drop" else controls, text).replace("\xad", "")
    if rng.random() < habits.lower:
        text = text.lower()
    straight, ellipsis = rng.random() < habits.straight, rng.random() < habits.ellipsis
    space = "\xa0" if rng.random() < habits.no_break else " "
    chosen: dict[str, tuple[bool, int]] = {}
    out: list[str] = []
    skip = False
    for index, char in enumerate(text):
        if skip or rng.random() < habits.drop:
            skip = False
            continue
        following = text[index + 1 : index + 2]
        if char == "…" and ellipsis:
            out.append("...")
        elif char in _CLOSING + _OPENING:
            split, _ = chosen.setdefault(char, (rng.random() < habits.quote, 0))
            mark = '"' if straight and char in "“”„" else "'" if straight and char in "‘’‚" else char
            if not split:
                out.append(mark)
            elif char in _OPENING:
                out.append(space + mark)
                skip = following == " "
            elif following == " ":
                out.append(" " + mark)
                skip = True
            else:
                out.append(rng.choice((mark + space, space + mark)))
        elif _is_symbol(char):
            side = rng.choice((1, 2)) if rng.random() < habits.one_sided else 3
            split, side = chosen.setdefault(char, (rng.random() < habits.symbol, side))
            out.append((space if side & 1 else "") + char + (space if side & 2 else "") if split else char)
        else:
            out.append(char)
    return re.sub(
        "[ \xa0]*\xa0[ \xa0]*|  +", lambda m: "\xa0" if m.group() == "\xa0" else " ", "".join(out)
    ).strip()


def phrase(lang: str, rng: random.Random) -> str | None:
    """One to four words (3 to 12 characters where no spaces are written) with letters outside ASCII."""
    for _ in range(100):
        line = rng.choice(sentences(lang))
        if lang in NO_SPACES:
            size = rng.randint(3, 12)
            start = rng.randrange(max(1, len(line) - size))
            text = line[start : start + size].strip()
        else:
            words = line.split()
            size = rng.randint(1, 4)
            if len(words) <= size:
                continue
            start = rng.randrange(len(words) - size)
            text = " ".join(words[start : start + size]).strip(".,;:!?()\"'«»„“”-–—… ")
        odd = sum(ord(c) > 0x7F and c.isalpha() for c in text)
        if (
            odd >= (1 if lang in LATIN else 3)
            and len(text) >= 3
            and not re.search("[\x80-\xa0\xad\ufffd]", text)
        ):
            return text
    return None


def hidden(truth: str, garbled: str, rng: random.Random) -> tuple[str, str]:
    """Both phrases at the same place of an English line: garbled line, true line."""
    words = rng.choice(english()).split()
    place = rng.randrange(1, len(words))
    before, after = " ".join(words[:place]), " ".join(words[place:])
    return f"{before} {garbled} {after}", f"{before} {truth} {after}"


def phrases(codec: str, langs: tuple[str, ...], level: str | None, count: int, seed: int) -> Iterator[Case]:
    """Garbled phrases in English lines, split by a translator of that level (None: not split)."""
    rng = random.Random(f"{seed}-{codec}-{level}")
    made = tries = 0
    while made < count and tries < count * 40:
        tries += 1
        lang = rng.choice(langs)
        truth = phrase(lang, rng)
        garbled = truth and misread(truth, codec)
        if not truth or not garbled or garbled == truth:
            continue
        if level is not None:
            split = translated(garbled, LEVELS[level], rng)
            if split == garbled.replace("\xa0", " "):
                continue
            garbled = split
        made += 1
        line, true_line = hidden(truth, garbled, rng)
        yield Case(level or "embedded", codec, lang, line, true_line)


def whole(
    codec: str, langs: tuple[str, ...], count: int, seed: int, *, real: str = "utf-8", times: int = 1
) -> Iterator[Case]:
    """Whole sentences read in the wrong codec."""
    rng = random.Random(f"{seed}-{codec}-{real}-{times}")
    made = tries = 0
    while made < count and tries < count * 40:
        tries += 1
        lang = rng.choice(langs)
        truth = rng.choice(sentences(lang))
        if truth.isascii() or re.search("[\x80-\x9f\ufffd]", truth):
            continue
        garbled = misread(truth, codec, real, times)
        if garbled and garbled != truth:
            made += 1
            yield Case(
                "whole" if real == "utf-8" else "legacy",
                codec if real == "utf-8" else f"{real} as {codec}",
                lang,
                garbled,
                truth,
            )
