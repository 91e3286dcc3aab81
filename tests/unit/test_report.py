"""Reports and their JSON: the schema, the sums, the quality figure."""

from __future__ import annotations

import json

import jsonschema
import pytest

import mtcheck
from mtcheck.config import Config, make_config
from mtcheck.document import Document, Origin
from mtcheck.report import Summary, fails, json_schema
from tests.conftest import ROOT

TEXTS = ["", "All is well.", "The countries . Subscribe to РєР ° РЅР ° Р »РІ", "lone \ud800 surrogate  here"]


def test_the_shipped_schema_is_the_one_the_types_give() -> None:
    shipped = ROOT / "mtcheck" / "report.schema.json"
    wanted = json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"
    assert shipped.read_text(encoding="utf-8") == wanted, "write json_schema() to mtcheck/report.schema.json"


@pytest.mark.parametrize("text", TEXTS)
def test_every_report_is_valid_json_of_the_schema(text: str) -> None:
    report = mtcheck.check(text)
    value = json.loads(report.to_json())
    assert value == json.loads(report.to_json(indent=2))
    jsonschema.validate(value, json_schema())
    assert value["documents"][0]["quality"] == report.quality


def test_summaries_add_up() -> None:
    reports = [mtcheck.check(text) for text in TEXTS]
    total = sum((Summary.of(report) for report in reports), Summary())
    assert total.documents == len(TEXTS)
    assert total.findings == sum(len(report.findings) for report in reports)
    assert sum(total.by_rule.values()) == sum(total.by_severity.values()) == total.findings


def test_quality_is_penalty_points_per_hundred_words() -> None:
    words = "The bridge over the river will be closed in the autumn for all the cars and buses of the town. "
    text = f"{words * 5}It is no good ."
    repeats = {"ignore": ["FLU002"]}
    assert mtcheck.check(text, config=repeats).quality == pytest.approx(100 - 100 / 99, abs=0.1)
    config = {"rules": {"PUN001": {"severity": "critical"}}}
    worse = f"{words * 5}No ! good ! at ! all . It is , so ."
    assert mtcheck.check(worse, config=config | repeats).quality == 0


def test_a_text_of_few_words_has_no_quality_and_is_never_below_one() -> None:
    report = mtcheck.check("It is no good .")
    assert report.quality is None
    assert report.to_dict()["documents"][0]["quality"] is None
    assert not fails(report, Config(fail_on="never", min_quality=100.0))
    links = " ".join(f"https://example.org/{number}" for number in range(80))
    assert mtcheck.check(f"See these: {links}").quality is None


def test_many_documents_stream_in_order() -> None:
    asked = []

    def documents() -> object:
        for number in range(3):
            asked.append(number)
            yield Document(f"Text {number} .", Origin(f"{number}.txt"))

    reports = mtcheck.check_many(documents(), config=make_config({}))  # type: ignore[arg-type]
    assert next(reports).document.origin.uri == "0.txt"
    assert asked == [0]
    assert [report.document.origin.uri for report in reports] == ["1.txt", "2.txt"]
