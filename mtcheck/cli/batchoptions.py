"""The options that make a clean a batch; imported for `--help`, so nothing heavy."""

from __future__ import annotations

import argparse


def add_batch(parser: argparse.ArgumentParser) -> None:
    """The options that make a clean a batch."""
    group = parser.add_argument_group("many documents (with -o FOLDER)")
    group.add_argument("--jobs", type=int, metavar="N", help="processes; 0 for one per processor")
    group.add_argument("--resume", action="store_true", help="go on with an unfinished run")
    group.add_argument(
        "--dry-run", action="store_true", help="do all of it but write nothing; show what would change"
    )
    group.add_argument(
        "--sample", type=int, default=0, metavar="N", help="the same with N documents spread over the batch"
    )
    group.add_argument(
        "--deadline", type=float, default=60.0, metavar="S", help="seconds for one document (default 60)"
    )
    group.add_argument(
        "--max-memory", type=int, default=0, metavar="MB", help="of each process (default no limit)"
    )


def is_batch(arguments: argparse.Namespace) -> bool:
    """Whether the options ask for a batch."""
    return bool(arguments.jobs is not None or arguments.resume or arguments.dry_run or arguments.sample)
