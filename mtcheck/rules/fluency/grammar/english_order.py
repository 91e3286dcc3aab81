"""Slips of English that need the whole sentence: word order, questions, clauses run together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.text.view import View


class Place(NamedTuple):
    """A stretch of the text, the kind of slip, and what is wrong."""

    start: int
    end: int
    kind: str
    message: str


# Patterns begin with a character that must stand there, and look back from it: they are tried at no other.
_QUESTION = lazyre.compile(
    r"[HhWw](?<=[:–—-] .)(?:(?<=[Hh])ow|(?<=[Ww])(?:hy|hat|here|hen|ho)) (?:did|does|do) "
    r"(?!n[o']t\b)\w+[^?\n]*"
)
_QUOTED_WITHIN = 500
_SAYING = lazyre.compile(
    r"^What (?:the )?(?:\w+ )?(?:experts|analysts|people|politicians|scientists|doctors|residents|media|users"
    r"|critics|officials|observers|economists|lawyers|historians) (?:say|think|write|believe|expect|advise) "
    r"in (?:the )?[A-Z][\w ]{1,30}$",
    re.MULTILINE,
)
# A subject after an intransitive verb, with a stop-gap in front: `it will suffer their safety`.
_STOPGAP = lazyre.compile(
    r"i(?<!\wi)t (?:will|would|may|can|could|might) (?:suffer|happen|arise|occur|exist|disappear|die|emerge) "
    r"(?:the|their|our|his|its|your|my|this|these) \w+"
)
_NOT_BUT = lazyre.compile(r",? and not (from|to|in|with|by|for|on|at|against|about) [^,.;\n]{3,40}, but \1\b")
# Two whole clauses with nothing but a comma between them.
_SPLICE = lazyre.compile(
    r"[TA](?:(?<=^.)|(?<=[.!?] .)|(?<=\n.))(?:(?<=T)(?:he|his)|(?<=A)) (?:[a-z]+ ){1,3}"
    r"(?:was|were|is|are) [a-z]+ed\b[^,.;:!?\n()“”\"]{0,60}, "
    r"(?P<second>the [a-z]+ (?:was|were|is|are) [a-z]+)\b"
)
_JOINED = lazyre.compile(
    r"\b(?:when|if|as|although|though|while|after|before|since|because|that|who|which|whose|where|until|unless"
    r"|once|and|but|so|than)\b"
)
_COUNTED = lazyre.compile(
    r"the (?:first|second|third|other|others|latter|former|last|rest|more|less|one|only|same|fact|result"
    r"|point|thing)\b"
)


# The head of the council Oleh Moroz said: a title and a name with no comma between them.
_TITLE = lazyre.compile(
    r"[Tt]he (?:(?:deputy|former|acting|general) )?(?:head|director|mayor|minister|chairman|president"
    r"|governor|secretary|rector|leader|commander|ambassador) of (?:the |our )?(?:[a-z]+ ){0,2}(?:council"
    r"|government|department|ministry|institute|university|committee|commission|faction|administration|union"
    r"|federation|parliament|court|academy|hospital|school|museum|economy|culture|defen[cs]e|education"
    r"|health|finance"
    r"|justice|agriculture|energy|transport|region|district|republic|country)(?: doctor| Mr\.?| Mrs\.?)?"
    r" [A-Z][a-z]+ [A-Z][a-z]+(?=[.,]| [a-z]+ed\b| (?:said|says|told|spoke)\b)"
)
_TITLES = frozenset(
    "head director mayor minister chairman president governor secretary rector leader commander"
    " ambassador".split()
)
# The output grew in two times: a rise is told without “in”.
_IN_TIMES = lazyre.compile(
    r"i(?<!\w.)n (?:two|three|four|five|six|seven|eight|nine|ten|[1-9]\d{0,2}) times"
    r"(?=[.,;!?]|$| (?:compared|in|since|by|and)\b)",
    re.MULTILINE,
)
_CHANGES = lazyre.compile(
    r"\b(?:increas|reduc|decreas|grow|grew|rais|cut|rise|rose|drop|fell|multipl)\w* (?:[\w-]+ ){0,4}$"
)
_LONGEST_CHANGE = 60


class Finder(NamedTuple):
    """A search, and what a text has wherever it finds something: one of the words (in small letters), and
    one of the pieces where any are named.
    """

    words: frozenset[str]
    pieces: tuple[str, ...]
    find: Callable[[str], Iterator[Place]]


def found_by(finders: Iterable[Finder], view: View) -> Iterator[Place]:
    """What these searches find in a text, in no order; those that can find nothing are not made."""
    text, words = view.text, view.distinct_words
    for finder in finders:
        if finder.words.isdisjoint(words):
            continue
        if not finder.pieces or any(map(text.__contains__, finder.pieces)):
            yield from finder.find(text)


def places(view: View) -> Iterator[Place]:
    """The slips of a text, in no order."""
    return found_by(_FINDERS, view)


def _questions(text: str) -> Iterator[Place]:
    for match in _QUESTION.finditer(text):
        if text[match.end() : match.end() + 1] != "?" and not quoted(text, match.start()):
            yield Place(
                match.start(), match.end(), "question", "word order of a question, and no question mark"
            )


def quoted(text: str, place: int) -> bool:
    """Whether a place is between quotation marks of its line."""
    low = max(0, place - _QUOTED_WITHIN)
    line = text[max(low, text.rfind("\n", low, place) + 1) : place]
    return line.count('"') % 2 == 1 or line.count("“") > line.count("”")


def _headings(text: str) -> Iterator[Place]:
    for match in _SAYING.finditer(text):
        yield Place(
            match.start(), match.end(), "word-order", "the place belongs to the people: what … in … say"
        )


def _stopgaps(text: str) -> Iterator[Place]:
    for match in _STOPGAP.finditer(text):
        yield Place(match.start(), match.end(), "word-order", "the subject is after its verb")


def _not_but(text: str) -> Iterator[Place]:
    for match in _NOT_BUT.finditer(text):
        yield Place(match.start(), match.end(), "word-order", "“not … but …” needs a clause of its own")


def _splices(text: str) -> Iterator[Place]:
    for match in _SPLICE.finditer(text):
        if _JOINED.search(match[0]) or _COUNTED.match(match["second"]):
            continue
        yield Place(match.start("second") - 2, match.end(), "clause", "two clauses with a comma between them")


def _titles(text: str) -> Iterator[Place]:
    for match in _TITLE.finditer(text):
        yield Place(
            match.start(), match.end(), "word-order", "the name goes before the title, or between commas"
        )


def _in_times(text: str) -> Iterator[Place]:
    for match in _IN_TIMES.finditer(text):
        if _CHANGES.search(text, max(0, match.start() - _LONGEST_CHANGE), match.start()):
            yield Place(match.start(), match.end(), "function-word", f"“{match[0]}”: no “in” before “times”")


_FINDERS = (
    Finder(_TITLES, (" of ",), _titles),
    Finder(frozenset(("times", "times.", "times,")), ("in ",), _in_times),
    Finder(frozenset(("did", "does", "do")), (" did ", " does ", " do "), _questions),
    Finder(frozenset(("what",)), ("What ",), _headings),
    Finder(frozenset("suffer happen arise occur exist disappear die emerge".split()), (), _stopgaps),
    Finder(frozenset(("not",)), ("and not ",), _not_but),
    Finder(frozenset(("the",)), (", the ",), _splices),
)
