"""Moved to mtcheck.jobs.clean; these names work for one more version."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from mtcheck.config import Config
from mtcheck.errors import UsageError
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.clean import Listener, clean_inputs
from mtcheck.jobs.clean import Settings as _Settings
from mtcheck.jobs.executors import How, Progress
from mtcheck.jobs.pool import Limits
from mtcheck.jobs.sums import Sums
from mtcheck.jobs.targets import Where, Wish, where_to_clean

__all__ = ["Progress", "Settings", "clean_batch"]


class Settings(NamedTuple):
    """How a batch runs; see mtcheck.jobs.clean.Settings."""

    jobs: int
    limits: Limits = Limits()
    folder: Path | None = None
    resume: bool = False
    dry_run: bool = False
    sample: int = 0
    seed: int = 1
    judge: bool = False
    min_quality: float | None = None


class _Teller(Listener):
    def __init__(self, tell: Callable[[Progress], None]) -> None:
        self._tell = tell

    def progress(self, progress: Progress) -> None:
        self._tell(progress)


def clean_batch(
    inputs: Sequence[Input],
    config: Config,
    options: ReadOptions,
    out: Path | None,
    settings: Settings,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> Sums:
    """mtcheck.jobs.clean.clean_inputs, as it was called. Raises what that raises."""
    said = "mtcheck.runners.local.clean_batch is mtcheck.jobs.clean.clean_inputs now"
    warnings.warn(said, DeprecationWarning, stacklevel=2)
    if settings.dry_run or settings.sample:
        where = Where("nowhere")
    elif out is None:
        raise UsageError("say where to write: -o FOLDER")
    else:
        where = where_to_clean(Wish(f"{out}/"), inputs, [], [])
    new = _Settings(
        how=How(max(1, settings.jobs), settings.limits),
        folder=settings.folder,
        resume=settings.resume,
        sample=settings.sample,
        seed=settings.seed,
        judge=settings.judge,
        min_quality=settings.min_quality,
    )
    return clean_inputs(inputs, config, options, where, new, _Teller(tell))
