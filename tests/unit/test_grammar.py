"""FLU004 with the extras, on the real packages: Harper and spylls are installed for the tests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import mtcheck
from mtcheck.errors import ConfigError
from mtcheck.rules.fluency.grammar import harper, spelling


def found(text: str, lang: str = "en", **options: Any) -> list[tuple[str, str]]:
    config = {"select": ["FLU004"], "rules": {"FLU004": options}}
    report = mtcheck.check(text, lang=lang, config=config)
    assert not report.faults
    return [(finding.text, finding.edit.text if finding.edit else "") for finding in report.findings]


def test_harper_finds_what_our_own_checks_do_not() -> None:
    text = "Yesterday he recieved the letter from the town."
    assert not found(text)
    assert [marked for marked, _ in found(text, harper=True)] == ["recieved"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor Grushkovsky met Sharapova in Zhytomyr and Kryvyi Rih.",
        "Das Haus in der Straße ist alt und groß, sagte der Bürgermeister gestern in der Stadt.",
        "The iPhone of the NATO envoy, e.g. an X17b, cost $5…",
        "Moreover, it was very good, and so on, etc.",
    ],
)
def test_harpers_noise_is_left_out(text: str) -> None:
    assert not found(text, harper=True)


@pytest.mark.parametrize(
    ("lang", "marked"),
    [("en", []), ("en-GB", ["center"]), ("en-US", ["colour"]), ("en-NZ", ["center"])],
)
def test_the_tag_says_which_spelling_harper_expects(lang: str, marked: list[str]) -> None:
    assert [
        word for word, _ in found("The colour of the town center was green.", lang, harper=True)
    ] == marked


def test_what_harper_prints_never_reaches_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    assert found("She was looking forward to go home.", harper=True) == [("go", "ing")]
    print("after")
    assert capfd.readouterr().out == "after\n"


def test_without_its_package_harper_is_an_error_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "harper", None)
    monkeypatch.setattr(harper, "_local", type("Empty", (), {})())
    with pytest.raises(ConfigError, match=r"pip install 'mtcheck\[grammar\]'"):
        found("All is well.", harper=True)


def test_without_its_package_spelling_is_an_error_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spylls", None)
    monkeypatch.setitem(sys.modules, "spylls.hunspell", None)
    spelling._dictionary.cache_clear()
    with pytest.raises(ConfigError, match=r"pip install 'mtcheck\[spelling\]'"):
        found("All is well.", spelling=True)
    spelling._dictionary.cache_clear()


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    """A dictionary of a made-up Danish of four words, one with an ending."""
    (tmp_path / "da_DK.aff").write_text("SET UTF-8\nSFX A Y 1\nSFX A 0 erne .\n", encoding="utf-8")
    (tmp_path / "da_DK.dic").write_text(
        "4\nfærgeleje/A\nkvastebom\nsprydstage\nskibsvrag\n", encoding="utf-8"
    )
    return tmp_path


def test_a_dictionary_of_the_user_knows_words_and_endings(dictionary: Path) -> None:
    text = "Vi så færgelejeerne og en kvastebom, men ikke den sprydstagge i Grimfjord."
    for given in (dictionary, dictionary / "da_DK.dic", dictionary / "da_DK"):
        assert found(text, "da", spelling=True, dictionaries=[str(given)]) == [("sprydstagge", "")]


def test_a_near_frequent_word_is_suggested(dictionary: Path) -> None:
    config = {"spelling": True}
    assert found("We beleive the weathr is good.", **config) == [("beleive", "ie"), ("weathr", "e")]


def test_a_dictionary_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file or folder"):
        found("Alt er godt.", "da", spelling=True, dictionaries=[str(tmp_path / "nowhere.dic")])
    (tmp_path / "da_DK.dic").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be read"):
        found("Alt er godt.", "da", spelling=True, dictionaries=[str(tmp_path / "da_DK.dic")])


def test_a_language_without_a_dictionary_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "SYSTEM_FOLDERS", ())
    monkeypatch.delenv("DICPATH", raising=False)
    with pytest.raises(ConfigError, match="hunspell-da"):
        found("Alt er godt.", "da", spelling=True)


def test_dictionaries_of_the_system_are_found(dictionary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DICPATH", str(dictionary))
    text = "Vi så færgelejeerne og en kvastebom, men ikke den sprydstagge i Grimfjord."
    assert found(text, "da", spelling=True) == [("sprydstagge", "")]
