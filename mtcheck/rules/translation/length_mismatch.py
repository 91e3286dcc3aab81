"""TRN011: the target is far shorter or longer than translations of such a source are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtcheck import lazyre
from mtcheck.bitext.choices import forms
from mtcheck.bitext.lengths import excess, fit, shortfall
from mtcheck.document import Span
from mtcheck.findings import DOUBTFUL, Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.empty_or_missing import short
from mtcheck.rules.translation.shared import whole
from mtcheck.text.sentences import split_sentences
from mtcheck.text.view import View


def _count(text: str, sentences: Iterable[Span]) -> int:
    """How many sentences there are; the number of a list or a mark alone is none."""
    return sum(any(map(str.isalpha, text[start:end])) for start, end in sentences)


# A sentence of so many words is not said in one with a tenth of its letters: `Ok` for a question.
_SENTENCE, _SCRAP = 5, 10


def _is_scrap(source: str, target: str) -> bool:
    """Whether of a short sentence a letter or two are left.

    >>> _is_scrap("I see that the long boat left", "Ik"), _is_scrap("Is it?", "?")
    (True, False)
    """
    if len(source.split()) < _SENTENCE or not target.isascii():
        return False
    letters = sum(map(str.isalpha, target))
    return 0 < letters * _SCRAP <= sum(map(str.isalpha, source))


# Forms of a plural, of which languages have more or fewer: {n, plural, one {boat} other {boats}}
_PLURAL = lazyre.compile(r"\{\s*[\w.]+\s*,\s*(?:plural|select|selectordinal)\s*,")


@rule("TRN011", "length-mismatch", category="accuracy/omission", severity=Severity.MAJOR)
def length_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """The target is far shorter or longer than translations of such a source usually are.

    Lengths are measured in characters of English (corpora/lengths) and judged by how much they vary at that
    length. A target that breaks off, begins in mid-sentence or has fewer sentences is judged more strictly.
    Far too long a target is a minor finding.
    """
    source = view.document.source
    if source is None or not source.strip() or not view.text.strip():
        return
    langs = view.source_lang, view.lang
    lengths = fit(source, view.text, *langs)
    if lengths.is_usual:
        if _is_scrap(source, view.text):
            yield Hit(*whole(view), f"something of {short(source)!r} is missing", confidence=DOUBTFUL)
        return
    if _PLURAL.search(source) and _PLURAL.search(view.text):
        return
    parts = forms(source, view.text)
    if len(parts) > 1 or parts[0].source != source:
        return  # several forms of a message, whose number differs by language
    sentences = (
        _count(source, split_sentences(source, Span(0, len(source)))),
        _count(view.text, view.sentences),
    )
    found = shortfall(lengths, source, view.text, langs, sentences, view.document.is_message)
    if found:
        message = f"something of {short(source)!r} is missing: {found.reason}"
        yield Hit(*whole(view), message, confidence=found.confidence)
        return
    times = excess(lengths, view.document.is_message)
    if times:
        message = f"more than {short(source)!r} says: {times:.1f} times the usual length"
        yield Hit(*whole(view), message, confidence=DOUBTFUL, severity=Severity.MINOR)
