"""The declaration of `mtcheck rules`."""

from __future__ import annotations

from mtcheck.cli.declare import Argument, Command, OneOf, Option
from mtcheck.cli.options import profiles, report_format

COMMAND = Command(
    "rules",
    "list the rules, or explain one with examples",
    usage="[RULE...] [options]",
    examples=(
        ("rules", "all of them"),
        ("rules ENC002", "one, with examples; mtcheck explain ENC002 is the same"),
        ("rules --profile feed", "those that a profile runs"),
        ("rules PUN -f json", "a family, for a program"),
    ),
    params=[
        Argument("rules", "[RULE...]", "codes, names or families", nargs=-1),
        Option("--profile", metavar="NAME", type=OneOf(profiles), help="only the rules this profile runs"),
        report_format(),
    ],
)
