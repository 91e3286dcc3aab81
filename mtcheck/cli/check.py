"""`mtcheck check`: report what is wrong."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack
from typing import TextIO

from mtcheck.cli.main import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import settle
from mtcheck.cli.reading import Inputs
from mtcheck.config import Config
from mtcheck.engine import check_document
from mtcheck.errors import InputError, UsageError
from mtcheck.findings import Severity
from mtcheck.renderers import Renderer, make_renderer
from mtcheck.renderers.console import Console
from mtcheck.renderers.languages import LanguageMap
from mtcheck.report import Report, Summary


def run(arguments: argparse.Namespace) -> int:
    """Check every input; the exit code says whether something is at or above the fail level."""
    config = settle(arguments)
    rules = config.selected()
    inputs = Inputs(arguments, config)
    summary, failed = Summary(), False
    with ExitStack() as stack:
        stream = open_output(arguments.output, stack)
        colour = stream.isatty() and not arguments.no_color and not os.environ.get("NO_COLOR")
        renderer = make_renderer(arguments.output_format, stream, config.profile, colour)
        if arguments.show_languages:
            renderer = LanguageMap(stream, colour, _text_only(renderer))
        batch = inputs.learn(rules) if config.corpus_pass else None
        for _, document in inputs:
            try:
                report = check_document(document, config, rules, batch)
            except InputError as error:
                inputs.note(error)
                continue
            renderer.report(report)
            summary += Summary.of(report)
            failed |= fails(report, config)
        summary += Summary(unread=tuple(inputs.unread))
        renderer.finish(summary)
    if not arguments.quiet:
        print(_closing(summary), file=sys.stderr)
    if summary.unread or summary.faults:
        return EXIT_UNREAD
    return EXIT_FINDINGS if failed else EXIT_OK


def fails(report: Report, config: Config) -> bool:
    """Whether a report reaches the fail level, or stays below the wanted quality."""
    if config.min_quality is not None and report.quality < config.min_quality:
        return True
    if config.fail_on == "never":
        return False
    return any(finding.severity >= Severity(config.fail_on) for finding in report.findings)


def _text_only(renderer: Renderer) -> Console:
    if not isinstance(renderer, Console):
        raise UsageError("--show-languages goes with --output-format text; JSON holds the languages anyway")
    return renderer


def open_output(path: str | None, stack: ExitStack) -> TextIO:
    """The stream of --output, standard output when there is none. Raises UsageError."""
    if path is None:
        return sys.stdout
    try:
        return stack.enter_context(open(path, "w", encoding="utf-8", errors="backslashreplace"))
    except OSError as error:
        raise UsageError(f"--output {path}: cannot be written: {error.strerror or error}") from error


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
