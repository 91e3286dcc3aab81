"""How sure a score, or a difference of two, is: bootstrap and approximate randomisation.

sacrebleu's tests, to the last digit, on statistics that are there already: nothing is scored twice, and a
baseline needs no text. They are done in blocks, so that 100,000 segments fit in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from mtcheck.scoring.types import Interval, Scorer, Stats

if TYPE_CHECKING:
    import numpy as np

PairedTest = Literal["bs", "ar"]
#: sacrebleu's numbers of resamples.
DEFAULT_SAMPLES: dict[PairedTest, int] = {"bs": 1000, "ar": 10000}
#: Cells of one block of draws. 32 rows at a time keep numpy's stream of random bits in step with
#: sacrebleu's single call.
_BLOCK_CELLS = 4_000_000
_ROWS_IN_STEP = 32


class Comparison(msgspec.Struct, frozen=True):
    """A system beside a baseline. ``effect`` is system less baseline, in points of the metric.

    ``p_value`` is two-sided. ``interval`` is of the system, ``effect_low`` and ``effect_high`` bound 95 %
    of the resampled differences; all three are None for approximate randomisation. ``identical`` says that no
    segment differs: then ``p_value`` is 1, where sacrebleu's test would give its smallest number.
    """

    system: float
    baseline: float
    effect: float
    p_value: float
    test: PairedTest
    samples: int
    seed: int
    interval: Interval | None = None
    effect_low: float | None = None
    effect_high: float | None = None
    identical: bool = False


def interval_of(stats: Stats, scorer: Scorer, resamples: int, seed: int) -> Interval:
    """The 95 % interval of a corpus score, as sacrebleu's --confidence gives it."""
    import statistics

    drawn = sorted(_resampled(stats, scorer, resamples, seed))
    cut = len(drawn) // 40
    half_width = 0.5 * (drawn[len(drawn) - cut - 1] - drawn[cut])
    return Interval(float(statistics.mean(drawn)), float(half_width), resamples, seed)


def compare(
    system: Stats,
    baseline: Stats,
    scorer: Scorer,
    *,
    test: PairedTest = "bs",
    samples: int = 0,
    seed: int,
) -> Comparison:
    """Whether two systems differ by more than chance. Raises ValueError for unequal numbers of segments."""
    if len(system) != len(baseline):
        raise ValueError(f"{len(system)} segments beside {len(baseline)}")
    drawn = samples or DEFAULT_SAMPLES[test]
    if _same(system, baseline):
        score = float(scorer.corpus_score(system))
        return Comparison(score, score, 0.0, 1.0, test, drawn, seed, identical=True)
    run = _bootstrap if test == "bs" else _randomise
    return run(system, baseline, scorer, drawn, seed)


def _same(system: Stats, baseline: Stats) -> bool:
    """Whether no segment differs. A stored run holds floats where a new one may hold integers."""
    return all(list(one) == list(other) for one, other in zip(system, baseline, strict=True))


def _bootstrap(system: Stats, baseline: Stats, scorer: Scorer, samples: int, seed: int) -> Comparison:
    import numpy as np
    from sacrebleu.significance import _compute_p_value, estimate_ci

    ours, theirs = scorer.corpus_score(system), scorer.corpus_score(baseline)
    drawn = np.array(_resampled(system, scorer, samples, seed))
    beside = np.array(_resampled(baseline, scorer, samples, seed))
    spread = np.abs(drawn - beside)
    mean, half_width = estimate_ci(drawn)
    low, high = np.quantile(drawn - beside, [0.025, 0.975])
    return Comparison(
        system=ours,
        baseline=theirs,
        effect=ours - theirs,
        p_value=_compute_p_value(spread - spread.mean(), abs(theirs - ours)),
        test="bs",
        samples=samples,
        seed=seed,
        interval=Interval(float(mean), float(half_width), samples, seed),
        effect_low=float(low),
        effect_high=float(high),
    )


def _randomise(system: Stats, baseline: Stats, scorer: Scorer, samples: int, seed: int) -> Comparison:
    import numpy as np
    from sacrebleu.significance import _compute_p_value

    ours, theirs = scorer.corpus_score(system), scorer.corpus_score(baseline)
    differences: list[float] = []
    ours_stats, theirs_stats = np.array(system), np.array(baseline)
    rng = np.random.default_rng(seed)
    for rows in _blocks(samples, len(system)):
        swap = rng.integers(2, size=(rows, len(system)), dtype=bool)
        one = swap @ theirs_stats + ~swap @ ours_stats
        other = ~swap @ theirs_stats + swap @ ours_stats
        differences += [
            abs(scorer.corpus_score([a]) - scorer.corpus_score([b])) for a, b in zip(one, other, strict=True)
        ]
    return Comparison(
        system=ours,
        baseline=theirs,
        effect=ours - theirs,
        p_value=_compute_p_value(np.array(differences), abs(theirs - ours)),
        test="ar",
        samples=samples,
        seed=seed,
    )


def _blocks(samples: int, segments: int) -> Iterator[int]:
    """Rows of each block of draws."""
    rows = max(1, _BLOCK_CELLS // max(1, segments) // _ROWS_IN_STEP) * _ROWS_IN_STEP
    for start in range(0, samples, rows):
        yield min(rows, samples - start)


def _resampled(stats: Stats, scorer: Scorer, samples: int, seed: int) -> list[Any]:
    """The corpus score of each resample, in the precision and order of sacrebleu: float32 for some."""
    import numpy as np

    table: np.ndarray[Any, Any] = np.array(stats, dtype="float32")
    rng = np.random.default_rng(seed)
    scores: list[Any] = []
    for rows in _blocks(samples, len(stats)):
        for draw in rng.choice(len(stats), size=(rows, len(stats)), replace=True):
            scores.append(scorer.score_of_sums(table[draw].sum(0)))
    return scores
