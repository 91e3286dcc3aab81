"""TRN004, negation-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.bitext.negation import negation_added, negation_lost
from mtcheck.findings import OPEN, POSSIBLE, Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.translation.shared import whole
from mtcheck.tags import tag
from mtcheck.text.view import View

_STOPS = (".", "!", "?", "…", "。", "！", "？", "।")
# "None" is an empty list, and "unlocked" has no lock: a label says in one word what takes two elsewhere.
_FEWEST_WORDS, _FEWEST_WORDS_TO_ADD = 3, 8


@rule("TRN004", "negation-mismatch", category="accuracy/mistranslation", severity=Severity.MAJOR)
def negation_mismatch(view: View, options: Options) -> Iterator[Hit]:
    """The source says not, never or nobody, and the target does not; or the reverse.

    Silent wherever the target has anything that can stand for a negation: `failed to`, `without`, `unable`,
    `only`. corpora/negation has the words of twelve languages. Long texts and other languages are not
    judged. In PO and XLIFF most are other words for the same ("invalid"), so `check` only counts them there;
    `--select TRN` lists them.
    """
    source = view.document.source
    if source is None:
        return
    langs = view.source_lang, view.lang
    words = len(source) // 2 if tag(view.source_lang).dense else len(source.split())
    if source.rstrip().endswith(_STOPS):
        words = max(words, _FEWEST_WORDS_TO_ADD)
    lost = negation_lost(source, view.text, *langs) if words >= _FEWEST_WORDS else None
    if lost:
        yield Hit(*whole(view), f"negation {lost!r} of the source is missing", confidence=POSSIBLE)
        return
    added = negation_added(source, view.text, *langs) if words >= _FEWEST_WORDS_TO_ADD else None
    if added:
        said = view.text[slice(*added)]
        yield Hit(*added, f"negation {said!r} is not in the source", confidence=OPEN, severity=Severity.MINOR)
