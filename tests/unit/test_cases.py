"""Every rule on its cases: what it must find, and the look-alikes it must leave alone."""

from __future__ import annotations

from typing import Any

import pytest

from mtcheck.batchfacts import learn
from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.edits import apply, resolve
from mtcheck.engine import check_document
from mtcheck.findings import Finding, Safety
from mtcheck.registry import registry
from tests.conftest import CASES, load_cases, unmark

ALL = load_cases()
HITS = [(code, case) for code, cases in ALL.items() for case in cases["hits"]]
SILENT = [(code, case) for code, cases in ALL.items() for case in cases["silent"]]
# Rules of phrases carry their cases with their rows; tests/unit/test_boilerplate_rows.py runs those.
# ENC010 is about bytes: tests/unit/test_bytes.py. FLU006 needs a profile: tests/unit/test_phrasing.py.
OF_ROWS = {"BPL001", "BPL002", "BPL003", "BPL004", "BPL005", "ENC010", "FLU006"}


def options(case: dict[str, Any]) -> dict[str, Any]:
    """A case's options; files are named relative to the folder of the cases."""
    given = dict(case["options"])
    if "glossaries" in given:
        given["glossaries"] = [str(CASES / name) for name in given["glossaries"]]
    return given


def findings(code: str, case: dict[str, Any], text: str) -> list[Finding]:
    rules = {code: options(case)} if "options" in case else {}
    config = make_config({"select": [code], "lang": case.get("lang", "en"), "rules": rules})
    document = Document(
        text,
        Origin("case", format=case.get("format", "text")),
        declared_lang=case.get("declared"),
        source=case.get("source"),
        references=tuple(case.get("references", ())),
        source_lang=case.get("source_lang"),
    )
    others = [
        Document(other, Origin(f"{n}"))
        if isinstance(other, str)
        else Document(other["text"], Origin(f"{n}"), source=other["source"])
        for n, other in enumerate(case.get("batch", ()))
    ]
    report = check_document(
        document,
        config,
        None,
        learn([*others, document] if case.get("first") else [document, *others]) if others else None,
    )
    assert not report.faults
    return [finding for finding in report.findings if finding.rule == code]


@pytest.mark.parametrize(("code", "case"), HITS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_fault_is_found_where_it_stands(code: str, case: dict[str, Any]) -> None:
    text, spans = unmark(case["text"])
    found = findings(code, case, text)
    if not spans:  # the fault has no place: it is said of the document
        assert [(finding.start, finding.end) for finding in found] == [(0, 0)]
        return
    assert len(found) == len(spans), [finding.text for finding in found]
    for finding, (start, end) in zip(found, spans, strict=True):
        assert start <= finding.start < finding.end
        assert finding.end <= end


@pytest.mark.parametrize(
    ("code", "case"),
    [(code, case) for code, case in HITS if "fixed" in case],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_its_fix_gives_the_wanted_text(code: str, case: dict[str, Any]) -> None:
    text, _ = unmark(case["text"])
    applied = [
        finding.edit
        for finding in findings(code, case, text)
        if finding.edit and (case.get("unsafe") or finding.safety is Safety.SAFE)
    ]
    assert apply(text, resolve(applied)) == case["fixed"]


@pytest.mark.parametrize(("code", "case"), SILENT, ids=lambda value: value if isinstance(value, str) else "")
def test_a_look_alike_stays_silent(code: str, case: dict[str, Any]) -> None:
    text, spans = unmark(case["text"])
    assert not spans
    assert not findings(code, case, text)


@pytest.mark.parametrize(
    "rule", [rule for rule in registry() if rule.code not in OF_ROWS], ids=lambda r: r.code
)
def test_every_rule_has_cases_and_examples(rule: Any) -> None:
    cases = ALL[rule.code]
    assert len(cases["hits"]) >= 3
    assert len(cases["silent"]) >= 3
