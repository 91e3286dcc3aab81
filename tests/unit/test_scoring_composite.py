"""The metric `mtcheck`: its tokens, its alignment, its weights and what it thinks of translations."""

from __future__ import annotations

import pytest

import mtcheck
from mtcheck.errors import CorpusError
from mtcheck.scoring.alignment import STAGES, align_tokens
from mtcheck.scoring.composite import load_weights
from mtcheck.scoring.features import FEATURES
from mtcheck.scoring.tokens import tokenise
from mtcheck.version import __version__


def stages(hypothesis: str, reference: str, lang: str = "en") -> dict[str, str]:
    """Each word of the hypothesis with the stage that matched it."""
    found = align_tokens(tokenise(hypothesis, lang), tokenise(reference, lang))
    names = [*STAGES, "none"]
    return {token.text: names[stage] for token, stage in zip(found.hypothesis, found.stages, strict=True)}


@pytest.mark.parametrize(
    ("hypothesis", "reference", "lang", "word", "stage"),
    [
        ("The cats sat", "the cat sat", "en", "The", "exact"),
        ("The cats sat", "the cat sat", "en", "cats", "stem"),
        ("alle Hunde bellen", "jeder Hund bellt", "de", "Hunde", "stem"),
        ("новые корабли", "новый корабль", "ru", "корабли", "stem"),
        ("a data-base", "a database", "en", "data", "compound"),
        ("the harbour master", "the harbourmaster", "en", "master", "compound"),
        ("the colour", "the color", "en", "colour", "fuzzy"),
        ("Petrenko said", "Petrenco said", "en", "Petrenko", "fuzzy"),
        ("the dog", "the cat", "en", "dog", "none"),
        ("cat", "car", "en", "cat", "none"),
    ],
)
def test_words_are_matched_in_stages(
    hypothesis: str, reference: str, lang: str, word: str, stage: str
) -> None:
    assert stages(hypothesis, reference, lang)[word] == stage


def test_of_equal_words_the_neighbour_is_taken() -> None:
    ours, theirs = tokenise("the cat and the dog", "en"), tokenise("the dog and the cat", "en")
    assert align_tokens(ours, theirs).to_reference == [3, 4, 2, 0, 1]


def test_scripts_without_spaces_are_cut_into_characters() -> None:
    assert [token.text for token in tokenise("東京は3.5℃。OK", "ja")] == [
        "東",
        "京",
        "は",
        "3.5",
        "℃",
        "。",
        "OK",
    ]


def test_offsets_are_those_of_the_segment() -> None:
    text = "Won’t  “we” — 1,000 €?"
    assert [text[token.start : token.end] for token in tokenise(text, "en")] == [
        t.text for t in tokenise(text, "en")
    ]
    assert [token.text for token in tokenise(text, "en")] == ["Won’t", "“", "we", "”", "—", "1,000", "€", "?"]


def test_weights_fit_the_features_and_penalise() -> None:
    weights = load_weights()
    assert set(weights.penalties) == set(FEATURES)
    assert min(weights.penalties.values()) > 0


def test_weights_that_do_not_fit_are_an_error() -> None:
    with pytest.raises(CorpusError, match=r"lang/sv\.toml"):
        load_weights("lang/sv.toml")


REFERENCE = "The council will vote on the new harbour on Tuesday."


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (REFERENCE, "The council will vote on a new harbour on Tuesday."),
        (
            "The council votes on the new harbour on Tuesday.",
            "The council will vote on the new airport on Tuesday.",
        ),
        ("On Tuesday the council will vote on the new harbour.", "The council will not vote."),
        (
            "The Council will vote on the new harbor on Tuesday",
            "The board decides about another port that day.",
        ),
    ],
)
def test_better_translations_score_higher(better: str, worse: str) -> None:
    scores = mtcheck.score([better, worse], [REFERENCE, REFERENCE], metrics=["mtcheck"])["mtcheck"]
    assert scores.segments[0] > scores.segments[1]  # type: ignore[operator]


def test_neighbours_and_capitals_count() -> None:
    moved = "On the new harbour the council will vote on Tuesday."
    lower = REFERENCE.replace("The council", "the Council")
    same = mtcheck.score([REFERENCE, moved, lower], [REFERENCE] * 3, metrics=["mtcheck"])["mtcheck"].segments
    assert same[0] == 100.0
    assert all(score is not None and 50 < score < 99 for score in same[1:])


def test_one_word_has_no_neighbours() -> None:
    found = mtcheck.score(["Ferry", "Ferry.", "Boat", ""], ["Ferry"] * 4, metrics=["mtcheck"], lang="en")
    equal, marked, other, empty = found["mtcheck"].segments
    assert equal == 100.0
    assert None not in (marked, other, empty)
    assert equal > marked > other >= empty  # type: ignore[operator]


def test_the_closest_reference_counts_and_the_signature_says_how() -> None:
    other = "The vote of the council on the new harbour is on Tuesday."
    scores = mtcheck.score([other], [[REFERENCE], [other]], metrics=["mtcheck"], resamples=20)["mtcheck"]
    assert scores.segments == (100.0,)
    assert scores.signature == (
        f"nrefs:2|bs:20|seed:12345|lang:en|align:exact+stem+compound+fuzzy|weights:2|version:{__version__}"
    )


def test_a_paragraph_scores_about_as_its_sentences() -> None:
    sentence = "The council votes about a new harbour at Tuesday."
    one = mtcheck.score([sentence], [REFERENCE], metrics=["mtcheck"], lang="en")["mtcheck"].score
    many = mtcheck.score(
        [" ".join([sentence] * 30)], [" ".join([REFERENCE] * 30)], metrics=["mtcheck"], lang="en"
    )
    assert one
    assert many["mtcheck"].score == pytest.approx(one, abs=15)
