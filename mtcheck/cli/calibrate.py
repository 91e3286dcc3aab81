"""`mtcheck calibrate`: which quality a share of the articles lies below, for `min-quality`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from mtcheck.cli.exits import EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import config_folder, settle
from mtcheck.cli.running import find, how_of
from mtcheck.errors import InputError, UsageError
from mtcheck.messages import say
from mtcheck.report import Unread, dumps
from mtcheck.version import __version__

if TYPE_CHECKING:
    from mtcheck.jobs.measure import Qualities, Threshold

SCHEMA = "mtcheck.calibration/1"
_PROPOSED = 0.05
# What the table shows when no share is named; the proposed one is among them.
_SHOWN = (0.01, 0.02, 0.05, 0.1, 0.25, 0.5)


def run(arguments: argparse.Namespace) -> int:
    """Measure all inputs; print a table and a line for mtcheck.toml, or JSON.

    3 when some input could not be read or a rule crashed, else 0. Raises UsageError: nothing to measure.
    """
    from mtcheck.jobs.measure import measure_inputs

    shares = arguments.quantile or list(_SHOWN)
    if not all(0 < share < 1 for share in shares):
        raise UsageError("--quantile takes shares between 0 and 1, as 0.05 for the lowest 5 %")
    config = settle(arguments)
    found, errors, options = find(arguments, config)
    unread = [Unread(error.uri, error.record, error.problem) for error in errors]

    def note(problem: Unread) -> None:
        unread.append(problem)
        say(f"mtcheck: {InputError(problem.uri, problem.record, problem.message)}")

    folder = config_folder(arguments)
    qualities = measure_inputs(found, config, options, how_of(arguments), folder, note)
    if not qualities.documents:
        short = f"all {qualities.unrated:,} texts read have under 50 words of prose, so no quality"
        raise UsageError(
            short if qualities.unrated else "no document could be read, so there is nothing to calibrate by"
        )
    thresholds = [qualities.threshold(share) for share in shares]
    proposed = qualities.threshold(arguments.quantile[0] if arguments.quantile else _PROPOSED)
    if arguments.output_format == "json":
        print(dumps(as_dict(qualities, thresholds, proposed, len(unread)), 1))
    else:
        print(as_text(qualities, thresholds, proposed))
    return EXIT_UNREAD if unread or qualities.faults else EXIT_OK


def as_dict(
    qualities: Qualities, thresholds: list[Threshold], proposed: Threshold, unread: int
) -> dict[str, Any]:
    """Plain values for JSON."""
    return {
        "schema": SCHEMA,
        "version": __version__,
        "documents": qualities.documents,
        "unrated": qualities.unrated,
        "unread": unread,
        "thresholds": [each._asdict() for each in thresholds],
        "min-quality": proposed.quality,
    }


def as_text(qualities: Qualities, thresholds: list[Threshold], proposed: Threshold) -> str:
    """A table, and the line for the configuration."""
    number = qualities.documents
    lines = [f"{'share':>7}  {'quality':>7}  {'below it':>9}"]
    lines += [f"{each.quantile:>7.1%}  {each.quality:>7.1f}  {each.below:>9,}" for each in thresholds]
    share = f"{proposed.below:,} of {number:,} documents lie below"
    if qualities.unrated:
        lines += [
            "",
            f"{qualities.unrated:,} more have under 50 words of prose, so no quality; no limit drops them.",
        ]
    return "\n".join([*lines, "", f"min-quality = {proposed.quality:.1f}  # {share}"])
