"""`mtcheck clean`: write repaired, de-boilerplated articles and a log of every change."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from mtcheck.cli.exits import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import config_folder, settle
from mtcheck.cli.running import find, how_of, progress_bar, reads_of
from mtcheck.cli.screen import Screen
from mtcheck.config import Config
from mtcheck.errors import UsageError
from mtcheck.formats.io.inputs import Input
from mtcheck.jobs.clean import Settings, clean_inputs
from mtcheck.jobs.sums import Sums
from mtcheck.jobs.targets import Targets, Where, Wish, where_to_clean
from mtcheck.messages import say
from mtcheck.registry import registry


def run(arguments: argparse.Namespace) -> int:
    """Clean every input to where the options say.

    0 when all went well; 1 for texts below --min-quality and, with --fail-on, when what is left is at or
    above it; 3 when some input could not be read or written, or a rule crashed. Raises UsageError.
    """
    sums, where = perform(arguments, settle(arguments))
    if arguments.report and where.log:
        from mtcheck.cli.review import write_page

        write_page(Path(where.log), Path(arguments.report), arguments.words)
    if not arguments.quiet:
        for line in summary(sums, where):
            say(line)
    if sums.rejected > sums.below or sums.faults:
        return EXIT_UNREAD
    return EXIT_FINDINGS if sums.below or sums.failed else EXIT_OK


def perform(arguments: argparse.Namespace, config: Config) -> tuple[Sums, Where]:
    """Clean; what was done and where it went. Raises UsageError."""
    how = how_of(arguments)
    found = find(arguments, config)
    where = _where(arguments, config, found.inputs)
    _refuse_page(arguments, where, found.inputs)
    settings = Settings(
        how=how,
        folder=config_folder(arguments),
        resume=arguments.resume,
        sample=arguments.sample,
        judge=bool(arguments.fail_on),
        min_quality=arguments.min_quality,
        diff=arguments.diff,
        force=getattr(arguments, "force", False),
    )
    with progress_bar(arguments, "clean", found.inputs) as bar:
        screen = Screen(arguments, bar, listed=where.rejected is not None)
        try:
            stdout = sys.stdout.buffer if where.kind == "standard output" else None
            sums = clean_inputs(found.inputs, config, found.options, where, settings, screen, stdout)
        except KeyboardInterrupt:
            # The next one, of an impatient person, would only break off what ends anyway.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            if where.state() is not None:
                say("mtcheck: interrupted; go on with --resume")
            raise
        finally:
            screen.end()
    sums.rejected += len(found.errors)
    return sums, where


def _refuse_page(arguments: argparse.Namespace, where: Where, inputs: list[Input]) -> None:
    """Raise UsageError for a page that would be written over something, or that has nothing to tell."""
    if not arguments.report:
        return
    if where.log is None or where.kind == "nowhere":
        raise UsageError("--report shows changes that were written: it goes with -o or --in-place")
    targets = Targets()
    for each in inputs:
        targets.reads(each.path)
        targets.reads(where.target(each), "an output of the run")
    targets.reads(where.log, "the log of the run")
    targets.writes(arguments.report, "--report")


def _where(arguments: argparse.Namespace, config: Config, inputs: list[Input]) -> Where:
    look = bool(arguments.diff or arguments.dry_run or arguments.sample)
    wish = Wish(arguments.out, arguments.in_place, look, arguments.log)
    return where_to_clean(wish, inputs, arguments.paths, reads_of(arguments, config))


def summary(sums: Sums, where: Where) -> list[str]:
    """What was done, as a table: counts, changes and drops of each rule with samples."""
    kept = 100 * sums.characters_left / sums.characters if sums.characters else 100.0
    would = where.kind == "nowhere"
    said = f"mtcheck: {_plural(sums.documents, 'document')}, "
    said += f"{sums.changed:,} would be changed; " if would else ""
    said += _plural(sums.edits, "change")
    if sums.rejected:
        said += f"; {sums.rejected:,} rejected"
        said += f" ({sums.below:,} below the wanted quality)" if sums.below else ""
    said += f"; {_plural(sums.absent, 'null text')} skipped" if sums.absent else ""
    said += f"; {_plural(sums.copied, 'file')} copied unread" if sums.copied else ""
    said += f"; log in {where.log}" if where.log and not would else ""
    changed = "" if would else f"{sums.changed:,} changed; "
    lines = [said, f"  {changed}{sums.characters:,} characters, {kept:.1f} % kept"]
    lines += _by_rule(sums)
    if where.kind == "folder":
        papers = ", ".join(place.name for place in (where.rejected, where.report) if place)
        lines.append(f"  written to {where.out}: the documents, {papers}")
    return lines


def _by_rule(sums: Sums) -> list[str]:
    names = {rule.code: rule.name for rule in registry()}
    rows = [(rule, count, "changed") for rule, count in sums.changes.items()]
    rows += [(rule, count, "left out") for rule, count in sums.dropped.items()]
    lines = []
    for rule, count, word in sorted(rows, key=lambda row: (-row[1], row[0])):
        lines.append(f"  {count:>9,} {word:8}  {rule} {names.get(rule, '')}")
        for sample in (sums.samples if word == "changed" else sums.dropped_samples).get(rule, []):
            after = f" -> {sample.after!r}" if word == "changed" else ""
            lines.append(f"{'':22}{sample.place}: {sample.before!r}{after}")
    return lines


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
