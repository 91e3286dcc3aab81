"""What nobody sees in a catalogue is counted, and listed where it is asked for."""

from __future__ import annotations

from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import check_document
from mtcheck.quiet import set_aside


def _check(
    text: str, source: str | None, format_name: str = "po", **config: object
) -> tuple[list[str], dict[str, int]]:
    document = Document(
        text, Origin("de.po", "line 1", format_name), lang="de", source=source, source_lang="en"
    )
    settled = make_config(config)
    report, quiet = set_aside(check_document(document, settled), settled)
    return [finding.rule for finding in report.findings], quiet


def test_blanks_of_a_message_are_counted_and_its_marks_are_listed() -> None:
    found = _check("Das  Boot ist da . ", "The boat is there.")
    assert found == (["PUN001"], {"PUN009": 1, "PUN010": 1})


def test_what_is_asked_for_is_listed() -> None:
    for config in ({"select": ["PUN"]}, {"select": ["PUN009"]}, {"rules": {"PUN009": {"severity": "major"}}}):
        assert _check("Das  Boot ist da.", "The boat is there.", **config) == (["PUN009"], {})


def test_other_texts_list_all() -> None:
    assert _check("Das  Boot ist da.", "The boat is there.", "lines") == (["PUN009"], {})
    assert _check("Das  Boot ist da.", None) == (["PUN009"], {})
