"""What is wrong with a command line, in words that say the way out."""

from __future__ import annotations

import difflib

import click

from mtcheck.cli.declare import Argument
from mtcheck.cli.pages import option_names

# Options of other tools, and what they are called here.
ELSEWHERE = {
    "--format": "--output-format",
    "--output-file": "--output",
    "--color": "--no-color",
    "--recursive": "a folder as PATH",
    "--stdin": "- as PATH",
    "--write": "--in-place",
    "--inplace": "--in-place",
    "--language": "--lang",
    "--reference": "--ref",
    "--source": "--src",
    "--workers": "--jobs",
    "--exit-zero": "--fail-on never",
    "--metric": "--metrics",
}


def explain(error: click.ClickException) -> str:
    """One line for a mistake that click has found."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path.partition(" ")[2] if context else ""
    if isinstance(error, click.NoSuchOption) and context:
        if not command:
            word = error.option_name
            return f"name a command first; its options come after it, as in mtcheck check {word}"
        return f"{command} has no {error.option_name}; {_nearest(context, error.option_name)}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        shown = (
            option_names(error.param).strip() if isinstance(error.param, click.Option) else _name(error.param)
        )
        return f"{command} needs {shown}; see mtcheck {command} --help"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{_name(error.param)}: {_small(error.message)}"
    if isinstance(error, click.BadOptionUsage) and context:
        return f"{command}: {_small(error.message)}"
    return _small(error.format_message())


def _nearest(context: click.Context, word: str) -> str:
    known = [name for option in context.command.params for name in (*option.opts, *option.secondary_opts)]
    if (same := ELSEWHERE.get(word)) is not None and (same in known or not same.startswith("--")):
        return f"use {same}"
    near = difflib.get_close_matches(word, known, 1)
    path = context.command_path
    return f"did you mean {near[0]}?" if near else f"see {path} --help"


def _name(parameter: click.Parameter) -> str:
    if isinstance(parameter, Argument):
        return str(parameter.metavar)
    return max(parameter.opts, key=len)


def _small(message: str) -> str:
    """click's sentence as the rest of ours: small first letter, no stop."""
    first, rest = message[:1], message[1:]
    return (first.lower() if rest[:1].islower() else first) + rest.rstrip(".")
