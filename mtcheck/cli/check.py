"""`mtcheck check`: report what is wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from mtcheck.baseline import DEFAULT_NAME, Baseline, Recorder
from mtcheck.batchfacts import BatchFacts
from mtcheck.cache import FOLDER_NAME, Cache
from mtcheck.cli.main import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import config_folder, settle
from mtcheck.cli.reading import Inputs
from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.engine import check_document
from mtcheck.errors import InputError, UsageError
from mtcheck.overrides import PerPath
from mtcheck.registry import Rule
from mtcheck.renderers import FORMATS, Renderer, Several, make_renderer
from mtcheck.renderers.console import Console
from mtcheck.renderers.languages import LanguageMap
from mtcheck.renderers.statistics import Statistics
from mtcheck.report import Report, Summary, fails
from mtcheck.version import __version__

Checker = Callable[[Document, Config, Sequence[Rule]], Report]


def run(arguments: argparse.Namespace) -> int:
    """Check every input; the exit code says whether something is at or above the fail level."""
    config = settle(arguments)
    settings = PerPath(config, config_folder(arguments))
    inputs = Inputs(arguments, config)
    baseline, recorder = _baseline(arguments, config)
    summary, failed = Summary(), False
    with ExitStack() as stack:
        renderer = _renderer(arguments, config, stack)
        batch = inputs.learn(config.selected()) if config.corpus_pass else None
        check = _checker(arguments, config, batch, stack)
        for _, document in inputs:
            try:
                report = check(document, *settings.of(document.origin.uri))
            except InputError as error:
                inputs.note(error)
                continue
            if recorder:
                recorder.add(report)
            elif baseline:
                report = baseline.without_known(report)
            renderer.report(report)
            summary += Summary.of(report)
            failed |= fails(report, settings.of(document.origin.uri)[0])
        summary += Summary(unread=tuple(inputs.unread))
        renderer.finish(summary)
    if recorder:
        recorder.save(__version__)
        failed = False
    if not arguments.quiet:
        print(_closing(summary) + _of_baseline(baseline, recorder), file=sys.stderr)
    if summary.unread or summary.faults:
        return EXIT_UNREAD
    return EXIT_FINDINGS if failed else EXIT_OK


def _checker(
    arguments: argparse.Namespace, config: Config, batch: BatchFacts | None, stack: ExitStack
) -> Checker:
    """How a document is checked: by the cache where one is wanted, for a text on its own."""
    if (config.cache if arguments.cache is None else arguments.cache) and batch is None:
        cache = Cache(Path(FOLDER_NAME))
        stack.callback(cache.close)
        return cache.check
    return lambda document, settings, rules: check_document(document, settings, rules, batch)


def _baseline(arguments: argparse.Namespace, config: Config) -> tuple[Baseline | None, Recorder | None]:
    """The known findings to leave out, or the recorder that writes them anew."""
    name = arguments.baseline or config.baseline
    if arguments.write_baseline:
        return None, Recorder(Path(name or DEFAULT_NAME))
    return (Baseline.load(Path(name)) if name else None), None


def _of_baseline(baseline: Baseline | None, recorder: Recorder | None) -> str:
    if recorder:
        return f"; all written as known to {recorder.place}"
    if baseline is None:
        return ""
    gone = f", {baseline.gone} of its entries are gone" if baseline.gone else ""
    return f"; {baseline.hidden} known from the baseline{gone}"


def _renderer(arguments: argparse.Namespace, config: Config, stack: ExitStack) -> Renderer:
    """The renderer of standard output or --output, and one for each --also."""
    stream = open_output(arguments.output, stack)
    colour = stream.isatty() and not arguments.no_color and not os.environ.get("NO_COLOR")
    renderer = make_renderer(arguments.output_format, stream, config.profile, colour)
    if arguments.statistics:
        renderer = Statistics(stream, _text_only(renderer, "--statistics"))
    if arguments.show_languages:
        renderer = LanguageMap(stream, colour, _text_only(renderer, "--show-languages"))
    others = []
    for each in arguments.also or ():
        name, equals, path = each.partition("=")
        if not equals or not path or name not in FORMATS:
            raise UsageError(f"--also {each}: say FORMAT=FILE; formats are {', '.join(FORMATS)}")
        others.append(make_renderer(name, open_output(path, stack), config.profile, False))
    return Several([renderer, *others]) if others else renderer


def _text_only(renderer: Renderer, option: str) -> Console:
    if not isinstance(renderer, Console):
        raise UsageError(f"{option} goes with --output-format text; JSON holds all of it anyway")
    return renderer


def open_output(path: str | None, stack: ExitStack) -> TextIO:
    """The stream of --output, standard output when there is none. Raises UsageError."""
    if path is None:
        return sys.stdout
    try:
        return stack.enter_context(open(path, "w", encoding="utf-8", errors="backslashreplace"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error


def _closing(summary: Summary) -> str:
    documents = _plural(summary.documents, "document")
    if not summary.findings:
        said = f"{documents} checked, nothing found"
    else:
        levels = ", ".join(f"{count} {level}" for level, count in summary.to_dict()["by_severity"].items())
        said = f"{documents} checked, {_plural(summary.findings, 'finding')} ({levels})"
    if summary.unread:
        said += f"; {len(summary.unread)} unread"
    if summary.faults:
        said += f"; {_plural(summary.faults, 'rule crash', 'es')}"
    return f"mtcheck: {said}"


def _plural(count: int, noun: str, ending: str = "s") -> str:
    return f"{count} {noun}{'' if count == 1 else ending}"
