"""`mtcheck check --fix`: the repairs of a clean that leaves nothing out, before the check."""

from __future__ import annotations

from mtcheck.cli.clean import perform, summary
from mtcheck.cli.declare import Arguments
from mtcheck.cli.exits import EXIT_FINDINGS, EXIT_OK, EXIT_UNREAD
from mtcheck.cli.options import settle
from mtcheck.display import counted
from mtcheck.errors import UsageError
from mtcheck.messages import say

# What a clean is told beside what check and clean have in common.
_REST = {
    "out": None, "log": None, "report": None, "resume": False, "dry_run": False, "sample": 0, "force": False
}  # fmt: skip


def fix(arguments: Arguments) -> None:
    """Repair the files in place, and say how much."""
    if "-" in arguments.paths:
        raise UsageError("--fix rewrites files; for standard input: mtcheck clean - --drop none")
    asked = _as_clean(arguments, in_place=True, diff=False)
    sums, where = perform(asked, settle(asked))
    if arguments.show_fixes:
        for line in summary(sums, where):
            say(line)
    elif not arguments.quiet:
        log = f"; log in {where.log}" if sums.edits else ""
        say(f"mtcheck: {counted(sums.edits, 'repair')} in {counted(sums.changed, 'document')}{log}")


def show_diff(arguments: Arguments) -> int:
    """Show what would be repaired: 1 when there is something."""
    asked = _as_clean(arguments, in_place=False, diff=True)
    sums, _ = perform(asked, settle(asked))
    if not arguments.quiet:
        where = counted(sums.changed, "document")
        say(f"mtcheck: --fix would make {counted(sums.edits, 'repair')} in {where}")
    if sums.rejected or sums.faults:
        return EXIT_UNREAD
    return EXIT_FINDINGS if sums.edits else EXIT_OK


def _as_clean(arguments: Arguments, *, in_place: bool, diff: bool) -> Arguments:
    said = {**vars(arguments), **_REST, "in_place": in_place, "diff": diff}
    said |= {"drop": ["none"], "unsafe": arguments.unsafe_fixes, "min_quality": None, "fail_on": None}
    return Arguments(**said)
