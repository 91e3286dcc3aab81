"""How long a translation should be: texts of all languages measured in characters of English.

A language's factors (corpora/lengths/factors.json) say how many characters of English one of its letters is
worth: 3.5 for a Han character of Chinese, 0.96 for a letter of Russian. What is left, the ratio of the two
lengths so measured, scatters the more the shorter a text is.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Final, NamedTuple

import msgspec

from mtcheck import lazyre, resources
from mtcheck.bitext.numberdata import base
from mtcheck.tags import tag

_FACTORS: Final = "lengths/factors.json"
_HAN = lazyre.compile("[\u3005-\u3007\u3400-\u9fff\uf900-\ufad9]")
_KANA = lazyre.compile("[\u3041-\u30ff\uff66-\uff9d]")
_HANGUL = lazyre.compile("[\uac00-\ud7a3]")
_SPACE = lazyre.compile(r"\s+")
# Scripts of languages that have no row, by the language that stands in for them.
_STAND_INS: Final = {"la": "it", "lb": "de", "gsw": "de", "yue": "zh", "mo": "ro", "ckb": "ku", "dz": "bo"}
_DEFAULT: Final = "*"


class Counts(NamedTuple):
    """Characters of a text by kind; white space in a row counts once."""

    other: int
    han: int
    kana: int
    hangul: int


class Factors(msgspec.Struct, frozen=True, rename="kebab"):
    """What a character of each kind is worth in English, and how much a text's length scatters.

    ``floor`` and ``share`` make the variance of the log ratio: floor + share / characters of English.
    """

    other: float = 1.0
    han: float = 3.0
    kana: float = 1.6
    hangul: float = 2.2
    floor: float = 0.0
    share: float = 0.0


class Fit(NamedTuple):
    """``log_ratio`` of the target's measured length to the source's, how many standard deviations that is
    from what is usual, and the ``size`` of the source: its length in characters of English."""

    log_ratio: float
    deviations: float
    size: float

    @property
    def is_usual(self) -> bool:
        """Whether nothing can be said of the length, whatever else is known of the texts."""
        return self.size < _MIN_MEASURED or _SHORT_AND_CUT < self.deviations < _LONG


def count(text: str) -> Counts:
    """The characters of a text by kind.

    >>> count("東京 is  big")
    Counts(other=7, han=2, kana=0, hangul=0)
    """
    text = _SPACE.sub(" ", text.strip())
    if text.isascii():
        return Counts(len(text), 0, 0, 0)
    han, kana, hangul = (len(pattern.findall(text)) for pattern in (_HAN, _KANA, _HANGUL))
    return Counts(len(text) - han - kana - hangul, han, kana, hangul)


@cache
def factors(lang: str) -> Factors:
    """The factors of a language; those of an average alphabet for one without a row."""
    table = msgspec.json.decode(resources.read_bytes(_FACTORS), type=dict[str, Factors])
    code = base(lang)
    return table.get(code) or table.get(_STAND_INS.get(code, "")) or table[_DEFAULT]


def measured(text: str, lang: str) -> float:
    """The length of a text in characters of English."""
    counts, each = count(text), factors(lang)
    return (
        counts.other * each.other
        + counts.han * each.han
        + counts.kana * each.kana
        + counts.hangul * each.hangul
    )


def fit(source: str, target: str, source_lang: str, target_lang: str) -> Fit:
    """How well the lengths of a source and its translation fit.

    >>> fit("Мост закрыт до осени.", "The bridge is closed until autumn.", "ru", "en").deviations < 3
    True
    >>> fit("桥梁将关闭至秋季，行人仍可步行通过，市政府表示。", "The bridge.", "zh", "en").deviations < -3
    True
    """
    one, other = measured(source, source_lang), measured(target, target_lang)
    ratio = math.log((other + 1) / (one + 1))
    rows = factors(source_lang), factors(target_lang)
    size = max(one, other, 1.0)
    variance = sum(row.floor + row.share / size for row in rows)
    return Fit(ratio, ratio / math.sqrt(max(variance, _LEAST_VARIANCE)), one)


# Between two texts of one language, or for a pair whose figures are few.
_LEAST_VARIANCE: Final = 0.004


class Shortfall(NamedTuple):
    """Why a target looks cut: a clause for a message, and how sure that is (0-1)."""

    reason: str
    confidence: float


# In standard deviations. Without other evidence 0.5 % of professional pairs are shorter than the first;
# benchmarks/bitext.py prints the share, and what is found of omissions.
_SHORT: Final = -3.1
# "Mit freundlichen Grüßen" is "Best regards": a formula may be half as long.
_SHORT_OF_FEW_WORDS: Final = -3.7
_BRIEF: Final = 30
# A sentence of Chinese or Japanese holds particles, polite forms and titles that come to nothing: "我们打电话
# 过去了" is "We called". Of their shorter texts, length alone says less.
_SHORT_FROM_DENSE: Final = -3.35
_SHORT_FROM_FEW_DENSE: Final = -4.9
_BRIEF_DENSE: Final = 45
_SHORT_AND_CUT: Final = -0.9
_SHORT_BY_A_SENTENCE: Final = -1.3
_SHORT_AND_BEGUN_LATE: Final = -1.5
_LOOSE_ENDS: Final = 1.0
_LONG: Final = 3.7
# Labels and interjections are as long as their language likes.
_MIN_MEASURED: Final = 30
# What a program says is often said with twice as many words, and without the stop: of strings below this size
# 7 in 1,000 (wagtail, mempool, eight languages) were called too long or cut off, hardly one of them rightly.
_STRING: Final = 80
_LONG_TIMES, _LONG_TIMES_OF_MESSAGE, _LONG_TIMES_OF_STRING = 2.0, 2.3, 3.0
# Nor, in one of Chinese, Japanese or Korean, the politeness of its source.
_SHORT_OF_STRING, _SHORT_OF_DENSE_STRING = -3.6, -4.2
_STRING_WITHOUT_STOP: Final = 1.0
_MESSAGE_WITHOUT_STOP: Final = 1.7
_SHARE_OF_MESSAGE: Final = 0.6
# And says in one word what takes six elsewhere.
_SHARE_OF_SHORT, _SHARE_OF_LONG = 0.25, 0.5
_ENDS = lazyre.compile(r"[.!?…。！？؟।॥:：;；][\"'»”’)\]」』）*_]*\s*$|[»”」』]\s*$")
_OPENS_LATE = lazyre.compile(r"\s*[\"'«“„‘(]*[a-zà-ÿа-яёіїєґ]")


def shortfall(
    found: Fit,
    source: str,
    target: str,
    langs: tuple[str, str],
    sentences: tuple[int, int],
    is_message: bool = False,
) -> Shortfall | None:
    """Whether a target lacks a part of its source: by its length, and by ends and sentences that went.

    ``sentences`` are the numbers of sentences of the two. The stop of a message of a program is often left
    out (``is_message``).

    >>> texts = "Der Rat beriet am Montag über den Haushalt und vertagte es.", "The council discussed"
    >>> shortfall(fit(*texts, "de", "en"), *texts, ("de", "en"), (1, 1)).reason
    'it is 0.37 of the usual length, and breaks off'
    """
    if found.size < _MIN_MEASURED or found.deviations > _SHORT_AND_CUT:
        return None
    # In Chinese and Japanese a sentence may end without a stop, or go on after a comma.
    strict = _LOOSE_ENDS if tag(langs[1]).spaceless else 0.0
    share = f"it is {math.exp(found.log_ratio):.2f} of the usual length"
    breaks_off = bool(_ENDS.search(source)) and not _ENDS.search(target)
    whole = sentences[0] <= 1 or sentences[1] >= sentences[0]
    if is_message and whole and math.exp(found.log_ratio) > _least_share(found.size, breaks_off):
        return None  # "Are you sure you want to cancel?" is "Annullare?"
    brief = _STRING_WITHOUT_STOP if found.size < _STRING else 0.0
    brief = _MESSAGE_WITHOUT_STOP if is_message else brief
    if breaks_off and found.deviations < _SHORT_AND_CUT - max(strict, brief):
        return Shortfall(f"{share}, and breaks off", 0.9)
    # What programs say is joined more often: two sentences by a colon, a remark in brackets.
    joined = is_message and math.exp(found.log_ratio) > _SHARE_OF_MESSAGE
    if sentences[1] < sentences[0] and not joined and found.deviations < _SHORT_BY_A_SENTENCE - strict:
        return Shortfall(f"{share}, and has {sentences[1]} of {sentences[0]} sentences", 0.8)
    if (
        not is_message  # which may begin small
        and found.deviations < _SHORT_AND_BEGUN_LATE
        and _OPENS_LATE.match(target)
        and not _OPENS_LATE.match(source)
    ):
        return Shortfall(f"{share}, and begins in mid-sentence", 0.8)
    if found.deviations < _least_deviation(found.size, *langs):
        return Shortfall(share, 0.7)
    return None


def _least_share(size: float, breaks_off: bool) -> float:
    """The share of its usual length that a message may have of which no sentence is missing."""
    if size >= _STRING:
        return _SHARE_OF_LONG
    return _SHARE_OF_SHORT if breaks_off else 0.0


def _least_deviation(size: float, lang: str, target_lang: str) -> float:
    """How short a translation of a text may be where nothing but its length speaks against it."""
    if tag(lang).dense:
        return _SHORT_FROM_DENSE if size >= _BRIEF_DENSE else _SHORT_FROM_FEW_DENSE
    if _BRIEF <= size < _STRING:
        return _SHORT_OF_DENSE_STRING if tag(target_lang).dense else _SHORT_OF_STRING
    return _SHORT if size >= _BRIEF else _SHORT_OF_FEW_WORDS


def excess(found: Fit, is_message: bool = False) -> float | None:
    """How many times the usual length a target has that is longer than any length explains; else None."""
    if found.size < _MIN_MEASURED or found.deviations < _LONG:
        return None
    times = math.exp(found.log_ratio)
    least = _LONG_TIMES_OF_MESSAGE if is_message else _LONG_TIMES
    return times if times >= (_LONG_TIMES_OF_STRING if found.size < _STRING else least) else None
