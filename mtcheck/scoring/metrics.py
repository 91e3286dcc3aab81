"""BLEU, chrF, chrF++ and TER by sacrebleu, equal to its command line to the last digit.

The sufficient statistics of each segment are worked out once; corpus score, segment scores, intervals and
significance all come from them.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from mtcheck import collector
from mtcheck.errors import UsageError
from mtcheck.extras import install
from mtcheck.scoring.charactergrams import chrf_rows
from mtcheck.scoring.types import Segment, Stats

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

#: sacrebleu holds the n-grams of every reference at once: 100,000 pairs would take gigabytes.
_CHUNK_SEGMENTS = 500
_EXTRAS = {"ja-mecab": "ja", "ko-mecab": "ko"}
SACREBLEU_METRICS = ("bleu", "chrf", "chrf++", "ter")

Smoothing = Literal["exp", "floor", "add-k", "none"]


class MetricOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What sacrebleu's metrics can be told; the defaults are its own.

    ``lowercase`` is for BLEU and chrF; TER ignores case unless ``ter_case_sensitive``.
    """

    tokenize: str = "13a"
    smooth_method: Smoothing = "exp"
    smooth_value: float | None = None
    lowercase: bool = False
    chrf_char_order: int = 6
    chrf_word_order: int = 0
    chrf_beta: int = 2
    chrf_whitespace: bool = False
    chrf_eps_smoothing: bool = False
    ter_normalized: bool = False
    ter_no_punct: bool = False
    ter_asian_support: bool = False
    ter_case_sensitive: bool = False


def tokenizers() -> tuple[str, ...]:
    """The names that BLEU's ``tokenize`` takes."""
    from sacrebleu.metrics.bleu import BLEU

    return tuple(BLEU.TOKENIZERS)


class SacrebleuScorer:
    """One metric of sacrebleu. Raises UsageError for an unknown tokenizer, or one that is not installed."""

    def __init__(self, key: str, options: MetricOptions) -> None:
        self.key = key
        self.higher_is_better = key != "ter"
        self._metric = _make(key, options)
        self._single = _for_segments(self._metric)
        self.name = "BLEU" if key == "bleu" else "TER" if key == "ter" else _chrf_name(self._metric)

    def statistics(self, segments: Sequence[Segment]) -> Stats:
        """A row for each segment; also settles how many references the signature names."""
        self.settle(segments)
        return self.rows(segments)

    def settle(self, segments: Sequence[Segment]) -> None:
        """Take from all the segments what the signature names of them."""
        counts = {len(segment.references) for segment in segments}
        for metric in (self._metric, self._single):
            metric.__dict__["num_refs"] = next(iter(counts)) if len(counts) == 1 else -1

    def rows(self, segments: Sequence[Segment]) -> Stats:
        """A row for each segment, of all or of some of those that were settled."""
        stats: Stats = []
        with collector.paused():
            if self.key in ("chrf", "chrf++"):
                return chrf_rows(self._metric, segments)
            for start in range(0, len(segments), _CHUNK_SEGMENTS):
                part = segments[start : start + _CHUNK_SEGMENTS]
                width = max(len(segment.references) for segment in part)
                # sacrebleu takes None for a missing reference; its annotation does not say so.
                columns: Any = [
                    [segment.references[i] if i < len(segment.references) else None for segment in part]
                    for i in range(width)
                ]
                stats += self._metric._extract_corpus_statistics([s.hypothesis for s in part], columns)
        return stats

    def corpus_score(self, stats: Any) -> Any:
        """The score of some rows together."""
        return self._metric._aggregate_and_compute(stats).score

    def score_of_sums(self, row: Any) -> Any:
        """The score of the sums of some rows."""
        return self._metric._compute_score_from_stats(row).score

    def segment_scores(self, stats: Stats) -> list[float]:
        """The score of each segment by itself, as sacrebleu's --sentence-level gives it."""
        return [float(self._single._compute_score_from_stats(list(row)).score) for row in stats]

    def signature(self, segments: bool = False, **extra: Any) -> str:
        """sacrebleu's signature."""
        signature = (self._single if segments else self._metric).get_signature()
        for key, value in extra.items():
            signature.update(key, value)
        return signature.format()

    def detail(self, stats: Stats) -> str:
        """BLEU's precisions, brevity penalty and lengths; nothing for the others."""
        return str(self._metric._aggregate_and_compute(stats)._verbose)


def _make(key: str, options: MetricOptions) -> Metric:
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    if key == "bleu":
        return _make_bleu(options)
    if key == "ter":
        return TER(
            normalized=options.ter_normalized,
            no_punct=options.ter_no_punct,
            asian_support=options.ter_asian_support,
            case_sensitive=options.ter_case_sensitive,
        )
    return CHRF(
        char_order=options.chrf_char_order,
        word_order=2 if key == "chrf++" else options.chrf_word_order,
        beta=options.chrf_beta,
        lowercase=options.lowercase,
        whitespace=options.chrf_whitespace,
        eps_smoothing=options.chrf_eps_smoothing,
    )


def _make_bleu(options: MetricOptions) -> Metric:
    from sacrebleu.metrics.bleu import BLEU

    name = options.tokenize
    if name not in BLEU.TOKENIZERS:
        raise UsageError(f"unknown tokenizer {name!r}; choose from {', '.join(BLEU.TOKENIZERS)}")
    try:
        return BLEU(
            lowercase=options.lowercase,
            force=True,
            tokenize=name,
            smooth_method=options.smooth_method,
            smooth_value=options.smooth_value,
        )
    except (RuntimeError, ImportError, OSError) as error:
        extra = _EXTRAS.get(name, "spm")
        fetch = "; it fetches a model from the network when it is first used" if extra == "spm" else ""
        raise UsageError(f"tokenizer {name} is not there: {install(extra)}{fetch}") from error


def _chrf_name(metric: Metric) -> str:
    return f"chrF{metric.__dict__['beta']}" + "+" * int(metric.__dict__["word_order"])


def _for_segments(metric: Metric) -> Metric:
    """The metric as it scores single segments: BLEU then counts only the orders a segment has."""
    single = copy.copy(metric)
    if "effective_order" in metric.__dict__:
        single.__dict__["effective_order"] = True
    return single
