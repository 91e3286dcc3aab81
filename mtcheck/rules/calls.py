"""Calls to action (BPL003): sentences that ask the reader to subscribe, follow, donate, share.

A sentence is a call when it opens with an imperative of the rows and names what is to be followed;
languages with the verb last may have the two anywhere. A paragraph that is at least half calls is
one stretch, since what stands between them belongs to the appeal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from mtcheck.rules.phrases import Lines, Literals, fold, line_numbers, sentences_in, stems, trimmed
from mtcheck.rules.rows import read_rows

MAX_SENTENCE = 320
MAX_WORDS_ANY_ORDER = 25
MAX_UNSPACED = 60
# How far after the verb the thing to be followed may stand, in folded characters.
MAX_REACH = 130
# A paragraph is one appeal when at least this share of its sentences are calls.
MIN_CALL_SHARE = 0.5
_FIRST_WORDS = 100


class Call(NamedTuple):
    """How one language (or family) calls, folded; see corpora/boilerplate/calls.toml."""

    id: str
    lang: str
    any_order: bool
    spaced: bool
    openers: frozenset[str]
    verbs: tuple[str, ...]
    alone: tuple[str, ...]
    targets: tuple[str, ...]
    anywhere: tuple[str, ...]
    veto: tuple[str, ...]


class Appeal(NamedTuple):
    """A stretch of calls and the index of its line."""

    start: int
    end: int
    line: int


class _Calls(NamedTuple):
    calls: tuple[Call, ...]
    literals: Literals
    """What to look for anywhere in the text."""
    verb_keys: frozenset[str]
    openers: frozenset[str]


def _raw(listing: str) -> list[str]:
    return [stem.replace("_", " ").strip() for stem in listing.split()]


@cache
def _calls() -> _Calls:
    calls: list[Call] = []
    literals: list[str] = []
    verb_keys: set[str] = set()
    for row in read_rows("calls"):
        if row["shape"] != "call":
            continue
        any_order = row.get("order") == "any"
        spaced = bool(row.get("spaced", True))
        space = " " if spaced else ""
        calls.append(
            Call(
                row["id"],
                row["lang"],
                any_order,
                spaced,
                frozenset(fold(row["openers"].replace("_", " ")).split()),
                tuple(space + stem.lstrip() for stem in stems(row["verbs"])),
                tuple(space + stem.lstrip() for stem in stems(row.get("alone", ""))),
                stems(row["targets"]),
                tuple(space + stem.lstrip() for stem in stems(row["anywhere"])),
                tuple(f" {word} " for word in stems(row.get("veto", ""))),
            )
        )
        literals += _raw(row["anywhere"]) + (_raw(row["verbs"]) if any_order else [])
        if not any_order:
            verb_keys.update(
                _key(word)
                for stem in f"{row['verbs']} {row.get('alone', '')}".split()
                for word in _words(stem)[:1]
            )
    openers = frozenset().union(*(call.openers for call in calls))
    return _Calls(tuple(calls), Literals(literals), frozenset(verb_keys), openers)


_WORD = re.compile(r"[^\W_]+")
_FIRST_WORD = re.compile(r"[\W_]{0,12}([^\W_]+)")


def _words(stem: str) -> list[str]:
    return _WORD.findall(stem.replace("_", " ").lower())


def _key(word: str) -> str:
    return word[:4]


def find_calls(view: Lines) -> Iterator[Appeal]:
    """Appeals of the text in order: sentences, or a whole paragraph of which most sentences call."""
    for index in _candidates(view):
        start, end = trimmed(view.text, *view.lines[index])
        pieces = sentences_in(view, start, end)
        called = [is_call(view.text[a:b]) for a, b in pieces]
        if not any(called):
            continue
        if sum(called) >= MIN_CALL_SHARE * len(pieces):
            yield Appeal(start, end, index)
            continue
        for (a, b), call in zip(pieces, called, strict=True):
            if call:
                yield Appeal(a, b, index)


def _candidates(view: Lines) -> list[int]:
    """Indices of lines that hold a literal, or a sentence that opens with a verb of the rows."""
    lowered = view.lowered
    calls = _calls()
    offsets = [offset for _, offset in calls.literals.found(lowered)]
    verb_keys, openers = calls.verb_keys, calls.openers
    match = _FIRST_WORD.match
    for start, end in view.sentences:
        first = match(lowered, start, end)
        if first is None:
            continue
        word = first[1]
        if word[:4] in verb_keys or (
            word in openers and _opens_with_verb(lowered[first.end() : min(end, start + _FIRST_WORDS)])
        ):
            offsets.append(start)
    return line_numbers(view.lines, offsets)


def _opens_with_verb(lowered: str) -> bool:
    """Whether only words of ``openers`` stand before a verb of the rows."""
    verb_keys, openers = _calls().verb_keys, _calls().openers
    for word in _WORD.findall(lowered):
        if word[:4] in verb_keys:
            return True
        if word not in openers:
            return False
    return False


def is_call(sentence: str) -> bool:
    """Whether one sentence asks the reader to act.

    >>> is_call("Don't forget to subscribe to our channel in Telegram.")
    True
    >>> is_call("He told fans to subscribe to our channel.")
    False
    """
    if len(sentence) > MAX_SENTENCE or sentence[:1] in {'"', "“", "„", "«", "‘"}:
        return False
    body = fold(sentence)
    return any(_calls_reader(body, call) for call in _calls().calls)


def _calls_reader(body: str, call: Call) -> bool:
    if any(word in body for word in call.veto):
        return False
    if any(phrase in body for phrase in call.anywhere):
        return True
    if call.any_order:
        verb = any(verb in body for verb in call.verbs)
        brief = body.count(" ") <= MAX_WORDS_ANY_ORDER if call.spaced else len(body) <= MAX_UNSPACED
        return verb and brief and any(target in body for target in call.targets)
    position = 0
    while True:
        after = body.find(" ", position + 1)
        if after < 0:
            return False
        rest = body[position:]
        if rest.startswith(call.alone):
            return True
        if rest.startswith(call.verbs):
            reach = rest[:MAX_REACH]
            return any(target in reach for target in call.targets)
        if body[position + 1 : after] not in call.openers:
            return False
        position = after
