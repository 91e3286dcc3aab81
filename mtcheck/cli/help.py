"""How `--help` looks: a short usage line, options on one line each, and examples."""

from __future__ import annotations

import argparse
import difflib
import shutil
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from mtcheck.cli.options import Commands

# Of a command: what follows its name in the usage line, and examples with what they are for.
USAGE: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "check": (
        "PATH... [options]",
        (
            ("check article.txt", "exit code 1 on major findings"),
            ("check scraped/ --output-format html --output r.html", "a page to look at"),
            ("check feed/ --select ENC,PUN --fail-on minor", "two families only, and strict"),
        ),
    ),
    "clean": (
        "PATH... (-o OUT | --in-place | --diff) [options]",
        (
            ("clean article.txt --diff", "look first"),
            ("clean scraped/ -o cleaned/", "a mirrored tree, and cleaned/changes.jsonl"),
            ("clean scraped/ -o cleaned/ --drop none", "repair, but leave nothing out"),
            ("clean big.jsonl -o cleaned/ --jobs 0", "in processes; --resume goes on after an accident"),
            ("clean big.jsonl --sample 200", "what that would do, from 200 documents"),
        ),
    ),
    "calibrate": (
        "PATH... [options]",
        (
            ("calibrate archive/ --jobs 0", "a line for mtcheck.toml"),
            ("calibrate feed.jsonl --quantile 0.01 --quantile 0.1", "shares of your choice"),
        ),
    ),
    "replay": (
        "LOG PATH... [options]",
        (
            ("replay cleaned/changes.jsonl scraped/ -o again/", "make the changes of a log again"),
            ("replay cleaned/changes.jsonl cleaned/ -o back/ --undo", "give the originals again"),
        ),
    ),
    "score": (
        "--ref REF HYP [options]",
        (
            ("score --ref human.txt output.txt", "BLEU, chrF and TER as in sacrebleu"),
            ("score --ref human.txt --interval output.txt", "with 95 % intervals"),
            ("score --ref human.txt --versus old.txt output.txt", "is the difference chance?"),
        ),
    ),
    "gate": (
        "--ref REF HYP [options]",
        (
            ("gate --ref human.txt --save run.json output.txt", "keep this run"),
            ("gate --ref human.txt --baseline run.json output.txt", "exit code 1 on a real drop"),
        ),
    ),
    "corpus": ("(build | show) ...", (("corpus build archive/ -o house.bin", "a profile of your phrasing"),)),
    "rules": (
        "[RULE] [options]",
        (
            ("rules", "all of them"),
            ("rules ENC002", "one, with examples"),
            ("rules PUN --output-format json", "a family, for a program"),
        ),
    ),
    "serve": (
        "[options]",
        (
            ("serve", "the page is at http://127.0.0.1:8765/"),
            ("serve --port 9000 --jobs 4 --deadline 10", "more workers, less patience"),
        ),
    ),
    "init": ("[FOLDER]", (("init", "write ./mtcheck.toml, then edit it"),)),
    "doctor": ("[options]", (("doctor", "what is installed, what is missing, and how to get it"),)),
    "completion": (
        "SHELL",
        (
            ("completion bash > ~/.local/share/bash-completion/completions/mtcheck", ""),
            ('completion zsh > "${fpath[1]}/_mtcheck"', ""),
            ("completion fish > ~/.config/fish/completions/mtcheck.fish", ""),
        ),
    ),
}
# What -h shows of commands with many options; --help has all.
COMMON: dict[str, tuple[str, ...]] = {
    "check": (
        "--lang", "--profile", "--select", "--ignore", "--fail-on", "--output-format", "--output",
        "--baseline", "--jobs",
    ),
    "clean": ("-o", "--in-place", "--diff", "--drop", "--unsafe", "--lang", "--select", "--ignore", "--jobs"),
    "replay": ("-o", "--in-place", "--undo"),
    "calibrate": ("--lang", "--profile", "--select", "--ignore", "--quantile", "--jobs"),
    "score": ("--ref", "--src", "--metrics", "--interval", "--versus", "--segments", "--output-format"),
    "gate": ("--ref", "--src", "--metrics", "--baseline", "--save", "--min", "--max"),
}  # fmt: skip
_WIDEST, _OPTION_COLUMNS, _COMMAND_COLUMNS = 120, 26, 16


class Formatter(argparse.RawDescriptionHelpFormatter):
    """argparse's, as wide as the terminal up to a limit, with examples kept as they are."""

    def __init__(self, prog: str) -> None:
        width = min(_WIDEST, shutil.get_terminal_size().columns) - 2
        super().__init__(prog, max_help_position=_OPTION_COLUMNS, width=width)
        # argparse counts the indent of a command one level too low: the longest would get a line of its own.
        self._action_max_length = _COMMAND_COLUMNS


def nearest_option(parser: argparse.ArgumentParser, command: str, word: str) -> str:
    """ "; did you mean --lang?" for an option that a command does not have; else where to look."""
    choices = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction)).choices
    known = [name for action in choices[command]._actions for name in action.option_strings]
    near = difflib.get_close_matches(word.partition("=")[0], known, 1)
    return f"; did you mean {near[0]}?" if near else f"; see mtcheck {command} --help"


class _Short(argparse.Action):
    """-h: the common options and the examples, on one screen."""

    def __init__(self, option_strings: list[str], dest: str, help: str) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        name = parser.prog.rpartition(" ")[2]
        common = COMMON.get(name)
        shown = [
            action
            for action in parser._actions
            if common is None or not action.option_strings or set(action.option_strings) & set(common)
        ]
        formatter = parser._get_formatter()
        formatter.add_usage(parser.usage, parser._actions, parser._mutually_exclusive_groups)
        formatter.add_text(parser.description)
        formatter.start_section("common options" if common else "options")
        formatter.add_arguments(shown)
        formatter.end_section()
        formatter.add_text(parser.epilog)
        if common:
            formatter.add_text(f"mtcheck {name} --help has all options.")
        print(formatter.format_help(), end="")
        parser.exit(0)


def dress(commands: Commands) -> None:
    """Give every command its usage line and its examples."""
    for name, parser in commands.choices.items():
        usage, examples = USAGE[name]
        parser.usage = f"mtcheck {name} {usage}"
        if name in COMMON:
            whole = parser._option_string_actions.pop("-h")
            whole.option_strings, whole.help = ["--help"], "all options"
            parser.add_argument("-h", action=_Short, help="the common options")
        parser.formatter_class = Formatter
        column = max(len(line) for line, _ in examples)
        lines = [f"  mtcheck {line:{column}}  {why}".rstrip() for line, why in examples]
        parser.epilog = "\n".join(["examples:", *lines])
