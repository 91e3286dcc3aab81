"""Error classes beside scores: did a system get more garble, untranslated text, omissions or major faults?

A score drops for another style too. These classes count what is wrong whatever the style, segment by segment,
so that two systems can be compared as pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb

import msgspec

#: ``major`` holds every finding of severity major or critical, so also those of the others.
CLASSES = ("major", "omission", "untranslated", "garble")
#: The rules that are asked: what they find is no matter of style. TRN needs a source.
FAMILIES = ("ENC", "LNG", "TRN")
_CATEGORIES = {"accuracy/omission": "omission", "accuracy/untranslated": "untranslated"}
_BY_FAMILY = {"ENC": "garble", "LNG": "untranslated"}


class ErrorCounts(msgspec.Struct, frozen=True):
    """Findings of each class in each scored segment, and the words of each."""

    words: list[int]
    classes: dict[str, list[int]]


class ErrorJudgement(msgspec.Struct, frozen=True):
    """One class. ``more`` and ``fewer`` count segments that have more, or fewer, findings than before.

    ``p_value`` is one-sided (sign test over those segments). ``segments`` are those with more, from 1.
    """

    key: str
    findings: int
    per_thousand: float
    before: int | None = None
    before_per_thousand: float | None = None
    more: int = 0
    fewer: int = 0
    p_value: float | None = None
    segments: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


def classes_of(rule: str, category: str) -> tuple[str, ...]:
    """The classes of a finding that is major or worse.

    >>> classes_of("ENC001", "linguistic/character-encoding"), classes_of("TRN003", "accuracy/mistranslation")
    (('major', 'garble'), ('major',))
    """
    kind = _CATEGORIES.get(category) or _BY_FAMILY.get(rule[:3])
    return ("major", kind) if kind else ("major",)


def judge_errors(
    ours: Mapping[int, Mapping[str, int]],
    theirs: Mapping[int, Mapping[str, int]] | None,
    most: Mapping[str, float],
    alpha: float,
) -> list[ErrorJudgement]:
    """A judgement of each class, from the row of each segment (a count for each class, and ``words``).

    A class fails above its limit (findings per 1,000 words), or when chance alone gives so many worse
    segments in fewer than ``alpha`` of runs, shared by the classes (Bonferroni).
    """
    return [_judge(key, ours, theirs, most.get(key), alpha / len(CLASSES)) for key in CLASSES]


def _judge(
    key: str,
    ours: Mapping[int, Mapping[str, int]],
    theirs: Mapping[int, Mapping[str, int]] | None,
    limit: float | None,
    alpha: float,
) -> ErrorJudgement:
    found, rate = _total(ours, key)
    reasons = [f"above {limit:g} per 1,000 words"] if limit is not None and rate > limit else []
    if theirs is None:
        return ErrorJudgement(key, found, rate, reasons=tuple(reasons))
    shared = sorted(set(ours) & set(theirs))
    more = tuple(index + 1 for index in shared if ours[index][key] > theirs[index][key])
    fewer = sum(ours[index][key] < theirs[index][key] for index in shared)
    chance = sign_test(len(more), fewer)
    if chance < alpha:
        reasons.append("more than before, and chance is unlikely to be why")
    before, before_rate = _total(theirs, key)
    return ErrorJudgement(
        key, found, rate, before, before_rate, len(more), fewer, chance, more, tuple(reasons)
    )


def _total(rows: Mapping[int, Mapping[str, int]], key: str) -> tuple[int, float]:
    found = sum(row[key] for row in rows.values())
    words = sum(row["words"] for row in rows.values())
    return found, 1000 * found / words if words else 0.0


def sign_test(more: int, fewer: int) -> float:
    """How often chance alone gives ``more`` or more of ``more + fewer`` changes.

    >>> sign_test(0, 0), sign_test(8, 0)
    (1.0, 0.00390625)
    """
    changes = more + fewer
    return float(sum(comb(changes, count) for count in range(more, changes + 1)) / 2**changes)


def rows_of(counts: ErrorCounts) -> list[dict[str, int]]:
    """A row for each scored segment."""
    return [
        {"words": words, **{key: counts.classes[key][index] for key in CLASSES}}
        for index, words in enumerate(counts.words)
    ]


def counted(rows: Sequence[Mapping[str, int]]) -> ErrorCounts:
    """What is stored of the rows of the scored segments."""
    return ErrorCounts([row["words"] for row in rows], {key: [row[key] for row in rows] for key in CLASSES})
