"""Words taken for one another, judged by a phrasing profile; FLU004 with ``profile``."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

import mtcheck
from mtcheck.errors import ConfigError
from mtcheck.lexicon.phrasing import confusion
from mtcheck.lexicon.phrasing.build import build
from mtcheck.lexicon.phrasing.model import load
from mtcheck.lexicon.phrasing.words import words_of
from mtcheck.resources import language_facts, languages

WHO = (
    "Anna",
    "The captain",
    "A sailor",
    "Our neighbour",
    "The old mayor",
    "Her brother",
    "The cook",
    "My aunt",
)
DID = ("left", "waited", "slept", "sang", "was seen", "read the paper")
WHERE = ("in the town", "at the pier", "on the island", "in the valley", "at the station", "on the roof")
WHEN = ("in March", "on Monday", "at noon", "in the morning", "on the first day", "at midnight")
SENTENCES = [f"{who} {did} {where} {when}." for who, did, where, when in product(WHO, DID, WHERE, WHEN)]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("confusion") / "pier.bin"
    path.write_bytes(build(SENTENCES, "en"))
    return path


def findings(text: str, profile: Path, **options: Any) -> list[mtcheck.findings.Finding]:
    config = {"select": ["FLU004"], "rules": {"FLU004": {"profile": str(profile)} | options}}
    report = mtcheck.check(text, config=config)
    assert not report.faults
    return list(report.findings)


def test_a_larger_margin_has_a_higher_precision(profile: Path) -> None:
    calibration = load(profile).header.confusion
    assert [precision for precision, _ in calibration] == sorted(precision for precision, _ in calibration)
    assert [margin for _, margin in calibration] == sorted(margin for _, margin in calibration)
    assert calibration, "1,728 sentences say enough"


@pytest.mark.parametrize(
    ("text", "word", "better"),
    [
        ("Her brother slept on the town in March.", "on", "in"),
        ("The cook sang in the island at noon.", "in", "on"),
        ("Anna waited at the pier in Monday.", "in", "on"),
        ("At midnight. The captain left in the station on Monday.", "in", "at"),
    ],
)
def test_the_word_that_the_references_write_is_shown(
    profile: Path, text: str, word: str, better: str
) -> None:
    (finding,) = findings(text, profile, precision=0.5)
    assert finding.text == word
    assert finding.safety is mtcheck.Safety.DISPLAY
    assert f"write “{better}” here" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Her brother slept in the town on Monday.",  # as the references write
        "A stranger danced on the table in Vienna.",  # words that they do not have
        "In Lisbon, on the roof.",
        "Der Koch schlief in dem Tal an der Donau und las.",  # another language
    ],
)
def test_what_the_references_do_not_contradict_stays_silent(profile: Path, text: str) -> None:
    assert not findings(text, profile, precision=0.5)


def test_without_a_calibration_nothing_is_said(tmp_path: Path) -> None:
    path = tmp_path / "few.bin"
    path.write_bytes(build(SENTENCES[:120], "en"))
    assert load(path).header.confusion == ()
    assert not findings("Anna left in the island at noon.", path)


def test_a_language_without_sets_has_no_calibration() -> None:
    assert not confusion.knows("xx")
    assert confusion.calibrate(None, [["in", "the", "town"]], "xx") == ()  # type: ignore[arg-type]


def test_a_precision_that_is_none_is_a_configuration_error(profile: Path) -> None:
    with pytest.raises(ConfigError, match="precision: is a share between 0 and 1"):
        findings("Anna left.", profile, precision=90)


def test_swaps_at_the_edges_of_a_sentence(profile: Path) -> None:
    model = load(profile)
    for text in ("in", "on in", "in Monday", "the town in", ""):
        list(confusion.swaps(model, [word.text for word in words_of(text)], "en"))


def test_no_set_names_a_word_twice() -> None:
    for lang in languages():
        for said in language_facts(lang).get("confusions", {}).get("sets", ()):
            words = said.split()
            assert len(set(words)) == len(words) > 1, (lang, said)
            assert said == said.lower()
