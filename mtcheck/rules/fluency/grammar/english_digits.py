"""A number in digits before a singular: more than 300,000 book."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.rules.fluency.grammar.english_order import Place
from mtcheck.rules.fluency.grammar.english_words import Lexicon

# A year has four digits without a comma, and a decimal number may stand before a unit.
_COUNTED = lazyre.compile(
    r"(?<![\w.,:/$€£%#–-])(?P<number>[2-9]|[1-9]\d{1,2}|[1-9]\d{0,2}(?:,\d{3})+) (?P<noun>[a-z]{3,})"
    r"(?= (?P<next>[a-z]+)\b|[.,;!?)](?:\s|$)|$)",
)
_BEFORE = lazyre.compile(r"(?P<word>[a-z]+) $")
_LONGEST_BEFORE = 16
# Words before a number that counts: have 5, more than 5; not: version 5, page 5, a 5, the 5.
_COUNTING = frozenset(
    """
about above bought built employs hired opened received sold additional all almost already and another
approximately are around at below between by contains exactly exceeded fewer for from has have had
includes including into least less more nearly of only other over reached receives some than these those
to under was were will with within
""".split()
)
# Measures, and nouns that are counted as they are: 5 foot, 3 aircraft, 10 head of cattle.
_MEASURES = frozenset(
    """
bit byte cent core dozen foot gauge grain gross head horsepower inch mile pair percent pound stone ton
tonne volt watt star gigabyte megabyte kilobyte rouble ruble yen yuan baht rand score power plus minus
sharp salmon deer bison trout shrimp quid pixel
""".split()
)
# Before another noun these have no s (3 hour and 5 hour trips): only a mark or these words end them.
_TIMES = frozenset("second minute hour day week month year dollar euro".split())
_ENDING = frozenset("ago later every per when because before after".split())
_NEXT = frozenset("and or every each per when that which who whose where while because but".split())


def counted(text: str, known: Lexicon) -> Iterator[Place]:
    """The singulars of a text that stand behind a number in digits."""
    for match in _COUNTED.finditer(text):
        noun, after = match["noun"], match["next"]
        if noun in _MEASURES or noun in known.collective or not _has_plural(noun, known):
            continue
        ends = _ENDING if noun in _TIMES else known.follows | _NEXT | _ENDING
        if after and after not in ends:
            continue
        before = _BEFORE.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start())
        if before and before["word"] in _COUNTING:
            yield Place(
                match.start("noun"), match.end("noun"), "number", f"“{noun}”: a plural follows a number"
            )


def _has_plural(noun: str, known: Lexicon) -> bool:
    """Whether a word is a singular whose plural is written often enough to be counted."""
    if noun not in known.singulars:
        return False
    plural = f"{noun[:-1]}ies" if noun[-1] == "y" and noun[-2] not in "aeou" else f"{noun}s"
    return plural in known.plurals or f"{noun}es" in known.plurals
