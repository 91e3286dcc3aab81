"""Typed differences from a reference."""

from __future__ import annotations

from pathlib import Path

import pytest

import mtcheck
import mtcheck.errors
from mtcheck.errors import CorpusError
from mtcheck.lexicon.phrasing.build import build
from mtcheck.scoring.differences import KINDS, closest, differences, load_model

# What a translation says, what the reference says, and the kind with the words on both sides.
EXAMPLES = [
    ("omission", "They sold boats in May.", "They sold twelve boats in May.", "", "twelve"),
    ("addition", "They sold expensive boats.", "They sold boats.", "expensive", ""),
    ("substitution", "They sold bicycles in May.", "They sold boats in May.", "bicycles", "boats"),
    ("word-order", "Yesterday the council met.", "The council met yesterday.", "Yesterday", ""),
    ("word-form", "They were voting again.", "They were voted again.", "voting", "voted"),
    ("function-word", "They voted about it.", "They voted on it.", "about", "on"),
    ("spelling", "The councel met again.", "The council met again.", "councel", "council"),
    ("punctuation", "They met: nobody spoke?", "They met: nobody spoke!", "?", "!"),
    ("case", "A visit to canada and back.", "A visit to Canada and back.", "canada", "Canada"),
    ("number", "They sold 12 boats.", "They sold 15 boats.", "12", "15"),
    ("name", "They met Petrenko again.", "They met Petrenco again.", "Petrenko", "Petrenco"),
]


@pytest.mark.parametrize(
    ("kind", "ours", "reference", "found", "wanted"), EXAMPLES, ids=lambda v: str(v)[:14]
)
def test_a_difference_has_a_kind_and_the_wording(
    kind: str, ours: str, reference: str, found: str, wanted: str
) -> None:
    (difference,) = [each for each in differences(ours, reference, "en") if each.kind == kind]
    assert (difference.found, difference.wanted) == (found, wanted)
    assert 0 < difference.likelihood < 1
    if found:
        assert ours[difference.start : difference.end] == found


def test_every_kind_has_an_example() -> None:
    assert {example[0] for example in EXAMPLES} == set(KINDS)


def test_equal_texts_do_not_differ_nor_do_kinds_of_quotation_marks() -> None:
    assert differences("“A” — b.", '"A" - b.', "en") == []


def test_another_wording_that_a_profile_attests_is_left_alone(tmp_path: Path) -> None:
    profile = tmp_path / "texts.bin"
    profile.write_bytes(build((f"The council number {n} has to decide on it." for n in range(120)), "en"))

    def found(text: str, reference: str, rule: dict[str, str]) -> list[str]:
        config = {"select": ["REF003"], "rules": {"REF003": rule}}
        report = mtcheck.check(text, references=reference, config=config)
        assert not report.faults
        return [finding.text for finding in report.findings]

    text, reference = "The ministers has to decide.", "The ministers must decide."
    assert found(text, reference, {}) == ["has to"]
    assert found(text, reference, {"profile": str(profile)}) == []
    assert found("They met 12 pilots.", "They met 15 pilots.", {"profile": str(profile)}) == ["12"]


def test_the_closest_reference_is_taken() -> None:
    references = ["Nobody knows how many boats there were.", "They sold bicycles in May."]
    assert [each.wanted for each in closest("They sold boats in May.", references, "en")] == ["bicycles"]


def test_a_text_too_long_to_compare_is_left_alone() -> None:
    assert differences("a b " * 3000, "c d " * 3000, "en") == []


def test_a_model_that_does_not_fit_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    load_model.cache_clear()
    monkeypatch.setattr("mtcheck.scoring.differences.FACTS", ("differs",))
    with pytest.raises(CorpusError, match=r"scoring/differences\.toml"):
        load_model()
    load_model.cache_clear()


def test_a_report_has_scores_only_with_references() -> None:
    assert mtcheck.check("Yes.").scores is None
    assert mtcheck.check("Yes.", references="").scores is None
    scores = mtcheck.check("They met.", references=["They met.", "They meet."]).scores
    assert scores
    assert [scores[key]["score"] for key in ("chrf", "mtcheck")] == [100.0, 100.0]
    assert scores["bleu"]["signature"].startswith("nrefs:2|case:mixed|eff:yes|tok:13a|")


def test_a_wrong_metric_in_the_options_is_a_configuration_error() -> None:
    config = {"profile": "eval", "rules": {"REF001": {"metric": "blue"}}}
    with pytest.raises(mtcheck.errors.ConfigError, match="unknown metric 'blue'"):
        mtcheck.check("a", references="b", config=config)
