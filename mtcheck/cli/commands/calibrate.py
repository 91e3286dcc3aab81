"""The declaration of `mtcheck calibrate`."""

from __future__ import annotations

from mtcheck.cli.batchoptions import many
from mtcheck.cli.declare import Command, repeated
from mtcheck.cli.options import choice_of_rules, languages, paths, reading, report_format, settings, talk

_SHARES = repeated(
    "--quantile", metavar="Q", type=float, common=True,
    help="share below, 0 to 1; may be repeated, the first is proposed (default 0.05)",
)  # fmt: skip

COMMAND = Command(
    "calibrate",
    "find the quality that a given share of your articles falls below",
    usage="[PATH...] [options]",
    examples=(
        ("calibrate archive/ --jobs 0", "a line for mtcheck.toml"),
        ("calibrate feed.jsonl --quantile 0.01 --quantile 0.1", "shares of your choice"),
    ),
    params=[
        *paths(),
        _SHARES,
        report_format(),
        *languages(),
        *(each for each in choice_of_rules() if each.name not in ("fail_on", "glossary")),
        *reading(),
        *many(),
        *settings(),
        *talk(),
    ],
)
