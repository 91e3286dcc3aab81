"""How long a module and a function may be, where a rule is, and that names lead somewhere."""

from __future__ import annotations

import ast
import re

from mtcheck.registry import built_in, registry
from tests.conftest import ROOT
from tests.structure.test_layers import modules

MAX_LINES = 400
MAX_FUNCTION = 50
MAX_DATA_LINE = 160


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    folders = [*modules().values(), *(ROOT / "corpora").rglob("*.py")]
    long = [
        str(path.relative_to(ROOT)) for path in folders if path.read_text("utf-8").count("\n") > MAX_LINES
    ]
    assert not long


def test_no_function_is_longer_than_a_page() -> None:
    """Lines of code: what a docstring needs, it may have."""
    long = []
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                first = node.body[0]
                words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
                begin = first.end_lineno if words else node.lineno
                if (node.end_lineno or 0) - (begin or 0) > MAX_FUNCTION:
                    long.append(f"{name}.{node.name}")
    assert not long


def test_a_rule_is_in_the_file_of_its_name() -> None:
    """From a rule's name to its one file: mtcheck/rules/<family>/<rule_name>.py."""
    own = set(built_in())
    rules = [rule for rule in registry() if rule.check.__module__ in own]
    homes = {rule.code: rule.check.__module__.rsplit(".", 1)[1] for rule in rules}
    assert len(homes) >= 65
    assert homes == {rule.code: rule.name.replace("-", "_") for rule in rules}
    assert len({rule.check.__module__ for rule in rules}) == len(rules), "two rules in one file"


def test_data_is_written_in_lines_a_reviewer_can_read() -> None:
    # python corpora/build/wrap.py breaks them.
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "corpora").rglob("*.toml"))
        if path.parent.name != "ngrams"  # made by a script
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > MAX_DATA_LINE
    ]
    assert not long


def test_documents_that_are_named_are_there() -> None:
    """No sentence leads to a document that is not in the project."""
    phantom = re.compile(r"\b(the catalogue|CONTRACT)\b")
    wrong = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in [*modules().values(), *(ROOT / "docs").glob("*.md")]
        if (found := phantom.search(path.read_text(encoding="utf-8")))
    ]
    assert not wrong


def test_nobody_else_takes_a_language_tag_apart() -> None:
    """One place reads a tag, so that `DE`, `de_DE` and `de` are one language everywhere."""
    parts = re.compile(
        r"""\.(?:split|partition)\("[-_]"(?:, 1)?\)\[0\]|replace\("_", "-"\)\.(?:split|partition)"""
    )
    wrong = [
        f"{name}: {found.group()}"
        for name, path in modules().items()
        if name != "mtcheck.tags" and (found := parts.search(path.read_text(encoding="utf-8")))
    ]
    assert not wrong


def test_no_memory_outlives_the_text_it_is_about() -> None:
    """Facts of a text are kept by its View: a cache of a module would keep texts for ever."""
    whole = re.compile(r"@(?:lru_)?cache[^\n]*\ndef \w+\(\s*(?:text|source|lowered|original)\b")
    wrong = [
        f"{name}: {found.group().split('def ')[1]}"
        for name, path in modules().items()
        if name != "mtcheck.scoring.embedding"  # its segments come back for each metric; a hundred are kept
        and (found := whole.search(path.read_text(encoding="utf-8")))
    ]
    assert not wrong


def test_the_table_of_rooms_is_the_tree() -> None:
    """docs/architecture.md names every room there is, and no other."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page[page.index("| room |") : page.index("## Containers")]
    named = {
        name.strip("/").split("/")[0]
        for row in re.findall(r"^\| (`.*?) \|", table, re.M)
        for name in re.findall(r"`([\w/]+)`", row)
    }
    rooms = {path.stem if path.is_file() else path.name for path in (ROOT / "mtcheck").iterdir()}
    rooms -= {"__init__", "__main__", "__pycache__", "py", "report.schema", "version"}
    assert named == rooms | {"corpora"}
