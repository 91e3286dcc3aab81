"""Scoring many segments in several processes: the same rows of statistics, in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from mtcheck.jobs.pool import Pool
from mtcheck.jobs.reading import Beat
from mtcheck.scoring.composite import CompositeScorer
from mtcheck.scoring.corpus import Measure, in_turn, make_scorer
from mtcheck.scoring.metrics import MetricOptions, SacrebleuScorer
from mtcheck.scoring.types import Scorer, Segment, Stats

#: With fewer segments than this, processes take longer to start than to score.
LEAST_SEGMENTS = 4000
_SEGMENTS_A_TASK = 2000


class _Job(NamedTuple):
    """What every task needs: the metrics, how they are told, and the folder for the rows."""

    metrics: tuple[str, ...]
    options: MetricOptions
    lang: str | None
    folder: str


class _Task(NamedTuple):
    number: int
    segments: Sequence[Segment]


def in_processes(jobs: int, options: MetricOptions, lang: str | None) -> Measure:
    """What works out statistics in ``jobs`` processes; in this one where that would not pay.

    Metrics with a model run here: their libraries use all cores by themselves.
    """
    return partial(_measure, jobs, options, lang) if jobs > 1 else in_turn


def _measure(
    jobs: int,
    options: MetricOptions,
    lang: str | None,
    scorers: Mapping[str, Scorer],
    segments: Sequence[Segment],
) -> dict[str, Stats]:
    shared = {
        key: scorer
        for key, scorer in scorers.items()
        if isinstance(scorer, SacrebleuScorer) or type(scorer) is CompositeScorer
    }
    if not shared or len(segments) < LEAST_SEGMENTS:
        return in_turn(scorers, segments)
    for scorer in shared.values():
        scorer.settle(segments)
        lang = scorer.lang if isinstance(scorer, CompositeScorer) else lang
    starts = range(0, len(segments), _SEGMENTS_A_TASK)
    tasks = [_Task(n, segments[start : start + _SEGMENTS_A_TASK]) for n, start in enumerate(starts)]
    stats: dict[str, Stats] = {key: [] for key in shared}
    with TemporaryDirectory() as folder:
        for _ in Pool(_score, _Job(tuple(shared), options, lang, folder), jobs).run(tasks):
            pass
        for task in tasks:
            rows: dict[str, Stats] = msgspec.msgpack.decode(_place(folder, task).read_bytes())
            for key, found in rows.items():
                stats[key] += found
    rest = {key: scorer for key, scorer in scorers.items() if key not in shared}
    return stats | in_turn(rest, segments)


def _place(folder: str, task: _Task) -> Path:
    return Path(folder, f"{task.number}.rows")


def _score(task: _Task, job: _Job, beat: Beat) -> None:
    """The rows of a task's segments, in a file of its own."""
    found: dict[str, Stats] = {}
    for key in job.metrics:
        scorer = make_scorer(key, job.options, job.lang)
        assert isinstance(scorer, SacrebleuScorer | CompositeScorer)
        found[key] = scorer.rows(task.segments)
    _place(job.folder, task).write_bytes(msgspec.msgpack.encode(found))
