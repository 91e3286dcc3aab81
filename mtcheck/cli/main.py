"""The command line: what is asked for, and errors as exit codes.

0 nothing at or above the fail level; 1 findings there; 2 usage or configuration; 3 unread input or a
crashed rule. Findings go to standard output, everything else to standard error. A command is imported
when it runs, so that `mtcheck --version` stays quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from mtcheck import collector
from mtcheck.cli.declare import Arguments, HelpAsked, help_option
from mtcheck.cli.ending import EXIT_INTERRUPTED, ended, fail
from mtcheck.cli.exits import EXIT_OK, EXIT_USAGE
from mtcheck.cli.names import ALIASES, COMMANDS
from mtcheck.version import __version__

# Their metric `semantic` multiplies matrices.
_WITH_MATRICES = ("score", "gate", "calibrate")


class Front(click.Group):
    """mtcheck itself: finds a command by its name, and imports no other."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """For completion and help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The declaration of one command; None when there is none."""
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"mtcheck.cli.commands.{name}").COMMAND
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Alone, mtcheck shows its help."""
        return super().parse_args(ctx, args or ["--help"])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of a line. Raises UsageError that knows what was meant."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            raise click.UsageError(_unknown(args[0]), ctx)
        return command.name if command else None, command, args[1:]


def _unknown(word: str) -> str:
    import difflib

    if os.path.exists(word):
        return f"say what to do with {word}: mtcheck check {word}, or mtcheck clean {word} -o OUT"
    near = difflib.get_close_matches(word, (*COMMANDS, *ALIASES), 1)
    return f"there is no command {word!r}; " + (f"did you mean {near[0]}?" if near else "see mtcheck --help")


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        print(f"mtcheck {__version__}")
        ctx.exit()


def front() -> Front:
    """mtcheck with all its commands."""
    asked: dict[str, Any] = {"is_flag": True, "is_eager": True, "expose_value": False}
    params = [help_option("-h", "--help"), click.Option(["-V", "--version"], callback=_version, **asked)]
    return Front("mtcheck", add_help_option=False, params=params)


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """The arguments of one command; what is wrong with them ends the process with exit code 2.

    >>> parse(["check", "a.txt", "--quiet", "b.txt"]).paths
    ['a.txt', 'b.txt']
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["version"]:
        words = ["--version"]
    try:
        parsed = front().main(words, prog_name="mtcheck", standalone_mode=False)
    except HelpAsked as asked:
        _show_help(asked)
        raise SystemExit(EXIT_OK) from None
    except click.ClickException as error:
        from mtcheck.cli.usage import explain

        raise SystemExit(fail(explain(error), EXIT_USAGE)) from error
    except click.Abort as error:
        raise SystemExit(fail("interrupted", EXIT_INTERRUPTED)) from error
    if not isinstance(parsed, Arguments):
        raise SystemExit(parsed or EXIT_OK)  # the version was shown
    parsed.words = words
    return parsed


def _show_help(asked: HelpAsked) -> None:
    if isinstance(asked.command, Front):
        from mtcheck.cli.front import front_page

        sys.stdout.write(front_page())
    else:
        from mtcheck.cli.pages import show

        show(asked.command, asked.path, asked.whole)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is returned, and is the script's exit code."""
    collector.own_process()

    def work() -> int:
        arguments = parse(argv)
        if arguments.command not in _WITH_MATRICES:
            collector.one_thread()
        from mtcheck import compiled

        compiled.collect()
        command = import_module(f"mtcheck.cli.{arguments.command}")
        collector.give_back()
        code: int = command.run(arguments)
        return code

    return ended(work)
