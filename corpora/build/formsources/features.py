"""The features of a reading as bits: the same layout as mtcheck/lexicon/forms.py reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mtcheck.lexicon.features import POS, VERB, slot


class Reading(NamedTuple):
    """One reading of a form: its part of speech, and the bits that go with it."""

    form: str
    pos: int
    nominal: int = 0
    verb: int = 0


def noun(form: str, slots: int) -> Reading:
    return Reading(form, POS["noun"], slots)


def adjective(form: str, slots: int) -> Reading:
    return Reading(form, POS["adj"], slots)


def verb(form: str, *marks: str) -> Reading:
    bits = 0
    for mark in marks:
        bits |= VERB[mark]
    return Reading(form, POS["verb"], 0, bits)


def other(form: str, pos: str) -> Reading:
    return Reading(form, POS[pos])


def slots(genders: Iterable[str], number: str, cases: Iterable[str] = ("nom",)) -> int:
    """The slots of some genders in one number and some cases.

    >>> slots("f", "sg") == slot("f", "sg", "nom")
    True
    """
    bits = 0
    for gender in genders:
        for case in cases:
            bits |= slot(gender, number, case)
    return bits


MASCULINE = ("m", "i")  # animate and inanimate: where a language does not tell them apart, both
