"""Slips of Ukrainian that Russian brings, for FLU004: participles in -ючий, nominatives in address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.findings import Hit
from mtcheck.resources import language_facts
from mtcheck.text.view import View
from mtcheck.text.words import places_of_word

_PARTICIPLE = lazyre.compile(
    r"(?<![\w’'-])([а-яіїєґ]{2,}[аую]юч)(?:ий|а|е|і|их|им|ими|ого|ої|ому|ій|у|ою)(?![\w’'-])"
)
# After the name of somebody spoken to.
_AFTER = (",", "!", "?", ".", "…")
# Somebody is spoken to: you, please, thanks, a verb that asks.
_CUE = lazyre.compile(
    r"(?<!\w)(?:ти|ви|вам|вас|тебе|тобі|будь ласка|дякую|дякуємо|вибач|пробач|скажи|слухай|послухай|дивись"
    r"|ходи|іди|йди|сідай|бери|дай|чекай|зачекай|стій|привіт|вітаю|\w{2,12}(?:іть|йте|ьте))(?!\w)"
)


def ukrainian(view: View, base: str) -> Iterator[Hit]:
    """The slips of a Ukrainian text."""
    if base == "uk":
        yield from _participles(view)
        yield from _addressed(view)


def _participles(view: View) -> Iterator[Hit]:
    """Active participles of the present: Ukrainian has adjectives in their place."""
    if "юч" not in view.lowered:
        return
    accepted = tuple(str(language_facts("uk")["slips"]["participles"]).split())
    for match in _PARTICIPLE.finditer(view.text):
        if not match[0].startswith(accepted):
            why = "Ukrainian forms no such participle"
            yield Hit(match.start(), match.end(), f"participle: “{match[0]}”: {why}")


def _addressed(view: View) -> Iterator[Hit]:
    """A person spoken to in the nominative."""
    vocatives = _vocatives()
    for word in vocatives.keys() & view.distinct_words:
        for start in places_of_word(view.lowered, word):
            end = start + len(word)
            if view.lowered[end : end + 1] in _AFTER and _spoken_to(view, start, end):
                said = view.text[start:end]
                better = vocatives[word].capitalize() if said[0].isupper() else vocatives[word]
                yield Hit(start, end, f"vocative: “{said}”: “{better}” is meant", better)


@cache
def _vocatives() -> dict[str, str]:
    return dict(pair.split(":") for pair in str(language_facts("uk")["slips"]["addressed"]).split())


def _spoken_to(view: View, start: int, end: int) -> bool:
    """Whether a word stands apart in a sentence that speaks to somebody."""
    begin, stop = next(((a, b) for a, b in view.sentences if a <= start < b), (start, end))
    before = view.text[begin:start].rstrip(" ")
    if before and before[-1] not in ',—–-«“„"(':
        return False
    if before.endswith(",") and view.text[end] == "," and " " in before and not _CUE.search(before.lower()):
        return False  # my brother, a doctor, told you
    return bool(_CUE.search(view.lowered, begin, stop))
