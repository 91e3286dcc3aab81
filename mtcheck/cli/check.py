"""`mtcheck check`: report what is wrong."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Literal, TextIO

import msgspec

from mtcheck.baseline import DEFAULT_NAME, Baseline, Recorder
from mtcheck.cache import FOLDER_NAME
from mtcheck.cli.colour import wants_colour
from mtcheck.cli.exits import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import config_folder, settle
from mtcheck.cli.running import Found, Problems, find, how_of, progress_bar, reads_of
from mtcheck.config import Config
from mtcheck.display import counted
from mtcheck.errors import InputError, UsageError
from mtcheck.jobs.check import CheckJob, check_inputs
from mtcheck.jobs.targets import STANDARD_OUTPUT, Targets
from mtcheck.messages import say
from mtcheck.renderers import Look, make_look, output_formats
from mtcheck.renderers.base import Rows
from mtcheck.report import Summary, Unread
from mtcheck.version import __version__


def run(arguments: argparse.Namespace) -> int:
    """Check every input; the exit code says whether something is at or above the fail level."""
    config = settle(arguments)
    if arguments.fix or arguments.diff:
        from mtcheck.cli.fix import fix, show_diff

        if arguments.diff:
            return show_diff(arguments)
        fix(arguments)
    known, recorder = _baseline(arguments, config)
    found = find(arguments, config)
    _refuse_to_overwrite(arguments, config, found, recorder)
    with ExitStack() as stack:
        looks, renderers = _renderers(arguments, config, stack)
        done = _checked(arguments, config, found, looks, renderers, known, recorder)
        for renderer in renderers:
            renderer.finish(done.summary)
    if recorder:
        recorder.save(__version__)
    if not arguments.quiet:
        say(_closing(done.summary, done.absent) + _of_baseline(done, known, recorder))
    if done.summary.unread or done.summary.faults:
        return EXIT_UNREAD
    return EXIT_FINDINGS if done.failed and not recorder else EXIT_OK


def _checked(
    arguments: argparse.Namespace,
    config: Config,
    found: Found,
    looks: Sequence[Look],
    renderers: Sequence[Rows],
    known: Path | None,
    recorder: Recorder | None,
) -> _Done:
    """Check all inputs; rows come in the order of input."""
    folder = config_folder(arguments)
    job = CheckJob(
        config=config,
        options=found.options,
        looks=tuple(looks),
        folder=str(folder) if folder else None,
        baseline=str(known) if known else None,
        recorder=str(recorder.place) if recorder else None,
        cache=FOLDER_NAME if _caches(arguments, config) else None,
    )
    done = _Done(Summary(unread=tuple(Unread(each.uri, each.record, each.problem) for each in found.errors)))
    problems = Problems()
    with progress_bar(arguments, "check", found.inputs) as bar:
        for checked in check_inputs(found.inputs, job, how_of(arguments, found), bar):
            for rows, renderer in zip(checked.rows, renderers, strict=True):
                renderer.put(row.decode() for row in rows)
            for notice in checked.notices:
                say(f"mtcheck: {notice}")
            for unread in checked.summary.unread:
                problems.add(InputError(unread.uri, unread.record, unread.message))
            done.summary += checked.summary
            done.failed |= checked.failed
            done.absent += checked.absent
            done.hidden, done.gone = done.hidden + checked.known[0], done.gone + checked.known[1]
            if recorder:
                recorder.merge(checked.recorded)
        problems.end()
    return done


class _Done(msgspec.Struct):
    summary: Summary = msgspec.field(default_factory=Summary)
    failed: bool = False
    hidden: int = 0
    gone: int = 0
    absent: int = 0


def _refuse_to_overwrite(
    arguments: argparse.Namespace, config: Config, found: Found, recorder: Recorder | None
) -> None:
    """Raise UsageError when an output of the run is one of its inputs, or another output."""
    targets = Targets()
    for each in found.inputs:
        targets.reads(each.path)
    for path in reads_of(arguments, config):
        targets.reads(path, "read by the run")
    targets.writes(arguments.output or STANDARD_OUTPUT, "--output")
    for also in arguments.also or ():
        targets.writes(also.partition("=")[2], f"--also {also}")
    if recorder:
        targets.writes(recorder.place, "--write-baseline")
    if page := job_summary(arguments):
        targets.writes(page, "GITHUB_STEP_SUMMARY")


def _caches(arguments: argparse.Namespace, config: Config) -> bool:
    return bool(config.cache if arguments.cache is None else arguments.cache)


def _baseline(arguments: argparse.Namespace, config: Config) -> tuple[Path | None, Recorder | None]:
    """The file of known findings to leave out, or the recorder that writes it anew."""
    name = arguments.baseline or config.baseline
    if arguments.write_baseline:
        return None, Recorder(Path(name or DEFAULT_NAME))
    if name:
        Baseline.load(Path(name))  # what is wrong with it is said before any work
    return (Path(name) if name else None), None


def _of_baseline(done: _Done, known: Path | None, recorder: Recorder | None) -> str:
    if recorder:
        return f"; all written as known to {recorder.place}"
    if known is None:
        return ""
    gone = f", {counted(done.gone, 'entry is', 'entries are')} gone" if done.gone else ""
    return f"; {done.hidden} known from the baseline{gone}"


def _renderers(
    arguments: argparse.Namespace, config: Config, stack: ExitStack
) -> tuple[list[Look], list[Rows]]:
    """What is shown on standard output or in --output, and one more for each --also."""
    for option in ("statistics", "show_languages"):
        if getattr(arguments, option) and arguments.output_format != "text":
            name = option.replace("_", "-")
            raise UsageError(f"--{name} goes with --output-format text; JSON holds all of it anyway")
    stream = open_output(arguments.output, stack)
    colour = wants_colour(stream, arguments.no_color)
    made = _made(arguments)
    shown = {"statistics": arguments.statistics, "languages": arguments.show_languages}
    looks = [Look(arguments.output_format, colour, made=made, **shown)]
    streams = [stream]
    for each in arguments.also or ():
        name, equals, path = each.partition("=")
        if not equals or not path or name not in output_formats():
            raise UsageError(f"--also {each}: say FORMAT=FILE; formats are {', '.join(output_formats())}")
        looks.append(Look(name, made=made))
        streams.append(open_output(path, stack))
    if page := job_summary(arguments):
        looks.append(Look("markdown"))  # what the page of the job shows
        streams.append(open_output(page, stack, "a"))
    return looks, [make_look(look, each, config.profile) for look, each in zip(looks, streams, strict=True)]


def _made(arguments: argparse.Namespace) -> str:
    """When and by what the run was made, for a person."""
    when = datetime.now().astimezone().strftime("%d %B %Y at %H:%M")
    return f"{when} by mtcheck {__version__}: `mtcheck {shlex.join(arguments.words)}`"


def job_summary(arguments: argparse.Namespace) -> str | None:
    """What GitHub shows on the page of a job."""
    return os.environ.get("GITHUB_STEP_SUMMARY") if arguments.output_format == "github" else None


def open_output(path: str | None, stack: ExitStack, mode: Literal["w", "a"] = "w") -> TextIO:
    """The stream of --output, standard output for "-" or when there is none. Raises UsageError."""
    if path is None or path == "-":
        return sys.stdout
    try:
        return stack.enter_context(open(path, mode, encoding="utf-8", errors="backslashreplace"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error


def _closing(summary: Summary, absent: int) -> str:
    documents = counted(summary.documents, "document") + " checked" + _profiles(summary)
    if not summary.findings:
        said = f"{documents}, nothing found"
    else:
        levels = ", ".join(f"{count} {level}" for level, count in summary.to_dict()["by_severity"].items())
        said = f"{documents}, {counted(summary.findings, 'finding')} ({levels})"
        if repaired := sum(summary.repaired.values()):
            said += f"; `mtcheck clean` repairs {repaired} [*]"
        if summary.on_request:
            said += f"{',' if repaired else '; `mtcheck clean` repairs'} {summary.on_request} [?] on request"
    if summary.quiet:
        said += f"; not listed: {_quiet(summary)}"
    if summary.unread:
        said += f"; {len(summary.unread)} unread"
    if absent:
        said += f"; {counted(absent, 'null text')} skipped"
    if summary.faults:
        said += f"; {counted(summary.faults, 'rule crash', 'rule crashes')}"
    return f"mtcheck: {said}"


def _quiet(summary: Summary) -> str:
    """What was counted and not listed, the most frequent first, and how to see it.

    >>> _quiet(Summary(quiet={"PUN009": 2, "PUN010": 7}))
    '7 PUN010, 2 PUN009 (--select PUN)'
    """
    counts = sorted(summary.quiet.items(), key=lambda item: (-item[1], item[0]))
    families = ",".join(sorted({code[:3] for code in summary.quiet}))
    return f"{', '.join(f'{number} {code}' for code, number in counts)} (--select {families})"


def _profiles(summary: Summary) -> str:
    """The profiles that documents were checked with, where any is not the usual one.

    >>> _profiles(Summary(by_profile={"bitext": 2})), _profiles(Summary(by_profile={"article": 1, "feed": 2}))
    (' (profile bitext)', ' (1 article, 2 feed)')
    """
    counts = sorted(summary.by_profile.items())
    if len(counts) > 1:
        return f" ({', '.join(f'{count} {name}' for name, count in counts)})"
    return "".join(f" (profile {name})" for name, _ in counts if name != "article")
