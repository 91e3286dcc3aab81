"""`mtcheck help`: the page of a command or a rule, the man page, the reference in Markdown."""

from __future__ import annotations

import sys

import click

from mtcheck.cli.declare import Arguments
from mtcheck.cli.exits import EXIT_OK
from mtcheck.cli.front import front_page
from mtcheck.cli.main import front
from mtcheck.cli.pages import show
from mtcheck.errors import UnknownRuleError, UsageError


def run(arguments: Arguments) -> int:
    """Print what is asked for. Raises UsageError for a word that is no command and no rule."""
    if arguments.output_format != "text":
        from mtcheck.cli.manual import as_man, as_markdown

        sys.stdout.write(as_man() if arguments.output_format == "man" else as_markdown())
    elif not arguments.topic:
        sys.stdout.write(front_page())
    else:
        _explain(arguments.topic)
    return EXIT_OK


def _explain(topic: list[str]) -> None:
    group = front()
    context = click.Context(group, info_name="mtcheck")
    command = group.get_command(context, topic[0])
    if command is None:
        _explain_rules(topic)
        return
    path = f"mtcheck {command.name}"
    if isinstance(command, click.Group) and len(topic) > 1:
        inner = command.get_command(context, topic[1])
        if inner is None:
            raise UsageError(f"{command.name} has no {topic[1]}; see mtcheck {command.name} --help")
        command, path = inner, f"{path} {topic[1]}"
    show(command, path, whole=True)


def _explain_rules(topic: list[str]) -> None:
    from mtcheck.cli import rules

    try:
        rules.run(Arguments(rules=topic, profile=None, output_format="text"))
    except UnknownRuleError as error:
        raise UsageError(f"no command and no rule is called {topic[0]!r}; see mtcheck --help") from error
