"""`mtcheck clean` over many documents: processes, progress, and what a person sees at the end."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mtcheck.changes import LOG_NAME
from mtcheck.cli.batchoptions import batch_inputs, jobs_of, limits_of
from mtcheck.cli.exits import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import config_folder
from mtcheck.config import Config
from mtcheck.errors import UsageError
from mtcheck.jobs.local import REJECTED_NAME, REPORT_NAME, Progress, Settings, clean_batch
from mtcheck.jobs.sums import Sums
from mtcheck.registry import registry
from mtcheck.renderers.visible import visible


def run_batch(arguments: argparse.Namespace, config: Config) -> int:
    """Clean a batch; exit code as for every clean, 1 for texts below --min-quality too. Raises UsageError."""
    looks = arguments.dry_run or arguments.sample
    if arguments.in_place or arguments.diff or arguments.log:
        raise UsageError("--jobs, --resume, --dry-run, --sample and --min-quality go with -o FOLDER alone")
    if arguments.out == "-" or (arguments.out is None and not looks):
        raise UsageError("say where to write: -o FOLDER")
    if arguments.out is not None and Path(arguments.out).is_file():
        raise UsageError(f"-o {arguments.out} is a file; name a folder")
    jobs, limits = jobs_of(arguments), limits_of(arguments)
    found, errors, options = batch_inputs(arguments, config)
    settings = Settings(
        jobs,
        limits,
        config_folder(arguments),
        arguments.resume,
        arguments.dry_run,
        arguments.sample,
        judge=bool(arguments.fail_on),
        min_quality=arguments.min_quality,
    )
    out = Path(arguments.out) if arguments.out else None
    with _progress(arguments) as tell:
        try:
            sums = clean_batch(found, config, options, out, settings, tell)
        except KeyboardInterrupt:
            # The next one, of an impatient person, would only break off what ends anyway.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            if not looks:
                print("mtcheck: interrupted; go on with --resume", file=sys.stderr)
            raise
    if not arguments.quiet:
        print(summary(sums, None if looks else out), file=sys.stderr)
    if errors or sums.rejected > sums.below or sums.faults:
        return EXIT_UNREAD
    return EXIT_FINDINGS if sums.below or sums.failed else EXIT_OK


def summary(sums: Sums, out: Path | None) -> str:
    """What was done, as a table: counts, changes and drops of each rule with samples."""
    kept = 100 * sums.characters_left / sums.characters if sums.characters else 100.0
    below = f" ({sums.below:,} below the wanted quality)" if sums.below else ""
    would = "" if out else " would be"
    lines = [
        f"mtcheck: {sums.documents:,} documents, {sums.changed:,}{would} changed, "
        f"{sums.rejected:,} rejected{below}; "
        f"{sums.characters:,} characters, {kept:.1f} % kept",
    ]
    names = {rule.code: rule.name for rule in registry()}
    rows = [(rule, count, "changed") for rule, count in sums.changes.items()]
    rows += [(rule, count, "left out") for rule, count in sums.dropped.items()]
    for rule, count, word in sorted(rows, key=lambda row: (-row[1], row[0])):
        lines.append(f"  {count:>9,} {word:8}  {rule} {names.get(rule, '')}")
        for sample in sums.samples.get(rule, []):
            after = f" -> {sample.after!r}" if word == "changed" else ""
            lines.append(visible(f"{'':22}{sample.place}: {sample.before!r}{after}"))
    if out:
        lines.append(f"  written to {out}: the documents, {LOG_NAME}, {REJECTED_NAME}, {REPORT_NAME}")
    return "\n".join(lines)


@contextmanager
def _progress(arguments: argparse.Namespace) -> Iterator[Callable[[Progress], None]]:
    """A bar with rate, time left and what was left out so far, on a terminal; else silence."""
    if arguments.quiet or not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("clean"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[documents]:,} documents, {task.fields[rate]:,.0f}/s"),
        TextColumn("{task.fields[dropped]:,} left out"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True, no_color=arguments.no_color), transient=True) as bar:
        task = bar.add_task("clean", total=None, documents=0, rate=0.0, dropped=0)

        def tell(progress: Progress) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            bar.update(
                task,
                completed=progress.done_bytes,
                total=max(1, progress.total_bytes),
                documents=progress.documents,
                rate=progress.documents / elapsed if elapsed else 0.0,
                dropped=progress.dropped,
            )

        yield tell
