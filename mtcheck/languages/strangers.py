"""Whether a text is in a language that the engine does not know, though one that it knows is the nearest.

Two things tell: its n-grams surprise the nearest language more than that language's own text does, and its
words are not in the nearest language's lists. Kyrgyz comes out as Kazakh, Galician as Portuguese, Scots as
English: the name may be a help, but it is not sure. Figures: corpora/ngrams/typical.toml; on half of the
development sentences of 60 languages 3 % are taken for strangers, of texts of three sentences in 21 unknown
languages that nothing was fitted on 96 %.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from mtcheck import lazyre
from mtcheck.lexicon.known_words import known_words
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.resources import read_toml

if TYPE_CHECKING:
    from mtcheck.languages.evidence import Evidence

#: The confidence of a name that is only the nearest.
NEAREST: Final = 0.55
# Nats a symbol above what is typical: a little, so that words are looked at; so much that it speaks with
# unlisted words; and so much that it speaks alone.
_SOME: Final = 0.1
_MORE: Final = 0.3
_FAR: Final = 1.0
# A share of known words this much lower speaks by itself.
_MUCH_LOWER: Final = 0.1
# What own text is over in one sentence of 25: so much, and more the fewer symbols there are, and where all
# words are known ones. Fitted on one half of 42 unknown languages.
_ALONE, _UNLISTED = 1.0, 0.6  # of a shorter one, with a list and without
_OVER: Final = 0.35
_NOISE: Final = 1.0  # nats for one symbol; it falls with the root of their number
_ALL_KNOWN: Final = 0.2  # share of known words above the typical one
_FOR_KNOWN: Final = 0.3
_USUAL_SURPRISE: Final = 1.5  # of a language without figures: the mean of the others
_LEAST_SYMBOLS: Final = 14  # a shorter text surprises by chance
_ENOUGH: Final = 20  # symbols from which the surprise speaks alone
_MOST_WORDS: Final = 40
# A text is in a relative of the language where one word in so many is one of that.
_WORDS_TO_ONE: Final = 15
# Two such words are no chance.
_LEAST_MARKS: Final = 2
# Languages whose words a mark may be, which tells then nothing of a relative.
_KIN: Final = {
    "es": ("pt", "ca", "it"), "pt": ("es", "ca", "it"), "is": ("da", "nb", "nn", "sv", "de"), "ga": ("en",),
}  # fmt: skip
_WORD: Final = lazyre.compile(r"[^\W\d_]+")


class Typical(NamedTuple):
    """What a language's own text is like."""

    surprise: float
    known: float | None


@cache
def _typical() -> dict[str, Typical]:
    table = read_toml("ngrams/typical.toml")
    return {code: Typical(row["surprise"], row.get("known")) for code, row in table.items()}


def is_stranger(text: str, code: str, evidence: Evidence) -> bool:
    """Whether a text whose nearest language is ``code`` is hardly in it.

    >>> from mtcheck.languages.evidence import gather
    >>> kyrgyz = "Бул китеп абдан кызык экен, мен аны кечээ окудум."
    >>> is_stranger(kyrgyz, "kk", gather(kyrgyz))
    True
    """
    typical = _typical().get(code, Typical(_USUAL_SURPRISE, None))
    if evidence.symbols < _LEAST_SYMBOLS:
        return False
    if _is_relative(text, code):
        return True
    more = evidence.surprise - typical.surprise if evidence.surprise else _SOME
    if more < _SOME:
        return False
    share = None if typical.known is None else known_share(text, code)
    over = _OVER + _NOISE / sqrt(evidence.symbols) if evidence.symbols >= _ENOUGH else _ALONE
    if share is None or typical.known is None:
        return more > min(over, _UNLISTED)
    if evidence.surprise and more > over + _FOR_KNOWN * (share > typical.known + _ALL_KNOWN):
        return True
    return share < typical.known - _MUCH_LOWER or (share < typical.known and more > _MORE) or more > _FAR


def is_in_relative(text: str, code: str) -> bool:
    """Whether a text that is taken for a language has words of a relative, which no known language has.

    Names, which begin with a capital, do not count.
    Garbled text of the language has none, however few of its words are known.

    >>> is_in_relative("Hai quen lle bota sal; na miña casa, nunca.", "pt")
    True
    >>> is_in_relative("Há quem lhe ponha sal; na minha casa, nunca.", "pt")
    False
    """
    marks = _relatives().get(code)
    found = _WORD.findall(unicodedata.normalize("NFC", text)) if marks else []
    if not marks or marks.isdisjoint(found):
        return False
    told = [word for word in found if word in marks and word not in _of_known_kin(code)]
    return len(set(told)) >= _LEAST_MARKS and len(told) * _WORDS_TO_ONE >= len(found)


@cache
def _of_known_kin(code: str) -> frozenset[str]:
    """Those of the marks that a language which is known has as well: `ao`, for Spanish."""
    lists = [listed for name in _KIN.get(code, ()) if (listed := wordlist(name)) is not None]
    return frozenset(word for word in _relatives()[code] if any(word in listed for listed in lists))


def _is_relative(text: str, code: str) -> bool:
    """Whether small words of a relative of the language are in a text: `ikki` of Faroese, for Icelandic."""
    marks = _relatives().get(code)
    if not marks:
        return False
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())[:_MOST_WORDS]
    return sum(word in marks for word in words) * _WORDS_TO_ONE >= max(_WORDS_TO_ONE, len(words))


@cache
def _relatives() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in read_toml("languages/relatives.toml").items()}


def known_share(text: str, code: str) -> float | None:
    """The share of a text's words that the language's lists hold, 0-1; None without lists or words.

    Names, which begin with a capital, are left out where there are other words.
    """
    listed, forms = wordlist(code), known_words(code)
    found = _WORD.findall(unicodedata.normalize("NFC", _without_points(text)))[:_MOST_WORDS]
    words = [word.lower() for word in found if not word[0].isupper()]
    words = words if len(words) > 2 else [word.lower() for word in found]
    if not words or (listed is None and forms is None):
        return None
    known = sum(
        (forms is not None and word in forms) or (listed is not None and word in listed) for word in words
    )
    return known / len(words)


def _without_points(text: str) -> str:
    """Hebrew without its vowel points and accents, as the lists have it."""
    return re.sub("[\u0591-\u05bd\u05bf\u05c1-\u05c7]", "", text) if max(text) >= "\u05b0" else text
