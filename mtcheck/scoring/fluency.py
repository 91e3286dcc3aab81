"""The metric `fluency`: how a translation reads by itself, whatever its reference says.

`fluency` is the shipped index of the language (mtcheck/fluency), `fluency:PATH` a phrasing profile made of
your own reference texts by `mtcheck corpus build`. Neither reads source or reference, so neither tells a
wrong translation that reads well from a right one: use it beside a metric that does.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from mtcheck.document import Span
from mtcheck.errors import UsageError
from mtcheck.fluency.model import FILE, Model, languages, model_of
from mtcheck.fluency.quality import count_words
from mtcheck.lexicon.phrasing.model import Phrasing, load
from mtcheck.lexicon.phrasing.words import words_of
from mtcheck.resources import map_bytes
from mtcheck.scoring.composite import language_of
from mtcheck.scoring.types import Segment, Stats
from mtcheck.tags import tag
from mtcheck.text.sentences import split_sentences
from mtcheck.version import __version__

KEY = "fluency"
PREFIX = KEY + ":"
_DIGITS_OF_DIGEST = 12
# Shorter segments are judged as if they had so many words: the calibration knows none below.
_FEWEST_WORDS = 5


class FluencyScorer:
    """A segment's score is 0-100, the corpus score their mean weighted by words; an empty segment has 0.

    By the index, 90 and more is as people write, below 50 as nobody does. By a profile, the score is the mean
    percentile of the sentences: 50 is the middle of the references' own sentences. Raises UsageError for a
    language that the index has no model of, and ConfigError for a file that is no profile.
    """

    higher_is_better = True

    def __init__(self, key: str, lang: str | None) -> None:
        self.key = key
        self.name = "fluency"
        self.lang = tag(lang).base if lang else ""
        self._path = key.removeprefix(PREFIX) if key.startswith(PREFIX) else ""
        self._profile = load(self._path) if self._path else None

    def statistics(self, segments: Sequence[Segment]) -> Stats:
        """A row for each segment: its score times its words, and its words (at least 1)."""
        if self._profile is not None:
            self.lang = self._profile.header.lang or self.lang
            return [_row(_percentile(self._profile, s.hypothesis), s.hypothesis) for s in segments]
        self.lang = self.lang or tag(language_of(segments)).base
        model = _model(self.lang)
        return [_row(_index(model, segment.hypothesis), segment.hypothesis) for segment in segments]

    def corpus_score(self, stats: Any) -> float:
        """The mean of some rows, weighted by words."""
        return self.score_of_sums([math.fsum(row[i] for row in stats) for i in (0, 1)])

    def score_of_sums(self, row: Any) -> float:
        """The mean, from the sums of some rows."""
        return float(row[0] / row[1])

    def segment_scores(self, stats: Stats) -> list[float]:
        """The score of each row."""
        return [row[0] / row[1] for row in stats]

    def signature(self, segments: bool = False, **extra: Any) -> str:
        """With the language, and the beginning of the SHA-256 of what it was judged by."""
        by = "profile" if self._path else "index"
        parts: dict[str, Any] = {**extra, "lang": self.lang or "und", by: self._digest}
        return "|".join(f"{key}:{value}" for key, value in (parts | {"version": __version__}).items())

    @cached_property
    def _digest(self) -> str:
        data = Path(self._path).expanduser().read_bytes() if self._path else map_bytes(FILE)
        return hashlib.sha256(data).hexdigest()[:_DIGITS_OF_DIGEST]

    def detail(self, stats: Stats) -> str:
        """How far to believe it: how much text was read, and how well it does where it was not made."""
        words = int(sum(row[1] for row in stats))
        if self._profile is not None:
            return f"{words} words beside a profile of {self._profile.header.sentences} sentences"
        return f"{words} words; AUC {_model(self.lang).facts.auc:.2f} on pages of products never seen"


def _row(score: float, text: str) -> list[float]:
    words = max(1, count_words(text))
    return [score * words, float(words)]


def _model(lang: str) -> Model:
    model = model_of(lang)
    if model is None:
        known = ", ".join(sorted(languages()))
        raise UsageError(
            f"metric fluency: there is no index for {lang or 'und'!r}, only for {known}. "
            "Make a profile of reference texts with `mtcheck corpus build TEXTS -o PROFILE.bin`, "
            "and give --metrics fluency:PROFILE.bin (or say the language with --lang)"
        )
    return model


def _index(model: Model, text: str) -> float:
    words = text.split()
    return model.index([" ".join(words)], max(_FEWEST_WORDS, len(words))) if words else 0.0


def _percentile(profile: Phrasing, text: str) -> float:
    """The mean percentile of the sentences, weighted by words."""
    total, words = 0.0, 0
    for start, end in split_sentences(text, Span(0, len(text))):
        sentence = words_of(text[start:end])
        if sentence:
            total += profile.percentile(profile.score(sentence), len(sentence)) * len(sentence)
            words += len(sentence)
    return total / words if words else 0.0
