"""Make the pages of the rules, and the examples that `mtcheck rules CODE` prints, from code and test cases.

    python docs/rules/build.py

Run it after any change of a rule's docstring, options or cases; tests/unit/test_rule_pages.py says when.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck import registry as rule_registry  # noqa: E402
from mtcheck import resources  # noqa: E402
from mtcheck.registry import Rule, registry  # noqa: E402
from mtcheck.renderers.rulepages import EXAMPLES, Case, Cases, as_markdown  # noqa: E402

CASES = ROOT / "tests" / "cases"
# Cases shown of each kind: the first ones, short enough to be read at a glance.
MAX_CASES, MAX_CHARACTERS = 6, 220
# Rules whose cases stand with their rows of data.
OF_ROWS = {"BPL002": "related", "BPL003": "calls", "BPL004": "residue", "BPL005": "furniture"}


def built_in() -> list[Rule]:
    """mtcheck's own rules, without those of installed plug-ins."""
    modules = set(rule_registry.built_in())
    return [rule for rule in registry() if getattr(rule.check, "__module__", "") in modules]


def cases_of(code: str) -> Cases:
    """Some cases of a rule, from tests/cases or from its rows."""
    if code == "BPL001":
        rows = [row for name in resources.list_names("disclaimers", ".toml") for row in _languages(name)]
        first = ("en", "ru", "de", "fr", "zh", "ar")
        return _of_rows([row for lang in first for row in rows if row["lang"] == lang])
    if code in OF_ROWS:
        return _of_rows(resources.read_toml(f"boilerplate/{OF_ROWS[code]}.toml")["row"])
    path = CASES / f"{code}.toml"
    if not path.exists():
        return Cases()
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return Cases(_cases(found["hits"]), _cases(found["silent"]))


def _languages(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = resources.read_toml(name).get("language", [])
    return rows


def _of_rows(rows: list[dict[str, Any]]) -> Cases:
    shown = rows[:MAX_CASES]
    return Cases(tuple(Case(row["hits"][0]) for row in shown), tuple(Case(row["misses"][0]) for row in shown))


def _cases(found: Iterable[dict[str, Any]]) -> tuple[Case, ...]:
    short = (each for each in found if len(each["text"]) <= MAX_CHARACTERS and "batch" not in each)
    shown = [
        Case(each["text"], each.get("fixed", ""), each.get("lang", ""), each.get("source", ""))
        for each in short
    ]
    return tuple(shown[:MAX_CASES])


def pages() -> dict[Path, str]:
    """The content of every file that this script makes."""
    rules = built_in()
    examples = {rule.code: cases_of(rule.code) for rule in rules}
    packed = ",\n".join(
        f"{msgspec.json.encode(code).decode()}:{msgspec.json.encode(cases).decode()}"
        for code, cases in examples.items()
    )
    out = {ROOT / "corpora" / EXAMPLES: f"{{\n{packed}\n}}\n"}
    for family, members in groupby(rules, key=lambda rule: rule.family):
        out[ROOT / "docs" / "rules" / f"{family}.md"] = as_markdown(family, list(members), examples)
    return out


def main() -> None:
    """Write the pages that changed."""
    for path, content in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
