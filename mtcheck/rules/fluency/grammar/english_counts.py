"""Slips of English with numbers, dates and what cannot be counted, and adverbs in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from mtcheck import lazyre
from mtcheck.rules.fluency.grammar.english_digits import counted
from mtcheck.rules.fluency.grammar.english_order import Finder, Place, found_by, quoted
from mtcheck.rules.fluency.grammar.english_words import lexicon
from mtcheck.text.view import View
from mtcheck.text.words import places_of_word

_MONTHS = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMBERS = "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
# Nouns without a plural, with a verb or a mark behind them: not `these information systems`.
_UNCOUNTED = frozenset(
    "equipment furniture information advice luggage baggage knowledge homework evidence software hardware"
    " machinery progress jewellery jewelry garbage rubbish clothing rice bread mail".split()
)
_SEVERAL_BEFORE = lazyre.compile(r"(?:(?<!\w)[Tt]h[eo]se|(?<!\w)[Mm]any|(?<!\w)[Ss]everal) $")
_LONGEST_BEFORE = 8
_ENDS_SUBJECT = lazyre.compile(r" (?:is|are|was|were|has|have|had|will|can|should|must|may)\b|[.,;:!?]|$")
_EACH = lazyre.compile(
    r"[EO](?:(?<=^.)|(?<=[.!?:] .)|(?<=[\n“\"].))(?:(?<=E)(?:ach|very one|ither)|(?<=O)ne) of "
    r"(?:the|these|those|our|my|your|his|her|their|its) (?:[a-z]*[a-rt-z] )?[a-z]{2,}s "
    r"(?P<verb>have|are|were)\b"
)
_THOUSANDS = lazyre.compile(r"(?:thousand|hundred|million|billion|dozen)s of\b")
_EXACT = lazyre.compile(rf"(?:\b{_NUMBERS}|\b\d{{1,3}}) $")
_HE_DONT = lazyre.compile(r"(?:(?<![^\s(])[Hh]e|(?<![^\s(])[Ss]he) (?:don|haven)['’]t\b")
_ASKED = lazyre.compile(
    r"\b(?:do|does|did|would|should|could|can|will|may|might|let|make|made|see|saw|hear|heard) $"
)
# Before `never` the verb stands; what may follow has its own: he works never to rest.
_BEFORE_NEVER = frozenset(
    """
closes opens sleeps works smokes drinks eats drives plays wins arrives answers laughs cries rests
stops rains snows changes complains cooks dances fails forgets gives helps knows lies listens lives
pays reads runs sees sings sits smiles speaks stands swims takes talks thinks travels understands
uses visits waits walks wants wears writes
""".split()
)
_NEVER = lazyre.compile(
    r" never (?!to\b|again\b|mind\b|more\b|ending\b|have\b|has\b|will\b|was\b|is\b)(?=[a-z])"
)
_WORD_BEFORE = lazyre.compile(r"[a-z]+$")
_VERY = lazyre.compile(
    r" very (?:(?:well|good) [A-Z][a-z]+(?:ish|an|ese|ic|ch|ek)\b"
    r"|much (?:the|his|her|my|our|their|this|these|your) [a-z]+)"
)
_BEFORE_WELL = frozenset("speak speaks write writes read reads understand understands".split())
_BEFORE_MUCH = frozenset("like likes love loves enjoy enjoys".split())
_IN_DAY = lazyre.compile(
    rf"[Ii](?<!\w.)n {_MONTHS} (?:[12]?\d|3[01])"
    r"(?=,? (?:the|he|she|they|we|it|his|her|their|our|my|a|an)\b|[.,;](?!\d))"
)
_IN_THE_MONTH = lazyre.compile(rf"[Ii](?<!\w.)n the {_MONTHS}(?=[.,;!?]|$)")

_ENDS_DATE = r"(?=[.,;!?]|$| (?:the|he|she|they|we|it|and|a|an|his|her|their|our|my)\b)"
_ON_DATE = lazyre.compile(
    rf"[IiAa](?<!\w.)(?:(?<=[Ii])n|(?<=[Aa])t) (?:the )?(?:[12]?\d|3[01])(?:st|nd|rd|th)?(?: of)? {_MONTHS}"
    rf"(?:{_ENDS_DATE}|(?= (?:19|20)\d\d\b))"
)
_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_AT_DAY = lazyre.compile(
    rf"[Aa](?<!\w.)t(?<!start at)(?<!starts at)(?<!starting at)(?<!ending at) {_DAYS}{_ENDS_DATE}",
    re.MULTILINE,
)


_PERFECT_IN = lazyre.compile(
    r"h(?<!\wh)(?:as|ave) (?:also |already )?(?:been )?[a-z]+(?:ed|en|wn|ilt|ght|ade|old|ung|und) "
    r"in (?:1[5-9]\d\d|200\d)(?![\d–-]|/\d| and (?:1|2))\b"
)
_MODAL_BEFORE = lazyre.compile(
    r"(?:\b(?:to|can|could|may|might|must|should|would|will|not|ought)|n['’]t|[Hh]aving) $"
)
_AGO = lazyre.compile(
    rf"(?<![\w.,:/-])(?:{_NUMBERS}|{_NUMBERS.title()}|several|Several|[2-9]|[1-9]\d) "
    r"(?P<time>second|minute|hour|day|week|month|year|decade) ago\b"
)


def counts(view: View) -> Iterator[Place]:
    """The slips of a text, in no order."""
    yield from _uncounted(view)
    yield from counted(view.text, lexicon())
    yield from found_by(_FINDERS, view)
    pieces = chain.from_iterable(map(_BEFORE_MONTH.__getitem__, _BEFORE_MONTH.keys() & view.distinct_words))
    if any(map(view.text.__contains__, pieces)):
        yield from _dates(view.text)


def _uncounted(view: View) -> Iterator[Place]:
    text = view.text
    for noun in _UNCOUNTED & view.distinct_words:
        for start in places_of_word(text, noun):
            before = _SEVERAL_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
            end = start + len(noun)
            if before and _ENDS_SUBJECT.match(text, end):
                yield Place(before.start(), end, "number", f"“{before[0]}{noun}”: has no plural")


def _each(text: str) -> Iterator[Place]:
    for match in _EACH.finditer(text):
        yield Place(match.start(), match.end(), "agreement", f"“{match['verb']}”: the subject is singular")


def _thousands(text: str) -> Iterator[Place]:
    for match in _THOUSANDS.finditer(text):
        number = _EXACT.search(text, max(0, match.start() - _LONGEST_NUMBER), match.start())
        if number:
            yield Place(number.start(), match.end(), "number", f"“{text[number.start() : match.end()]}”")


_LONGEST_NUMBER = 10


def _he_dont(text: str) -> Iterator[Place]:
    for match in _HE_DONT.finditer(text):
        asked = _ASKED.search(text, max(0, match.start() - _LONGEST_NUMBER), match.start())
        if not asked and not quoted(text, match.start()):
            yield Place(match.start(), match.end(), "agreement", f"“{match[0]}”: the verb does not agree")


def _adverbs(text: str) -> Iterator[Place]:
    for pattern in (_NEVER, _VERY):
        for match in pattern.finditer(text):
            word = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
            much = match[0].startswith(" very much")
            wanted = _BEFORE_NEVER if pattern is _NEVER else _BEFORE_MUCH if much else _BEFORE_WELL
            if word and word[0] in wanted:
                end = match.start() + len(match[0].rstrip())
                yield Place(word.start(), end, "word-order", f"“{text[word.start() : end]}”")


_LONGEST_WORD = 12


def _dates(text: str) -> Iterator[Place]:
    for match in _IN_DAY.finditer(text):
        yield Place(match.start(), match.end(), "preposition", f"“{match[0]}”: “on” stands before a day")
    for match in _IN_THE_MONTH.finditer(text):
        yield Place(match.start(), match.end(), "article", f"“{match[0]}”: a month has no article")


def _ago(text: str) -> Iterator[Place]:
    """two year ago; not: two years ago, one year ago, a two year later date."""
    for match in _AGO.finditer(text):
        yield Place(*match.span("time"), "number", f"“{match['time']}”: a plural follows a number")


def _on_days(text: str) -> Iterator[Place]:
    for pattern in (_ON_DATE, _AT_DAY):
        for match in pattern.finditer(text):
            yield Place(match.start(), match.end(), "preposition", f"“{match[0]}”: “on” stands before a day")


def _past_years(text: str) -> Iterator[Place]:
    """has been built in 1998; not: may have been built in 1998."""
    for match in _PERFECT_IN.finditer(text):
        before = _MODAL_BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        if not before:
            yield Place(*match.span(), "tense", f"“{match[0]}”: the simple past goes with a year")


# What stands before each month where a date is found: `in March`, `on the March`.
_BEFORE_MONTH = {month.lower(): (f"n {month}", f"n the {month}") for month in _MONTHS[3:-1].split("|")}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FINDERS = (
    Finder(
        frozenset(("each", "one", "every", "either")),
        ("Each of ", "One of ", "Every one of ", "Either of "),
        _each,
    ),
    Finder(frozenset("thousands hundreds millions billions dozens".split()), (), _thousands),
    Finder(frozenset(("don", "haven")), ("he don", "He don", "he haven", "He haven"), _he_dont),
    Finder(frozenset((*_BEFORE_MONTH, *_WEEK)), (), _on_days),
    Finder(frozenset(("has", "have")), (" in 1", " in 20"), _past_years),
    Finder(frozenset(("ago",)), (), _ago),
    Finder(frozenset(("never", "very")), (" never ", " very "), _adverbs),
)
