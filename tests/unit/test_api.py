"""The manners of the Python interface: what is refused, what wins, what is shown."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from typing import Any

import pytest

import mtcheck
from mtcheck.config import Config, make_config
from mtcheck.document import Document, Origin
from mtcheck.errors import ConfigError, MtcheckError, UsageError
from mtcheck.formats.options import ReadOptions

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


def test_many_texts_are_checked_as_each_alone() -> None:
    document = Document("So it is .", Origin("a.txt"))
    reports = list(mtcheck.check_many([FAULTY, document, "Yes."]))
    assert reports[0] == mtcheck.check(FAULTY)
    assert [report.document.origin.uri for report in reports] == ["<text>", "a.txt", "<text>"]
    assert [len(report.findings) for report in reports[1:]] == [1, 0]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (None, r"documents\[1\] is None, no Document or text \(str\); leave out"),
        (b"So.", r"documents\[1\] is bytes.*decode them"),
        (7, r"documents\[1\] is int"),
    ],
)
def test_what_is_no_document_is_named_by_its_index(wrong: Any, said: str) -> None:
    reports = mtcheck.check_many(["So it is .", wrong])
    assert len(next(reports).findings) == 1
    with pytest.raises(TypeError, match=said):
        next(reports)


@pytest.mark.parametrize("wrong", ["ab", b"ab", None, 7, Document("ab", Origin("a.txt"))])
def test_one_of_something_is_not_many(wrong: Any) -> None:
    with pytest.raises(TypeError, match="takes several Documents or texts, not"):
        mtcheck.check_many(wrong)


def test_a_list_is_sent_to_what_takes_one() -> None:
    with pytest.raises(TypeError, match=r"use mtcheck\.check_many$"):
        mtcheck.check(["So."])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"call it for each text$"):
        mtcheck.clean(["So."])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "call",
    [
        lambda lang: mtcheck.check("So it is .", lang=lang),
        lambda lang: mtcheck.clean("So it is .", lang=lang),
        lambda lang: mtcheck.score(["So."], ["So."], lang=lang),
    ],
)
def test_a_name_is_no_language_tag_in_python_either(call: Callable[[str], Any]) -> None:
    with pytest.raises(ConfigError, match="'english' is not a language tag; did you mean en"):
        call("english")
    for tag in ("en", "pt_BR", "zh-Hant", "und"):
        call(tag)
    assert mtcheck.check("So it is .", lang="PT_br").lang == "pt-BR"


@pytest.mark.parametrize(
    ("hypotheses", "references", "said"),
    [
        (None, ["So."], "hypotheses is None"),
        (b"So.", ["So."], "hypotheses is bytes.*decode them"),
        (["So."], None, "references is None"),
        (["So."], [b"So."], r"references\[0\] is bytes"),
        (["So.", "Yes."], [["So.", "Yes."], ["So.", 7]], r"references\[1\]\[1\] is int"),
        (["So.", 7], ["So.", "Yes."], r"hypotheses\[1\] is int"),
        (iter(["So."]), ["So."], "put what it yields in a list"),
    ],
)
def test_what_cannot_be_scored_is_a_clear_type_error(hypotheses: Any, references: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        mtcheck.score(hypotheses, references)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: mtcheck.check("So.", source=b"So."), "check: source is bytes.*decode them"),
        (lambda: mtcheck.check("So.", source=12), "check: source is int, no text"),
        (lambda: mtcheck.check("So.", references=b"So."), "check: references is bytes.*list of them; decode"),
        (lambda: mtcheck.check("So.", references=["So.", None]), r"references\[1\] is None.*leave out"),
        (lambda: mtcheck.check("So.", lang=5), "check: lang is int, no language tag"),
        (lambda: mtcheck.check("So.", select=5), "check: select is int, no rule"),
        (lambda: mtcheck.check("So.", ignore=["PUN", 5]), r"check: ignore\[1\] is int, no rule"),
        (lambda: mtcheck.check("So.", profile=5), "check: profile is int"),
        (lambda: mtcheck.check_many(["So."], config=5), "check_many: config is int"),
        (lambda: mtcheck.clean("So.", drop=5), "clean: drop is int"),
        (lambda: mtcheck.clean("So.", lang=b"en"), "clean: lang is bytes"),
        (lambda: mtcheck.read(None), "read: path_or_file is None, no path or binary stream"),
        (lambda: mtcheck.read(b"So."), "read: path_or_file is bytes.*BytesIO"),
        (lambda: mtcheck.read(io.StringIO("So.")), "read: path_or_file is StringIO"),
        (lambda: mtcheck.identify_language(None), "identify_language takes a text"),
        (lambda: mtcheck.segment_languages(b"So."), "segment_languages takes a text"),
        (lambda: mtcheck.identify_language("So.", among="de"), "among is str, no list of language tags"),
        (lambda: mtcheck.segment_languages("So.", among=[None]), r"among\[0\] is None"),
        (lambda: mtcheck.score(["So."], ["So."], metrics=[None]), r"metrics\[0\] is None"),
        (lambda: mtcheck.score(["So."], ["So."], options=5), "options is int"),
        (lambda: mtcheck.score(["So."], ["So."], resamples="5"), "score: resamples is str, no whole number"),
        (lambda: mtcheck.score(["So."], ["So."], resamples=True), "score: resamples is bool"),
        (lambda: mtcheck.score(["So."], ["So."], seed=2.5), "score: seed is float"),
        (lambda: mtcheck.score(["So."], {"So.": 1}), "references is dict"),
        (lambda: mtcheck.score({"So."}, ["So."]), "hypotheses is set"),
        (lambda: mtcheck.read("a.txt", options=5), "read: options is int, no ReadOptions"),
        (lambda: mtcheck.read("a.txt", options=ReadOptions(max_bytes="5")), "options: expected `int`"),
        (lambda: mtcheck.read("a.txt", format=["md"]), "read: format is list"),
        (lambda: mtcheck.read("a.txt", on_error=5), "read: on_error is int, no function"),
        (lambda: mtcheck.check("So.", config=Config(lang=5)), "Config: fields: expected `str`, got `int`"),
        (lambda: mtcheck.check("So.", config=Config(lang=b"en")), "Config: fields: expected `str`"),
        (lambda: list(mtcheck.check_many([Document(5, Origin("a"))])), r"documents\[0\].text is int"),
        (lambda: list(mtcheck.check_many([Document("", None)])), r"documents\[0\].origin is None, no Origin"),
        (lambda: list(mtcheck.check_many([Document("", Origin(5))])), r"documents\[0\].origin: expected"),
        (lambda: list(mtcheck.check_many([Document("", Origin(""), references=None)])), "references is None"),
    ],
)
def test_an_argument_of_another_kind_is_named(call: Callable[[], Any], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        call()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: mtcheck.check("So.", config={5: 1}), "configuration: 5: is no key"),
        (lambda: mtcheck.check("So.", config="\ud800"), "cannot be read"),
        (lambda: mtcheck.check("So.", profile="\ud800"), "which no encoding can write"),
        (lambda: mtcheck.read("a.txt", options=ReadOptions(encoding="5")), "'5' is not a text encoding"),
        (lambda: mtcheck.score(["So."], ["So."], seed=-1), "seed is -1"),
        (lambda: mtcheck.rule(5, "a-b", category="x", severity="minor"), "rule code 5 is no text"),
    ],
)
def test_a_value_that_cannot_be_is_one_of_our_errors(call: Callable[[], Any], said: str) -> None:
    with pytest.raises(MtcheckError, match=said):
        call()


def test_what_is_no_tag_is_not_looked_for_and_a_language_that_we_lack_is() -> None:
    for function in (mtcheck.identify_language, mtcheck.segment_languages):
        with pytest.raises(ConfigError, match="among: 'zz' is not a language tag"):
            function("Bom dia", among=["pt", "zz"])
    assert mtcheck.identify_language("Bom dia", among=["tlh"]).code == "und"


def test_what_holds_no_hypothesis_is_not_scored() -> None:
    for hypotheses, references, said in (([], [], "is empty"), ([None], ["So."], "has only None")):
        with pytest.raises(UsageError, match=f"hypotheses {said}"):
            mtcheck.score(hypotheses, references)
    assert mtcheck.score(["So."], [None])["chrf"].score is None
    assert mtcheck.score(["So."], ["So."], metrics="chrf")["chrf"].score == 100


def test_arguments_of_the_right_kind_are_taken() -> None:
    report = mtcheck.check("So.", source=None, references=("So.", "Yes."), select={"PUN"}, config={})
    assert (report.findings, mtcheck.clean("So.", drop={"disclaimer"}).text) == ((), "So.")
    assert [document.text for document in mtcheck.read(io.BytesIO(b"So."))] == ["So."]


def test_lines_and_missing_ones_are_scored() -> None:
    assert mtcheck.score("So.", "So.")["chrf"].score == 100
    assert mtcheck.score(["So.", None], ["So.", "Yes."])["chrf"].segments == (100.0, None)
    assert mtcheck.score(("So.",), [("So.",), (None,)])["chrf"].segments == (100.0,)


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
