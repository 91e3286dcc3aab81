"""What `score` and `gate` share: reading files line by line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from mtcheck.atomic import write_atomically
from mtcheck.errors import InputError, UsageError
from mtcheck.formats.readers.lines import LineFile, read_lines
from mtcheck.messages import say
from mtcheck.version import __version__

if TYPE_CHECKING:
    from mtcheck.scoring.corpus import Measure, Scored
    from mtcheck.scoring.errorclasses import ErrorCounts
    from mtcheck.scoring.metrics import MetricOptions
    from mtcheck.scoring.types import Segment


class Parallel(NamedTuple):
    """The files of a run, and what they are called."""

    hypotheses: LineFile
    references: tuple[LineFile, ...]
    source: LineFile | None
    segments: list[Segment | None]

    @property
    def problems(self) -> list[InputError]:
        """Lines that cannot be used, of all the files."""
        files = [self.hypotheses, *self.references, *([self.source] if self.source else [])]
        return [problem for file in files for problem in file.problems]


def _refuse_to_overwrite(arguments: argparse.Namespace, names: list[str]) -> None:
    from mtcheck.jobs.targets import Targets

    targets = Targets()
    for name in (*names, getattr(arguments, "versus", None), getattr(arguments, "baseline", None)):
        targets.reads(name)
    for option in ("output", "save"):
        if place := getattr(arguments, option, None):
            targets.writes(place, f"--{option}")


def read_parallel(arguments: argparse.Namespace) -> Parallel:
    """One system with its references and source. Raises InputError and UsageError."""
    return read_systems(arguments, [arguments.hypotheses])[0]


def read_systems(arguments: argparse.Namespace, names: Sequence[str]) -> list[Parallel]:
    """Several systems with the same references and source. Raises InputError and UsageError."""
    from mtcheck.scoring.corpus import align

    beside = [*arguments.ref, *([arguments.src] if arguments.src else [])]
    _refuse_to_overwrite(arguments, [*names, *beside])
    if [*names, *beside].count("-") > 1:
        raise UsageError("only one of the files can be standard input")
    systems = [read_lines(name, arguments.encoding) for name in names]
    others = [read_lines(name, arguments.encoding) for name in beside]
    for other in (*systems[1:], *others):
        same_length(systems[0], other)
    references = tuple(others[: len(arguments.ref)])
    source = others[-1] if arguments.src else None
    columns, sources = [file.lines for file in references], source.lines if source else None
    found = []
    for system in systems:
        segments = align(system.lines, columns, sources, keep_empty=arguments.keep_empty)
        if not any(segments):
            raise UsageError(f"{system.name}: no line has a translation and a reference")
        found.append(Parallel(system, references, source, segments))
    return found


def same_length(one: LineFile, other: LineFile) -> None:
    """Raises UsageError that names both files and counts when they differ in length."""
    if len(one.lines) != len(other.lines):
        raise UsageError(
            f"{one.name} has {len(one.lines)} lines, {other.name} has {len(other.lines)}; "
            "line n of one must translate line n of the other"
        )


def say_problems(problems: list[InputError], quiet: bool) -> None:
    """Tell of lines that are left out, on standard error."""
    for problem in problems if not quiet else ():
        say(f"mtcheck: {problem}")


def chosen_metrics(arguments: argparse.Namespace, default: tuple[str, ...]) -> tuple[str, ...]:
    """The metrics asked for, each once, in that order."""
    from mtcheck.scoring.types import PREFIXES

    if not arguments.metrics:
        return default
    given = [part.strip() for text in arguments.metrics for part in text.split(",")]
    given = [part if part.startswith(PREFIXES) else part.lower() for part in given]
    return tuple(dict.fromkeys(part for part in given if part)) or default


def measure_of(arguments: argparse.Namespace, options: MetricOptions) -> Measure:
    """What works out the statistics: as many processes as --jobs says, one per core where it says nothing."""
    from mtcheck.scoring.corpus import in_turn

    jobs = arguments.jobs or os.cpu_count() or 1
    if jobs == 1:
        return in_turn
    from mtcheck.jobs.score import in_processes

    return in_processes(jobs, options, arguments.lang)


def metric_options(arguments: argparse.Namespace) -> MetricOptions:
    """What the command line tells sacrebleu's metrics. Raises UsageError."""
    from mtcheck.scoring.corpus import make_options
    from mtcheck.scoring.metrics import MetricOptions

    values: dict[str, Any] = {name: getattr(arguments, name) for name in MetricOptions.__struct_fields__}
    return make_options({name: value for name, value in values.items() if value is not None})


def save_run(path: str, scored: Scored, parallel: Parallel, errors: ErrorCounts | None = None) -> None:
    """Store a run for a later `gate --baseline`. Raises UsageError when it cannot be written."""
    from mtcheck.scoring.gate import digest_of, store

    references = digest_of([file.lines for file in parallel.references])
    stored = store(scored, parallel.hypotheses.name, references, __version__, errors)
    try:
        write_atomically(Path(path), msgspec.json.encode(stored))
    except OSError as error:
        raise UsageError(f"--save {path}: cannot be written: {error.strerror or error}") from error
