"""Names that are words, translated in two ways: the party New Path, later New Way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.resources import read_toml
from mtcheck.rules.fluency.name_spellings import in_one_sentence
from mtcheck.text.view import View
from mtcheck.text.words import places_of_word

_REACH = 40
_FIRST = lazyre.compile(r"(?<![\w'’-])([^\W\d_]{3,30}) $")
_SMALL_BEFORE = lazyre.compile(r"[^\W\d_]+ $")


@cache
def _groups(lang: str) -> dict[str, str]:
    """The first word of each group, by all its words, which have a capital in names."""
    listing = read_toml("languages/renderings.toml")["words"].get(lang, "")
    return {word.capitalize(): line.split()[0] for line in listing.splitlines() for word in line.split()}


def rendered_twice(view: View) -> Iterator[tuple[Span, str, str]]:
    """The later name of two that differ in a word translators choose between, and both names."""
    groups = _groups(view.tag.base)
    there: dict[str, list[str]] = defaultdict(list)
    for word in groups.keys() & view.bare_words:
        there[groups[word]].append(word)
    for words in there.values():
        if len(words) > 1:
            yield from _pairs(view, sorted(words))


def _pairs(view: View, lasts: list[str]) -> Iterator[tuple[Span, str, str]]:
    text = view.text
    places: dict[str, dict[str, list[int]]] = defaultdict(dict)
    certain: set[str] = set()
    for last in lasts:
        for place in places_of_word(text, last):
            found = _FIRST.search(text, max(0, place - _REACH), place)
            if found is None or not found[1].istitle():
                continue
            before = _SMALL_BEFORE.search(text, max(0, found.start() - _REACH), found.start())
            if before and before[0].islower():
                certain.add(found[1])  # the capital is its own, and not that of a sentence
            places[found[1]].setdefault(last, []).append(found.start())
    for first in sorted(certain):
        one, *others = sorted(
            places[first], key=lambda last: (-len(places[first][last]), places[first][last])
        )
        for other in others:
            if not in_one_sentence(text, f"{first} {one}", f"{first} {other}"):
                for start in places[first][other]:
                    name = f"{first} {other}"
                    yield Span(start, start + len(name)), name, f"{first} {one}"
