"""`mtcheck completion`: what a shell needs to complete commands, options and paths."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from mtcheck.cli.exits import EXIT_OK
from mtcheck.cli.main import build_parser
from mtcheck.errors import UsageError

# What stands in the help for a file or a folder.
_PATHS = frozenset({"PATH", "FILE", "FOLDER", "OUT", "REF", "SRC", "HYP", "HYP2", "RUN.json"})


def run(arguments: argparse.Namespace) -> int:
    """Print the script of one shell. Raises UsageError when shtab is not installed."""
    try:
        import shtab
    except ModuleNotFoundError as error:
        raise UsageError("shtab is not installed: pip install 'mtcheck[completion]'") from error
    parser = build_parser()
    for action in _actions(parser):
        if action.metavar in _PATHS:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    print(shtab.complete(parser, arguments.shell))
    return EXIT_OK


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The arguments of a parser and of its commands."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
