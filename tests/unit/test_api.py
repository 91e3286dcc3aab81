"""The manners of the Python interface: what is refused, what wins, what is shown."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

import mtcheck
from mtcheck.config import make_config
from mtcheck.errors import ConfigError

FAULTY = "In Baltic countries . We go, <b>he</b> said."
WRONG = [
    (None, "not None; leave out"),
    (b"So.", "not bytes; decode them"),
    (["So."], "not list"),
    (7, "not int"),
]


@pytest.mark.parametrize("function", [mtcheck.check, mtcheck.clean, mtcheck.repair_encoding])
@pytest.mark.parametrize(("wrong", "said"), WRONG)
def test_what_is_no_text_is_a_clear_type_error(function: Callable[[Any], Any], wrong: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said) as caught:
        function(wrong)
    assert str(caught.value).startswith(f"mtcheck.{function.__name__} takes a text")


def test_keywords_win_over_the_configuration() -> None:
    config = {"select": ["PUN"], "lang": "de"}
    assert {f.rule for f in mtcheck.check(FAULTY, config=config).findings} == {"PUN001"}
    assert {f.rule for f in mtcheck.check(FAULTY, config=config, select="MRK001").findings} == {"MRK001"}
    assert mtcheck.check(FAULTY, config=config, ignore=["PUN001"]).findings == ()
    assert mtcheck.check(FAULTY, config=config).lang == "de"
    assert mtcheck.check(FAULTY, config=config, lang="en").lang == "en"
    assert mtcheck.check(FAULTY, profile="eval").findings == ()
    with pytest.raises(ConfigError, match="did you mean PUN001"):
        mtcheck.check(FAULTY, select="PUNO01")


def test_what_is_dropped_is_what_the_argument_says() -> None:
    text = "The bridge was opened on Monday.\n\nTranslated by Google Translate.\n"
    kept = make_config({"drop": []})
    assert mtcheck.clean(text, config=kept).text == text
    given = ("disclaimer", "boilerplate")
    assert mtcheck.clean(text, config=kept, drop=given).text == mtcheck.clean(text).text != text
    assert mtcheck.clean(text, drop=()).text == text


def test_a_report_reads_well() -> None:
    report = mtcheck.check("In Baltic countries .\nSo  it <is> & was .", lang="en")
    assert str(report).splitlines()[0].startswith(f"en: {len(report.findings)} findings (")
    assert "1:20: PUN001 space before '.'" in str(report)
    assert repr(report).startswith("<Report en: ")
    shown = report._repr_html_()
    assert '<mark title="PUN001: space before' in shown
    assert "&lt;is&gt; &amp;" in shown
    assert "<is>" not in shown
    assert "nothing found" in str(mtcheck.check("All is well."))


def test_a_crash_of_a_rule_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError("on purpose")

    with caplog.at_level(logging.DEBUG, "mtcheck"), pytest.MonkeyPatch.context() as patch:
        patch.setattr(mtcheck.Rule, "__call__", crash)
        assert mtcheck.check("So it is .", select="PUN001").faults
    assert {record.name for record in caplog.records} == {"mtcheck.engine"}
    assert "PUN001 crashed: on purpose" in caplog.text
