"""TRN: what a translation left out, as its length, its names and its negations tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtcheck.bitext.acronyms import lost_acronyms, lost_names
from mtcheck.bitext.lengths import excess, shortfall
from mtcheck.bitext.marks import differences
from mtcheck.bitext.names import lost_people
from mtcheck.bitext.negation import negation_added, negation_lost
from mtcheck.document import Span
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.translation import short, whole
from mtcheck.text.sentences import split_sentences
from mtcheck.text.view import View


def _count(text: str, sentences: Iterable[Span]) -> int:
    """How many sentences there are; the number of a list or a mark alone is none."""
    return sum(any(map(str.isalpha, text[start:end])) for start, end in sentences)


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


@rule("TRN013", "acronym-or-name-lost", category="accuracy/omission", severity=Severity.MAJOR)
def acronym_or_name_lost(view: View, options: Options) -> Iterator[Hit]:
    """An acronym or a name of the source has nothing in the target that stands for it: NATO, a person.

    Acronyms are known in many languages (corpora/acronyms: НАТО, OTAN, 北约); Latin names in a source of
    another script have to stand in a Latin target; people of a Cyrillic or Greek source are recognised by the
    consonants of their transliterations. What a target may say instead ("the Alliance") is allowed for.
    """
    source = view.document.source
    if source is None or not view.text.strip():
        return
    texts = source, view.text, view.source_lang, view.lang
    acronyms, names = lost_acronyms(*texts), lost_names(*texts)
    told = {found.text for found in acronyms}
    for found in (*acronyms, *(name for name in names if name.text not in told), *lost_people(*texts)):
        wanted = f" ({' or '.join(found.wanted)})" if found.wanted and found.wanted[0] != found.text else ""
        kind = "acronym" if found in acronyms else "name"
        yield Hit(*whole(view), f"{kind} {found.text!r}{wanted} of the source is missing", confidence=0.7)


@rule(
    "TRN014",
    "inconsistent-translation",
    category="terminology/inconsistent",
    severity=Severity.MINOR,
    batch=True,
)
def inconsistent_translation(view: View, options: Options) -> Iterator[Hit]:
    """The same source was translated otherwise where it stood first in the batch.

    Known only when all inputs are read first (`--corpus`). Case, white space and the mark at the end do not
    count, nor do sources without letters.
    """
    source = view.document.source
    if source is None or view.batch is None or not any(map(str.isalpha, source)) or not view.text.strip():
        return
    first = view.batch.first_target(source)
    if first is not None and first.strip() and _plain(first) != _plain(view.text):
        yield Hit(*whole(view), f"{short(source)!r} was translated as {short(first)!r} before")


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".!?。！？ ")


@rule(
    "TRN009",
    "punctuation-mismatch",
    category="linguistic-conventions/punctuation",
    severity=Severity.NEUTRAL,
    default=False,
)
def punctuation_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """The target ends with another kind of mark than the source, or has other brackets.

    Translators join sentences and move brackets for good reasons, so this runs only when it is selected by
    name (`--select TRN009`), and is neutral. Marks of all scripts are compared by kind.
    """
    source = view.document.source
    if source is None or not source.strip() or not view.text.strip():
        return
    for found in differences(source, view.text, view.source_lang, view.lang):
        yield Hit(*found.span, found.message)
