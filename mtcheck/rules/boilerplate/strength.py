"""How strong a call to action is: what it names, and what else is in its sentence.

`Follow us on Telegram` names what is read; `Follow us through the lanes` is what anyone may say. `us` and
`our` name nothing: such a sentence is an appeal for certain only where nothing else is in it.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtcheck import resources
from mtcheck.rules.phrases import fold, stems

if TYPE_CHECKING:
    from mtcheck.rules.boilerplate.calls import Call


class Strength(IntEnum):
    """How sure it is that a sentence is a part of the page and not the author's own."""

    NONE = 0
    WEAK = 1
    """It may be the author's: shown only."""
    WHOLE = 2
    """A call and nothing else: `Follow us!`."""
    STRONG = 3
    """It names a network, a newsletter, a subscription or the page."""


class _Words(NamedTuple):
    us: tuple[str, ...]
    ours: tuple[str, ...]
    faint: frozenset[str]
    pages: frozenset[str]
    paid: tuple[str, ...]
    gifts: tuple[str, ...]
    closing: frozenset[str]
    placed: frozenset[str]
    private: tuple[str, ...]


@cache
def _words() -> _Words:
    table = resources.read_toml("boilerplate/calls.toml")["strength"]
    return _Words(
        stems(table["us"]),
        stems(table["ours"]),
        frozenset(stems(table["faint"])),
        frozenset(stems(table["pages"])),
        tuple(f" {stem.lstrip()}" for stem in stems(table["paid"])),
        tuple(f" {stem.lstrip()}" for stem in stems(table["gifts"])),
        frozenset(fold(table["closing"]).split()),
        frozenset(fold(table["placed"]).split()),
        tuple(f" {stem}" for stem in stems(table["private"])),
    )


def strength(body: str, call: Call) -> Strength:
    """How strong a folded sentence is that calls by the words of one row."""
    words = _words()
    asked = _behind_condition(body, call)
    ours = any(stem in asked for stem in words.ours)
    if _names_a_page(asked, call, ours=ours) or _is_paid(asked, call, ours=ours):
        return Strength.STRONG
    if asked != body:
        return Strength.WEAK
    rest = _rest(body, call)
    if not rest:
        return Strength.WHOLE
    said = f" {' '.join(rest)} "
    if rest[0] in words.placed or any(stem in said for stem in words.private):
        return Strength.NONE
    return Strength.WEAK


@cache
def _openers(lang: str) -> frozenset[str]:
    """Words that open a condition in a language that parts words."""
    rows = resources.read_toml("boilerplate/calls.toml")["row"]
    opens = [row for row in rows if row["shape"] == "condition" and row["lang"] == lang]
    return frozenset(fold(word).strip() for row in opens for word in row["opens"].split("|"))


def _behind_condition(body: str, call: Call) -> str:
    """A sentence from its call on, where a condition is in front: `If you like our apps, support us`."""
    first = body.split(None, 1)[0] if body.strip() else ""
    if first not in _openers(call.lang):
        return body
    phrases = (*call.anywhere, *call.alone, *call.verbs, *call.clicks)
    places = [place for place in (body.find(phrase) for phrase in phrases) if place > 0]
    return body[min(places) :] if places else body


def _names_a_page(body: str, call: Call, *, ours: bool) -> bool:
    """Whether a target that is more than "us", or a phrase without "us", is in a sentence."""
    words = _words()
    named = (target for target in call.targets if target in body)
    if any(target not in words.faint and (ours or target not in words.pages) for target in named):
        return True
    if ours and any(target in body and target in words.pages for target in call.targets):
        return True
    phrases = (phrase for phrase in call.anywhere if phrase in body)
    return any(not any(stem in f"{phrase} " for stem in words.us) for phrase in phrases) or any(
        phrase in body for phrase in call.clicks
    )


def _is_paid(body: str, call: Call, *, ours: bool) -> bool:
    """Whether one subscribes to, likes or shares something of the page's, or gives money."""
    words = _words()
    paid = any(stem in body for stem in (*words.paid, *words.gifts))
    return paid and (ours or any(stem in body for stem in words.us))


def _rest(body: str, call: Call) -> list[str]:
    """The words of a sentence that are no part of a call."""
    words = _words()
    # A phrase that ends in a preposition takes the word for a place with it: follow us on.
    anywhere = (phrase for phrase in call.anywhere if phrase.split()[-1] not in words.placed)
    phrases = (*anywhere, *call.alone, *call.verbs, *call.clicks)
    for phrase in sorted((phrase for phrase in phrases if phrase in body), key=len, reverse=True):
        place = body.find(phrase)
        if place >= 0:
            end = place + len(phrase)
            if call.spaced and not phrase.endswith(" "):
                end = max(end, body.find(" ", end))
            body = f"{body[:place]} {body[end:]}"
    for stem in sorted((*words.us, *words.ours, *words.faint), key=len, reverse=True):
        place = body.find(stem)
        if place >= 0:
            end = place + len(stem)
            end = end if stem.endswith(" ") or not call.spaced else max(end, body.find(" ", end))
            body = f"{body[:place]} {body[end:]}"
    closing = words.closing | call.openers | call.joins
    return [word for word in body.split() if word not in closing]
