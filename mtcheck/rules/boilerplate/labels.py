"""Labels of buttons around an article, told by a closed vocabulary: `Add to cart`, `Leave a comment`.

A label is a short line without a full stop, of which every word belongs to one group of one language or is a
small word of it, with an act and a thing among them. Other wordings of a label are found as well, and a
sentence of the article has words that no button has. What needs no act is listed whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from mtcheck import resources

_FILE = "boilerplate/labels.toml"
KINDS = {
    "cart": "shop label",
    "comment": "rating or comment label",
    "share": "share label",
    "page": "navigation",
    "account": "account label",
    "time": "reading time",
}
_WHOLE = "page label"
_COUNT = "comment count"
# Longer lines are titles, or prose.
MAX_LABEL, MAX_WORDS, MAX_UNSPACED = 64, 8, 24
# `3 new replies`
_MAX_COUNT = 3
# Buttons that name a network are things of these.
_WITH_NETWORKS = ("share", "account")
_MARKS = " \t:：…!?？！»›→>*|()[]{}✓✔▼▲↓↑←⇒➔·•-–—"
_STOPS = (".", "。", "।", ";", ",")


class _Word(NamedTuple):
    """In which groups a word may stand, is an act, is a thing: a bit for each group of each language."""

    any: int
    act: int
    thing: int


class _Language(NamedTuple):
    """A language whose words have no spaces between them, group by group."""

    words: dict[str, _Word]
    longest: int
    firsts: frozenset[str]


class _Book(NamedTuple):
    words: dict[str, _Word]
    whole: frozenset[str]
    firsts: frozenset[str]
    """First words of the labels listed whole."""
    unspaced: tuple[_Language, ...]
    counted: int
    """The bits of comments, which are counted; so for the two below."""
    timed: int
    account: int


def read_languages() -> list[dict[str, Any]]:
    """The rows of corpora/boilerplate/labels.toml, examples included."""
    rows: list[dict[str, Any]] = resources.read_toml(_FILE)["language"]
    return rows


def _entries(row: dict[str, Any], networks: Sequence[str], first_bit: int) -> dict[str, _Word]:
    """The words of one language; its groups have the bits from ``first_bit`` on."""
    words: dict[str, _Word] = {}

    def add(listed: Sequence[str], act: int, thing: int, also: int = 0) -> None:
        bits = act | thing | also
        for word in listed:
            known = words.get(word)
            words[word] = _Word(
                bits | (known.any if known else 0),
                act | (known.act if known else 0),
                thing | (known.thing if known else 0),
            )

    for number, group in enumerate(KINDS):
        bit = 1 << (first_bit + number)
        acts, _, things = row.get(group, "").partition("|")
        add(acts.split(), bit, 0)
        add(things.split(), 0, bit)
        if group in _WITH_NETWORKS:
            add(networks, 0, bit)
        add(row["small"].split(), 0, 0, bit)
    return words


@cache
def _book() -> _Book:
    file = resources.read_toml(_FILE)
    networks = file["networks"].split()
    words: dict[str, _Word] = {}
    whole: dict[str, None] = {}
    unspaced = []
    bits = len(KINDS)
    groups = dict.fromkeys(KINDS, 0)
    for number, row in enumerate(file["language"]):
        whole.update(dict.fromkeys(row["whole"].split("|")))
        if not row.get("spaced", True):
            own = _entries(row, networks, 0)
            firsts = frozenset(word[0] for word in own if not word.isascii())
            unspaced.append(_Language(own, max(map(len, own)), firsts))
            continue
        for place, group in enumerate(KINDS):
            groups[group] |= 1 << (number * bits + place)
        for word, more in _entries(row, networks, number * bits).items():
            known = words.get(word)
            words[word] = (
                _Word(known.any | more.any, known.act | more.act, known.thing | more.thing) if known else more
            )
    return _Book(
        words,
        frozenset(whole),
        frozenset(label.split(" ", 1)[0] for label in whole),
        tuple(unspaced),
        groups["comment"],
        groups["time"],
        groups["account"],
    )


def kind_of(head: str, original: str) -> str | None:
    """What a line is a label of, or None. ``head`` is the lower-cased line without what decorates its start.

    >>> kind_of("add to cart", "Add to cart"), kind_of("add salt to the water", "Add salt to the water")
    ('shop label', None)
    """
    if len(head) > MAX_LABEL:
        return None
    label = head.strip(_MARKS)
    if not label:
        return None
    book = _book()
    bare = label.rstrip(".。").replace(" ", " ")
    if _begins_small(original):
        return None
    if bare in book.whole and (" " in bare or not label.endswith(_STOPS)):
        return _WHOLE
    if label.endswith(_STOPS):
        return None
    return _of_words(label, book) or _of_letters(label, book)


def _begins_small(original: str) -> bool:
    """Whether the first letter is a small one: the line goes on from the one above."""
    return next(filter(str.isalnum, original), "A").islower()


def _of_words(label: str, book: _Book) -> str | None:
    words = book.words
    anywhere, acts, things, count, numbers = -1, 0, 0, 0, 0
    for token in dict.fromkeys(label.split()):
        token = token.strip(_MARKS + ',."“”«»')
        if not token:
            continue
        count += 1
        if token.isdecimal():
            numbers += 1
            continue
        known = words.get(token)
        if known is None or count > MAX_WORDS:
            return None
        anywhere &= known.any
        if not anywhere:
            return None
        things |= known.thing | (known.act & acts & book.account)  # log in or register
        acts |= known.act
    if count < 2:
        return None
    called = anywhere & acts & things
    if not numbers:
        return _kind(called & ~book.timed)
    few = numbers == 1 and count <= _MAX_COUNT
    if few and anywhere & things & book.counted and not anywhere & acts & ~things:
        return _COUNT
    return _kind(called & (book.timed | book.counted)) if numbers == 1 else None


def _kind(bits: int) -> str | None:
    if not bits:
        return None
    return tuple(KINDS.values())[((bits & -bits).bit_length() - 1) % len(KINDS)]


def _of_letters(label: str, book: _Book) -> str | None:
    """A label of a language without spaces: cut into its words, in every way that there is."""
    if len(label) > MAX_UNSPACED or label.isascii():
        return None
    label = label.replace(" ", "")
    for language in book.unspaced:
        if not language.firsts.isdisjoint(label):
            for number, kind in enumerate(KINDS.values()):
                if any(flags == _ACT | _THING for flags in _readings(label, language, 1 << number)):
                    return kind
    return None


_ACT, _THING = 1, 2


def _readings(label: str, language: _Language, group: int) -> Iterator[int]:
    """For every way to cut a label into words of a group: whether acts and things are among them."""
    reached: list[set[int]] = [set() for _ in range(len(label) + 1)]
    reached[0].add(0)
    for start, flags in enumerate(reached[:-1]):
        for end in range(start + 1, min(len(label), start + language.longest) + 1) if flags else ():
            word = language.words.get(label[start:end])
            if word and word.any & group:
                kinds = [_ACT] if word.act & group else []
                kinds += [_THING] if word.thing & group else []
                reached[end].update(one | kind for one in flags for kind in kinds or [0])
    yield from reached[-1]
