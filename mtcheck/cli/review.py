"""`mtcheck review`: a page about the changes of a clean, and what was decided there."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from mtcheck.atomic import write_atomically
from mtcheck.baseline import relative
from mtcheck.changes import LOG_NAME
from mtcheck.cli.declare import Arguments
from mtcheck.cli.exits import EXIT_OK
from mtcheck.config import discover
from mtcheck.display import counted
from mtcheck.errors import UsageError
from mtcheck.ignored import add_fingerprints
from mtcheck.messages import say
from mtcheck.renderers.review import Reviewed, write_review
from mtcheck.suppression import holding
from mtcheck.version import __version__

PAGE_NAME = "review.html"
REPORT_NAME = "report.json"
DECISIONS = "mtcheck.decisions/1"


def run(arguments: Arguments) -> int:
    """Write the page, or put decisions into the configuration. Raises UsageError."""
    log = log_of(Path(arguments.log))
    if arguments.decisions:
        return _apply(Path(arguments.decisions), log, arguments)
    page = Path(arguments.output) if arguments.output else log.parent / PAGE_NAME
    verdict = write_page(log, page, arguments.words)
    if not arguments.quiet:
        say(f"mtcheck: {verdict} Written to {page}")
    return EXIT_OK


def log_of(place: Path) -> Path:
    """The log in a folder, or the log itself. Raises UsageError."""
    log = place / LOG_NAME if place.is_dir() else place
    if not log.is_file():
        raise UsageError(
            f"{log}: no such log; name the folder that mtcheck clean wrote to, or its changes.jsonl"
        )
    return log


def write_page(log: Path, page: Path, words: Sequence[str]) -> str:
    """Write the page of a log; returns the verdict. ``words`` are the command that makes it.

    Raises UsageError.
    """
    if page.exists() and page.samefile(log):
        raise UsageError(f"{page} is the log itself; name another file for the page")
    made = datetime.fromtimestamp(log.stat().st_mtime).strftime(
        "Cleaned on %d %B %Y at %H:%M. Page by mtcheck "
    )
    made += f"{__version__}: `mtcheck {shlex.join(words)}`"
    stream = io.StringIO()
    with log.open("rb") as file:
        verdict = write_review(_rows(file, str(log)), _totals(log.parent / REPORT_NAME), stream, made)
    try:
        write_atomically(page, stream.getvalue().encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"{page}: cannot be written: {error.strerror or error}") from error
    return verdict


def _rows(file: BinaryIO, name: str) -> Iterator[Reviewed]:
    seen: set[tuple[str, str | None, int]] = set()
    for number, line in enumerate(file, 1):
        try:
            row = msgspec.convert(json.loads(line), Reviewed)
        except (ValueError, RecursionError, msgspec.ValidationError) as error:
            if line.startswith(b"{") and not line.endswith(b"\n"):
                return  # cut off when the power fell
            if number == 1:
                raise UsageError(
                    f"{name}: is no log of changes; name the folder that mtcheck clean wrote to, "
                    "or its changes.jsonl"
                ) from error
            raise UsageError(f"{name}, line {number}: is not a logged change: {error}") from error
        key = (row.file, row.record, row.start)
        if key not in seen:  # a part that was done again is logged twice
            seen.add(key)
            yield row


def _totals(report: Path) -> dict[str, Any] | None:
    """The sums of the run, where it wrote them."""
    try:
        found = json.loads(report.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    said = found.get("totals", found) if isinstance(found, dict) else {}
    return said if {"documents", "characters", "characters_left"} <= said.keys() else None


def _apply(decisions: Path, log: Path, arguments: Arguments) -> int:
    """Add the rejected changes to the configuration."""
    rejected = _rejected(decisions)
    found = Path(arguments.config) if arguments.config else discover(Path.cwd())
    path = found if found and found.name == "mtcheck.toml" else Path("mtcheck.toml")
    with log.open("rb") as file:
        places = sum(
            1 for row in _rows(file, str(log)) if set(holding(rejected, row.origin)) & {*row.fingerprints}
        )
    added = add_fingerprints(path, sorted(_from(path.absolute().parent, each) for each in rejected))
    if not arguments.quiet:
        say(f"mtcheck: {_applied(len(rejected), added, path, places, log)}")
    return EXIT_OK


def _from(folder: Path, entry: str) -> str:
    """A rejection as a configuration in this folder says it: the place of one is relative to it."""
    name, _, place = entry.partition(" ")
    uri, bracket, record = place.partition(" [")
    return f"{name} {relative(uri, folder)}{bracket}{record}" if place else name


def _rejected(decisions: Path) -> frozenset[str]:
    """The fingerprints of what was rejected. Raises UsageError."""
    try:
        said = json.loads(decisions.read_bytes())
    except FileNotFoundError as error:
        raise UsageError(
            f"{decisions}: no such file; save the decisions from the page of mtcheck review"
        ) from error
    except OSError as error:
        raise UsageError(f"{decisions}: cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError):
        said = None
    if (
        not isinstance(said, dict)
        or said.get("schema") != DECISIONS
        or not isinstance(said.get("rejected"), list)
    ):
        raise UsageError(f"{decisions}: holds no decisions; save them from the page of mtcheck review")
    return frozenset(str(each) for each in said["rejected"])


def _applied(rejected: int, added: int, path: Path, places: int, log: Path) -> str:
    """What became of the decisions. A fingerprint keeps the original everywhere that has it."""
    if not rejected:
        return "nothing was rejected"
    cover = "covers" if rejected == 1 else "cover"
    covered = f"{counted(rejected, 'fingerprint')} {cover} {counted(places, 'change')} in {log}"
    if not added:
        return f"nothing to write to {path}: all are there already; {covered}"
    known = f" ({rejected - added:,} there already)" if added < rejected else ""
    return f"{counted(added, 'fingerprint')} written to {path}{known}; {covered}; clean again"
