"""FLU006: a sentence that does not read like the reference texts of a phrasing profile."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.lexicon.phrasing.model import Phrasing, load
from mtcheck.lexicon.phrasing.nearest import unattested
from mtcheck.lexicon.phrasing.words import Word, words_of
from mtcheck.registry import Options, rule
from mtcheck.tags import tag
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")
# Titles and labels follow other rules, and a score of few words says little.
_SHORTEST = 6
_SHOWN_WORDS = 4


@rule(
    "FLU006",
    "low-fluency",
    category="linguistic/fluency",
    severity=Severity.MINOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    options={"profile": "", "percentile": 1.0, "phrases": False},
)
def low_fluency(view: View, options: Options) -> Iterator[Hit]:
    """A sentence reads unlike nearly all sentences of the reference texts.

    ``profile`` is a file made with `mtcheck corpus build`; without one the rule is silent. A sentence is
    reported when fewer than ``percentile`` per cent of the reference texts' own sentences, held out when the
    profile was made, score as low: so on texts of their kind the rule speaks that often, and no more.
    ``phrases`` also shows, as neutral findings, pairs of common words that the references never set side
    by side, with the nearest phrase that they have. Stretches in another language than the profile's are
    left alone. docs/phrasing.md.
    """
    profile = str(options.get("profile", ""))
    if not profile:
        return
    model = load(profile)
    for start, end in view.sentences:
        lang = model.header.lang
        if lang and _base(view.lang_at(start)) != _base(lang):
            continue
        words = words_of(view.text[start:end])
        if options.get("phrases"):
            yield from _phrases(model, words, start)
        if sum(word.text[0].isalpha() for word in words) < _SHORTEST:
            continue
        percentile = model.percentile(model.score(words), len(words))
        if percentile < float(options["percentile"]):
            yield Hit(
                start,
                end,
                f"reads unlike the references (below percentile {float(options['percentile']):g}); "
                f"least like them: {_oddest(model, view.text[start:end], words)!r}",
            )


def _base(lang: str) -> str:
    return tag(lang).base


def _oddest(model: Phrasing, sentence: str, words: list[Word]) -> str:
    """The run of words that costs the sentence most."""
    logs = model.log_probabilities(model.ids(words))[: len(words)]
    width = min(_SHOWN_WORDS, len(words))
    first = min(range(len(words) - width + 1), key=lambda at: float(logs[at : at + width].sum()))
    return " ".join(sentence[words[first].start : words[first + width - 1].end].split())


def _phrases(model: Phrasing, words: list[Word], start: int) -> Iterator[Hit]:
    for first, last, nearest in unattested(model, words):
        shown = f"{words[first].text} {words[last].text}"
        near = f"; they have “{nearest}”" if nearest else ""
        yield Hit(
            start + words[first].start,
            start + words[last].end,
            f"“{shown}” never stands in the references{near}",
            severity=Severity.NEUTRAL,
        )
