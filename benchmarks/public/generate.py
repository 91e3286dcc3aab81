"""Held-out cases made from clean sentences, another set for each seed."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

Texts = Mapping[str, Sequence[str]]
#: (what the bytes are, what they were read as).
READINGS = (
    *(("utf-8", wrong) for wrong in ("cp1252", "latin-1", "cp1251", "cp1250", "mac-roman", "cp437")),
    *(("cp1251", "latin-1"), ("koi8-r", "cp1251"), ("cp1253", "latin-1"), ("cp1250", "cp1252")),
)
_WORD = re.compile(r"\w*[^\W\d_\x00-\x7f]\w*")
# A run of garble is broken here as often as machine translation breaks it: once or twice.
_MOST_SPLITS = 2
_LONG, _MARK = re.compile(r"\b[^\W\d_]{6,12}\b"), re.compile(r"[^\w\s]")


class Case(NamedTuple):
    """``given`` is what a tool sees, ``wanted`` what it should give. ``stretch`` is the foreign part.

    Of a pair of translations of ``wanted``, ``given`` is the better one and ``worse`` the other.
    """

    kind: str
    lang: str
    given: str
    wanted: str
    stretch: tuple[int, int] | None = None
    worse: str = ""


class Break(NamedTuple):
    """``garble`` in place of ``text[start:end]``."""

    start: int
    end: int
    garble: str


def garbled(text: str, lang: str, rng: random.Random) -> Case | None:
    """One word, or all of it, read in a wrong encoding; None where every reading leaves it as it was.

    >>> made = garbled("Das Caf\u00e9 ist zu.", "de", random.Random(1))
    >>> made.given != made.wanted, made.wanted
    (True, 'Das Caf\u00e9 ist zu.')
    """
    made = _broken(text, rng, READINGS)
    return made and Case("mojibake", lang, text[: made.start] + made.garble + text[made.end :], text)


def split(text: str, lang: str, rng: random.Random) -> Case | None:
    """UTF-8 in a wrong encoding, with a space between the bytes of a character, as translation puts it.

    A space at the edge of a character could be a real one; inside it never is.
    """
    made = _broken(text, rng, [each for each in READINGS if each[0] == "utf-8"])
    if made is None:
        return None
    places, at = [], 0
    for character in text[made.start : made.end]:
        size = len(character.encode())
        places += range(at + 1, at + size)
        at += size
    garble = made.garble
    for place in sorted(rng.sample(places, min(len(places), rng.randint(1, _MOST_SPLITS))), reverse=True):
        garble = f"{garble[:place]} {garble[place:]}"
    return Case("split mojibake", lang, text[: made.start] + garble + text[made.end :], text)


def _broken(text: str, rng: random.Random, readings: Sequence[tuple[str, str]]) -> Break | None:
    words = list(_WORD.finditer(text))
    if not words:
        return None
    start, end = rng.choice(words).span() if rng.random() < 0.5 else (0, len(text))  # half are whole lines
    for real, wrong in rng.sample(readings, len(readings)):
        try:
            garble = text[start:end].encode(real).decode(wrong)
        except UnicodeError:
            continue
        if garble != text[start:end]:
            return Break(start, end, garble)
    return None


def mixed(texts: Texts, rng: random.Random) -> Case:
    """Four sentences of one language with one of another among them."""
    lang, other = rng.sample(sorted(texts), 2)
    own = [rng.choice(texts[lang]) for _ in range(4)]
    at = rng.randint(0, 4)
    foreign = rng.choice(texts[other])
    head = " ".join(own[:at])
    start = len(head) + 1 if head else 0
    text = " ".join([*own[:at], foreign, *own[at:]])
    return Case("foreign sentence", lang, text, "", (start, start + len(foreign)))


def swapped(texts: Texts, rng: random.Random) -> Case | None:
    """A sentence without its marks and capitals, and one with a word that says something else.

    None for a language without word spaces, or where no other word of about the length is at hand.
    """
    lang = rng.choice(sorted(texts))
    text, other = rng.choice(texts[lang]), rng.choice(texts[lang])
    words = _LONG.findall(text)
    if not words:
        return None
    word = rng.choice(words)
    others = [each for each in _LONG.findall(other) if each not in words and abs(len(each) - len(word)) <= 2]
    light = " ".join(_MARK.sub(" ", text).lower().split())
    if not others or light == text:
        return None
    return Case("changed word", lang, light, text, None, text.replace(word, rng.choice(others), 1))


def cases(texts: Texts, count: int, seed: int) -> list[Case]:
    """``count`` cases of each kind; fewer where the texts offer no more.

    Every kind has its own look-alikes: clean text, in which nothing is to be found.
    """
    rng = random.Random(seed)
    langs = sorted(texts)
    out: list[Case] = []
    for make in (garbled, split):
        made = (
            make(rng.choice(texts[lang]), lang, rng)
            for lang in (rng.choice(langs) for _ in range(20 * count))
        )
        out += [case for case in made if case][:count]
    for kind in ("clean text", "sentence"):
        for lang in (rng.choice(langs) for _ in range(count)):
            text = rng.choice(texts[lang])
            out.append(Case(kind, lang, text, text))
    pairs = (swapped(texts, rng) for _ in range(20 * count))
    out += [case for case in pairs if case][:count]
    if len(langs) > 1:
        out += [mixed(texts, rng) for _ in range(count)]
    for lang in (rng.choice(langs) for _ in range(count)):
        out.append(Case("one language", lang, " ".join(rng.choice(texts[lang]) for _ in range(5)), ""))
    return out
