"""FLU006: a sentence that reads like no native one, or unlike the reference texts of a phrasing profile."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.fluency.index import index_of
from mtcheck.lexicon.known_words import known_words
from mtcheck.lexicon.phrasing.model import Phrasing, load
from mtcheck.lexicon.phrasing.nearest import unattested
from mtcheck.lexicon.phrasing.words import Word, words_of
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.registry import Options, rule
from mtcheck.tags import tag
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")
# Titles and labels follow other rules, and a score of few words says little.
_SHORTEST = 6
_SHOWN_WORDS = 4
# Below this index hardly any native text lies (docs/fluency.md); shorter words are abbreviations.
_RAW, _LETTERS = 70.0, 4
_WORD = lazyre.compile(r"(?<![\w.-])[^\W\d_]+(?![\w-])")


@rule(
    "FLU006",
    "low-fluency",
    category="linguistic/fluency",
    severity=Severity.MINOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    options={"profile": "", "percentile": 1.0, "phrases": False, "strict": False},
)
def low_fluency(view: View, options: Options) -> Iterator[Hit]:
    """A sentence reads unlike nearly all sentences of your reference texts.

    Silent without options. ``profile`` is a file of `mtcheck corpus build`: a sentence is reported when
    fewer than ``percentile`` per cent of the reference texts' own sentences score as low. ``phrases`` also
    shows, as neutral findings, pairs of common words that the references never set side by side. ``strict``
    needs no profile: it reports a sentence with a word that no list of the language has, in a document that
    reads like raw machine translation (a fluency index below 70). Stretches in another language are left
    alone. More: docs/phrasing.md.
    """
    if options.get("strict"):
        yield from _strange(view)
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


def _strange(view: View) -> Iterator[Hit]:
    """Sentences with words of no list, in a document that reads like raw machine translation."""
    fluency = index_of(view)
    if fluency is None or fluency.index >= _RAW:
        return
    for start, end in view.sentences:
        sentence = view.text[start:end]
        if len(sentence.split()) < _SHORTEST or _base(view.lang_at(start)) != fluency.lang:
            continue
        unknown = _unlisted(sentence, fluency.lang)
        if unknown:
            named = ", ".join(map(repr, unknown[:_SHOWN_WORDS]))
            yield Hit(
                start,
                end,
                f"the text reads like raw machine translation (fluency {fluency.index:g} of 100), "
                f"and no list of its language has {named}",
            )


def _unlisted(sentence: str, lang: str) -> list[str]:
    """The words in lower case that neither list has; capitals are names."""
    listed, known = wordlist(lang), known_words(lang)
    found = [word for word in _WORD.findall(sentence) if word.islower() and len(word) >= _LETTERS]
    return [
        word
        for word in dict.fromkeys(found)
        if not (listed and word in listed) and not (known and word in known)
    ]


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
            f"“{shown}” is never in the references{near}",
            severity=Severity.NEUTRAL,
        )
