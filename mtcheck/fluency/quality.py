"""The one figure of a text: what was found in it, and how it reads."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.findings import PROBABLE, Finding
from mtcheck.fluency.model import tells_pages
from mtcheck.tags import UNSPACED
from mtcheck.text.view import View
from mtcheck.text.words import words_of

#: Under this many words of prose a text has no quality: one finding more or less would decide it.
FEWEST_WORDS = 50
# Penalty points per 100 words that cost half of their worth beside an index: nine in ten native pages have
# fewer. Fitted on pages in Spanish and German (docs/fluency.md).
_USUAL_POINTS = 8.0
#: Where no index counts, a sure finding of one of these rules counts so many times: it stands for those
#: that no rule sees, which are two in three on articles of ours. Native English pages have .05 such findings
#: in 100 words and keep their quality (docs/fluency.md).
_UNSEEN = 4
_GRAMMAR = frozenset(("FLU004", "FLU013", "FLU014"))
NOT_PROSE = ("link", "code")
# Scripts without word spaces: two characters are counted as a word, the usual rule of thumb in
# translation pricing for Chinese and Japanese.
_CHARACTERS_PER_WORD = 2
_UNSPACED = lazyre.compile(f"[{UNSPACED}]")


class Fluency(msgspec.Struct, frozen=True):
    """How a text reads: ``index`` 0-100, 90 and more as people write, below 50 as nobody does.

    ``lang`` is the language that was looked at, ``confidence`` (0-1) how much text there was to look at, and
    ``auc`` how often the index tells machine from human text of a domain it was not made from.
    """

    index: float
    lang: str
    confidence: float
    auc: float


def words_of_prose(view: View) -> int:
    """How many words a text has, links and code aside."""
    spans = prose_spans(view)
    if spans == [Span(0, len(view.text))] and not _UNSPACED.search(view.characters):
        return len(view.words)  # all of it is prose
    return sum(count_words(view.text[start:end]) for start, end in spans)


def prose_spans(view: View) -> list[Span]:
    """The stretches of a text between links and code, in their order."""
    spans, start = [], 0
    for zone in view.zones:
        if zone.kind in NOT_PROSE and zone.end > start:
            if zone.start > start:
                spans.append(Span(start, zone.start))
            start = zone.end
    spans.append(Span(start, len(view.text)))
    return spans


def count_words(text: str) -> int:
    """Words of a text; in scripts without word spaces two characters are one.

    >>> count_words("one two three"), count_words("東京都庁")
    (3, 2)
    """
    spaced, unspaced = (text, 0) if text.isascii() else _UNSPACED.subn(" ", text)
    return len(words_of(spaced)) + unspaced // _CHARACTERS_PER_WORD


def _weight(finding: Finding) -> int:
    """How many findings one stands for. What another checker says, or a dictionary, stands for itself."""
    return _UNSEEN if finding.rule in _GRAMMAR and finding.confidence > PROBABLE else 1


def quality_of(words: int, findings: Sequence[Finding], fluency: Fluency | None) -> float | None:
    """100 less penalty points per 100 words, and less what the fluency index is short of 100; at least 0.

    None under 50 words of prose. The index counts where it tells machine pages of any kind from native ones.
    There the first points cost little, and many nearly their whole worth: good pages have a few, mostly terms
    of other languages, and these do not tell machine pages from them. Elsewhere slips of grammar weigh more.

    >>> quality_of(200, [], None), quality_of(200, [], Fluency(62.5, "de", 0.9, 0.8))
    (100.0, 62.5)
    """
    if words < FEWEST_WORDS:
        return None
    has_index = fluency is not None and tells_pages(fluency.lang)
    weights = (1 if has_index else _weight(finding) for finding in findings)
    counted = zip(findings, weights, strict=True)
    points = 100.0 * sum(weight * finding.severity.points for finding, weight in counted) / words
    if fluency and has_index:
        points = points * points / (points + _USUAL_POINTS) + 100.0 - fluency.index
    return round(max(0.0, 100.0 - points), 1)
