"""Slips of English clauses that translators carry over: tense and time, counted subjects.

See english.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtcheck.lexicon.features import VERB
from mtcheck.lexicon.forms import forms
from mtcheck.resources import word_set
from mtcheck.rules.fluency.grammar.english_nouns import ADJECTIVE, PLURAL, SINGULAR, kind
from mtcheck.rules.fluency.grammar.english_words import (
    Lexicon,
    Slip,
    Tokens,
    at,
    closed,
    core,
    slip,
)

Check = Callable[[Tokens, int, Lexicon], Slip | None]
Row = tuple[str, Check, frozenset[str] | None]
_BACK = 7  # tokens from a verb to the time that belongs to it
_LEADS = 6  # tokens of a subject before its number
_MODALS = frozenset("to can could may might must should would will shall ought not having cannot".split())
_TIMES = frozenset("week month year night summer winter spring autumn".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_ABOUT = frozenset(
    "more than over about around nearly almost some at least up to the these those all".split()
)
_MEASURES = frozenset(
    """dollars euros pounds rubles hryvnias yen cents miles kilometers kilometres meters metres feet inches
    kilograms grams tons tonnes liters litres gallons degrees points percent seconds minutes hours days weeks
    months years times goals acres hectares bytes""".split()
)
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()
)


def dated_perfect(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """has signed the law yesterday; not: since last year, must have left yesterday."""
    place, before = index, at(tokens, index - 1)
    if tokens[index] == "last" and core(at(tokens, index + 1)) not in _TIMES | _DAYS:
        return None
    if core(tokens[index]) == "ago":
        place = index - 2
        if core(at(tokens, index - 1)) not in _MEASURES | _TIMES or not place:
            return None
        before = at(tokens, place - 1)
    if before in known.prepositions or before in _NO_TIME or closed(before):
        return None
    for auxiliary in range(place - 2, max(-1, place - _BACK), -1):
        word = tokens[auxiliary]
        if word in ("has", "have"):
            return _perfect_at(tokens, auxiliary, index)
        if closed(tokens[auxiliary + 1]) or word in _BREAKS or word in known.prepositions & {"since", "from"}:
            return None
    return None


_NO_TIME = frozenset("of the this that than and or until since as what happened".split())
_BREAKS = frozenset(
    """that which who whom whose when where while because and but or if since as than what how why to before
    after until did was were is are had said says""".split()
)


def _perfect_at(tokens: Tokens, index: int, time: int) -> Slip | None:
    """The slip of `has` at a place whose participle is next, but for an adverb."""
    place = index + 1
    while place < time and (
        tokens[place] in ("already", "also", "been", "not") or tokens[place].endswith("ly")
    ):
        place += 1
    word, known = core(at(tokens, place)), forms("en")
    if at(tokens, index - 1) in _MODALS or at(tokens, index - 1).endswith(("n't", "n’t")) or place >= time:
        return None
    bits = int(known.verb[known.class_of(word)])
    if not bits & VERB["ppart"] or closed(at(tokens, index - 1)):
        return None
    when = " ".join(core(token) for token in tokens[time : time + 1 + (tokens[time] == "last")])
    return slip(tokens, index, place, "tense", f"the simple past goes with {when!r}")


def counted_subject(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """More than 100 firefighters was; not: a loss of 100 firefighters was, 5 miles was."""
    noun = at(tokens, index - 1)
    if kind(noun) != PLURAL or noun in _MEASURES or closed(noun):
        return None
    number = index - 2
    if kind(at(tokens, number)) in (ADJECTIVE, SINGULAR):
        number -= 1
    if not _is_several(at(tokens, number)):
        return None
    start = number
    while start and number - start < _LEADS and tokens[start - 1] in _ABOUT:
        start -= 1
    before = at(tokens, start - 1)
    if before and not closed(before) and before not in word_set("en", "opens-clauses"):
        return None
    if before.endswith(",") or "of" in tokens[start:number]:
        return None
    return slip(tokens, index, index, "agreement", f"“{noun}” is plural")


def _is_several(word: str) -> bool:
    return (word.replace(",", "").isdigit() and word not in ("0", "1")) or word in _NUMBERS


def rows(known: Lexicon) -> Iterator[Row]:
    """The words that start each check, the check, and the words one of which must follow (None: any)."""
    yield "yesterday yesterday. yesterday, ago ago. ago, last", dated_perfect, None
    yield "was is has", counted_subject, None
