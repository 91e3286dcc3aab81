"""Clauses of Han and kana in a mixed text, and Japanese titles inside Chinese ones."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mtcheck.languages import ngrams
from mtcheck.languages.evidence import LEAST_CHINESE, only_letters
from mtcheck.languages.ngrams import PER_NAT
from mtcheck.languages.word_costs import OTHER_SCRIPT, Part, foreign
from mtcheck.lexicon import char_model
from mtcheck.lexicon.scripts import HAN, KANA, Bytes, CodePoints

#: What a letter of kana says against Chinese, and a character that only Chinese writes against Japanese.
CERTAIN_KANA: Final = 4 * PER_NAT
CERTAIN_HAN: Final = 5 * PER_NAT
#: So many characters of Han between kana may be of one title.
_IN_TITLE: Final = 3
#: Letters of kana that are a title where a clause has as many of Han.
_LEAST_TITLE: Final = 3
#: Nats; a character that Japanese text does not have.
_UNWRITTEN: Final = -11.0


def chinese_japanese(scripts: Bytes, points: CodePoints, languages: tuple[str, ...]) -> Part:
    """Clauses of Han and kana, and Japanese titles inside Chinese ones.

    Kana is never Chinese; Han is what its characters of one writing only say, else either.
    """
    starts, ends = ngrams.runs((scripts == HAN) | (scripts == KANA))
    only = _only(points)
    kana, own, other = (_counts(found, starts, ends) for found in (scripts == KANA, only == 1, only == 2))
    mixed = (own.sum() >= LEAST_CHINESE) & (own > 2 * other) & _holds_title(scripts, starts, ends, own)
    if mixed.any():
        parts = [
            part
            for start, end, cut in zip(starts.tolist(), ends.tolist(), mixed.tolist(), strict=True)
            for part in (_titles(scripts, only, start, end) if cut else [(start, end)])
        ]
        starts, ends = np.array(parts, np.int64).T.copy()
        kana, own, other = (_counts(found, starts, ends) for found in (scripts == KANA, only == 1, only == 2))
    costs = np.repeat(foreign(2 * (ends - starts), 4.0)[:, None], len(languages), axis=1)
    least = np.where(kana == ends - starts, 0, 8 * PER_NAT)  # one の alone is in fashion in Chinese
    said = np.minimum(np.maximum(CERTAIN_KANA * kana, least), OTHER_SCRIPT * 2)
    chinese = np.minimum(CERTAIN_HAN * np.maximum(own - 2 * other, 0), OTHER_SCRIPT * 2)
    if "zh" in languages:
        costs[:, languages.index("zh")] = np.where(kana > 0, said, 0)
    if "ja" in languages:
        costs[:, languages.index("ja")] = np.where(kana > 0, 0, 2 * PER_NAT + chinese)
    if "ko" in languages:
        costs[:, languages.index("ko")] = np.where(kana > 0, said, 4 * PER_NAT)
    return starts, ends, costs


def _holds_title(
    scripts: Bytes, starts: NDArray[np.int64], ends: NDArray[np.int64], own: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which clauses have so little kana, or all of it together, that it may be a title in a Chinese one."""
    inside = scripts == KANA
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    kana = _counts(inside, starts, ends)
    han = ends - starts - kana
    one = (_counts(begins, starts, ends) == 1) & (kana >= _LEAST_TITLE) & (han >= kana)
    found: NDArray[np.bool_] = (kana > 0) & (one | (own >= LEAST_CHINESE) & (han > 2 * kana))
    return found


def parts_chinese(
    points: CodePoints, scripts: Bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether, of a word and the next, one has kana and the other is surely Chinese, or they touch."""
    kana = _counts(scripts == KANA, starts, ends) > 0
    chinese = ~kana & (_counts(_only(points) == 1, starts, ends) > 0)
    touching = (kana[1:] != kana[:-1]) & (starts[1:] == ends[:-1])
    found: NDArray[np.bool_] = (kana[1:] & chinese[:-1]) | (kana[:-1] & chinese[1:]) | touching
    return found


def _counts(
    found: NDArray[np.bool_], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """How many places are found between each start and its end."""
    before = np.concatenate([[0], found.cumsum()])
    counts: NDArray[np.int64] = before[ends] - before[starts]
    return counts


def _only(points: CodePoints) -> NDArray[np.uint8]:
    """1 for a character that only Chinese writes, 2 for one that only Japanese does, else 0."""
    return _only_table().take(points, mode="clip")


@cache
def _only_table() -> NDArray[np.uint8]:
    letters = only_letters()
    japanese = char_model.model("ja").logs  # it writes some of the simplified characters too: 国, 会
    chinese = letters["chinese"] | {c for c in letters["simplified"] if japanese[c] < _UNWRITTEN}
    table = np.zeros(0x10000, np.uint8)
    for number, characters in ((1, chinese), (2, letters["japanese"])):
        table[[ord(character) for character in characters]] = number
    return table


def _titles(scripts: Bytes, only: NDArray[np.uint8], start: int, end: int) -> list[tuple[int, int]]:
    """A Chinese clause cut where kana begins and ends; a few characters between kana belong to it."""
    firsts, lasts = ngrams.runs(scripts[start:end] == KANA)
    kana: list[tuple[int, int]] = []
    for first, last in zip((firsts + start).tolist(), (lasts + start).tolist(), strict=True):
        if kana and first - kana[-1][1] <= _IN_TITLE and not (only[kana[-1][1] : first] == 1).any():
            kana[-1] = (kana[-1][0], last)
        else:
            kana.append((first, last))
    edges = [start, *(edge for span in kana for edge in span), end]
    return [(a, b) for a, b in pairwise(edges) if a < b]
