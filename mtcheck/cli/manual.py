"""The whole command line on one page: as a man page, and as Markdown for docs/reference."""

from __future__ import annotations

import textwrap

from mtcheck.cli.declare import Command, Group
from mtcheck.cli.front import ABOUT, declared
from mtcheck.cli.pages import Section, sections, sentence
from mtcheck.version import __version__

EXIT_CODES = (
    ("0", "nothing at or above the fail level"),
    ("1", "findings at or above it, or a gate that failed"),
    ("2", "usage or configuration"),
    ("3", "some input could not be read, or a rule crashed"),
)
_VARIABLES = (
    ("MTCHECK_...", "the option of the same name: MTCHECK_FAIL_ON is --fail-on; the command line wins"),
    ("NO_COLOR", "no colours"),
    ("FORCE_COLOR", "colours also in a pipe"),
)


def pages() -> list[tuple[str, Command | Group]]:
    """Every command and action with what is typed for it."""
    found: list[tuple[str, Command | Group]] = []
    for name, command in declared().items():
        if isinstance(command, Group):
            inner = command.commands.items()
            found += [
                (f"mtcheck {name} {action}", each) for action, each in inner if isinstance(each, Command)
            ]
        else:
            found.append((f"mtcheck {name}", command))
    return found


def as_man() -> str:
    """A man page in roff.

    >>> as_man().startswith('.TH MTCHECK 1')
    True
    """
    lines = [
        f'.TH MTCHECK 1 "" "mtcheck {__version__}"',
        ".SH NAME",
        f"mtcheck \\- {_roff(ABOUT[:1].lower() + ABOUT[1:-1])}",
    ]
    lines += [".SH SYNOPSIS", ".B mtcheck", "\\fICOMMAND\\fR [options]", ".SH COMMANDS"]
    for path, command in pages():
        lines += [f".SS {_roff(path)} {_roff(command.usage)}", _roff(sentence(command.summary))]
        for section in _told(command):
            lines += [".PP", f"{_roff(section.title)}:"]
            for names, text in section.rows:
                lines += [".TP", f"\\fB{_roff(names.strip())}\\fR", _roff(text)]
        lines += [".PP", "Examples:"]
        for line, why in command.examples:
            lines += [".TP", f"\\fB{_roff(f'mtcheck {line}')}\\fR", _roff(why or " ")]
    for title, rows in (("EXIT STATUS", EXIT_CODES), ("ENVIRONMENT", _VARIABLES)):
        lines.append(f".SH {title}")
        for name, text in rows:
            lines += [".TP", f"\\fB{_roff(name)}\\fR", _roff(text)]
    return "\n".join(lines) + "\n"


def as_markdown() -> str:
    """The reference of docs: a chapter a command, a table a section."""
    lines = ["# Command line", "", "Every command and every option, made from their declarations.", ""]
    for path, command in pages():
        lines += [
            f"## {path}",
            "",
            sentence(command.summary),
            "",
            "```text",
            f"{path} {command.usage}",
            "```",
            "",
        ]
        for section in _told(command):
            title = f"{section.title[:1].upper()}{section.title[1:]}"
            lines += [f"**{title}**", "", "| | |", "|---|---|"]
            lines += [f"| `{_cell(names.strip())}` | {_cell(text)} |" for names, text in section.rows]
            lines.append("")
        lines += ["```sh"]
        for line, why in command.examples:
            lines += [*(textwrap.wrap(f"# {why}", 100) if why else ()), f"mtcheck {line}"]
        lines += ["```", ""]
    for title, rows in (("Exit codes", EXIT_CODES), ("Environment", _VARIABLES)):
        lines += [
            f"## {title}",
            "",
            "| | |",
            "|---|---|",
            *(f"| `{name}` | {text} |" for name, text in rows),
            "",
        ]
    return "\n".join(lines)


_HELP = ("-h", "--help")


def _told(command: Command | Group) -> list[Section]:
    told = [
        Section(title, [row for row in rows if row[0].strip() not in _HELP])
        for title, rows in sections(command, whole=True)
    ]
    return [section for section in told if section.rows]


def _roff(text: str) -> str:
    """Text in which roff sees no command."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{safe}" if safe[:1] in (".", "'") else safe


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
