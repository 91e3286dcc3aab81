"""How help looks: a short usage line, an option a line, and examples at the end, above the prompt."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

import click

from mtcheck.cli.colour import wants_colour
from mtcheck.cli.declare import Argument, Command, Group, Option

_WIDEST, _NAMES_COLUMN = 120, 26


class Section(NamedTuple):
    """A heading, and names with what they mean."""

    title: str
    rows: list[tuple[str, str]]


def show(command: click.Command, path: str, whole: bool) -> None:
    """Print the help of a command: all of it, or the common options."""
    width = min(_WIDEST, shutil.get_terminal_size().columns) - 2
    sys.stdout.write(page(command, path, whole, width, wants_colour(sys.stdout)))


def page(command: click.Command, path: str, whole: bool, width: int, colour: bool = False) -> str:
    """The help page of one command."""
    assert isinstance(command, Command | Group)
    paint = _painter(colour)
    lines = [f"{paint('usage:')} {path} {command.usage}", "", sentence(command.summary), ""]
    for title, rows in sections(command, whole):
        lines.append(paint(f"{title}:"))
        for names, text in rows:
            lines += _row(names, text, width, paint if colour else None)
        lines.append("")
    lines += [paint("examples:"), *example_lines(command.examples)]
    if not whole and _has_common(command):
        lines += ["", f"{path} --help has all options."]
    return "\n".join(lines) + "\n"


def sections(command: click.Command, whole: bool) -> list[Section]:
    """The arguments and options of a command under their headings, those that matter most first."""
    found: dict[str, list[tuple[str, str]]] = {}
    short = not whole and _has_common(command)
    for parameter in command.params:
        if isinstance(parameter, Argument):
            found.setdefault("arguments", []).append((parameter.metavar or "", parameter.text))
        elif isinstance(parameter, Option) and not parameter.hidden and (parameter.common or not short):
            title = "common options" if short else parameter.section
            found.setdefault(title, []).append((option_names(parameter), option_text(parameter, whole)))
    if isinstance(command, Group):
        actions = [(name, str(each.help)) for name, each in sorted(command.commands.items())]
        found = {"actions": actions, **found}
    return [Section(title, rows) for title, rows in found.items()]


def option_names(option: click.Option) -> str:
    """`-o, --output FILE`."""
    metavar = "" if option.is_flag else f" {option.metavar or (option.name or '').upper().replace('_', '-')}"
    names = sorted(option.opts, key=len) + option.secondary_opts
    indent = "" if not names[0].startswith("--") else "    "
    return indent + ", ".join(names) + metavar


def option_text(option: Option, whole: bool = True) -> str:
    """What an option does, with the words it takes; on a whole page also its environment variable."""
    words = f": {', '.join(option.choices)}" if option.choices else ""
    variable = f" [env: {option.envvar}]" if whole and option.envvar else ""
    return f"{option.help or ''}{words}{variable}"


def example_lines(examples: Sequence[tuple[str, str]]) -> list[str]:
    """The command lines with what they are for beside them."""
    column = max((len(line) for line, _ in examples), default=0)
    return [f"  mtcheck {line:{column}}  {why}".rstrip() for line, why in examples]


def sentence(summary: str) -> str:
    """A summary as a sentence of its own."""
    return f"{summary[:1].upper()}{summary[1:]}."


def _options(command: click.Command) -> list[Option]:
    return [each for each in command.params if isinstance(each, Option)]


def _has_common(command: click.Command) -> bool:
    return any(option.common for option in _options(command))


def _row(names: str, text: str, width: int, paint: _Paint | None) -> list[str]:
    wrapped = textwrap.wrap(text, max(24, width - _NAMES_COLUMN), break_on_hyphens=False) or [""]
    shown = paint(names) if paint else names
    gap = _NAMES_COLUMN - 2 - len(names)
    if gap < 2:
        return [f"  {shown}", *(f"{'':{_NAMES_COLUMN}}{line}" for line in wrapped)]
    first = f"  {shown}{'':{gap}}{wrapped[0]}".rstrip()
    return [first, *(f"{'':{_NAMES_COLUMN}}{line}" for line in wrapped[1:])]


class _Paint:
    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str) -> str:
        if not self._colour:
            return text
        return click.style(text, bold=True) if text.endswith(":") else click.style(text, fg="cyan")


def _painter(colour: bool) -> _Paint:
    return _Paint(colour)
