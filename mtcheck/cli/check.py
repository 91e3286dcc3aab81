"""`mtcheck check`: report what is wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO

from mtcheck.baseline import DEFAULT_NAME, Baseline, Recorder
from mtcheck.batchfacts import BatchFacts
from mtcheck.cache import FOLDER_NAME, Cache
from mtcheck.cli.batchoptions import batch_inputs, jobs_of, limits_of
from mtcheck.cli.colour import wants_colour
from mtcheck.cli.exits import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import config_folder, settle
from mtcheck.cli.reading import Inputs
from mtcheck.config import Config
from mtcheck.display import counted
from mtcheck.document import Document
from mtcheck.engine import check_document
from mtcheck.errors import InputError, UsageError
from mtcheck.overrides import PerPath
from mtcheck.registry import Rule
from mtcheck.renderers import Look, make_look, output_formats
from mtcheck.renderers.base import Rows
from mtcheck.report import Report, Summary, Unread, fails
from mtcheck.version import __version__

Checker = Callable[[Document, Config, Sequence[Rule]], Report]


def run(arguments: argparse.Namespace) -> int:
    """Check every input; the exit code says whether something is at or above the fail level."""
    config = settle(arguments)
    known, recorder = _baseline(arguments, config)
    with ExitStack() as stack:
        looks, renderers = _renderers(arguments, config, stack)
        if arguments.jobs is not None:
            done = _in_processes(arguments, config, looks, renderers, known, recorder)
        else:
            done = _here(arguments, config, renderers, known, recorder, stack)
        for renderer in renderers:
            renderer.finish(done.summary)
    if recorder:
        recorder.save(__version__)
    if not arguments.quiet:
        print(_closing(done.summary) + _of_baseline(done, known, recorder), file=sys.stderr)
    if done.summary.unread or done.summary.faults:
        return EXIT_UNREAD
    return EXIT_FINDINGS if done.failed and not recorder else EXIT_OK


def _here(
    arguments: argparse.Namespace,
    config: Config,
    renderers: Sequence[Rows],
    known: Path | None,
    recorder: Recorder | None,
    stack: ExitStack,
) -> _Done:
    """Check in this process."""
    settings = PerPath(config, config_folder(arguments))
    inputs = Inputs(arguments, config)
    baseline = Baseline.load(known) if known else None
    batch = inputs.learn(config.selected()) if config.corpus_pass else None
    check = _checker(arguments, config, batch, stack)
    done = _Done()
    for _, document in inputs:
        own, rules = settings.of(document.origin.uri)
        try:
            report = check(document, own, rules)
        except InputError as error:
            inputs.note(error)
            continue
        if recorder:
            recorder.add(report)
        elif baseline:
            report = baseline.without_known(report)
        for renderer in renderers:
            renderer.report(report)
        done.summary += Summary.of(report)
        done.failed |= fails(report, own)
    done.summary += Summary(unread=tuple(inputs.unread))
    if baseline:
        done.hidden, done.gone = baseline.hidden, baseline.gone
    return done


def _in_processes(
    arguments: argparse.Namespace,
    config: Config,
    looks: Sequence[Look],
    renderers: Sequence[Rows],
    known: Path | None,
    recorder: Recorder | None,
) -> _Done:
    """Check in several processes; rows come in the order of input."""
    from mtcheck.jobs.checking import CheckJob, check_batch

    inputs, errors, options = batch_inputs(arguments, config)
    folder = config_folder(arguments)
    job = CheckJob(
        config=config,
        options=options,
        out="",
        looks=tuple(looks),
        folder=str(folder) if folder else None,
        baseline=str(known) if known else None,
        recorder=str(recorder.place) if recorder else None,
        cache=FOLDER_NAME if _caches(arguments, config) else None,
    )
    done = _Done(Summary(unread=tuple(Unread(error.uri, error.record, error.problem) for error in errors)))
    for checked in check_batch(inputs, job, jobs_of(arguments), limits_of(arguments)):
        for rows, renderer in zip(checked.rows, renderers, strict=True):
            renderer.put(row.decode() for row in rows)
        for unread in checked.summary.unread:
            print(f"mtcheck: {InputError(unread.uri, unread.record, unread.message)}", file=sys.stderr)
        done.summary += checked.summary
        done.failed |= checked.failed
        done.hidden, done.gone = done.hidden + checked.known[0], done.gone + checked.known[1]
        if recorder:
            recorder.merge(checked.recorded)
    return done


@dataclass
class _Done:
    summary: Summary = Summary()  # noqa: RUF009 - it is frozen
    failed: bool = False
    hidden: int = 0
    gone: int = 0


def _caches(arguments: argparse.Namespace, config: Config) -> bool:
    return bool(config.cache if arguments.cache is None else arguments.cache)


def _checker(
    arguments: argparse.Namespace, config: Config, batch: BatchFacts | None, stack: ExitStack
) -> Checker:
    """How a document is checked: by the cache where one is wanted, for a text on its own."""
    if _caches(arguments, config) and batch is None:
        cache = Cache(Path(FOLDER_NAME))
        stack.callback(cache.close)
        return cache.check
    return lambda document, settings, rules: check_document(document, settings, rules, batch)


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
    gone = f", {done.gone} of its entries are gone" if done.gone else ""
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
    looks = [Look(arguments.output_format, colour, arguments.statistics, arguments.show_languages)]
    streams = [stream]
    for each in arguments.also or ():
        name, equals, path = each.partition("=")
        if not equals or not path or name not in output_formats():
            raise UsageError(f"--also {each}: say FORMAT=FILE; formats are {', '.join(output_formats())}")
        looks.append(Look(name))
        streams.append(open_output(path, stack))
    if arguments.output_format == "github" and (page := os.environ.get("GITHUB_STEP_SUMMARY")):
        looks.append(Look("markdown"))  # what the page of the job shows
        streams.append(open_output(page, stack, "a"))
    return looks, [make_look(look, each, config.profile) for look, each in zip(looks, streams, strict=True)]


def open_output(path: str | None, stack: ExitStack, mode: Literal["w", "a"] = "w") -> TextIO:
    """The stream of --output, standard output for "-" or when there is none. Raises UsageError."""
    if path is None or path == "-":
        return sys.stdout
    try:
        return stack.enter_context(open(path, mode, encoding="utf-8", errors="backslashreplace"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error


def _closing(summary: Summary) -> str:
    documents = counted(summary.documents, "document") + " checked" + _profiles(summary)
    if not summary.findings:
        said = f"{documents}, nothing found"
    else:
        levels = ", ".join(f"{count} {level}" for level, count in summary.to_dict()["by_severity"].items())
        said = f"{documents}, {counted(summary.findings, 'finding')} ({levels})"
        if repaired := sum(summary.repaired.values()):
            said += f"; `mtcheck clean` repairs {repaired} [*]"
    if summary.unread:
        said += f"; {len(summary.unread)} unread"
    if summary.faults:
        said += f"; {counted(summary.faults, 'rule crash', 'rule crashes')}"
    return f"mtcheck: {said}"


def _profiles(summary: Summary) -> str:
    """The profiles that documents were checked with, where any is not the usual one.

    >>> _profiles(Summary(by_profile={"bitext": 2})), _profiles(Summary(by_profile={"article": 1, "feed": 2}))
    (' (profile bitext)', ' (1 article, 2 feed)')
    """
    counts = sorted(summary.by_profile.items())
    if len(counts) > 1:
        return f" ({', '.join(f'{count} {name}' for name, count in counts)})"
    return "".join(f" (profile {name})" for name, _ in counts if name != "article")
