"""The metric `fluency`: by the shipped index of a language, or by a profile of the user's own texts."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

import mtcheck
from mtcheck.errors import ConfigError, UsageError
from mtcheck.lexicon.phrasing.build import build

WHO = ("the baker", "a nurse", "the old gardener", "our teacher", "the driver of the bus")
DID = ("found", "washed", "mended", "carried", "looked for")
WHAT = ("the red bicycle", "a small lamp", "the gate of the park", "the box of tools", "an old coat")
WHEN = ("in the evening", "on the first day of June", "after the rain", "before lunch")
SENTENCES = [f"{a.capitalize()} {b} {c} {d}." for a, b, c, d in product(WHO, DID, WHAT, WHEN)]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("profile") / "House.bin"
    path.write_bytes(build(SENTENCES, "en"))
    return f"fluency:{path}"


def test_words_in_a_wrong_order_read_worse_than_the_same_words_in_theirs(profile: str) -> None:
    right = [SENTENCES[number] for number in range(0, len(SENTENCES), 9)]
    wrong = [" ".join(reversed(sentence.rstrip(".").split())) + "." for sentence in right]
    one = mtcheck.score(right, right, metrics=[profile])[profile]
    other = mtcheck.score(wrong, right, metrics=[profile])[profile]
    assert one.score is not None
    assert other.score is not None
    assert other.score < one.score - 20
    assert one.signature.startswith("lang:en|profile:")
    assert "beside a profile of" in one.detail


def test_the_reference_is_not_read(profile: str) -> None:
    beside = [mtcheck.score([SENTENCES[0]], [text], metrics=[profile])[profile] for text in SENTENCES[:2]]
    assert beside[0].segments == beside[1].segments


def test_the_corpus_score_is_the_mean_weighted_by_words_and_nothing_scores_nothing() -> None:
    texts = ["Der Zug kommt heute eine Stunde später in der Stadt an.", "Er wartet.", ""]
    found = mtcheck.score(texts, ["a"] * 3, metrics=["fluency"], lang="de")["fluency"]
    long, short, empty = (value or 0.0 for value in found.segments)
    assert empty == 0.0
    assert found.score == pytest.approx((11 * long + 2 * short) / 14)
    assert "AUC" in found.detail


def test_the_language_is_that_of_the_references() -> None:
    lines = ["Le train arrive ce soir avec une heure de retard, et les voyageurs attendent sur le quai."] * 3
    assert mtcheck.score(lines, lines, metrics=["fluency"])["fluency"].signature.startswith("lang:fr|index:")


def test_a_language_without_an_index_is_told_the_way_out() -> None:
    with pytest.raises(UsageError, match=r"only for de, en, es.*mtcheck corpus build"):
        mtcheck.score(["Een trein."], ["Een trein."], metrics=["fluency"], lang="nl")


def test_a_file_that_is_no_profile_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("just a note")
    with pytest.raises(ConfigError, match=r"notes\.txt"):
        mtcheck.score(["Een trein."], ["Een trein."], metrics=[f"fluency:{path}"])
