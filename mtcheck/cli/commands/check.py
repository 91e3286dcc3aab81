"""The declaration of `mtcheck check`."""

from __future__ import annotations

import click

from mtcheck.cli.batchoptions import many
from mtcheck.cli.declare import Command, OneOf, Option, flag, repeated
from mtcheck.cli.options import choice_of_rules, languages, output_formats, paths, reading, settings, talk

_KNOWN = "known findings"
_REPAIR = "repairs"
_FIXES: list[click.Parameter] = [
    flag("--fix", common=True, section=_REPAIR,
         help="repair the files first, as clean --in-place --drop none; then report what is left"),
    flag("--unsafe-fixes", section=_REPAIR,
         help="repair by guess too: findings marked [?] ([*] is safe, [i] only shown)"),
    flag("--show-fixes", section=_REPAIR, help="say what was repaired"),
    flag("--diff", section=_REPAIR, help="show what --fix would change; exit code 1 if anything"),
]  # fmt: skip
_OUTPUT: list[click.Parameter] = [
    Option("--min-quality", metavar="N", type=float, help="fail below this quality (0-100)"),
    Option("-f", "--output-format", metavar="FORMAT", type=OneOf(output_formats), default="text", common=True,
           env=True, help="how findings are written"),
    Option("-o", "--output", metavar="FILE", type=click.Path(), common=True,
           help="instead of standard output"),
    repeated("--also", metavar="FORMAT=FILE", help="write another format too; may be repeated"),
    flag("--statistics",
         help="counts per rule instead of findings; clean repairs all ([*]), some ([/]) or none ([ ])"),
    flag("--show-languages", help="show the language of every stretch (text output)"),
]  # fmt: skip
_BASELINE: list[click.Parameter] = [
    Option("--baseline", metavar="FILE", type=click.Path(), section=_KNOWN, common=True, env=True,
           help="ignore the findings in this file: only new ones count"),
    flag("--write-baseline", section=_KNOWN,
         help="write all findings to the baseline file (default .mtcheck-baseline.json)"),
    Option("--cache/--no-cache", is_flag=True, default=None, section=_KNOWN,
           help="keep results in .mtcheck_cache, and check only what changed"),
]  # fmt: skip

COMMAND = Command(
    "check",
    "report what is wrong; nothing is written",
    usage="[PATH...] [options]",
    examples=(
        ("check article.txt", "exit code 1 on major findings"),
        ("check docs/ --fix", "repair what is safe, report the rest"),
        ("check scraped/ -f html -o report.html", "a page to look at"),
        ("check feed/ --select ENC,PUN --fail-on minor", "two families only, and strict"),
    ),
    params=[
        *paths(),
        *languages(),
        *choice_of_rules(),
        *_FIXES,
        *_OUTPUT,
        *_BASELINE,
        *reading(),
        *many(),
        *settings(),
        *talk(),
    ],
)
