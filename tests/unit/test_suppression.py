"""Findings left out by comments, fingerprints and single paths' settings."""

from __future__ import annotations

from pathlib import Path

import pytest

import mtcheck
from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import check_document, clean_document
from mtcheck.errors import ConfigError
from mtcheck.overrides import PerPath
from tests.conftest import unmark

# What is marked is found; the rest of the same faults is not.
TEXTS = [
    "One⟦ .⟧\n\nTwo . <!-- mtcheck-ignore -->\n\nThree⟦ .⟧\n",
    "One . <!-- mtcheck-ignore PUN001 -->\n\nTwo⟦ .⟧ <!-- mtcheck-ignore PUN002 -->\n",
    "One . <!-- mtcheck-ignore: space-before-punctuation -->\n",
    "One . <!-- mtcheck-ignore FLU, pun -->\n",
    "<!-- mtcheck-ignore -->\nOne .\nTwo .\n\nThree⟦ .⟧\n",
    "<!-- mtcheck-ignore -->\r\n\r\nOne .\r\nTwo .\r\n\r\nThree⟦ .⟧\r\n",
    "One⟦ .⟧\n\n<!-- mtcheck-disable PUN -->\n\nTwo .\n\n<!-- mtcheck-enable -->\n\nThree⟦ .⟧\n",
    "<!-- mtcheck-disable ENC -->\n\nOne⟦ .⟧\n",
    "<!-- mtcheck-disable PUN ENC -->\n\nOne .\n\n<!-- mtcheck-enable PUN -->\n\nTwo⟦ .⟧\n",
    "<!-- mtcheck-disable -->\n\nTo the end .\n",
    "<!-- mtcheck-ignored -->\n\nOne⟦ .⟧\n",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_comments_of_markdown(marked: str) -> None:
    text, spans = unmark(marked)
    document = Document(text, Origin("a.md", format="markdown"))
    report = check_document(document, make_config({"select": ["PUN001"]}))
    assert [(finding.start, finding.end) for finding in report.findings] == spans


def test_plain_text_has_no_comments() -> None:
    document = Document("One . <!-- mtcheck-ignore -->\n", Origin("a.txt"))
    assert check_document(document, make_config({"select": ["PUN001"]})).findings


def test_what_is_left_out_is_not_repaired_either() -> None:
    document = Document("One . <!-- mtcheck-ignore -->\n\nTwo .\n", Origin("a.md", format="markdown"))
    assert clean_document(document, make_config({})).text == "One . <!-- mtcheck-ignore -->\n\nTwo.\n"


def test_a_fingerprint_leaves_out_one_finding() -> None:
    document = Document("One . Two .", Origin("a.txt"))
    first, second = check_document(document, make_config({})).findings
    config = make_config({"ignore-fingerprints": [first.fingerprint]})
    assert [f.fingerprint for f in check_document(document, config).findings] == [second.fingerprint]


def test_a_container_can_leave_out_rules() -> None:
    document = Document("One .", Origin("a.po"), ignore=("PUN",))
    assert not check_document(document, make_config({})).findings


OVERRIDES = {
    "lang": "en",
    "overrides": [
        {"paths": ["*.de.txt", "de/**"], "lang": "de", "ignore": ["PUN009"]},
        {
            "paths": ["de/old/*"],
            "select": ["ENC"],
            "fail-on": "never",
            "rules": {"ENC": {"severity": "minor"}},
        },
    ],
}


@pytest.mark.parametrize(
    ("path", "lang", "fail_on", "has_pun"),
    [
        ("a.txt", "en", "major", True),
        ("x/y/a.de.txt", "de", "major", True),
        ("de/a.txt", "de", "major", True),
        ("de/old/a.txt", "de", "never", False),
        ("de/old/b/a.txt", "de", "major", True),
        ("<stdin>", "en", "major", True),
    ],
)
def test_settings_of_single_paths(path: str, lang: str, fail_on: str, has_pun: bool) -> None:
    config, rules = PerPath(make_config(OVERRIDES)).of(Origin(path))
    assert (config.lang, config.fail_on) == (lang, fail_on)
    codes = {rule.code for rule in rules}
    assert ("PUN001" in codes) is has_pun
    assert ("PUN009" in codes) is (lang == "en")


def test_a_fingerprint_may_be_limited_to_a_file_or_a_record(tmp_path: Path) -> None:
    (first,) = mtcheck.check("So it is .", config={"select": "PUN001"}).findings
    name = first.fingerprint
    config = make_config({"ignore-fingerprints": [f"{name} in/a.txt", f"{name} in/b.jsonl [2]"]})
    settings = PerPath(config, tmp_path)
    ignored = {
        (path, record): settings.of(Origin(str(tmp_path / path), record))[0].ignore_fingerprints
        for path, record in (("in/a.txt", None), ("a.txt", None), ("in/b.jsonl", "2"), ("in/b.jsonl", "3"))
    }
    assert [bool(names) for names in ignored.values()] == [True, False, True, False]
    for path, count in (("in/a.txt", 0), ("in/c.txt", 1)):
        document = Document("So it is .", Origin(path))
        found = [each.rule for each in check_document(document, config).findings]
        assert found.count("PUN001") == count


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ({"lang": "de"}, "paths"),
        ({"paths": []}, "overrides 1: paths: is empty"),
        ({"paths": ["*"], "ignore": ["PUNN"]}, "overrides 1: ignore: unknown rule 'PUNN'"),
        ({"paths": ["*"], "lange": "de"}, "lange"),
        ({"paths": ["*"], "rules": {"PUN001": {"x": 1}}}, "overrides 1: rules.PUN001.x: unknown option"),
    ],
)
def test_a_broken_override_is_named(override: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        make_config({"overrides": [override]}, "mtcheck.toml")
    assert message in str(raised.value)


@pytest.mark.parametrize("format_name", ["markdown", "text"])
def test_a_comment_is_sacred(format_name: str) -> None:
    text = "“We go, ”she said. <!-- mtcheck-ignore PUN003 -->\n\n<!-- mtcheck-disable MRK -->\n\nIt is .\n"
    cleaned = clean_document(Document(text, Origin("a", format=format_name)), make_config({"lang": "en"}))
    assert "<!-- mtcheck-ignore PUN003 -->" in cleaned.text
    assert "<!-- mtcheck-disable MRK -->" in cleaned.text
    assert [finding.rule for finding in cleaned.report.findings if "<" in finding.text] == (
        ["MRK005"] if format_name == "markdown" else []
    )
    assert ("”she said" in cleaned.text) == (format_name == "markdown")


def test_a_comment_that_leaves_nothing_out_is_told() -> None:
    text = "One . <!-- mtcheck-ignore PUN001, PUN002, PUN0O3 -->\n\nTwo. <!-- mtcheck-ignore -->\n"
    document = Document(text, Origin("a.md", format="markdown"))
    told = [finding.message for finding in check_document(document, make_config({"lang": "en"})).findings]
    assert told == [
        "comment that silences nothing of PUN002",
        "no rule is called 'PUN0O3'; did you mean PUN003?",
        "comment that silences nothing",
    ]
    only = make_config({"lang": "en", "select": ["PUN001", "MRK005"]})
    assert ["PUN0O3" in finding.message for finding in check_document(document, only).findings] == [
        True,
        False,
    ]
