"""Labels of buttons around an article, told by a closed vocabulary: `Add to cart`, `Leave a comment`.

A label is a short line without a full stop, of which every word belongs to one group of one language or is a
small word of it, with an act and a thing among them. Other wordings of a label are found as well, and a
sentence of the article has words that no button has. What needs no act is listed whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from mtcheck import lazyre, resources
from mtcheck.rules.phrases import Lines

_FILE = "boilerplate/labels.toml"
KINDS = {
    "cart": "shop label",
    "comment": "rating or comment label",
    "share": "share label",
    "page": "navigation",
    "account": "account label",
    "time": "reading time",
    "vote": "rating or comment label",
    "recipe": "recipe label",
    "contact": "contact label",
    "consent": "consent label",
    "subscribe": "subscription label",
}
_WHOLE = "page label"
# A shorter sentence is an instruction: `Create a comment.`
_MIN_PROMPT = 5
_COUNT = "comment count"
# Longer lines are titles, or prose.
MAX_LABEL, MAX_WORDS, MAX_UNSPACED = 160, 24, 24
# So many labels may be longer than the text above them.
_FEW = 1
# `3 new replies`
_MAX_COUNT = 3
# Buttons that name a network are things of these.
_WITH_NETWORKS = ("share", "account")
_MARKS = " \t:：…!?？！»›→>*|()[]{}✓✔▼▲↓↑←⇒➔·•-–—"
_STOPS = (".", "。", "।", ";", ",")


class _Word(NamedTuple):
    """In which groups of a language a word may stand, is an act, is a thing: a bit each."""

    any: int
    act: int
    thing: int


class _Book(NamedTuple):
    words: dict[str, int]
    """The languages that have a word, a bit each; what it is there is worked out when it is needed."""
    whole: frozenset[str]
    spaced: tuple[int, ...]
    unspaced: tuple[int, ...]
    """Numbers of the rows of languages with and without spaces between words."""


def read_languages() -> list[dict[str, Any]]:
    """The rows of corpora/boilerplate/labels.toml, examples included."""
    rows: list[dict[str, Any]] = resources.read_toml(_FILE)["language"]
    return rows


@cache
def _book() -> _Book:
    networks = resources.read_toml(_FILE)["networks"].split()
    words: dict[str, int] = {}
    whole: set[str] = set()
    kinds: tuple[list[int], list[int]] = ([], [])
    for number, row in enumerate(read_languages()):
        whole.update(row["whole"].split("|"))
        spaced = row.get("spaced", True)
        kinds[not spaced].append(number)
        if spaced:
            listed = " ".join([row["small"], *(row.get(group, "") for group in KINDS)]).split()
            for word in {*listed, *networks}:
                words[word] = words.get(word, 0) | 1 << number
    return _Book(words, frozenset(whole), *map(tuple, kinds))


@cache
def _entries(number: int) -> dict[str, _Word]:
    """The words of one language."""
    row = read_languages()[number]
    networks = resources.read_toml(_FILE)["networks"].split()
    words: dict[str, _Word] = {}

    def add(listed: Sequence[str], act: int, thing: int, also: int = 0) -> None:
        for word in listed:
            known = words.get(word, _NOTHING)
            words[word] = _Word(known.any | act | thing | also, known.act | act, known.thing | thing)

    for place, group in enumerate(KINDS):
        bit = 1 << place
        listed: list[str] = row.get(group, "").split("|")
        acts, things, others = [*listed, "", ""][: len(_PARTS)]
        add(acts.split(), bit, 0)
        add(things.split(), 0, bit)
        add(others.split(), 0, 0, bit)
        if group in _WITH_NETWORKS:
            add(networks, 0, bit)
        add(row["small"].split(), 0, 0, bit)
    return words


_NOTHING = _Word(0, 0, 0)
_PARTS = ("acts", "things", "others")
_COMMENT, _SHARE, _ACCOUNT, _TIME = (
    1 << tuple(KINDS).index(group) for group in ("comment", "share", "account", "time")
)


def find_labels(view: Lines, taken: set[int]) -> list[tuple[int, int, int, str]]:
    """(line, start, end, kind) of labels among the lines that are not ``taken``.

    Empty where they are most of the text: strings of a program, which are to be translated.
    """
    found = [
        (index, start, end, kind)
        for index, start, end, head in view.heads
        if len(head) <= MAX_LABEL and index not in taken and (kind := kind_of(head, view.text[start:end]))
    ]
    if any(kind in _OF_FORMS for *_, kind in found):
        found = sorted([*found, *_around_a_form(view, found, taken)])
    size = sum(end - start for _, start, end, _ in found)
    few = 0 < len(found) < len(view.heads) and len(found) <= _FEW
    return found if few or 2 * size < len(view.text) else []


# Lines of a form may end in a stop: so many of them are needed, no further apart than that.
_MIN_FORM, _NEAR, _MAX_GREETING = 3, 2, 25
_OF_FORMS = (KINDS["account"], _WHOLE)


def _around_a_form(
    view: Lines, found: list[tuple[int, int, int, str]], taken: set[int]
) -> list[tuple[int, int, int, str]]:
    """Sentences of a form to sign in, and its greeting, beside its labels: `Select a different account.`"""
    known = {index for index, *_, kind in found if kind in _OF_FORMS}
    others = {index for index, *_ in found} | taken
    more: dict[int, tuple[int, int, int, str]] = {}
    for index, start, end, head in view.heads:
        if len(head) <= MAX_LABEL and index not in others and head.endswith(_STOPS):
            bare = head.rstrip(".。,;")
            greets = head.endswith(",") and len(head) <= _MAX_GREETING and len(head.split()) < _MIN_FORM
            if greets or kind_of(bare, view.text[start:end]) == KINDS["account"]:
                more[index] = (index, start, end, KINDS["account"])
    form = sorted(known | set(more) | taken)
    near = [at for at in more if sum(abs(at - other) <= _NEAR for other in form) >= _MIN_FORM]
    return [more[at] for at in near if any(abs(at - other) <= _NEAR for other in known)]


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
    if _begins_small(original) or _QUOTED.search(label):
        return None
    if bare in book.whole and (" " in bare or not label.endswith(_STOPS)):
        return _WHOLE
    if label.endswith(_STOPS):
        prompted = label[-1] == "." and _of_words(bare, book, prompt=True)
        return KINDS["account"] if prompted else None
    return (
        _of_words(label, book)
        or _of_letters(label, book)
        or _of_glued(label, original, book)
        or _of_bar(label, book)
    )


# What is chosen or typed in a form: `Choose "Other"`
_QUOTED = lazyre.compile(r"(?<!\w)[\"“„«][^\"“”„«»]{1,40}[\"“”»]")


def _begins_small(original: str) -> bool:
    """Whether the first letter is a small one: the line goes on from the one above."""
    return next(filter(str.isalnum, original), "A").islower()


# Labels glued to each other, and to counts: Share on XShare on Facebook12
_GLUE = lazyre.compile(
    r"(?<=[^\W\d_A-ZÀ-ÞА-ЯЁІЇЄҐ])(?=[A-ZÀ-ÞА-ЯЁІЇЄҐ][^\W\d_A-ZÀ-ÞА-ЯЁІЇЄҐ])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[A-ZÀ-Þ])"
)


def _of_glued(label: str, original: str, book: _Book) -> str | None:
    parts = _GLUE.sub(" ", original.strip(_MARKS))
    return _of_words(parts.lower(), book, glued=True) if parts.lower() != label else None


def _of_bar(label: str, book: _Book) -> str | None:
    """Several whole labels in one line: `Accept | Decline`, `Reject all / Accept all`."""
    parts = [part.strip(_MARKS) for part in label.replace(" / ", "|").replace("·", "|").split("|")]
    return _WHOLE if len(parts) > 1 and all(part in book.whole for part in parts if part) else None


def _of_words(label: str, book: _Book, glued: bool = False, prompt: bool = False) -> str | None:
    """The kind of a label of words. ``glued``: two acts do. ``prompt``: only one to sign in for a comment."""
    languages = -1
    tokens: list[str] = []
    numbers = 0
    for token in dict.fromkeys(label.split()):
        token = token.strip(_MARKS + ',."“”«»')
        if token.isdecimal():
            numbers += 1
        elif token:
            languages &= book.words.get(token, 0)
            tokens.append(token)
            if not languages or len(tokens) > MAX_WORDS:
                return None
    if len(tokens) + numbers < 2 or not tokens:
        return None
    for number in book.spaced:
        if languages >> number & 1:
            found = [_entries(number)[token] for token in tokens]
            if _is_prompt(found, prompt):
                return KINDS["account"]
            kind = None if prompt else _kind(found, numbers, glued)
            if kind:
                return kind
    return None


def _is_prompt(words: list[_Word], stops: bool) -> bool:
    """Whether words say to sign in for a comment: those of both groups, with an act of each and a comment."""
    acts = things = asked = 0
    only = False
    for word in words:
        if not word.any & (_ACCOUNT | _COMMENT):
            return False
        acts |= word.act
        things |= word.thing
        only = only or not word.any & _COMMENT
        asked |= word.thing & _ACCOUNT if word.any & _COMMENT else 0
    said = (acts & things & _COMMENT) or (asked and stops and len(words) >= _MIN_PROMPT)
    return only and bool(acts & _ACCOUNT and said)


def _kind(words: list[_Word], numbers: int, glued: bool = False) -> str | None:
    """What words of one language are a label of, with as many numbers among them."""
    anywhere, acts, things = -1, 0, 0
    for word in words:
        anywhere &= word.any
        things |= word.thing | (word.act & acts & _ACCOUNT)  # log in or register
        things |= word.act & acts & _SHARE if glued else 0  # PrintShare
        acts |= word.act
    if numbers and len(words) < _MAX_COUNT and anywhere & things & _COMMENT & ~acts:
        return _COUNT
    if numbers > 1:
        called = anywhere & acts & things & _SHARE
    else:
        called = anywhere & acts & things & (_TIME | _COMMENT | _SHARE if numbers else ~_TIME)
    return tuple(KINDS.values())[(called & -called).bit_length() - 1] if called else None


def _of_letters(label: str, book: _Book) -> str | None:
    """A label of a language without spaces: cut into its words, in every way that there is."""
    if len(label) > MAX_UNSPACED or max(label) < _FIRST_UNSPACED:
        return None
    label = label.replace(" ", "")
    for number in book.unspaced:
        words = _entries(number)
        if any(word[0] in label for word in words if word[0] >= _FIRST_UNSPACED):
            for place, kind in enumerate(KINDS.values()):
                if any(flags == _ACT | _THING for flags in _readings(label, words, 1 << place)):
                    return kind
    return None


# Thai; the scripts before it have spaces.
_FIRST_UNSPACED = "\N{THAI CHARACTER KO KAI}"
_LONGEST = 15
_ACT, _THING = 1, 2


def _readings(label: str, words: dict[str, _Word], group: int) -> Iterator[int]:
    """For every way to cut a label into words of a group: whether acts and things are among them."""
    reached: list[set[int]] = [set() for _ in range(len(label) + 1)]
    reached[0].add(0)
    for start, flags in enumerate(reached[:-1]):
        for end in range(start + 1, min(len(label), start + _LONGEST) + 1) if flags else ():
            word = words.get(label[start:end])
            if word and word.any & group:
                kinds = [_ACT] if word.act & group else []
                kinds += [_THING] if word.thing & group else []
                reached[end].update(one | kind for one in flags for kind in kinds or [0])
    yield from reached[-1]
