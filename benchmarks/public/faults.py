"""Faults that machine translation makes, put into clean sentences; another set for each seed.

Each maker takes sentences of one language and marks what it broke. A pair has its source beside it: the
same lines of two files. None where a kind does not exist in a language (CJK has no spaces between words).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

Texts = Mapping[str, Sequence[str]]
#: What each family is asked, and the clean texts beside.
KINDS = {
    "ENC": ("entity left", "clean text"),
    "PUN": ("space before a mark", "space missing", "clean text"),
    "FLU": ("word twice", "word cut", "clean text"),
    "MRK": ("tag left", "clean text"),
    "TRN": ("number changed", "sentence missing", "not translated", "placeholder lost", "clean pair"),
}
#: A sentence and its translation.
Pair = tuple[str, str]
_UNSPACED = ("ja", "th", "zh")
_ENDS = ".!?\u0964"
_WORD, _LONG, _NUMBER = re.compile(r"\b[^\W\d_]{4,}\b"), re.compile(r"\b[^\W\d_]{8,}\b"), re.compile(r"\d+")
# Words in scripts whose letters join or carry marks are not cut: a cut there is no slip that a tool makes.
_CUT = ("ar", "fa", "he", "hi", "ko", "ur")
_TAGS, _ENTITIES = ("<br />", "</span>", "<b>", "</p>"), ("&nbsp;", "&quot;", "&#8217;", "&amp;")
_PLACEHOLDERS = ("{name}", "{count}", "%s", "{{user}}")


class Fault(NamedTuple):
    """``text`` with a fault at ``stretch``, None for a clean one; ``source`` where the kind needs a pair."""

    family: str
    kind: str
    lang: str
    text: str
    stretch: tuple[int, int] | None
    source: str | None = None


Maker = Callable[[str, str, str, random.Random], "Fault | None"]


def space_before_a_mark(lang: str, one: str, other: str, rng: random.Random) -> Fault | None:
    """``word .``"""
    if one[-1] not in _ENDS or lang in (*_UNSPACED, "hi"):
        return None
    text = f"{one[:-1]} {one[-1]} {other}"
    return Fault("PUN", "space before a mark", lang, text, (len(one) - 1, len(one) + 1))


def space_missing(lang: str, one: str, other: str, rng: random.Random) -> Fault | None:
    """``end.Next``"""
    if one[-1] not in _ENDS or lang in (*_UNSPACED, "hi"):
        return None
    return Fault("PUN", "space missing", lang, one + other, (len(one) - 1, len(one) + 1))


def word_twice(lang: str, one: str, other: str, rng: random.Random) -> Fault | None:
    """``the ferry ferry leaves``"""
    words = list(_WORD.finditer(one))[1:]
    if lang in _UNSPACED or not words:
        return None
    word = rng.choice(words)
    text = f"{one[: word.end()]} {word[0]}{one[word.end() :]}"
    return Fault("FLU", "word twice", lang, text, (word.start(), word.end() + 1 + len(word[0])))


def word_cut(lang: str, one: str, other: str, rng: random.Random) -> Fault | None:
    """``the har bour``"""
    words = list(_LONG.finditer(one))
    if lang in (*_UNSPACED, *_CUT) or not words:
        return None
    word = rng.choice(words)
    at = word.start() + rng.randint(2, len(word[0]) - 2)
    return Fault("FLU", "word cut", lang, f"{one[:at]} {one[at:]}", (word.start(), word.end() + 1))


def tag_left(lang: str, one: str, other: str, rng: random.Random) -> Fault | None:
    """``end. <br /> Next``"""
    left = rng.choice(_TAGS)
    return Fault("MRK", "tag left", lang, f"{one} {left} {other}", (len(one) + 1, len(one) + 1 + len(left)))


def entity_left(lang: str, one: str, other: str, rng: random.Random) -> Fault | None:
    """``end. &nbsp; Next``"""
    left = rng.choice(_ENTITIES)
    return Fault(
        "ENC", "entity left", lang, f"{one} {left} {other}", (len(one) + 1, len(one) + 1 + len(left))
    )


TEXT_MAKERS: tuple[Maker, ...] = (
    *(entity_left, space_before_a_mark, space_missing, word_twice, word_cut, tag_left),
)


def number_changed(lang: str, one: Pair, other: Pair, rng: random.Random) -> Fault | None:
    """A digit is another one."""
    found = _NUMBER.search(one[1])
    if not found or found[0] not in one[0]:
        return None
    at = rng.randrange(len(found[0]))
    digit = rng.choice([each for each in "123456789" if each != found[0][at]])
    number = found[0][:at] + digit + found[0][at + 1 :]
    text = one[1][: found.start()] + number + one[1][found.end() :]
    return Fault("TRN", "number changed", lang, text, found.span(), one[0])


def sentence_missing(lang: str, one: Pair, other: Pair, rng: random.Random) -> Fault:
    """The source has a sentence more."""
    return Fault("TRN", "sentence missing", lang, one[1], (0, len(one[1])), f"{one[0]} {other[0]}")


def untranslated(lang: str, one: Pair, other: Pair, rng: random.Random) -> Fault:
    """The whole text is still in the source's language."""
    return Fault("TRN", "not translated", lang, one[0], (0, len(one[0])), one[0])


def placeholder_lost(lang: str, one: Pair, other: Pair, rng: random.Random) -> Fault:
    """The source has a placeholder, and the translation none."""
    source = f"{rng.choice(_PLACEHOLDERS)}: {one[0]}"
    return Fault("TRN", "placeholder lost", lang, one[1], (0, len(one[1])), source)


PAIR_MAKERS = (number_changed, sentence_missing, untranslated, placeholder_lost)


def faults(texts: Texts, pairs: Texts, count: int, seed: int) -> list[Fault]:
    """``count`` faults of each kind and as many clean texts and pairs; fewer where the texts offer no more.

    ``pairs`` has the same sentence in the same line of each language.
    """
    rng = random.Random(seed)
    out: list[Fault] = []
    langs = [lang for lang in sorted(texts) if len(texts[lang]) > 1]
    for make in TEXT_MAKERS:
        drawn = ((lang, rng.sample(texts[lang], 2)) for lang in _drawn(langs, 20 * count, rng))
        made = (make(lang, one, other, rng) for lang, (one, other) in drawn)
        out += [fault for fault in made if fault][:count]
    for lang in _drawn(langs, count, rng):
        text = ("" if lang in _UNSPACED else " ").join(rng.sample(texts[lang], 2))
        out += [
            Fault(family, "clean text", lang, text, None)
            for family, kinds in KINDS.items()
            if "clean text" in kinds
        ]
    for make_pair in PAIR_MAKERS:
        several = (_pair(pairs, rng) for _ in range(20 * count))
        broken = (make_pair(lang, one, other, rng) for lang, one, other in several)
        out += [fault for fault in broken if fault][:count]
    for lang, one, _ in (_pair(pairs, rng) for _ in range(count)):
        out.append(Fault("TRN", "clean pair", lang, one[1], None, one[0]))
    return out


def _drawn(langs: Sequence[str], count: int, rng: random.Random) -> list[str]:
    return [rng.choice(langs) for _ in range(count)] if langs else []


def _pair(pairs: Texts, rng: random.Random) -> tuple[str, Pair, Pair]:
    """A language, and two sentences as (source, translation)."""
    source, lang = rng.sample(sorted(pairs), 2)
    lines = rng.sample(range(len(pairs[lang])), 2)
    one, other = ((pairs[source][line], pairs[lang][line]) for line in lines)
    return lang, one, other
