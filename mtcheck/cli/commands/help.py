"""The declaration of `mtcheck help`."""

from __future__ import annotations

from mtcheck.cli.declare import Argument, Command, OneOf, Option

COMMAND = Command(
    "help",
    "explain a command or a rule; make the man page",
    usage="[COMMAND | RULE] [options]",
    examples=(
        ("help clean", "all options of a command"),
        ("help PUN003", "a rule, as mtcheck rules PUN003"),
        ("help -f man > ~/.local/share/man/man1/mtcheck.1", "the man page"),
    ),
    params=[
        Argument("topic", "[COMMAND | RULE]", "what to explain", nargs=-1),
        Option("-f", "--output-format", metavar="FORMAT", type=OneOf(("text", "man", "markdown")),
               default="text", help="of the help: all commands in one page for man and markdown"),
    ],
)  # fmt: skip
