"""TRN003: A number of the source is missing or different in the target: 12 became 13."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.bitext.examples import brackets, example_sentences, examples
from mtcheck.bitext.numbermatch import Comparison, compare_numbers
from mtcheck.bitext.units import compare_units
from mtcheck.document import Span, overlaps
from mtcheck.findings import PROBABLE, Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.shared import whole
from mtcheck.tags import tag
from mtcheck.text.view import View

# What a digit belongs to that is a name and no number: MP3, UTF-8, html5; 3D, 2FA, 3rd party, 4-digit.
_NAME = lazyre.compile(r"(?:[A-Z]{2}-?|%\.|\b[a-z]{2,4})$")
_NAME_ON = lazyre.compile(r"[A-Z]\b|[A-Z]{2,3}\b(?<![KMGT]B)|rd[ -]part|-digit")
# Parts of a second: 100ths is a word of its own in every language.
_ORDINAL = lazyre.compile(r"(?:st|nd|rd|th)s\b")
# A range of signs (0-9) that words of the source name; a width of printf against a word: %02dh.
_RANGE = lazyre.compile(r"(?:a-z|A-Z)\b.{0,40}\b0[-–]9|\b0[-–]9\b.{0,40}(?:a-z|A-Z)", re.DOTALL)
_WIDTH = lazyre.compile(r"%[-+#]?\d*\.?\d*$")
# 16進 is hexadecimal, 10 進数 decimal, 16진수.
_BASE = lazyre.compile(r" ?(?:進|进|진수)")


@rule("TRN003", "number-mismatch", category="accuracy/mistranslation", severity=Severity.MAJOR)
def number_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """A number of the source is missing or different in the target: 12 became 13.

    Numbers are compared by value: `1 000,5` is `1,000.5`, `5.2 млн` is 5.2 million, ３億 is 300 million;
    dates, clocks and decades too. A number in words accepts the same number in digits. A lone 1 may go or
    come (`1 week` is a week), and names (`MP3 player`, `3D`). An example in brackets, `(e.g. +1 for
    the US)`, may be another. Numbers in links, tags and placeholders have their own rules.
    """
    source = view.document.source
    if source is None:
        return
    compared = view.once(compare_numbers, source, view.text, view.source_lang, view.lang)
    if _is_one_alone(compared) or (view.document.is_message and _differ_in_keys(source, view)):
        return
    # What was converted into another unit is TRN005's.
    converted = [found for found in compare_units(source, view.text, compared) if found.converted]
    gone = [number for found in converted for number in found.source.numbers]
    come = [number for found in converted for number in found.target.numbers]
    adapted = examples(source, view.source_lang)
    if view.document.is_message and not compared.added:
        adapted += example_sentences(source, view.source_lang)
    if adapted:
        own = brackets(view.text)
        gone += [number for number in compared.lost if overlaps(Span(number.start, number.end), adapted)]
        come += [number for number in compared.added if overlaps(Span(number.start, number.end), own)]
    if not compared.added:
        gone += [number for number in compared.lost if _is_in_name(source, number.start, number.end)]
    if not compared.lost:
        come += [number for number in compared.added if _is_in_name(view.text, number.start, number.end)]
    gone += [number for number in compared.lost if _ORDINAL.match(source, number.end)]
    if not compared.lost:
        come += [
            number for number in compared.added if _is_sign_of_program(view.text, number.start, number.end)
        ]
        # A byte of an address, which some languages write as they write per cent: %40
        come += [number for number in compared.added if f"%{number.text}" in source and "%" in view.text]
    # As it is in the source: 500mil
    come += [number for number in compared.added if number.text in source and not number.text.isdigit()]
    if come and not [number for number in compared.added if number not in come]:
        gone += [
            number for number in compared.lost if any(each.text.startswith(number.text) for each in come)
        ]
    if not compared.added:
        gone += [number for number in compared.lost if _in_class(source, number.start)]
        # Two boats are one word, in the dual.
        if tag(view.lang).base in _WITH_DUAL:
            gone += [number for number in compared.lost if number.text == "2"]
        # 0 boats are no boats.
        gone += [number for number in compared.lost if number.text == "0" and source.startswith("0 ")]
    lost = ", ".join(repr(number.text) for number in compared.lost if number not in gone)
    for number in compared.added:
        if number in come or _BASE.match(view.text, number.end):
            continue
        said = f"where the source says {lost}" if lost else "is not in the source"
        yield Hit(number.start, number.end, f"number {number.text!r} {said}")
    if lost and all(number in come for number in compared.added):
        yield Hit(*whole(view), f"number {lost} of the source is missing", confidence=PROBABLE)


_WITH_DUAL = ("ar", "he")
# The mark of a key to press, inside of a number: ISO-_8859, UTF-1_6; in brackets, (_8).
_KEYS = lazyre.compile(r"[(（][_&]\w[)）]|[_&](?=\w)")


def _differ_in_keys(source: str, view: View) -> bool:
    """Whether the numbers agree without the marks of keys to press."""
    if not any(mark in text for mark in "_&" for text in (source, view.text)):
        return False
    one, other = (_KEYS.sub("", text) for text in (source, view.text))
    return _is_one_alone(compare_numbers(one, other, view.source_lang, view.lang))


def _is_sign_of_program(text: str, start: int, end: int) -> bool:
    """Whether a digit is in a range of signs, a-z and 0-9, or in the width of a placeholder."""
    if _WIDTH.search(text, 0, start) and text[end : end + 1].isalpha():
        return True
    return any(match.start() <= start < match.end() for match in _RANGE.finditer(text))


# Signs that a name may have, which another language tells in words: [a-z0-9_]
_CLASS = lazyre.compile(r"\[(?:[a-zA-Z]-[a-zA-Z]|[0-9]-[0-9]|[\w.-]){2,20}\]")


def _in_class(text: str, place: int) -> bool:
    return any(match.start() <= place < match.end() for match in _CLASS.finditer(text))


def _is_in_name(text: str, start: int, end: int) -> bool:
    if _NAME.search(text, 0, start) or _NAME_ON.match(text, end):
        return True
    return bool(text[start - 1 : start].isalpha() and text[end : end + 1].isalpha())


def _is_one_alone(compared: Comparison) -> bool:
    """Whether the texts differ in nothing, or in a 1 that only one of them writes."""
    different = (*compared.lost, *compared.added)
    return not different or (len(different) == 1 and different[0].text == "1")
