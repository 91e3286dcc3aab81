"""Stages, crashes, safety of joined edits, dropping lines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mtcheck import engine
from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import check_document, clean_document
from mtcheck.errors import InputError
from mtcheck.findings import Hit, Safety
from mtcheck.registry import Options, Rule, rule
from mtcheck.text.view import View

CONFIG = make_config({})


def document(text: str) -> Document:
    return Document(text, Origin("test"))


def replacing(code: str, old: str, new: str, **kind: object) -> Rule:
    def check(view: View, options: Options) -> Iterator[Hit]:
        """Replaces one word by another."""
        start = view.text.find(old)
        if start >= 0:
            yield Hit(start, start + len(old), f"{old} for {new}", new)

    settings = {"category": "test", "severity": "minor", "safety": "safe", **kind}
    return rule(code, code.lower(), **settings)(check)  # type: ignore[arg-type]


@rule("TST001", "crash", category="test", severity="minor")
def crash(view: View, options: Options) -> Iterator[Hit]:
    """Finds something and crashes."""
    yield Hit(0, 1, "found before the crash")
    raise ZeroDivisionError("by design")


@rule("TST002", "outside", category="test", severity="minor")
def outside(view: View, options: Options) -> Iterator[Hit]:
    """Points outside the text."""
    yield Hit(0, len(view.text) + 1, "too far")


@rule("TST003", "lines", category="test", severity="minor", safety="unsafe", drop="boilerplate")
def lines(view: View, options: Options) -> Iterator[Hit]:
    """Takes every line that begins with an x."""
    for start, end in view.lines:
        if view.text[start:end].lstrip("\ufeff ").startswith("x"):
            yield Hit(start, end, "a line")


def test_a_crash_is_a_fault_and_the_others_run_on() -> None:
    report = check_document(document("abc"), CONFIG, [crash, outside, replacing("TST004", "b", "c")])
    assert [finding.rule for finding in report.findings] == ["TST004"]
    assert [fault.rule for fault in report.faults] == ["TST001", "TST002"]
    assert "ZeroDivisionError: by design (test_engine.py:" in report.faults[0].error
    assert "leaves the text" in report.faults[1].error


def test_a_safe_edit_that_carries_an_unsafe_repair_is_unsafe() -> None:
    repair = replacing("TST005", "xx", "yy", stage="repair", safety="unsafe")
    polish = replacing("TST006", "yy .", "yy.")
    report = check_document(document("a xx ."), CONFIG, [repair, polish])
    finding = report.findings[-1]
    assert finding.safety is Safety.UNSAFE
    assert finding.edit is not None
    assert (finding.edit.start, finding.edit.end, finding.edit.text) == (2, 5, "yy")
    assert clean_document(document("a xx ."), CONFIG, [repair, polish]).text == "a xx ."
    unsafe = make_config({"unsafe": True})
    assert clean_document(document("a xx ."), unsafe, [repair, polish]).text == "a yy."


def test_rounds_go_on_until_nothing_changes_and_every_cause_is_kept() -> None:
    rules = [replacing("TST007", "ab", "cd"), replacing("TST008", "cde", "f")]
    cleaned = clean_document(document("-abe-"), CONFIG, rules)
    assert cleaned.text == "-f-"
    assert [(change.before, change.after, change.rules) for change in cleaned.changes] == [
        ("abe", "f", ("TST007", "TST008"))
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one\nx two\nthree\n", "one\nthree\n"),
        ("one\n\nx two\n\nthree\n", "one\n\nthree\n"),
        ("x one\nx two\nx three\nfour", "four"),
        ("one\r\n\r\nx two\r\nx\r\n\r\nthree", "one\r\n\r\nthree"),
        ("\ufeffx one\ntwo", "\ufefftwo"),
        ("one\nx two", "one\n"),
        ("one \n\n \nx two\n\nx three\n\n", "one \n"),
        ("\ufeff\n\nx two\n", "\ufeff\n"),
        ("x", ""),
    ],
)
def test_a_dropped_line_leaves_no_gap(before: str, after: str) -> None:
    assert clean_document(document(before), CONFIG, [lines]).text == after
    kept = make_config({"drop": []})
    assert clean_document(document(before), kept, [lines]).text == before


def test_a_text_over_the_limit_is_refused_with_the_way_out() -> None:
    with pytest.raises(InputError, match="test: has 6 characters, more than max-characters = 5; split it"):
        check_document(document("abcdef"), make_config({"max-characters": 5}))


def test_rules_of_other_languages_do_not_run() -> None:
    german = replacing("TST009", "a", "b", langs=("de",))
    assert not check_document(document("a"), CONFIG, [german]).findings
    assert check_document(document("a"), make_config({"lang": "de-AT"}), [german]).findings


def test_fingerprints_survive_edits_elsewhere() -> None:
    rules = [replacing("TST010", "bad", "good")]
    before = check_document(document("One two. A bad word."), CONFIG, rules).findings[0]
    after = check_document(document("Something else, and more of it. A bad word."), CONFIG, rules).findings[0]
    assert before.fingerprint == after.fingerprint
    assert before.start != after.start


def test_more_places_than_anybody_reads_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MOST_SHOWN", 3)
    text = "(((((( It rains . It rains . It rains . It rains ."
    report = check_document(document(text), make_config({"select": ["PUN001", "PUN005"]}))
    brackets = [finding for finding in report.findings if finding.rule == "PUN005"]
    assert len(brackets) == 3
    assert brackets[-1].message.endswith("; 3 more of PUN005 in this text are not listed")
    # What can be repaired is repaired everywhere.
    assert sum(finding.rule == "PUN001" for finding in report.findings) == 4
