"""The options that make a clean a batch; imported for `--help`, so nothing heavy."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

import click

from mtcheck.cli.declare import Option, flag
from mtcheck.errors import UsageError

if TYPE_CHECKING:
    from mtcheck.jobs.pool import Limits


# What the interpreter and the tables take; below it, every process ends before its first text.
LEAST_MEMORY_MB = 200
_MANY = "many documents"


def many() -> list[click.Parameter]:
    """The options of everything that runs in processes."""
    return [
        Option("-j", "--jobs", metavar="N", type=int, section=_MANY, common=True,
               help="processes; 0 for one per core"),
        Option("--deadline", metavar="S", type=float, default=60.0, section=_MANY,
               help="seconds for one document (default 60)"),
        Option("--max-memory", metavar="MB", type=int, default=0, section=_MANY,
               help="of each process (default no limit)"),
    ]  # fmt: skip


def batch() -> list[click.Parameter]:
    """The options that make a clean a batch."""
    section = f"{_MANY}, with -o"
    return [
        *many(),
        flag("--resume", section=section, help="go on with an unfinished run, if there is one"),
        Option("--min-quality", metavar="N", type=float, section=section,
               help="leave texts below it (0-100) as they are, and list them"),
        flag("--dry-run", section=section, help="write nothing; show what would change"),
        Option("--sample", metavar="N", type=int, default=0, section=section,
               help="the same, with N documents from all over the batch"),
    ]  # fmt: skip


def jobs_of(arguments: argparse.Namespace) -> int:
    """How many processes are asked for, at least one. Raises UsageError."""
    if getattr(arguments, "sample", 0) < 0:
        raise UsageError("--sample takes a positive number")
    if (arguments.jobs or 0) < 0 or arguments.deadline <= 0 or arguments.max_memory < 0:
        raise UsageError("--jobs, --deadline and --max-memory take positive numbers")
    return (arguments.jobs or os.cpu_count() or 1) if arguments.jobs is not None else 1


def limits_of(arguments: argparse.Namespace) -> Limits:
    """The limits of one document. Raises UsageError."""
    if 0 < arguments.max_memory < LEAST_MEMORY_MB:
        raise UsageError(
            f"--max-memory {arguments.max_memory}: a process needs at least {LEAST_MEMORY_MB} MB"
        )
    from mtcheck.jobs.pool import Limits

    return Limits(arguments.deadline, arguments.max_memory)
