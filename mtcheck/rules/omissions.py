"""TRN: what a translation left out, as its length, its names and its negations tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtcheck.bitext.lengths import excess, shortfall
from mtcheck.bitext.negation import negation_added, negation_lost
from mtcheck.document import Span
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation import short, whole
from mtcheck.sentences import split_sentences
from mtcheck.view import View


def _count(text: str, sentences: Iterable[Span]) -> int:
    """How many sentences there are; a closing quotation mark that stands alone is none."""
    return sum(any(map(str.isalnum, text[start:end])) for start, end in sentences)


@rule("TRN004", "negation-mismatch", category="accuracy/mistranslation", severity=Severity.MAJOR)
def negation_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """The source says not, never or nobody, and the target negates in no way; or the other way round.

    Silent wherever the target has anything that can stand for a negation: `failed to`, `without`, `unable`,
    `only`. Words of twelve languages stand in corpora/negation. Long texts and other languages are not
    judged.
    """
    source = view.document.source
    if source is None:
        return
    langs = view.source_lang, view.lang
    lost = negation_lost(source, view.text, *langs)
    if lost:
        yield Hit(*whole(view), f"negation {lost!r} of the source is missing", confidence=0.7)
        return
    added = negation_added(source, view.text, *langs)
    if added:
        said = view.text[slice(*added)]
        yield Hit(*added, f"negation {said!r} is not in the source", confidence=0.5, severity=Severity.MINOR)


@rule("TRN011", "length-mismatch", category="accuracy/omission", severity=Severity.MAJOR)
def length_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """The target is far shorter or longer than translations of such a source are.

    Lengths are measured in characters of English, with factors for each language (corpora/lengths), and
    judged by how much they scatter at that length. A target that breaks off, begins in mid-sentence or has
    fewer sentences is looked at more closely. Far too long a target is a minor finding.
    """
    source = view.document.source
    if source is None or not source.strip() or not view.text.strip():
        return
    langs = view.source_lang, view.lang
    sentences = (
        _count(source, split_sentences(source, Span(0, len(source)))),
        _count(view.text, view.sentences),
    )
    found = shortfall(source, view.text, langs, sentences)
    if found:
        message = f"something of {short(source)!r} is missing: {found.reason}"
        yield Hit(*whole(view), message, confidence=found.confidence)
        return
    times = excess(source, view.text, langs)
    if times:
        message = f"more than {short(source)!r} says: {times:.1f} times the usual length"
        yield Hit(*whole(view), message, confidence=0.6, severity=Severity.MINOR)
