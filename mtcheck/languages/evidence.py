"""What a text says for each language: the words of the n-gram tables, and the scripts."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck import resources
from mtcheck.languages import ngrams
from mtcheck.languages.codes import SOLE_LANGUAGE
from mtcheck.languages.memo import memo
from mtcheck.lexicon.scripts import (
    COMMON,
    HAN,
    KANA,
    NAMES,
    Bytes,
    CodePoints,
    code_points,
    fold,
    scripts_of,
)

#: The tables by script number.
TABLES: Final = {1: "latin", 2: "cyrillic", 3: "arabic", 4: "devanagari"}

#: What a letter counts when the leading script is chosen: a word in Han or Hangul is two characters;
#: Latin brands and abbreviations stand in text of every script, but no other script in Latin text.
_WEIGHTS: Final = np.array(
    [{"Zyyy": 0.0, "Latn": 0.6, "Hani": 2.5, "Kana": 2.5, "Hang": 2.5}.get(name, 1.0) for name in NAMES]
)

#: A word cannot speak for one language over another by more than this, in 1/16 nat: it may be a name.
WORD_LIMIT: Final = 14 * ngrams.PER_NAT

_SELDOM: Final = "af be bs cy eo eu ga is kk la lg mi mk mn ms ne nn sn so st sw tn ts xh yo zu"
#: Languages that are written much less than their neighbours: a short word that fits both is seldom
#: theirs. Costs 1.0 points on 75 languages, gains 0.6 on the 45 common ones (words and pairs).
SELDOM: Final = frozenset(_SELDOM.split())
#: In nats: four and a half times less likely.
SELDOM_COST: Final = 1.5
#: Languages with one close relative that is written several times as much (Catalan beside Spanish, Slovak
#: beside Czech, Urdu beside Persian): half of that. Chosen on even rows; on odd ones it gains 0.5 points on
#: the news languages, 0.2 on the common ones and 0.2 on all.
SMALLER: Final = frozenset("ca et hr lt lv sk sl sq sr ur".split())

#: Nats that kana, or characters of one writing only, speak for their language.
CERTAIN: Final = 12.0

#: A slip of the other standard in a Chinese text is rarer than one in so many.
MIXED_SHARE: Final = 4

#: So many characters that only Chinese writes make a text with kana in it Chinese.
LEAST_CHINESE: Final = 2

#: A longer text is judged by this many slices of this many code points, spread over it.
SLICES: Final = 4
SLICE: Final = 500


class Evidence(NamedTuple):
    """The languages that the leading script of a text writes, and how each one fares."""

    languages: tuple[str, ...]
    #: Minus log-likelihood in nats, one a language.
    costs: NDArray[np.float64]
    letters: int
    words: int
    #: Nats a symbol (letters and word ends) by the best language; 0 where there is no table.
    surprise: float = 0.0
    #: Words that begin with a capital.
    capitals: int = 0

    @property
    def symbols(self) -> int:
        """Letters and ends of words."""
        return self.letters + self.words

    @property
    def margin(self) -> float:
        """Nats between the best language and the next."""
        return float(np.diff(np.partition(self.costs, 1)[:2])[0]) if len(self.costs) > 1 else np.inf


def sampled(text: str) -> str:
    """The text, or slices spread over it where it is long.

    >>> len(sampled("word " * 10_000))
    2003
    """
    if len(text) <= SLICES * SLICE:
        return text
    step = (len(text) - SLICE) // (SLICES - 1)
    return " ".join(text[at * step : at * step + SLICE] for at in range(SLICES))


def prepared(text: str) -> tuple[CodePoints, Bytes]:
    """Code points in lower case, composed, and the script of each."""
    points = code_points(fold(unicodedata.normalize("NFC", text)))
    return points, scripts_of(points)


def leading_script(scripts: Bytes) -> int:
    """The script that most of a text is in; COMMON where it has no letters."""
    held = scripts.tobytes()
    letters = len(held) - held.count(COMMON)
    for script in TABLES:
        if letters and held.count(script) == letters:
            return script
    counts = np.bincount(scripts, minlength=len(NAMES))
    weights = counts * _WEIGHTS
    if counts[KANA]:
        weights[KANA] += weights[HAN]
    return int(weights.argmax()) if counts[1:].any() else 0


def gather(text: str) -> Evidence | None:
    """The evidence of a text; None where it has no letters."""
    composed = unicodedata.normalize("NFC", sampled(text))
    points = code_points(fold(composed))
    scripts = scripts_of(points)
    script = leading_script(scripts)
    if not script:
        return None
    letters = scripts.tobytes().count(script)
    if script in TABLES:
        words = memo(TABLES[script])
        return _of_table(words.table, words.words(words.table.symbols(points)), letters, composed, points)
    if script in (HAN, KANA):
        japanese = _looks_japanese(composed) if script == HAN else not _is_chinese_beside_kana(composed)
        costs = np.array([CERTAIN, 0.0] if japanese else [0.0, CERTAIN])
        return Evidence(("zh", "ja"), costs, letters, 1)
    return Evidence((SOLE_LANGUAGE[NAMES[script]],), np.zeros(1), letters, 1)


def _of_table(
    table: ngrams.Table, words: ngrams.Words, letters: int, composed: str, points: CodePoints
) -> Evidence:
    """The evidence of the words of one table; ``points`` are those of the composed text in lower case."""
    count = len(words.starts)
    capital = code_points(composed).take(words.starts) != points.take(words.starts)
    whole = np.add.reduce(words.costs, axis=0, dtype=np.int64)
    capitals = int(np.count_nonzero(capital))
    costs = _summed(words.costs, capital, capitals) / (2 * ngrams.PER_NAT) + _priors(table.languages)
    surprise = (sum(words.best.tolist()) + int(whole.min())) / ngrams.PER_NAT / (letters + count)
    return Evidence(table.languages, costs, letters, count, surprise, capitals)


def _looks_japanese(text: str) -> bool:
    """Whether Han without kana is Japanese: it has more characters that only Japanese writes than only
    Chinese, or it writes some characters in their short form and others in their long one, as Japanese
    does and neither Chinese standard.
    """
    letters, found = only_letters(), set(text)
    short, long = len(found & letters["simplified"]), len(found & letters["traditional"])
    if short and long and min(short, long) * MIXED_SHARE >= max(short, long):
        return True
    chinese = letters["chinese"] | letters["simplified"]
    return len(found & letters["japanese"]) > len(found & chinese)


def _is_chinese_beside_kana(text: str) -> bool:
    """Whether a text with kana is Chinese with a Japanese name or title in it.

    Chinese has several characters that Japanese lacks, and much more of Han than of kana.
    """
    letters = only_letters()
    kana = sum("\u3041" <= character <= "\u30ff" for character in text)
    chinese = [
        character
        for character in text
        if character in letters["chinese"] or character in letters["simplified"]
    ]
    other = sum(character in letters["japanese"] for character in text)
    han = sum("\u4e00" <= character <= "\u9fff" for character in text)
    return len(chinese) >= LEAST_CHINESE and len(chinese) > 2 * other and han > 2 * kana


@cache
def only_letters() -> dict[str, frozenset[str]]:
    """Characters of Han by who writes them: japanese, chinese (both ways), simplified, traditional."""
    only = resources.read_toml("ngrams/han.toml")
    return {name: frozenset(only[name]) for name in ("japanese", "chinese", "simplified", "traditional")}


def _summed(costs: ngrams.Costs, capital: NDArray[np.bool_], capitals: int) -> NDArray[np.int64]:
    """Twice the costs of all words, names counting half where there are other words to go by."""
    limited = np.minimum(costs, WORD_LIMIT)
    whole: NDArray[np.int64] = np.add.reduce(limited, axis=0, dtype=np.int64)
    whole += whole
    if capitals > int(capital[0]) and 3 * capitals <= 2 * len(capital):
        names = capital.copy()
        names[0] = False
        whole -= limited[names].sum(axis=0, dtype=np.int64)
    return whole


@cache
def _priors(languages: tuple[str, ...]) -> NDArray[np.float64]:
    return np.array(
        [SELDOM_COST if code in SELDOM else SELDOM_COST / 2 if code in SMALLER else 0.0 for code in languages]
    )
