"""Calls behind a condition: `If you found this guide useful, please share it with your friends.`"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from mtcheck import lazyre
from mtcheck.rules.boilerplate.calls import calls_in, is_call
from mtcheck.rules.boilerplate.narrated import CLAUSE, goes_on, is_subject
from mtcheck.rules.boilerplate.rows import read_rows
from mtcheck.rules.boilerplate.told import said
from mtcheck.rules.phrases import OPENING_MARKS, Lines, fold, trimmed

# A longer sentence says more than a call; words of the condition stand in its first part.
MAX_SENTENCE, _CONDITION = 200, 90
_FIRST = lazyre.compile(r"[\W_]{0,4}([^\W_]+)")
_LETTER = lazyre.compile(r"[^\W_]")


@cache
def _rows() -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Ids of rows by the words that open a condition; those whose words are not parted by spaces apart."""
    by_word: dict[str, tuple[str, ...]] = {}
    unspaced: list[str] = []
    for name, row in _conditions().items():
        if row.get("spaced", True):
            for word in row["opens"].split("|"):
                by_word[word] = (*by_word.get(word, ()), name)
        else:
            unspaced.append(name)
    return by_word, tuple(unspaced)


@cache
def _conditions() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in read_rows("calls") if row["shape"] == "condition"}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    row = _conditions()[name]
    spaced = row.get("spaced", True)
    # Articles and prepositions of some languages are written as one with the next word.
    edge, blank = ("" if not spaced or row.get("prefixed") else r"(?<!\w)"), (r"\W+" if spaced else r"\W*")
    mark = r"(?:[,:;?!،，、—–]|\s-\s)\W*" if row.get("marked", True) else r"\W+"
    before = rf"(?:(?:{row['before']}){blank}){{0,6}}"
    return re.compile(
        rf"\W{{0,4}}(?=.{{0,{_CONDITION}}}{edge}(?:{row['texts']}))"
        rf"(?=.{{0,{_CONDITION}}}{edge}(?:{row['likes']}))(?:{row['opens']})"
        rf".{{4,120}}?{mark}{before}(?:{row['shares']})",
        re.DOTALL,
    )


def find_conditions(view: Lines) -> Iterator[tuple[int, int, bool]]:
    """Sentences that ask for something if the reader liked the text, in order; whether one goes on."""
    by_word, unspaced = _rows()
    lowered = view.lowered
    wide = any(row["opens"][0] in view.small_characters for row in map(_conditions().__getitem__, unspaced))
    sentences = view.sentences
    for index, (start, end) in enumerate(sentences):
        if view.text[end - 1 : end] == "?" and index + 1 < len(sentences):
            end = sentences[index + 1][1]  # Did you like it? Then share it.
        if end - start > MAX_SENTENCE:
            continue
        first = _FIRST.match(lowered, start, end)
        names = by_word.get(first[1], ()) if first else ()
        for name in (*names, *unspaced) if wide else names:
            if view.text[start : start + 1] in OPENING_MARKS:
                continue
            called = _pattern(name).match(lowered, start, end)
            if called and _asks_to_the_end(view.text[called.end() : end], name):
                yield (*trimmed(view.text, start, end), _has_more(view, end))
                break


_SHORT = 8


def _has_more(view: Lines, end: int) -> bool:
    """Whether a short sentence that calls for nothing hangs on a call before it: `We'd be grateful.`"""
    following = next((span for span in view.sentences if span[0] >= end), None)
    if following is None or "\n" in view.text[end : following[0]]:
        return False
    sentence = view.text[slice(*following)]
    return len(sentence.split()) <= _SHORT and not is_call(sentence)


def _asks_to_the_end(rest: str, name: str) -> bool:
    """Whether nothing but the call stands behind its verb: no `…, wrote the critic`, no `…; if not, …`."""
    row, ways = _conditions()[name], calls_in(_conditions()[name]["lang"])
    folded = fold(rest)
    if ";" in rest or not said().isdisjoint(folded.split()) or any(is_subject(folded, way) for way in ways):
        return False
    call = re.compile(rf"(?:{row['before']}|{row['shares']})(?!\w)|(?:{row['shares']})")
    for clause in filter(_LETTER.search, CLAUSE.split(rest)[1:]):
        words = fold(clause)
        again = words.split()[0] in row["opens"].split("|")  # share it, if not, tell me
        if again or not (call.match(clause.lower()) or any(goes_on(clause, words, way) for way in ways)):
            return False
    return True
