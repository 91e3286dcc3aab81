"""The pages of the rules are made from code and cases, and are what the code and the cases say now."""

from __future__ import annotations

import runpy
import sys
from typing import Any

import pytest

from mtcheck.registry import registry
from mtcheck.renderers.rulepages import as_text, cases_of, describe
from tests.conftest import ROOT, load_cases

COMMAND = "python docs/rules/build.py"


@pytest.fixture(scope="module")
def build() -> dict[str, Any]:
    path = list(sys.path)
    try:
        return runpy.run_path(str(ROOT / "docs" / "rules" / "build.py"))
    finally:
        sys.path[:] = path


def test_the_pages_are_current(build: dict[str, Any]) -> None:
    stale = [
        str(path.relative_to(ROOT))
        for path, content in build["pages"]().items()
        if not path.exists() or path.read_text(encoding="utf-8") != content
    ]
    assert not stale, f"a rule or its cases changed; run {COMMAND}"


def test_every_rule_has_a_page_and_no_page_is_left_over(build: dict[str, Any]) -> None:
    made = {path.name for path in build["pages"]() if path.suffix == ".md"}
    assert made == {path.name for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert made == {f"{rule.family}.md" for rule in build["built_in"]()}


# A rule without a case file (about bytes, or with a model of the user's) has no text to show.
WITH_ROWS = {"BPL001", "BPL002", "BPL003", "BPL004", "BPL005"}
SHOWN = [rule for rule in registry() if rule.code in {*load_cases(), *WITH_ROWS}]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_a_rule_is_explained_with_what_it_finds_and_what_it_leaves_alone(rule: Any) -> None:
    text = as_text(rule)
    assert text.startswith(f"{rule.code} {rule.name}\n\n{rule.summary}\n")
    cases, written = cases_of(rule), load_cases().get(rule.code, {"hits": [{}], "silent": [{}]})
    for heading, shown, kind in (("Found", cases.hits, "hits"), ("Left alone", cases.silent, "silent")):
        # Cases about a whole batch are not for a page.
        assert bool(shown) == any("batch" not in case for case in written[kind])
        assert (f"\n{heading}\n" in text) == bool(shown)
    assert len(describe(rule)["look_alikes"]) == len(cases.silent)


def test_what_cannot_be_seen_is_shown_as_its_escape() -> None:
    rule = next(rule for rule in registry() if rule.code == "ENC005")
    assert all(character.isprintable() or character == "\n" for character in as_text(rule))
