"""How a command is declared: its options, its usage line and its examples.

Help pages, completion, the man page and docs/reference/command-line.md are all made from these
declarations, so nothing about a command is written twice.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click

Arguments = argparse.Namespace
_VARIABLES = "MTCHECK_"
if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Word = click.ParamType[str]
else:
    _Word = click.ParamType  # takes no parameter before click 8.4


class OneOf(_Word):
    """One word of a list. The list may be a function, so that it is only made when somebody asks."""

    name = "choice"

    def __init__(self, choices: Sequence[str] | Callable[[], Sequence[str]]) -> None:
        self._choices = choices

    @property
    def choices(self) -> tuple[str, ...]:
        """The words, in the order in which help shows them."""
        return tuple(self._choices() if callable(self._choices) else self._choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself. Fails with the nearest one."""
        if value in self.choices:
            return str(value)
        return self._refuse(value, param, ctx)

    def _refuse(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> NoReturn:
        import difflib

        choices = self.choices
        near = difflib.get_close_matches(str(value), choices, 1)
        guess = f"did you mean {near[0]}? " if near else ""
        self.fail(f"{guess}choose from {', '.join(choices)}", param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """What a shell offers."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(each) for each in self.choices if each.startswith(incomplete)]


class Option(click.Option):
    """An option: `Option("-o", "--output", metavar="FILE", help="…")`.

    ``section`` is its heading in `--help`; ``common`` puts it on the short page of `-h`; ``env`` reads it
    from the environment too (`--fail-on` from MTCHECK_FAIL_ON).
    """

    def __init__(
        self,
        *names: str,
        section: str = "options",
        common: bool = False,
        env: bool = False,
        **attributes: Any,
    ) -> None:
        self.section, self.common = section, common
        if env:
            long = next(name for name in names if name.startswith("--"))
            attributes["envvar"] = _VARIABLES + long.strip("-").upper().replace("-", "_")
        super().__init__(names, **attributes)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it takes, where it takes one of a list."""
        return self.type.choices if isinstance(self.type, OneOf) else ()


class Argument(click.Argument):
    """What is without a dash, with a line for the help page."""

    def __init__(self, name: str, metavar: str, text: str, **attributes: Any) -> None:
        self.text = text
        super().__init__([name], metavar=metavar, **attributes)


def flag(*names: str, **attributes: Any) -> Option:
    """An option without a value."""
    return Option(*names, is_flag=True, **attributes)


def repeated(*names: str, **attributes: Any) -> Option:
    """An option that may be given more than once; None when it is not given."""
    return Option(*names, multiple=True, **attributes)


class Command(click.Command):
    """A command. Parsing it returns Arguments; the module ``mtcheck.cli.<name>`` runs them.

    ``check`` looks at what was parsed and returns what is wrong with it, in words, or None. ``rewrite``
    puts the words into the form that click reads, before they are parsed.
    """

    def __init__(
        self,
        name: str,
        summary: str,
        *,
        usage: str,
        examples: Sequence[tuple[str, str]],
        params: Sequence[click.Parameter],
        check: Callable[[Arguments], str | None] = lambda arguments: None,
        rewrite: Callable[[Sequence[str]], list[str]] = list,
    ) -> None:
        params = [*params, *_help_options(any(getattr(each, "common", False) for each in params))]
        super().__init__(name, params=params, help=summary, add_help_option=False)
        self.summary, self.usage, self.examples, self._check = summary, usage, tuple(examples), check
        self._rewrite = rewrite

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and refuse words that are left over, with the nearest option."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, self._rewrite(args))
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(f"{_path(ctx)} takes no {rest[0]!r}; see mtcheck {_path(ctx)} --help", ctx)
        return rest

    def invoke(self, ctx: click.Context) -> Arguments:
        """What was said, by the names of the parameters. A list that is empty was not given: None."""
        values = {name: _plain(value) for name, value in ctx.params.items()}
        command, _, action = _path(ctx).partition(" ")
        arguments = Arguments(**values, command=command, action=action or None)
        if problem := self._check(arguments):
            raise click.UsageError(problem, ctx)
        return arguments


class Group(click.Group):
    """A command of commands, as `corpus build` and `corpus show`."""

    def __init__(self, name: str, summary: str, commands: Sequence[Command]) -> None:
        super().__init__(name, help=summary, add_help_option=False, params=_help_options())
        self.summary = summary
        self.usage = f"({' | '.join(str(each.name) for each in commands)}) ..."
        self.examples = tuple(example for each in commands for example in each.examples)
        for each in commands:
            self.add_command(each)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without an action, show the help page."""
        return super().parse_args(ctx, args or ["--help"])


def _path(ctx: click.Context) -> str:
    """The command's name as typed after mtcheck: "check", "corpus build"."""
    return ctx.command_path.partition(" ")[2]


def _plain(value: Any) -> Any:
    return (list(value) or None) if isinstance(value, tuple) else value


class HelpAsked(Exception):  # noqa: N818 - nothing is wrong
    """Somebody wants the help page of ``command``, typed as ``path``: all of it, or the common options."""

    def __init__(self, command: click.Command, path: str, whole: bool) -> None:
        super().__init__(command, path, whole)
        self.command, self.path, self.whole = command, path, whole


def help_option(*names: str, **attributes: Any) -> Option:
    """An option that asks for the help page; -h alone asks for the short one."""
    return flag(
        *names, "help", section="settings", is_eager=True, expose_value=False, callback=_ask, **attributes
    )


def _help_options(two_pages: bool = False) -> list[click.Parameter]:
    """-h and --help: one page, or a short one and a whole one."""
    if not two_pages:
        return [help_option("-h", "--help", help="this page")]
    return [help_option("-h", help="the common options"), help_option("--help", help="all options")]


def _ask(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        raise HelpAsked(ctx.command, ctx.command_path, whole="--help" in param.opts)
