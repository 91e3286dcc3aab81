"""The formats of CI systems, each read back by a parser that is not ours."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import junitparser
import pytest
from lxml import etree
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog
from sarif.loader import load_sarif_file

from mtcheck.cli.front import declared
from mtcheck.cli.main import main
from mtcheck.cli.pages import page
from mtcheck.config import make_config
from mtcheck.document import Document, Origin, Place
from mtcheck.engine import check_document
from mtcheck.findings import Fault, Finding
from mtcheck.formats.mapping.records import plain
from mtcheck.formats.mapping.region import MappedRegion
from mtcheck.registry import rule
from mtcheck.renderers import make_renderer, output_formats, outputs
from mtcheck.report import Report, Summary, Unread
from tests.conftest import ROOT

TEXT = "😀 Talks in Baltic countries .\r\nIt is “so, ”she said: 100%, a < b.\r\n"
TEXT += "Our РєР ° РЅР ° Р »РІ Telegram.\r\n"
UNREAD = Unread("bad.txt", "line 3", "is not UTF-8: convert <it> & try again")


def reports() -> list[Report]:
    config = make_config({"select": ["ENC", "PUN"]})
    first = check_document(Document(TEXT, Origin("texts/a b.txt")), config)
    second = check_document(Document("Lone \ud83d sign .", Origin("texts/c.txt", "item 2")), config)
    clean = check_document(Document("All is well.", Origin("texts/d.txt")), config)
    assert [len(report.findings) for report in (first, second, clean)] == [3, 1, 0]
    return [first, second, clean]


def rendered(name: str, found: list[Report] | None = None) -> str:
    stream = io.StringIO()
    renderer = make_renderer(name, stream, "article", colour=False)
    summary = Summary()
    for report in reports() if found is None else found:
        renderer.report(report)
        summary += Summary.of(report)
    renderer.finish(summary + Summary(unread=(UNREAD,)))
    return stream.getvalue().encode("utf-8", "backslashreplace").decode("utf-8")


def all_findings() -> list[Finding]:
    return [finding for report in reports() for finding in report.findings]


def test_sarif_is_valid_and_opens_in_sarif_tools(tmp_path: Path) -> None:
    text = rendered("sarif")
    log: Any = SarifLog.model_validate_json(text)
    run = log.runs[0]
    assert run.columnKind.value == "unicodeCodePoints"
    assert [result.ruleId for result in run.results] == [finding.rule for finding in all_findings()]
    assert all(run.tool.driver.rules[r.ruleIndex].id == r.ruleId for r in run.results)
    assert run.results[0].locations[0].physicalLocation.artifactLocation.uri == "texts/a%20b.txt"
    assert run.results[0].partialFingerprints["mtcheck/v1"] == all_findings()[0].fingerprint
    assert "is not UTF-8" in run.invocations[0].toolExecutionNotifications[0].message.text
    path = tmp_path / "out.sarif"
    path.write_text(text, encoding="utf-8")
    assert load_sarif_file(str(path)).get_result_count() == len(all_findings())


def test_the_fixes_of_sarif_give_the_cleaned_text() -> None:
    (run,) = json.loads(rendered("sarif", reports()[:1]))["runs"]
    lines = TEXT.split("\r\n")
    for result in reversed(run["results"]):
        (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
        region = replacement["deletedRegion"]
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        new = replacement.get("insertedContent", {"text": ""})["text"]
        lines[region["startLine"] - 1] = (
            line[: region["startColumn"] - 1] + new + line[region["endColumn"] - 1 :]
        )
    assert lines[:3] == [
        "😀 Talks in Baltic countries.",
        "It is “so,” she said: 100%, a < b.",
        "Our канал в Telegram.",
    ]


def test_junit_is_read_by_junitparser() -> None:
    suites = junitparser.JUnitXml.fromstring(rendered("junit").encode())
    assert [suite.name for suite in suites] == [
        "texts/a b.txt", "texts/c.txt [item 2]", "texts/d.txt", "bad.txt [line 3]"
    ]  # fmt: skip
    assert [(suite.tests, suite.failures, suite.errors) for suite in suites] == [
        (3, 3, 0), (1, 1, 0), (1, 0, 0), (1, 0, 1)
    ]  # fmt: skip
    first = next(iter(next(iter(suites))))
    assert first.result[0].message == all_findings()[0].message
    assert "is not UTF-8: convert <it> & try again" in [
        case.result[0].message for suite in suites for case in suite if case.result
    ]


def test_checkstyle_is_xml_with_lines_and_columns() -> None:
    root = etree.fromstring(rendered("checkstyle").encode())
    assert root.tag == "checkstyle"
    rows = [(each.get("line"), each.get("column"), each.get("severity")) for each in root.iter("error")]
    assert rows == [("1", "28", "warning"), ("2", "11", "warning"), ("3", "5", "error"),
                    ("1", "12", "warning"), ("1", "1", "error")]  # fmt: skip


# What the runner reads: ::command key=value,key=value::message, with %25 %0D %0A (%3A %2C in values).
COMMAND = re.compile(r"::(notice|warning|error) ((?:[a-zA-Z]+=[^,:\r\n]*,?)+)::([^\r\n]*)")


def test_github_annotations_stand_at_the_line() -> None:
    lines = rendered("github").splitlines()
    read = [COMMAND.fullmatch(line) for line in lines]
    assert all(read)
    values = [dict(pair.split("=", 1) for pair in match[2].split(",")) for match in read if match]
    assert [(v.get("file"), v.get("line"), v.get("col")) for v in values] == [
        ("texts/a b.txt", "1", "28"),
        ("texts/a b.txt", "2", "11"),
        ("texts/a b.txt", "3", "5"),
        ("texts/c.txt", "1", "12"),
        ("bad.txt", None, None),
    ]
    assert rendered("github").count("::error ") == 2


def test_gitlab_has_what_code_quality_asks_for() -> None:
    rows = json.loads(rendered("gitlab"))
    assert len(rows) == 5
    for row in rows:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(row)
        assert row["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert row["location"]["lines"]["begin"] >= 1
    assert len({row["fingerprint"] for row in rows}) == 5
    same = [check_document(Document("So .", Origin("a.jsonl", f"line {n}")), make_config({})) for n in (1, 2)]
    twice = json.loads(rendered("gitlab", same))
    assert len({row["fingerprint"] for row in twice}) == len(twice) == 3


def test_the_suggestions_of_rdjson_count_bytes() -> None:
    found = json.loads(rendered("rdjson", reports()[:1]))
    lines = [line.encode() for line in TEXT.split("\r\n")]
    for row in reversed(found["diagnostics"][:3]):
        (suggestion,) = row["suggestions"]
        start, end = suggestion["range"]["start"], suggestion["range"]["end"]
        line = lines[start["line"] - 1]
        lines[start["line"] - 1] = (
            line[: start["column"] - 1] + suggestion["text"].encode() + line[end["column"] - 1 :]
        )
    assert lines[2].decode() == "Our канал в Telegram."
    assert lines[0].decode() == "😀 Talks in Baltic countries."
    assert found["diagnostics"][3]["location"] == {"path": "bad.txt"}


def test_a_record_stands_where_its_file_says() -> None:
    region = MappedRegion(900, plain(b"So it is .", "So it is .", "utf-8"), first=Place(40, 8))
    document = Document(region.text, Origin("feed.xml", "item 2"), region=region)
    report = check_document(document, make_config({}))
    assert "feed.xml,line=40,endLine=40,col=16" in rendered("github", [report])
    (row, _) = json.loads(rendered("rdjson", [report]))["diagnostics"]
    assert row["location"]["range"] == {"start": {"line": 40}, "end": {"line": 40}}
    assert "suggestions" not in row


@rule("ACME001", "crash", category="other", severity="minor")
def crash(view: Any, options: Any) -> Any:
    """Crashes."""
    raise ValueError("no such word: <x>")
    yield


@pytest.mark.parametrize("name", [name for name in output_formats() if name != "text"])
def test_a_crashed_rule_is_said_in_every_format(name: str) -> None:
    report = check_document(Document("Text.", Origin("a.txt")), make_config({}), [crash])
    assert [fault.rule for fault in report.faults] == ["ACME001"]
    assert isinstance(report.faults[0], Fault)
    assert "no such word" in rendered(name, [report])


@pytest.mark.parametrize(
    "name", [name for name in output_formats() if name not in ("text", "jsonl", "github", "html", "markdown")]
)
def test_an_empty_run_is_a_whole_file(name: str) -> None:
    text = rendered(name, [])
    if text.startswith("<?xml"):
        etree.fromstring(text.encode())
    else:
        json.loads(text)


def test_markdown_is_a_table_and_a_verdict() -> None:
    text = rendered("markdown")
    rows = [line for line in text.splitlines() if line.startswith("| texts/")]
    assert len(rows) == 4
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    assert "texts/a b.txt:1:28 | [PUN001](" in text
    assert "| bad.txt | unread |" in text
    assert "**3 documents checked, 4 findings (" in text
    assert "<" not in text.replace("&lt;", "")
    assert "nothing found" in rendered("markdown", [])


def test_markdown_stops_where_github_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.renderers.outputs.markdown.MOST_ROWS", 2)
    text = rendered("markdown")
    assert text.count("texts/") == 2
    assert "\n3 more are not shown." in text


def test_sarif_links_to_the_pages_of_rules() -> None:
    driver = json.loads(rendered("sarif"))["runs"][0]["tool"]["driver"]
    assert driver["informationUri"].startswith("https://")
    pages = {each["id"]: each["helpUri"] for each in driver["rules"]}
    assert pages["PUN003"].endswith("/rules/PUN/#pun003-quote-shifted")
    assert (ROOT / "docs/rules/PUN.md").read_text("utf-8").count("## PUN003 quote-shifted") == 1


def test_checkstyle_names_no_file_without_findings() -> None:
    text = rendered("checkstyle")
    assert "texts/d.txt" not in text
    assert text.count("<file ") == text.count("</file>") == 3


def test_an_output_is_there_by_being_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One new module: `--output-format`, `--also`, help and completion know it."""
    (tmp_path / "codes.py").write_text(
        "from mtcheck.renderers.base import Rows\n"
        "class Codes(Rows):\n"
        "    def render(self, report): return [f'{f.rule}\\n' for f in report.findings]\n"
        "    def finish(self, summary): pass\n"
        "OUTPUT = Codes\n"
    )
    monkeypatch.setattr(outputs, "__path__", [*outputs.__path__, str(tmp_path)])
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("In Baltic countries .", encoding="utf-8")
    assert "codes" in output_formats()
    arguments = ["check", "a.txt", "--isolated", "-q", "-f", "codes", "-o", "one", "--also", "codes=two"]
    assert main(arguments) == 0
    assert (tmp_path / "one").read_text() == (tmp_path / "two").read_text() == "PUN001\n"
    assert "codes" in page(declared()["check"], "mtcheck check", whole=True, width=100)
