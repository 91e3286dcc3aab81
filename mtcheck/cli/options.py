"""Arguments of the commands, and the configuration they and the files make together."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck.errors import UsageError

if TYPE_CHECKING:
    from mtcheck.config import Config

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_FAIL_ON = ("minor", "major", "critical", "never")
_PROFILES = ("article", "feed", "bitext", "eval", "ui-strings")
_OUTPUT_FORMATS = (
    "text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "checkstyle", "html"
)  # fmt: skip
# As in formats.catalog, whose import would slow `mtcheck --help`; a test compares the two.
INPUT_FORMATS = (
    "text", "markdown", "jsonl", "json", "csv", "tsv", "feed", "jsonfeed", "xliff", "tmx", "po", "srt", "vtt",
    "parquet", "html", "warc",
)  # fmt: skip


def add_check(commands: Commands) -> None:
    parser = _add(commands, "check", "report what is wrong; nothing is written")
    _add_common(parser)
    _add_output(parser)
    _add_known(parser)
    from mtcheck.cli.batchoptions import add_jobs

    add_jobs(parser)


_OUT = "file or folder to write to; - for standard output"


def add_clean(commands: Commands) -> None:
    parser = _add(commands, "clean", "write cleaned articles, and a log of every change")
    _add_common(parser)
    group = parser.add_argument_group("cleaning")
    group.add_argument("-o", dest="out", metavar="OUT", help=_OUT)
    group.add_argument("--in-place", action="store_true", help="rewrite the files that change")
    group.add_argument("--diff", action="store_true", help="show what would change; write nothing")
    group.add_argument("--unsafe", action="store_true", help="apply edits that had to guess too")
    group.add_argument(
        "--drop",
        metavar="KIND",
        action="append",
        help="what to leave out: disclaimer, boilerplate, foreign, duplicate, frequent, none; "
        "may be repeated (default: disclaimer, boilerplate)",
    )
    group.add_argument("--log", metavar="FILE", help="where to write the log of changes (JSON Lines)")
    from mtcheck.cli.batchoptions import add_batch

    add_batch(parser)


def add_replay(commands: Commands) -> None:
    parser = _add(commands, "replay", "make the changes of a log again, or undo them")
    parser.add_argument("changes", metavar="LOG", help="the changes.jsonl of a clean")
    _add_common(parser)
    parser.add_argument("--undo", action="store_true", help="give the original texts again")
    parser.add_argument("-o", dest="out", metavar="OUT", help=_OUT)
    parser.add_argument("--in-place", action="store_true", help="rewrite the files that change")


def add_calibrate(commands: Commands) -> None:
    parser = _add(commands, "calibrate", "find the quality that a share of your articles lies below")
    _add_common(parser)
    parser.add_argument(
        "--quantile",
        type=float,
        metavar="Q",
        action="append",
        help="share to lie below, 0 to 1; may be repeated, the first is proposed (default 0.05)",
    )
    parser.add_argument("--output-format", choices=("text", "json"), default="text")
    from mtcheck.cli.batchoptions import add_jobs

    add_jobs(parser)


def add_rules(commands: Commands) -> None:
    parser = _add(commands, "rules", "list the rules, or explain one with examples")
    parser.add_argument("rule", nargs="?", metavar="RULE", help="a code, a name or a family")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")


def add_init(commands: Commands) -> None:
    parser = _add(commands, "init", "write a commented mtcheck.toml for this folder")
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER")


def add_doctor(commands: Commands) -> None:
    parser = _add(commands, "doctor", "say what is installed, what is missing, what is damaged")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")


def add_completion(commands: Commands) -> None:
    parser = _add(commands, "completion", "print a shell's completion of commands, options and paths")
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


def add_serve(commands: Commands) -> None:
    parser = _add(commands, "serve", "a page and an HTTP API on this machine")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8765, help="default 8765; 0 takes any that is free")
    parser.add_argument(
        "--allow-host", metavar="NAME", action="append", help="name the server answers for; may be repeated"
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="worker processes (default: cores, at most 4)")
    parser.add_argument(
        "--deadline", type=float, default=30.0, metavar="SECONDS", help="for one text (default 30)"
    )
    parser.add_argument(
        "--max-bytes", type=int, default=4_000_000, metavar="N", help="of one request (default 4000000)"
    )
    parser.add_argument("--config", metavar="FILE", help="instead of the nearest mtcheck.toml")
    parser.add_argument("--isolated", action="store_true", help="read no configuration file")
    parser.add_argument("--quiet", action="store_true", help="do not say where the page is")


def _add(commands: Commands, name: str, summary: str) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=summary, description=summary[:1].upper() + summary[1:] + ".")


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="file, folder, glob, or - for standard input"
    )
    parser.add_argument("--lang", help="language the text should be in (BCP 47; default en)")
    parser.add_argument("--source-lang", metavar="LANG", help="language it was translated from")
    parser.add_argument(
        "--glossary",
        metavar="FILE",
        action="append",
        help="terms that a translation has to use: CSV, TSV, TOML or TBX; may be repeated",
    )
    parser.add_argument("--profile", choices=_PROFILES, help="which families run (default article)")
    parser.add_argument(
        "--select", metavar="RULES", action="append", help="run these only: codes, names, families"
    )
    parser.add_argument("--ignore", metavar="RULES", action="append", help="leave these out")
    parser.add_argument("--fail-on", choices=_FAIL_ON, help="lowest severity that fails (default major)")
    parser.add_argument(
        "--input-format", metavar="FORMAT", choices=INPUT_FORMATS, help="instead of by name and content"
    )
    parser.add_argument("--encoding", help="what the files are in (default utf-8; a wrong one is found out)")
    parser.add_argument(
        "--corpus",
        action="store_true",
        help="read all inputs first, and find lines and documents that come back (BPL008, DUP002)",
    )
    parser.add_argument("--fetch", action="store_true", help="read http and https URLs too")
    _add_fields(parser)
    group = parser.add_argument_group("parallel plain files, line by line")
    group.add_argument("--src", metavar="FILE", help="what the lines were translated from")
    group.add_argument("--ref", metavar="FILE", action="append", help="human translations; may be repeated")
    parser.add_argument("--config", metavar="FILE", help="instead of the nearest mtcheck.toml")
    parser.add_argument("--isolated", action="store_true", help="read no configuration file")
    parser.add_argument("--quiet", action="store_true", help="no summary, no progress")
    parser.add_argument("--verbose", action="store_true", help="say what is read")
    parser.add_argument("--no-color", action="store_true", help="plain output on a terminal")


def _add_fields(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("fields of JSON, CSV and Parquet (title, a.b, items[].text)")
    group.add_argument("--text-field", metavar="F", action="append", help="what is checked (default text)")
    group.add_argument("--source-field", metavar="F", help="what it was translated from")
    group.add_argument("--reference-field", metavar="F", action="append", help="a human translation")
    group.add_argument("--lang-field", metavar="F", help="the language it should be in")
    group.add_argument("--id-field", metavar="F", help="what names the record in reports")


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--min-quality", type=float, metavar="N", help="fail below this quality (0-100)")
    parser.add_argument("--output-format", choices=_OUTPUT_FORMATS, default="text")
    parser.add_argument("--output", metavar="FILE", help="instead of standard output")
    parser.add_argument(
        "--also", metavar="FORMAT=FILE", action="append", help="write another format too; may be repeated"
    )
    parser.add_argument("--statistics", action="store_true", help="counts per rule in place of findings")
    parser.add_argument(
        "--show-languages", action="store_true", help="show the language of every stretch (text output)"
    )


def _add_known(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what is known already")
    group.add_argument(
        "--baseline", metavar="FILE", help="leave out the findings in this file: only new ones count"
    )
    group.add_argument(
        "--write-baseline",
        action="store_true",
        help="write all findings to the baseline file (default .mtcheck-baseline.json)",
    )
    group.add_argument(
        "--cache",
        action=argparse.BooleanOptionalAction,
        help="keep results in .mtcheck_cache; texts that did not change are not checked again",
    )


def _names(values: list[str] | None) -> list[str] | None:
    if values is None:
        return None
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def settle(arguments: argparse.Namespace) -> Config:
    """The configuration: the file's values with what the command line says on top. Raises ConfigError."""
    from mtcheck.config import load_values, make_config

    path = _config_path(arguments)
    values: dict[str, Any] = load_values(path) if path else {}
    make_config(values, str(path))  # what is wrong in the file is said of the file
    given: dict[str, Any] = {
        "lang": arguments.lang,
        "source-lang": arguments.source_lang,
        "profile": arguments.profile,
        "select": _names(arguments.select),
        "ignore": _names(arguments.ignore),
        "fail-on": arguments.fail_on,
        "encoding": arguments.encoding,
        "corpus-pass": arguments.corpus or None,
        "min-quality": getattr(arguments, "min_quality", None),
        "unsafe": getattr(arguments, "unsafe", False) or None,
        "drop": _drop(_names(getattr(arguments, "drop", None))),
    }
    fields = {
        "text": arguments.text_field,
        "source": arguments.source_field,
        "reference": arguments.reference_field,
        "lang": arguments.lang_field,
        "id": arguments.id_field,
    }
    if arguments.glossary:
        tables = values.get("rules", {})
        given["rules"] = {**tables, "TRM": {**tables.get("TRM", {}), "glossaries": arguments.glossary}}
    said = {key: value for key, value in fields.items() if value is not None}
    if said:
        given["fields"] = {**values.get("fields", {}), **said}
    if arguments.verbose and path:
        print(f"mtcheck: configuration from {path}", file=sys.stderr)
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
    return [] if names == ["none"] else names
