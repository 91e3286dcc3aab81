"""Scores against references: sacrebleu's metrics to the last digit, and one of our own."""

from __future__ import annotations

from mtcheck.scoring.types import DEFAULT_METRICS, SEED, Interval, MetricScore, Scores

__all__ = ["DEFAULT_METRICS", "SEED", "Interval", "MetricScore", "Scores"]
