"""Scores of several processes are those of one, to the last digit."""

from __future__ import annotations

import pytest

from mtcheck.jobs import score
from mtcheck.jobs.pool import Pool
from mtcheck.scoring.corpus import align, in_turn, score_segments
from mtcheck.scoring.metrics import MetricOptions

LINES = [
    f"Die Fähre Nummer {n} kommt {'heute' if n % 3 else 'morgen'} um {n % 24} Uhr an." for n in range(40)
]
OTHERS = [f"Um {n % 24} Uhr {'läuft' if n % 2 else 'kommt'} heute die Fähre {n} ein." for n in range(40)]
METRICS = ("bleu", "chrf", "chrf++", "ter", "mtcheck", "fluency")


def test_two_processes_give_the_scores_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score, "LEAST_SEGMENTS", 10)
    monkeypatch.setattr(score, "_SEGMENTS_A_TASK", 7)
    started = []
    begin = Pool.run
    monkeypatch.setattr(Pool, "run", lambda self, tasks: begin(self, started.append(1) or tasks))
    # The second column lacks a line, so the number of references varies, which a part cannot know.
    segments = align(LINES, [OTHERS, [*LINES[:-1], None]])
    options = MetricOptions(lowercase=True)
    measure = score.in_processes(2, options, None)
    both = [score_segments(segments, METRICS, options, resamples=20, measure=m) for m in (in_turn, measure)]
    assert started, "no process was asked"
    assert both[0].scores == both[1].scores
    assert both[0].stats == both[1].stats
    assert "nrefs:var" in both[1].scores["chrf"].signature


def test_a_few_segments_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pool, "run", lambda *_: pytest.fail("a process was started"))
    segments, options = align(LINES, [OTHERS]), MetricOptions()
    found = score_segments(segments, ("chrf",), options, measure=score.in_processes(8, options, None))
    assert found.scores["chrf"].score
