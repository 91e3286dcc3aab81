"""Write the references anew: `python docs/reference/build.py`. A test fails while they are stale."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.cli.init import TEMPLATE  # noqa: E402
from mtcheck.cli.manual import as_markdown  # noqa: E402
from mtcheck.config import PROFILES, Config, Fields, Languages, Override  # noqa: E402
from mtcheck.report import json_schema  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent))
import messages  # noqa: E402

HERE = ROOT / "docs" / "reference"


def pages() -> dict[str, str]:
    """Every generated page by the name of its file."""
    return {
        "command-line.md": as_markdown(),
        "configuration.md": configuration(),
        "json.md": json_page(),
        "messages.md": messages.page(),
    }


def configuration() -> str:
    """The keys of mtcheck.toml from the types that read it."""
    lines = [
        "# Settings",
        "",
        "From the nearest `mtcheck.toml`, `[tool.mtcheck]` of pyproject.toml or `[mtcheck]` of setup.cfg, in",
        "this folder or one above it. Options of the command line win, then variables such as",
        "`MTCHECK_FAIL_ON`, then the file. `mtcheck init` writes this file:",
        "",
        "```toml",
        TEMPLATE.rstrip(),
        "```",
        "",
        "## Profiles",
        "",
        "Which families run. Without `profile`, a document that comes with its source is a `bitext`, one of",
        "a feed a `feed`, any other an `article`.",
        "",
        "| profile | families |",
        "|---|---|",
        *(f"| `{name}` | {', '.join(families)} |" for name, families in PROFILES.items()),
        "",
        "## All keys",
        "",
    ]
    tables = {"mtcheck.toml": Config, "[fields]": Fields, "[languages]": Languages, "[[overrides]]": Override}
    for title, kind in tables.items():
        lines += [f"**{title}**", "", "| key | takes | default |", "|---|---|---|"]
        hints = get_type_hints(kind)
        lines += [
            f"| `{field.encode_name}` | {takes(hints[field.name])} | {default(field)} |"
            for field in msgspec.structs.fields(kind)
        ]
        lines.append("")
    return "\n".join(lines)


def takes(hint: Any) -> str:
    """A type in words.

    >>> takes(tuple[str, ...]), takes(str | None), takes(bool)
    ('a list: text', 'text', 'true or false')
    """
    names = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false"}
    if getattr(hint, "__origin__", None) is tuple:
        return f"a list: {takes(hint.__args__[0])}"
    if getattr(hint, "__origin__", None) is dict:
        return "tables"
    arguments = getattr(hint, "__args__", ())
    if arguments and all(isinstance(each, str) for each in arguments):
        return ", ".join(f"`{each}`" for each in arguments)
    if arguments:
        return takes(next(each for each in arguments if each is not type(None)))
    name = getattr(hint, "__name__", str(hint))
    return names.get(name, f"a table, {name}")


def default(field: msgspec.structs.FieldInfo) -> str:
    """A default as TOML writes it; nothing for what is not set."""
    value = field.default
    if value is msgspec.NODEFAULT or value is None or isinstance(value, msgspec.Struct):
        return ""
    shown = json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
    return f"`{shown}`"


def json_page() -> str:
    """The JSON of a report, from the schema that the package ships."""
    schema = json_schema()
    lines = [
        "# JSON",
        "",
        "`--output-format json` writes one object; `jsonl` a document a line, then one with the summary.",
        "The package holds the schema as `mtcheck/report.schema.json`. Offsets are code points of the",
        "original text, half-open; lines and columns count from 1.",
        "",
    ]
    for name, shape in schema["$defs"].items():
        lines += [f"## {name}", ""]
        if shape.get("description"):
            lines += [shape["description"].replace("``", "`"), ""]
        if "enum" in shape:
            lines += [", ".join(f"`{each}`" for each in shape["enum"]), ""]
        if shape.get("properties"):
            lines += ["| key | holds |", "|---|---|"]
            lines += [f"| `{key}` | {holds(each)} |" for key, each in shape["properties"].items()]
            lines.append("")
    return "\n".join(lines)


def holds(shape: dict[str, Any]) -> str:
    """A part of a schema in words."""
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in shape:
        return " or ".join(holds(each) for each in shape["anyOf"])
    if shape.get("type") == "array":
        return f"a list: {holds(shape.get('items') or {})}"
    if shape.get("type") == "object" and isinstance(shape.get("additionalProperties"), dict):
        return f"by name: {holds(shape['additionalProperties'])}"
    kind = shape.get("type", "anything")
    return str(kind)


def main() -> None:
    """Write what changed."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
