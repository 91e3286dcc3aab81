"""Calls to action (BPL003): sentences that ask the reader to subscribe, follow, donate, share.

A sentence is a call when it opens with an imperative of the rows and names what is to be followed;
languages with the verb last may have the two anywhere. Only those sentences are the appeal, and the
short ones between them ("It is free!"): the others are the article's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from mtcheck import lazyre, resources
from mtcheck.rules.boilerplate.narrated import gives_a_thing, is_advice, is_narrated, said_end
from mtcheck.rules.boilerplate.rows import read_rows
from mtcheck.rules.boilerplate.strength import Strength, strength
from mtcheck.rules.phrases import (
    OPENING_MARKS,
    Lines,
    Literals,
    fold,
    line_numbers,
    sentences_in,
    stems,
    trimmed,
)

MAX_SENTENCE = 320
MAX_WORDS_ANY_ORDER = 25
MAX_UNSPACED = 60
# How far after the verb the thing to be followed may stand, in folded characters.
MAX_REACH = 130
# A verb that needs no target is followed by so few words, if by none of the targets: Follow us!
MAX_WORDS_ALONE = 5
# The question that leads up to calls.
MAX_WORDS_LEAD = 15
# The verb of a call is among so many characters.
_OPENING = 40
# A sentence beside a call is part of it when it has no more words; one without an exclamation mark may be
# the article's, as "The bridge is open." is.
MAX_WORDS_BETWEEN, MAX_WORDS_CALM = 5, 3
_FIRST_WORDS = 100


class Call(NamedTuple):
    """How one language (or family) calls, folded; see corpora/boilerplate/calls.toml."""

    id: str
    lang: str
    any_order: bool
    spaced: bool
    openers: frozenset[str]
    joins: frozenset[str]
    goes_on: frozenset[str]
    copulas: frozenset[str]
    relatives: frozenset[str]
    purposes: frozenset[str]
    offers: frozenset[str]
    ours: tuple[str, ...]
    weak: frozenset[str]
    soft: tuple[str, ...]
    verbs: tuple[str, ...]
    alone: tuple[str, ...]
    targets: tuple[str, ...]
    anywhere: tuple[str, ...]
    clicks: tuple[str, ...]
    clicked: tuple[str, ...]
    veto: tuple[str, ...]
    gives: tuple[str, ...]
    articles: frozenset[str]
    objects: tuple[str, ...]
    cues: tuple[str, ...]
    own: tuple[str, ...]
    follow: tuple[str, ...]
    steps: tuple[str, ...]


class Appeal(NamedTuple):
    """A stretch of calls, the index of its line and how sure it is."""

    start: int
    end: int
    line: int
    weak: bool = False


class _Calls(NamedTuple):
    literals: Literals
    """What to look for anywhere in the text."""
    by_verb: dict[str, tuple[str, ...]]
    """Ids of rows whose order of words is fixed, by the start of the first word of their verbs."""
    openers: frozenset[str]


def _raw(listing: str) -> list[str]:
    return [stem.replace("_", " ").strip() for stem in listing.split()]


def _listed(row: dict[str, Any], key: str) -> frozenset[str]:
    return frozenset(fold(row.get(key, "").replace("_", " ")).split())


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in read_rows("calls") if row["shape"] == "call"}


@cache
def _calls() -> _Calls:
    literals: list[str] = []
    by_verb: dict[str, dict[str, None]] = {}
    for name, row in _rows().items():
        any_order = row.get("order") == "any"
        literals += (
            _raw(row["anywhere"]) + _raw(row.get("clicks", "")) + (_raw(row["verbs"]) if any_order else [])
        )
        if not any_order:
            for stem in f"{row['verbs']} {row.get('alone', '')}".split():
                for word in _words(stem)[:1]:
                    by_verb.setdefault(_key(word), {})[name] = None
    openers = frozenset().union(*(_listed(row, "openers") for row in _rows().values()))
    return _Calls(Literals(literals), {key: tuple(found) for key, found in by_verb.items()}, openers)


@cache
def _call(name: str) -> Call:
    """One row, folded when a text first asks for it: few texts call, and folding all took 10 ms."""
    row = _rows()[name]
    spaced = bool(row.get("spaced", True))
    space = " " if spaced else ""
    return Call(
        name,
        row["lang"],
        row.get("order") == "any",
        spaced,
        _listed(row, "openers"),
        _listed(row, "joins"),
        _listed(row, "goes_on"),
        _listed(row, "copulas"),
        _listed(row, "relatives"),
        _listed(row, "purposes"),
        _listed(row, "offers"),
        stems(row.get("ours", "")),
        frozenset(stems(row.get("weak", ""))),
        stems(row.get("soft", "")),
        tuple(space + stem.lstrip() for stem in stems(row["verbs"])),
        tuple(space + stem.lstrip() for stem in stems(row.get("alone", ""))),
        stems(row["targets"]),
        tuple(space + stem.lstrip() for stem in stems(row["anywhere"])),
        tuple(space + stem.lstrip() for stem in stems(row.get("clicks", ""))),
        stems(row.get("clicked", "")),
        tuple(f" {word} " for word in stems(row.get("veto", ""))),
        tuple(f" {stem.lstrip()}" for stem in stems(row.get("gives", ""))),
        _listed(row, "articles"),
        stems(row.get("objects", "")),
        *_steps(row["lang"]),
    )


@cache
def _all_calls() -> tuple[Call, ...]:
    return tuple(map(_call, _rows()))


@cache
def calls_in(lang: str) -> tuple[Call, ...]:
    """How one language calls; nothing for most languages."""
    return tuple(_call(name) for name, row in _rows().items() if row["lang"] == lang)


@cache
def _calls_by_verb(key: str) -> tuple[Call, ...]:
    return tuple(map(_call, _calls().by_verb[key]))


@cache
def _steps(lang: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What steps of instructions hold in one language, what a call has all the same, and what none has."""
    row, everywhere = (resources.language_facts(each).get("instructions", {}) for each in (lang, "und"))
    own = stems(row.get("own", "")) + stems(everywhere.get("own", ""))
    follow = tuple(f" {stem.lstrip()}" for stem in stems(row.get("follow", "")))
    return stems(row.get("cues", "")), own, follow, stems(row.get("steps", ""))


# A step of instructions, or an item of a list of them: `7. Follow the rules of the page`
_NUMBERED = lazyre.compile(r"[ \t>]*\(?(?:\d{1,2}|[a-z])[.)][ \t]")


_WORD = lazyre.compile(r"[^\W_]+")
_FIRST_WORD = lazyre.compile(r"[\W_]{0,12}([^\W_]+)")


def _words(stem: str) -> list[str]:
    return _WORD.findall(stem.replace("_", " ").lower())


def _key(word: str) -> str:
    return word[:4]


def find_calls(view: Lines) -> Iterator[Appeal]:
    """Appeals of the text in order: sentences, or a whole paragraph of which most sentences call."""
    calls = _calls()
    literals = sorted(offset for _, offset in calls.literals.found(view))
    opened = _opened_by_verbs(view)
    openings = list(opened)
    for index in line_numbers(view.lines, [*literals, *openings]):
        if _NUMBERED.match(view.text, *view.lines[index]):
            continue
        start, end = trimmed(view.text, *view.lines[index])
        pieces = sentences_in(view, start, end)
        called = []
        for a, b in pieces:
            first = _first_from(openings, a, b)
            # A literal may be of any row; a verb in front only of those that have it.
            rows = (
                _all_calls()
                if _first_from(literals, a, b) is not None
                else _calls_by_verb(opened[first])
                if first is not None
                else ()
            )
            called.append(_strength(view.text[a:b], rows) if rows else Strength.NONE)
        yield from _appeals(view.text, pieces, called, index)


def _appeals(text: str, pieces: list[tuple[int, int]], called: list[Strength], line: int) -> Iterator[Appeal]:
    """The runs of sentences that call, of one kind each, with what stands between strong ones.

    A question before several is a part of them: "Do you want more news? Support us! Subscribe!"
    """
    told = _told(text, pieces, called)
    sure = [
        call is Strength.STRONG or (call is Strength.WHOLE and _is_alone(text, pieces, called, index))
        for index, call in enumerate(told)
    ]
    for index, call in enumerate(called[1:-1], 1):
        around = {told[index - 1], told[index + 1]}
        if not call and around == {Strength.STRONG} and _is_filler(text[slice(*pieces[index])]):
            told[index], sure[index] = Strength.STRONG, True
    if len(told) > 2 and sure[1] and sure[2] and not told[0] and _leads_up(text[slice(*pieces[0])]):
        told[0], sure[0] = Strength.STRONG, True
    run: list[int] = []
    for index, call in enumerate(told):
        if run and (not call or sure[index] != sure[run[-1]]):
            yield Appeal(pieces[run[0]][0], pieces[run[-1]][1], line, not sure[run[0]])
            run = []
        if call:
            run.append(index)
    if run:
        yield Appeal(pieces[run[0]][0], pieces[run[-1]][1], line, not sure[run[0]])


def _told(text: str, pieces: list[tuple[int, int]], called: list[Strength]) -> list[Strength]:
    """The strengths without calls that somebody says: "Follow us! Follow us! the others sang."."""
    told, speech = list(called), False
    for index in range(len(pieces) - 1, -1, -1):
        start, end = pieces[index]
        if not called[index]:
            speech = text[start].islower() or said_end(text[start:end]) is not None
        if speech:
            told[index] = Strength.NONE
    return told


def _is_alone(text: str, pieces: list[tuple[int, int]], called: list[Strength], index: int) -> bool:
    """Whether a call that names nothing stands among calls and thanks only, or beside a strong one."""
    beside = called[max(0, index - 1) : index + 2]
    return Strength.STRONG in beside or all(
        call or _is_filler(text[slice(*piece)]) for piece, call in zip(pieces, called, strict=True)
    )


def _leads_up(sentence: str) -> bool:
    return sentence.endswith("?") and sentence[0].isalpha() and sentence.count(" ") < MAX_WORDS_LEAD


def _is_filler(sentence: str) -> bool:
    """Whether a sentence only goes with a call: "It is free!", "Thank you.", "Stay with us!"."""
    most = MAX_WORDS_BETWEEN if sentence.rstrip()[-1:] in ("!", "！") else MAX_WORDS_CALM
    return len(_WORD.findall(sentence)) <= most and not any(map(str.isdigit, sentence))


def _first_from(offsets: list[int], start: int, end: int) -> int | None:
    """The first of the sorted offsets that lies in a stretch."""
    index = bisect_left(offsets, start)
    return offsets[index] if index < len(offsets) and offsets[index] < end else None


def _opened_by_verbs(view: Lines) -> dict[int, str]:
    """Where sentences start that open with a verb of the rows, in order, with the verb's key."""
    lowered = view.lowered
    by_verb, openers = _calls().by_verb, _calls().openers
    match = _FIRST_WORD.match
    found: dict[int, str] = {}
    for start, end in view.sentences:
        first = match(lowered, start, end)
        if first is None:
            continue
        word = first[1]
        key: str | None = word[:4]
        if key not in by_verb:
            rest = lowered[first.end() : min(end, start + _FIRST_WORDS)]
            key = _verb_behind_openers(rest) if word in openers else None
        if key is not None:
            found[start] = key
    return found


def _verb_behind_openers(lowered: str) -> str | None:
    """The key of a verb of the rows before which only words of ``openers`` stand."""
    by_verb, openers = _calls().by_verb, _calls().openers
    for word in _WORD.findall(lowered):
        if word[:4] in by_verb:
            return str(word[:4])
        if word not in openers:
            return None
    return None


def is_call(sentence: str) -> bool:
    """Whether one sentence asks the reader to act.

    >>> is_call("Don't forget to subscribe to our channel in Telegram.")
    True
    >>> is_call("Subscribe to our channel, the captain joked.")
    False
    """
    return bool(_strength(sentence, _all_calls()))


def _strength(sentence: str, rows: tuple[Call, ...]) -> Strength:
    if len(sentence) > MAX_SENTENCE or sentence[:1] in OPENING_MARKS:
        return Strength.NONE
    body = fold(sentence)
    bare = fold(_ADDRESS.sub(" ", sentence)) if "/" in sentence else body
    called = [call for call in rows if _calls_reader(body, bare, call) and not is_narrated(sentence, call)]
    said = said_end(sentence) if called else None
    if said is not None and not _strength(sentence[said:], rows):
        return Strength.NONE
    if called and _QUOTATION.search(sentence) is not None:
        spoken = fold(_QUOTATION.sub(" ", sentence))
        called = [call for call in called if _asks(spoken, call)]
    return max((strength(body, call) for call in called), default=Strength.NONE)


# What somebody else says: he closed with “Join our journey”.
_QUOTATION = lazyre.compile(
    r"[“„«「][^“”„«»「」]{0,200}(?:[“”»」]|$)|»\w[^«»]{0,200}[«»]|(?:^|(?<=[ ,]))\"[^\"]{0,200}\""
)


# The name of a network in the address of a link says nothing of what is asked.
_ADDRESS = lazyre.compile(r"\]\([^()\s]*\)|https?://\S+")


def _calls_reader(body: str, bare: str, call: Call) -> bool:
    if not _asks(body, call) or any(word in body for word in (*call.veto, *call.steps)):
        return False
    if is_advice(bare, call) or gives_a_thing(body, call):
        return False
    if any(word in body for word in call.own) or _clicks_for_news(body, call):
        return True
    # Whom or what else one may follow: signs, rules, a pattern.
    follows = any(stem in body[:_OPENING] for stem in call.follow) and body.count(" ") > MAX_WORDS_ALONE
    return not follows and not any(cue in body for cue in call.cues)


def _clicks_for_news(body: str, call: Call) -> bool:
    """Whether one is to click here for a newsletter, a channel or a gift, in any order: not for a manual."""
    brief = body.count(" ") <= MAX_WORDS_ANY_ORDER if call.spaced else len(body) <= MAX_UNSPACED
    clicks = any(phrase in body for phrase in call.clicks)
    return clicks and brief and any(wanted in body for wanted in call.clicked)


def _asks(body: str, call: Call) -> bool:
    if any(phrase in body for phrase in call.anywhere) or _clicks_for_news(body, call):
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
            few = rest.count(" ") <= MAX_WORDS_ALONE + 1
            return few or any(target in rest[:MAX_REACH] for target in call.targets)
        if rest.startswith(call.verbs):
            reach = rest[:MAX_REACH]
            return any(target in reach for target in call.targets)
        if body[position + 1 : after] not in call.openers:
            return False
        position = after
