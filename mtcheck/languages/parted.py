"""A line that says one thing in two or three languages: `Siehe auch | See also`, `Bonne nuit! Gute Nacht!`.

The parts are a few words each, so their words tell: all of a part are in the lists of its language, and more
usual there than in the language of the part beside it. No language has the words of both, as with `and / or`
and `Berlin – Paris`. A part of capitalised words alone may be a name: it counts only where the other language
does not know all of them, with accents or without, and never beside a dash.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from math import inf
from typing import Final, NamedTuple

from mtcheck import lazyre
from mtcheck.languages.codes import SOLE_LANGUAGE
from mtcheck.languages.evidence import gather
from mtcheck.languages.identify import decided
from mtcheck.languages.notlanguage import is_language
from mtcheck.lexicon.known_words import known_words
from mtcheck.lexicon.wordlists import languages, wordlist

_SEPARATOR: Final = lazyre.compile(r" [/|–—·•] |(?<=[!?]) ")
_DASHES: Final = ("–", "—")
_WORD: Final = lazyre.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_APOSTROPHE: Final = lazyre.compile("['’]")
#: A longer text is left to the costs of a change.
_LONGEST: Final = 160
_MOST_PARTS: Final = 3
_MOST_WORDS: Final = 8
# Log frequencies in nats of a word that only the long list has, and of one that no list has.
_RARE, _ABSENT = -15.0, -20.0
#: Nats by which a part is likelier in its language than in its neighbour's, and two parts together.
_LEAST, _LEAST_TOGETHER = 3.0, 14.0
#: So many a word where capitals may be names.
_LEAST_A_WORD: Final = 5.0
#: Nats that the languages of the parts gain over any one language.
_LEAST_GAIN: Final = 3.0


#: A word of many languages (`Kontakt`) is most probably of the one that is written most; the doubt stays.
_TIE: Final = 0.5
_MOST_WRITTEN: Final = "en es ru de fr pt it tr fa nl pl vi id cs uk hu ar sv ro da fi sk bg nb hr "
#: Languages that their script tells.
_SCRIPTS: Final = frozenset(SOLE_LANGUAGE.values()) | {"zh", "ja"}


class Part(NamedTuple):
    """A part of the line, from ``start``, and the language it is surely in."""

    start: int
    words: tuple[str, ...]
    code: str
    confidence: float


def parted(text: str) -> list[Part] | None:
    """The parts of a line in several languages; None for any other text.

    >>> [part.code for part in parted("Siehe auch | See also")], parted("New York – Los Angeles")
    (['de', 'en'], None)
    """
    if len(text) > _LONGEST:
        return None
    separators = list(_SEPARATOR.finditer(text))
    if not 1 <= len(separators) < _MOST_PARTS or "\n" in text:
        return None
    starts = [0, *(found.end() for found in separators)]
    ends = [*(found.start() for found in separators), len(text)]
    found = [_part(start, text[start:end]) for start, end in zip(starts, ends, strict=True)]
    parts = [part for part in found if part is not None]
    if len(parts) < len(found) or _gain(parts) < _LEAST_GAIN:
        return None
    if any(mark.group()[1:2] in _DASHES for mark in separators) and any(_may_be_name(part) for part in parts):
        return None
    return parts if all(_differ(one, other) for one, other in pairwise(parts)) else None


def _part(start: int, text: str) -> Part | None:
    """A part with its language: one whose lists have every word, or that its script tells."""
    words = tuple(found.group() for found in _WORD.finditer(text))
    evidence = gather(text) if is_language(text) else None
    if evidence is None or not 1 <= len(words) <= _MOST_WORDS:
        return None
    holding = [
        column
        for column, code in enumerate(evidence.languages)
        if all(_log(word, code) > _ABSENT for word in words)
    ]
    if not holding and evidence.surprise:
        return None
    code, confidence = decided(text, evidence, holding or list(range(len(evidence.languages))))
    if confidence < _TIE:
        codes = [evidence.languages[column] for column in holding]
        code = min(codes, key=lambda name: _MOST_WRITTEN.find(name) % len(_MOST_WRITTEN))
    return Part(start, words, code, confidence)


def _log(word: str, code: str) -> float:
    """How usual a word is in a language."""
    word = word.lower()
    listed, forms = wordlist(code), known_words(code)
    if listed is not None and (log := listed.log(word)):
        return log
    if forms is not None and word in forms:
        return _RARE
    halves = _APOSTROPHE.split(word)
    return _ABSENT if len(halves) == 1 else min(_log(half, code) for half in halves)


def _sum(part: Part, code: str) -> float:
    return sum(_log(word, code) for word in part.words)


def _gain(parts: list[Part]) -> float:
    """How much likelier the parts are in their languages than all in one."""
    if any(part.code in _SCRIPTS for part in parts):
        return inf
    return sum(_sum(part, part.code) for part in parts) - max(
        sum(_sum(part, code) for part in parts) for code in languages()
    )


def _differ(one: Part, other: Part) -> bool:
    """Whether each of two parts is much likelier in its own language than in the other's."""
    if one.code == other.code:
        return False
    names = [_may_be_name(one), _may_be_name(other)]
    by_script = [part.code in _SCRIPTS for part in (one, other)]
    if any(by_script):
        return not any(names)
    margins = [_sum(a, a.code) - _sum(a, b.code) for a, b in ((one, other), (other, one))]
    if all(names) or min(margins) < _LEAST or sum(margins) < _LEAST_TOGETHER:
        return False
    name, near, margin = (one, other, margins[0]) if names[0] else (other, one, margins[1])
    count = len(name.words)
    return (
        not any(names)
        or (count > 1 and margin >= _LEAST_A_WORD * count)
        or not all(_has_plain(word, near.code) for word in name.words)
    )


def _may_be_name(part: Part) -> bool:
    return all(word[0].isupper() for word in part.words)


def _has_plain(word: str, code: str) -> bool:
    """Whether a language has a word, with its accents or without: other languages' names are known to it."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return any(_log(form, code) > _ABSENT for form in (word, plain.translate(_PLAIN)))


_PLAIN: Final = str.maketrans("łøđıŁØĐİ", "lodiLODI")
