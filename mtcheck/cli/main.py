"""The command line: what is asked for, and errors as exit codes.

0 nothing at or above the fail level; 1 findings there; 2 usage or configuration; 3 unread input or a
crashed rule. Findings go to standard output, everything else to standard error. Commands are imported
when they run, so that `mtcheck --version` stays quick.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from mtcheck.cli.exits import EXIT_OK, EXIT_UNREAD, EXIT_USAGE
from mtcheck.errors import ConfigError, InputError, MtcheckError, RuleDefinitionError
from mtcheck.version import __version__

COMMANDS = (
    "check", "clean", "calibrate", "replay", "score", "gate", "corpus", "rules", "serve", "init", "doctor",
    "completion",
)  # fmt: skip
EXIT_INTERRUPTED = 130


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    from mtcheck.cli.corpus import add_corpus
    from mtcheck.cli.help import Formatter, dress
    from mtcheck.cli.options import (
        add_calibrate,
        add_check,
        add_clean,
        add_completion,
        add_doctor,
        add_init,
        add_replay,
        add_rules,
        add_serve,
    )
    from mtcheck.cli.scoring import add_gate, add_score

    parser = argparse.ArgumentParser(
        prog="mtcheck",
        description="Finds and repairs what goes wrong in machine-translated articles.",
        usage="mtcheck [-h] [--version] COMMAND ...",
        epilog="examples:\n  mtcheck check article.txt\n  mtcheck clean scraped/ -o cleaned/\n\n"
        "mtcheck COMMAND -h has the common options, --help all.",
        formatter_class=Formatter,
    )
    version = f"mtcheck {__version__}"
    parser.add_argument("--version", action="version", version=version)
    for action in parser._actions:
        action.help = argparse.SUPPRESS  # the usage line says as much, and the page fits a screen
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, prog="mtcheck")
    for add in (
        add_check, add_clean, add_calibrate, add_replay, add_score, add_gate, add_corpus, add_rules,
        add_serve, add_init, add_doctor, add_completion,
    ):  # fmt: skip
        add(commands)
    dress(commands)
    return parser


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The arguments of one command; what is wrong with them ends the process with exit code 2.

    argparse takes paths in one place only; here options may stand between them.

    >>> parse(["check", "a.txt", "--quiet", "b.txt"]).paths
    ['a.txt', 'b.txt']
    """
    parser = build_parser()
    arguments, rest = parser.parse_known_args(argv)
    unknown = [word for word in rest if word.startswith("-") and word != "-"]
    if rest and not unknown and hasattr(arguments, "paths"):
        arguments.paths += rest
    elif rest:
        from mtcheck.cli.help import nearest_option

        word = (unknown or rest)[0]
        parser.error(f"{arguments.command} has no {word}{nearest_option(parser, arguments.command, word)}")
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is returned, and is the script's exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # An article may hold lone surrogates: show them escaped rather than crash.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = parse(argv)
    command = import_module(f"mtcheck.cli.{arguments.command}")
    try:
        code: int = command.run(arguments)
        sys.stdout.flush()
    except InputError as error:
        return _fail(str(error), EXIT_UNREAD)
    except ConfigError as error:
        return _fail(f"configuration: {error}", EXIT_USAGE)
    except RuleDefinitionError as error:
        return _fail(f"rules: {error}", EXIT_USAGE)
    except MtcheckError as error:
        return _fail(str(error), EXIT_USAGE)
    except KeyboardInterrupt:
        return _fail("interrupted", EXIT_INTERRUPTED)
    except BrokenPipeError:
        # The reader has gone (`mtcheck check … | head`): nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    return code


def _fail(message: str, code: int) -> int:
    print(f"mtcheck: {message}", file=sys.stderr)
    return code
