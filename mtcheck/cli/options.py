"""Options that several commands share, and the configuration that they and the files make together."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from mtcheck.cli.declare import Argument, OneOf, Option, flag, repeated
from mtcheck.errors import UsageError
from mtcheck.messages import say

if TYPE_CHECKING:
    from mtcheck.config import Config


def input_formats() -> Sequence[str]:
    """The formats of files that are read."""
    from mtcheck.formats.catalog import FORMATS

    return FORMATS


def output_formats() -> Sequence[str]:
    """The formats of reports."""
    from mtcheck import renderers

    return renderers.output_formats()


def profiles() -> Sequence[str]:
    """The names of the profiles."""
    from mtcheck.config import PROFILES

    return tuple(PROFILES)


def fail_levels() -> Sequence[str]:
    """What --fail-on takes."""
    from mtcheck.config import FailOn

    return get_args(FailOn)


def paths() -> list[click.Parameter]:
    """PATH..., which is the current folder when it is not given."""
    text = "file, folder, glob, or - for standard input (default: this folder)"
    return [Argument("paths", "[PATH...]", text, nargs=-1, type=click.Path(), callback=_or_here)]


def _or_here(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    # A default of an argument that takes many is refused by click 8.1.
    return value or (".",)


def languages() -> list[click.Parameter]:
    """What the texts are in."""
    return [
        Option("--lang", metavar="LANG", common=True, env=True,
               help="expected language (BCP 47; default auto: as declared, else identified)"),
        Option("--source-lang", metavar="LANG", help="language of the source"),
    ]  # fmt: skip


def choice_of_rules() -> list[click.Parameter]:
    """Which rules run, and what fails."""
    return [
        Option("--profile", metavar="NAME", type=OneOf(profiles), common=True, env=True,
               help="which families run (default auto: bitext with a source, feed, article)"),
        repeated("--select", metavar="RULES", common=True, env=True,
                 help="run only these: codes, names or families"),
        repeated("--ignore", metavar="RULES", common=True, env=True, help="do not run these"),
        repeated("--glossary", metavar="FILE", type=click.Path(),
                 help="terms that a translation must use: CSV, TSV, TOML or TBX; may be repeated"),
        Option("--fail-on", metavar="LEVEL", type=OneOf(fail_levels), common=True, env=True,
               help="lowest severity that fails (default major)"),
        flag("--corpus",
             help="read all inputs first, to find lines and documents that recur (BPL008, DUP002)"),
    ]  # fmt: skip


def reading() -> list[click.Parameter]:
    """How inputs are read."""
    fields = "fields of JSON, CSV and Parquet (title, a.b, items[].text)"
    lines = "parallel plain files, line by line"
    return [
        Option("--input-format", metavar="FORMAT", type=OneOf(input_formats), section="reading",
               help="instead of by name and content"),
        Option("--encoding", metavar="NAME", section="reading",
               help="encoding of the files (default utf-8; a wrong one is reported)"),
        repeated("--exclude", metavar="PATTERN", section="reading",
                 help="skip these in folders, instead of the usual ones; patterns as in .gitignore"),
        repeated("--extend-exclude", metavar="PATTERN", section="reading", help="skip these too"),
        flag("--no-gitignore", section="reading", help="read what git ignores too"),
        flag("--fetch", section="reading", help="read http and https URLs too"),
        repeated("--text-field", metavar="F", section=fields, help="the text to check (default text)"),
        Option("--source-field", metavar="F", section=fields, help="its source"),
        repeated("--reference-field", metavar="F", section=fields, help="its human translation"),
        Option("--lang-field", metavar="F", section=fields, help="its expected language"),
        Option("--id-field", metavar="F", section=fields, help="the name of the record in reports"),
        Option("--src", metavar="FILE", section=lines, type=click.Path(),
               help="the source of each line"),
        repeated("--ref", metavar="FILE", section=lines, type=click.Path(),
                 help="human translations of each line; may be repeated"),
    ]  # fmt: skip


def settings() -> list[click.Parameter]:
    """Which configuration counts."""
    return [
        Option("--config", metavar="FILE", type=click.Path(), section="settings", env=True,
               help="instead of the nearest mtcheck.toml"),
        flag("--isolated", section="settings", env=True, help="read no configuration file"),
    ]  # fmt: skip


def talk() -> list[click.Parameter]:
    """What is said beside the result."""
    return [
        flag("-q", "--quiet", section="settings", env=True, help="no summary, no progress"),
        flag("-v", "--verbose", section="settings", help="say what is read"),
        flag("--no-color", section="settings", help="plain output on a terminal"),
    ]


def report_format() -> Option:
    """--output-format of what a program may read too."""
    return Option("-f", "--output-format", metavar="FORMAT", type=OneOf(("text", "json")), default="text",
                  help="what to print")  # fmt: skip


def _names(values: list[str] | None) -> list[str] | None:
    if values is None:
        return None
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def settle(arguments: argparse.Namespace) -> Config:
    """The configuration: the file's values with what the command line says on top. Raises ConfigError."""
    from mtcheck.config import load_values, make_config

    path = _config_path(arguments)
    values: dict[str, Any] = load_values(path) if path else {}
    said = vars(arguments).get  # None for an option that the command does not have
    make_config(values, str(path))  # what is wrong in the file is said of the file
    given: dict[str, Any] = {
        "lang": said("lang"),
        "source-lang": said("source_lang"),
        "profile": said("profile"),
        "select": _names(said("select")),
        "ignore": _names(said("ignore")),
        "fail-on": said("fail_on"),
        "encoding": said("encoding"),
        "exclude": said("exclude"),
        "extend-exclude": said("extend_exclude"),
        "respect-gitignore": False if said("no_gitignore") else None,
        "corpus-pass": said("corpus") or None,
        "min-quality": said("min_quality"),
        "unsafe": said("unsafe") or None,
        "drop": _drop(_names(said("drop"))),
    }
    fields = {
        "text": said("text_field"),
        "source": said("source_field"),
        "reference": said("reference_field"),
        "lang": said("lang_field"),
        "id": said("id_field"),
    }
    if said("glossary"):
        tables = values.get("rules", {})
        given["rules"] = {**tables, "TRM": {**tables.get("TRM", {}), "glossaries": said("glossary")}}
    told = {key: value for key, value in fields.items() if value is not None}
    if told:
        given["fields"] = {**values.get("fields", {}), **told}
    if said("verbose") and path:
        say(f"mtcheck: configuration from {path}")
    values = {key.replace("_", "-"): value for key, value in values.items()}
    return make_config(values | {k: v for k, v in given.items() if v is not None}, "command line")


def settle_server(arguments: argparse.Namespace) -> Config:
    """The configuration file's values, for the server; a request says the rest. Raises ConfigError."""
    from mtcheck.config import Config, load_config

    path = _config_path(arguments)
    return load_config(path) if path else Config()


def _config_path(arguments: argparse.Namespace) -> Path | None:
    from mtcheck.config import discover

    if arguments.config and arguments.isolated:
        raise UsageError("--config and --isolated contradict each other")
    if arguments.config:
        return Path(arguments.config)
    return None if arguments.isolated else discover(Path.cwd())


def config_folder(arguments: argparse.Namespace) -> Path | None:
    """The folder of the configuration file, which its patterns of paths are relative to."""
    path = _config_path(arguments)
    return path.parent if path else None


def _drop(names: list[str] | None) -> list[str] | None:
    if names is None:
        return None
    if "none" in names and len(names) > 1:
        raise UsageError("--drop none contradicts the other kinds")
    from mtcheck.config import DropKind

    kinds = (*get_args(DropKind), "none")
    for name in names:
        if name not in kinds:
            raise UsageError(f"--drop has no kind {name!r}; choose from {', '.join(kinds)}")
    return [] if names == ["none"] else names
