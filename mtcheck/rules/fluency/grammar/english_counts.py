"""Slips of English with numbers, dates and what cannot be counted, and adverbs in the wrong place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtcheck import lazyre
from mtcheck.rules.fluency.grammar.english_order import Place, quoted

_MONTHS = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMBERS = "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
# Nouns without a plural, with a verb or a mark behind them: not `these information systems`.
_UNCOUNTED = lazyre.compile(
    r"[TtMmSs](?<!\w.)(?:(?<=[Tt])h(?:ese|ose)|(?<=[Mm])any|(?<=[Ss])everal) "
    r"(?:equipment|furniture|information|advice|luggage|baggage|knowledge|homework|evidence|software|hardware"
    r"|machinery|progress|jewellery|jewelry|garbage|rubbish|clothing|rice|bread|mail)"
    r"(?= (?:is|are|was|were|has|have|had|will|can|should|must|may)\b|[.,;:!?]|$)"
)
_EACH = lazyre.compile(
    r"[EO](?:(?<=^.)|(?<=[.!?:] .)|(?<=[\n“\"].))(?:(?<=E)ach|(?<=O)ne|(?<=E)very one|(?<=E)ither) of "
    r"(?:the|these|those|our|my|your|his|her|their|its) (?:[a-z]*[a-rt-z] )?[a-z]{2,}s "
    r"(?P<verb>have|are|were)\b"
)
_THOUSANDS = lazyre.compile(r"(?:thousand|hundred|million|billion|dozen)s of\b")
_EXACT = lazyre.compile(rf"(?:\b{_NUMBERS}|\b\d{{1,3}}) $")
_HE_DONT = lazyre.compile(r"(?:(?<![^\s(])[Hh]e|(?<![^\s(])[Ss]he) (?:don|haven)['’]t\b")
_ASKED = lazyre.compile(
    r"\b(?:do|does|did|would|should|could|can|will|may|might|let|make|made|see|saw|hear|heard|that) $"
)
_NEVER = lazyre.compile(
    r"(?:closes|opens|sleeps|works|smokes|drinks|eats|drives|plays|wins|arrives|answers|laughs|cries|rests|stops"
    r"|rains|snows|changes|complains|cooks|dances|fails|forgets|gives|helps|knows|lies|listens|lives|pays|reads"
    r"|runs|sees|sings|sits|smiles|speaks|stands|swims|takes|talks|thinks|travels|understands|uses|visits|waits"
    r"|walks|wants|wears|writes) never "
    r"(?!to\b|again\b|mind\b|more\b|ending\b|have\b|has\b|will\b|was\b|is\b)(?=[a-z])"
)
_VERY_WELL = lazyre.compile(
    r"(?:speak|write|read|understand)s? very (?:well|good) [A-Z][a-z]+(?:ish|an|ese|ic|ch|ek)\b"
    r"|(?:like|love|enjoy)s? very much (?:the|his|her|my|our|their|this|these|your) [a-z]+"
)
_IN_DAY = lazyre.compile(
    rf"[Ii](?<!\w.)n {_MONTHS} (?:[12]?\d|3[01])"
    r"(?=,? (?:the|he|she|they|we|it|his|her|their|our|my|a|an)\b|[.,;](?!\d))"
)
_IN_THE_MONTH = lazyre.compile(rf"[Ii](?<!\w.)n the {_MONTHS}(?=[.,;!?]|$)")


def counts(text: str) -> Iterator[Place]:
    """The slips of a text, in no order."""
    for needed, find in _FINDERS:
        if any(piece in text for piece in needed):
            yield from find(text)


def _uncounted(text: str) -> Iterator[Place]:
    for match in _UNCOUNTED.finditer(text):
        yield Place(match.start(), match.end(), "number", f"“{match[0]}”: has no plural")


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
    for pattern in (_NEVER, _VERY_WELL):
        for match in pattern.finditer(text):
            words = " ".join(match[0].split())
            yield Place(match.start(), match.start() + len(match[0].rstrip()), "word-order", f"“{words}”")


def _dates(text: str) -> Iterator[Place]:
    for match in _IN_DAY.finditer(text):
        yield Place(match.start(), match.end(), "preposition", f"“{match[0]}”: “on” stands before a day")
    for match in _IN_THE_MONTH.finditer(text):
        yield Place(match.start(), match.end(), "article", f"“{match[0]}”: a month has no article")


_FINDERS: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[Place]]], ...] = (
    (("hese ", "hose ", "any ", "everal "), _uncounted),
    (("Each of ", "One of ", "one of ", "Either of "), _each),
    (("s of ",), _thousands),
    (("don't", "don’t", "haven't", "haven’t"), _he_dont),
    ((" never ", " very "), _adverbs),
    (
        (
            "n January",
            "n February",
            "n March",
            "n April",
            "n May",
            "n June",
            "n July",
            "n August",
            "n September",
            "n October",
            "n November",
            "n December",
            "n the ",
        ),
        _dates,
    ),
)
