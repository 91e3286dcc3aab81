"""The page that `mtcheck` alone shows."""

from __future__ import annotations

import sys
from importlib import import_module

from mtcheck.cli.colour import wants_colour
from mtcheck.cli.declare import Command, Group
from mtcheck.cli.names import COMMANDS, SECTIONS
from mtcheck.cli.pages import example_lines

ABOUT = "Finds and repairs what goes wrong in machine-translated articles."
EXAMPLES = (
    ("check article.txt", "what is wrong with it"),
    ("clean scraped/ -o cleaned/", "repaired articles, and a log of every change"),
    ("help clean", "how a command is used"),
)


def declared() -> dict[str, Command | Group]:
    """Every command by its name."""
    return {name: import_module(f"mtcheck.cli.commands.{name}").COMMAND for name in COMMANDS}


def front_page() -> str:
    """Commands under their headings, and where to start."""
    import click

    colour = wants_colour(sys.stdout)
    head = (lambda text: click.style(text, bold=True)) if colour else str
    name = (lambda text: click.style(text, fg="cyan")) if colour else str
    commands = declared()
    lines = [f"{head('usage:')} mtcheck COMMAND [options]", "", ABOUT, ""]
    for title, names in SECTIONS.items():
        lines.append(head(f"{title}:"))
        lines += [f"  {name(each)}{'':{14 - len(each)}}{commands[each].summary}" for each in names]
        lines.append("")
    lines += [head("examples:"), *example_lines(EXAMPLES), ""]
    lines.append("mtcheck COMMAND -h shows the common options, --help all; --version prints the version.")
    return "\n".join(lines) + "\n"
