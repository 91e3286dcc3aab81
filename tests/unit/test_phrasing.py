"""Phrasing profiles: built the same each time, mapped, calibrated; and FLU006, which uses one."""

from __future__ import annotations

import math
import random
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtcheck
from mtcheck.errors import ConfigError, UsageError
from mtcheck.lexicon.phrasing.build import build
from mtcheck.lexicon.phrasing.model import Phrasing, load
from mtcheck.lexicon.phrasing.nearest import unattested
from mtcheck.lexicon.phrasing.words import UNKNOWN, words_of

SUBJECTS = ("the captain", "a sailor", "the old harbour master", "our neighbour", "the mayor of the town")
VERBS = ("left", "saw", "painted", "sold", "repaired", "looked at")
OBJECTS = ("the ferry", "a small boat", "the house on the hill", "the map of the bay", "an old bridge")
TIMES = ("in the morning", "on the first day of May", "after the storm", "before noon")
SENTENCES = [f"{s.capitalize()} {v} {o} {t}." for s, v, o, t in product(SUBJECTS, VERBS, OBJECTS, TIMES)]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("phrasing") / "harbour.bin"
    path.write_bytes(build(SENTENCES, "en"))
    return path


def findings(text: str, profile: Path, **options: Any) -> list[mtcheck.findings.Finding]:
    config = {"select": ["FLU006"], "rules": {"FLU006": {"profile": str(profile)} | options}}
    report = mtcheck.check(text, config=config)
    assert not report.faults
    return list(report.findings)


def test_the_same_sentences_give_the_same_bytes() -> None:
    assert build(SENTENCES, "en") == build(iter(SENTENCES), "en")
    assert build([*SENTENCES, *SENTENCES[:50]], "en") == build(SENTENCES, "en"), "repeats count once"


def test_probabilities_of_the_next_word_sum_to_one(profile: Path) -> None:
    model = load(profile)
    everything = range(1, len(model.vocabulary))
    for context in (["the"], ["the", "captain"], ["bridge", "the"], ["mayor", "of"]):
        ids = [model.numbers[word] for word in context]
        total = sum(
            math.exp(model.log_probabilities(np.array([0, *ids, word], np.int64))[-1]) for word in everything
        )
        assert total == pytest.approx(1.0, abs=0.03)


def test_counts_are_those_of_the_text(profile: Path) -> None:
    model = load(profile)
    number = model.numbers
    assert model.count(number["captain"]) == len(SENTENCES) // len(SUBJECTS)
    assert model.count(number["the"], number["captain"]) == len(SENTENCES) // len(SUBJECTS)
    assert model.count(number["map"], number["of"], number["the"]) == len(SENTENCES) // len(OBJECTS)
    assert model.count(number["captain"], number["the"]) == 0


def test_its_own_kind_of_sentence_is_fluent_and_a_shuffled_one_is_not(profile: Path) -> None:
    model, order = load(profile), random.Random(1)
    lower = 0
    for sentence in SENTENCES[::7]:
        words = sentence.split()
        order.shuffle(words)
        lower += model.score(words_of(" ".join(words))) < model.score(words_of(sentence))
    assert lower >= 0.97 * len(SENTENCES[::7])


def test_the_rule_is_silent_without_a_profile() -> None:
    report = mtcheck.check("Morning the in ferry a the left captain the.", config={"select": ["FLU006"]})
    assert not report.findings


def test_a_sentence_unlike_the_references_is_found_whole(profile: Path) -> None:
    good = "The captain sold the ferry after the storm."
    bad = "Ferry bridge the painted on of sailor the morning old."
    found = findings(f"{good} {bad} {good}", profile)
    assert [finding.text for finding in found] == [bad]
    assert "unlike the references" in found[0].message
    assert found[0].edit is None


def test_a_higher_percentile_reports_more(profile: Path) -> None:
    text = "The mayor of the town, of all people, sold us the old and rotten ferry for a song."
    assert len(findings(text, profile, percentile=0.0)) <= len(findings(text, profile, percentile=50.0)) == 1


def test_titles_and_other_languages_are_left_alone(profile: Path) -> None:
    assert not findings("Bridge ferry painted captain the", profile, percentile=100.0)
    german = "Der Bürgermeister hat gestern im Rathaus über die neue Brücke am Hafen gesprochen."
    assert not findings(german, profile, percentile=100.0)


def test_a_pair_that_never_meets_is_shown_with_the_nearest_that_does(profile: Path) -> None:
    found = findings("The captain looked the house on the hill before noon.", profile, phrases=True)
    shown = [finding for finding in found if finding.severity == "neutral"]
    assert [(finding.text, finding.message) for finding in shown] == [
        ("looked the", "“looked the” is never in the references; they have “looked at the”")
    ]
    attested = "The captain looked at the house on the hill before noon."
    assert not [f for f in findings(attested, profile, phrases=True) if f.severity == "neutral"]


def test_rare_words_are_not_blamed_for_not_meeting(profile: Path) -> None:
    model = load(profile)
    assert not list(unattested(model, words_of("The walrus painted May nine times.")))
    assert model.ids(words_of("walrus"))[1] == UNKNOWN


def test_what_is_no_profile_is_a_configuration_error(tmp_path: Path, profile: Path) -> None:
    broken = tmp_path / "broken.bin"
    broken.write_bytes(profile.read_bytes()[:-4000])
    text = tmp_path / "a.txt"
    text.write_text("no profile", encoding="utf-8")
    (tmp_path / "empty.bin").write_bytes(b"")
    for path in (broken, text, tmp_path / "empty.bin", tmp_path / "nowhere.bin"):
        with pytest.raises(ConfigError, match=path.name):
            findings("So it is.", path)


def test_too_little_text_is_refused() -> None:
    with pytest.raises(UsageError, match="too few"):
        build(SENTENCES[:20], "en")


@given(st.text())
def test_any_text_can_be_scored(text: str) -> None:
    model = Phrasing(build(SENTENCES[:200], "en"), "test") if not _KEPT else _KEPT[0]
    _KEPT[:] = [model]
    words = words_of(text)
    assert all(text[word.start : word.end].strip() for word in words)
    score = model.score(words)
    assert math.isfinite(score)
    assert score < 0
    assert 0.0 <= model.percentile(score, len(words)) <= 100.0
    assert all(0 <= each.first < each.last < len(words) for each in unattested(model, words))


_KEPT: list[Phrasing] = []


@pytest.mark.parametrize("text", ["部长说谈判已经结束。", "รัฐมนตรีกล่าว"])
def test_scripts_without_spaces_are_taken_letter_by_letter(text: str) -> None:
    assert len(words_of(text)) == len(text)
