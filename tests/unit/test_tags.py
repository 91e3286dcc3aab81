"""A language tag is read once: whatever the case and the separator, it means the same."""

from __future__ import annotations

import pytest

import mtcheck
from mtcheck.config import make_config
from mtcheck.errors import ConfigError
from mtcheck.tags import tag


@pytest.mark.parametrize("lang", ["de", "DE", "de-AT", "de_DE", "de_DE.UTF-8"])
def test_a_rule_of_a_language_runs_for_every_way_to_write_it(lang: str) -> None:
    text = "Der Wirt nickte „so” und schwieg. „Gut”, sagte er."
    found = [finding.rule for finding in mtcheck.check(text, lang=lang).findings]
    assert found == [finding.rule for finding in mtcheck.check(text, lang="de").findings]
    assert "PUN005" in found


@pytest.mark.parametrize(
    ("typed", "meant"), [("english", "en"), ("Ukranian", "uk"), ("chinese", "zh"), ("german", "de")]
)
def test_a_name_is_refused_with_the_tag_that_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(ConfigError, match=f"is not a language tag; did you mean {meant}\\?"):
        make_config({"lang": typed})


@pytest.mark.parametrize("typed", ["xx", "", "q"])
def test_a_code_that_nobody_registered_is_refused(typed: str) -> None:
    with pytest.raises(ConfigError, match="is not a language tag"):
        make_config({"source-lang": typed})


def test_a_rare_language_and_a_script_are_fine() -> None:
    assert make_config({"lang": "tlh"}).lang == "tlh"
    assert make_config({"lang": "ZH_hant_tw"}).lang == "zh-Hant-TW"


def test_unspaced_languages_are_told_in_one_place() -> None:
    assert [code for code in ("th", "km", "zh-Hant", "ko", "vi") if tag(code).spaceless] == [
        "th",
        "km",
        "zh-Hant",
    ]
    assert [code for code in ("ja", "zh", "th") if tag(code).dense] == ["ja", "zh"]
