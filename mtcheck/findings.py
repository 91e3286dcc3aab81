"""What a rule yields (Hit), what a user is told (Finding), and the scales both use.

Categories are MQM-Core 2 dimension/subtype paths (themqm.org); mtcheck implements MQM, it is not MQM.
"""

from __future__ import annotations

import enum
from collections import Counter
from typing import Final

import msgspec

from mtcheck import lazyre
from mtcheck.digests import blake2b
from mtcheck.document import Span
from mtcheck.edits import Edit


class Severity(enum.StrEnum):
    """How bad a finding is, with MQM's usual penalty points.

    >>> Severity.MAJOR.points, Severity.MAJOR >= Severity.MINOR
    (5, True)
    """

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def points(self) -> int:
        """Penalty points of one finding: MQM's 0, 1, 5, 25."""
        return (0, 1, 5, 25)[self.rank]

    @property
    def rank(self) -> int:
        """0 for neutral to 3 for critical."""
        return list(Severity).index(self)

    def __ge__(self, other: object) -> bool:
        return self.rank >= other.rank if isinstance(other, Severity) else NotImplemented


class Safety(enum.StrEnum):
    """Who makes a change: `clean` by itself, only with an option (`--unsafe`, `--drop`), or only a person.

    >>> min(Safety.SAFE, Safety.UNSAFE, key=Safety.trust).value
    'unsafe'
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"

    def trust(self) -> int:
        """2 for safe, 1 for unsafe, 0 for display: the least trust decides for a joined edit."""
        return 2 - list(Safety).index(self)


class Hit(msgspec.Struct, frozen=True, gc=False):
    """What a rule yields: a stretch of the text of its View, and what is wrong with it.

    ``replacement`` is the wanted text of the whole stretch; None when the rule knows none. ``safety``
    overrides the rule's own where one place is surer, or less sure, than the rule in general, and so
    does ``severity``; what the configuration says of the rule's severity still wins.
    """

    start: int
    end: int
    message: str
    replacement: str | None = None
    confidence: float = 1.0
    safety: Safety | None = None
    severity: Severity | None = None


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One fault of one document. Offsets are code points of the ORIGINAL text, half-open.

    ``line`` and ``column`` count from 1, in code points. ``confidence`` is 0-1. ``edit`` is on the
    original text too, or None. ``fingerprint`` does not change with edits elsewhere in the document.
    ``drop`` names the kind of text that ``clean(drop=...)`` removes, else None; it is safe where the settings
    name that kind.
    """

    rule: str
    name: str
    category: str
    severity: Severity
    start: int
    end: int
    line: int
    column: int
    text: str
    message: str
    confidence: float
    edit: Edit | None
    safety: Safety
    fingerprint: str
    drop: str | None = None

    @property
    def span(self) -> Span:
        """The stretch of the original text."""
        return Span(self.start, self.end)


# How sure a rule is of a hit, where it has no figure of its own: the share of right ones among hits that
# people read.
#: The shape itself is the fault: a tag in plain text, a tool's own marks.
NEARLY_SURE: Final = 0.95
#: Marks, numbers and addresses: 171 of 188 hits on 61 real machine-translated pages were right, 8 arguable.
LIKELY: Final = 0.9
#: Forms by a lexicon: .89 to .97 of the hits in cs, de, es and it that annotators' marks could judge
#: (docs/fluency.md).
BY_FORMS: Final = 0.85
#: Where a partner, a boundary or a sense had to be guessed: 36 of 41 hits of PUN004 and PUN005 on the same
#: pages.
PROBABLE: Final = 0.8
#: Between source and target: what is missing may be said another way. benchmarks/bitext.py prints the alarms
#: on professional pairs, 1 to 2 in 100 segments, beside 70 to 98 % of injected faults found.
POSSIBLE: Final = 0.7
#: The same for lengths, and for what only the target has.
DOUBTFUL: Final = 0.6
OPEN: Final = 0.5


def is_repaired(finding: Finding) -> bool:
    """Whether `clean` makes the change that a finding wants, with no more options than the check had."""
    return finding.edit is not None and finding.safety is Safety.SAFE


def is_on_request(finding: Finding) -> bool:
    """Whether `clean` makes the change with an option: --unsafe, or --drop of its kind."""
    return finding.edit is not None and finding.safety is Safety.UNSAFE


class Fault(msgspec.Struct, frozen=True):
    """A rule that crashed on a document: the others ran on. ``error`` is the exception and its place."""

    rule: str
    error: str


# Of the same line: what is written or taken out in another paragraph is an edit elsewhere.
_WORD_BEFORE = lazyre.compile(r"(\w+)[^\w\r\n]*\Z")
_WORD_AFTER = lazyre.compile(r"[^\w\r\n]*(\w+)")
# How far a fingerprint looks for the neighbouring word: the longest common words fit.
_CONTEXT_CHARACTERS = 40
# A longer stretch is named by its digest, so that many findings of it cost no more than of a short one.
_LONG_TEXT = 1000


class Fingerprints:
    """Names findings so that edits elsewhere in the document leave the names alone.

    A name is made from the rule, the text found and the word on either side in its line; equal ones are
    numbered in the order they are asked for.

    >>> names = Fingerprints("He said said so. He said said so.")
    >>> a, b = names.name("FLU001", Span(3, 12)), names.name("FLU001", Span(20, 29))
    >>> a == b, len(a)
    (False, 16)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen: Counter[str] = Counter()
        self._last = (Span(0, 0), "", "")
        self._texts: dict[str, str] = {}

    def text_of(self, span: Span) -> str:
        """The stretch's text: one string for all findings that say it, of which there may be thousands."""
        if span != self._last[0]:
            text = self._text[span.start : span.end]
            if len(text) <= _LONG_TEXT:
                text = self._texts.setdefault(text, text)
            self._last = (span, text, text if len(text) <= _LONG_TEXT else _digest(text))
        return self._last[1]

    def name(self, rule: str, span: Span) -> str:
        """16 hexadecimal digits for the next finding of that rule at that stretch."""
        before = _WORD_BEFORE.search(self._text[max(0, span.start - _CONTEXT_CHARACTERS) : span.start])
        after = _WORD_AFTER.match(self._text[span.end : span.end + _CONTEXT_CHARACTERS])
        self.text_of(span)
        _, _, found = self._last
        key = "\x1f".join((rule, found, before[1] if before else "", after[1] if after else ""))
        self._seen[key] += 1
        numbered = f"{key}\x1f{self._seen[key]}"
        return _digest(numbered)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
