"""Columns for pandas and Polars."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest

import mtcheck
from mtcheck.errors import UsageError
from mtcheck.integrations import add_columns

TEXTS = ["Talks in the Baltic countries .", "All is well.", None, "our РєР ° РЅР ° Р »РІ Telegram"]


def lists(frame: Any, name: str) -> list[Any]:
    return [None if cell is None else list(cell) for cell in frame[name]]


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame])
def test_both_frames_say_what_the_library_says(kind: Any) -> None:
    frame = kind({"id": [1, 2, 3, 4], "text": TEXTS})
    found = add_columns(frame)
    assert list(found.columns) == ["id", "text", "mtcheck_findings", "mtcheck_quality", "mtcheck_cleaned"]
    assert list(frame.columns) == ["id", "text"]
    cleaned = [None if text is None else mtcheck.clean(text).text for text in TEXTS]
    assert list(found["mtcheck_cleaned"]) == cleaned
    rules = [cell and [finding["rule"] for finding in cell] for cell in lists(found, "mtcheck_findings")]
    assert rules == [text and [f.rule for f in mtcheck.check(text).findings] for text in TEXTS]
    first = lists(found, "mtcheck_findings")[0][0]
    assert (first["start"], first["end"], first["severity"]) == (29, 31, "minor")
    assert found["mtcheck_quality"][1] != 100  # too few words for a figure: NaN, or null
    long = add_columns(
        kind({"text": ["The council will close the bridge and the road for two months. " * 5]})
    )
    assert 0 <= long["mtcheck_quality"][0] <= 100


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame])
def test_source_language_and_configuration(kind: Any) -> None:
    frame = kind(
        {
            "target": ["The bridge has 12 arches.", "Die Brücke ist lang ."],
            "original": ["Die Brücke hat 21 Bögen.", None],
            "code": ["en", "de"],
        }
    )
    found = add_columns(frame, "target", source="original", lang="code", prefix="q_")
    rules = [[finding["rule"] for finding in cell] for cell in lists(found, "q_findings")]
    assert rules[0][0].startswith("TRN")
    assert rules[1] == ["PUN001"]
    none = add_columns(frame, "target", config={"select": ["MRK"]})
    assert lists(none, "mtcheck_findings") == [[], []]


def test_an_index_of_pandas_is_kept_and_an_empty_frame_is_no_error() -> None:
    found = add_columns(pd.DataFrame({"text": ["So .", "Yes."]}, index=["b", "a"]))
    assert found.loc["b", "mtcheck_cleaned"] == "So."
    for kind in (pd.DataFrame, pl.DataFrame):
        empty: list[str] = []
        assert len(add_columns(kind({"text": empty}))) == 0


def test_what_cannot_be_done_is_said() -> None:
    with pytest.raises(UsageError, match="no column 'body'; it has 'text'"):
        add_columns(pl.DataFrame({"text": ["a"]}), "body")
    with pytest.raises(UsageError, match="column 'n' holds int, not text"):
        add_columns(pd.DataFrame({"n": [1, 2]}), "n")
    with pytest.raises(UsageError, match="not list"):
        add_columns([1])


def test_the_accessor_of_pandas_and_the_namespace_of_polars() -> None:
    import mtcheck.integrations.pandas
    import mtcheck.integrations.polars

    cleaned = [None if text is None else mtcheck.clean(text).text for text in TEXTS]
    column = pd.Series(TEXTS, index=["a", "b", "c", "d"], name="body")
    assert list(column.mtcheck.clean()) == cleaned
    assert column.mtcheck.clean().name == "body"
    assert column.mtcheck.check().loc["a"][0]["rule"] == "PUN001"
    assert list(pd.DataFrame({"body": TEXTS}).mtcheck.add_columns("body")["mtcheck_cleaned"]) == cleaned
    lazy = pl.LazyFrame({"body": TEXTS})
    texts = pl.col("body").mtcheck  # type: ignore[attr-defined]
    found = lazy.select(
        texts.clean().alias("c"), texts.check().alias("f"), texts.quality().alias("q")
    ).collect()
    assert found["c"].to_list() == cleaned
    assert found["f"][0][0]["rule"] == "PUN001"
    assert pl.Series(TEXTS).mtcheck.clean().to_list() == cleaned  # type: ignore[attr-defined]


def test_frames_and_tables_hold_the_same_findings() -> None:
    from mtcheck.engines.arrow import answer_schema
    from mtcheck.integrations.frames import polars_types

    table = answer_schema().field("findings").type.value_type
    frame = [field.name for field in polars_types()["findings"].inner.fields]
    assert frame == [table.field(number).name for number in range(table.num_fields)]


def test_a_component_of_spacy() -> None:
    import spacy

    nlp = spacy.blank("de")
    nlp.add_pipe("mtcheck", config={"config": {"ignore": ["PUN009"]}})
    doc = nlp("Das Haus ist groß . Er  kam.")
    assert [(span.label_, span.text) for span in doc.spans["mtcheck"]] == [("PUN001", ".")]
    assert doc._.mtcheck.lang == "de"
    assert [finding.rule for finding in doc._.mtcheck.findings] == ["PUN001"]
