"""Scores: sacrebleu's command line on generated corpora, and what holds of any corpus."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtcheck
from mtcheck.formats.readers.lines import split_lines
from tests.sacrebleu_cli import DIGITS, LINES, corpora, sacrebleu

Corpus = tuple[list[str], list[list[str]]]
METRICS = ("bleu", "chrf", "ter")


@settings(max_examples=8, deadline=None, derandomize=True)
@given(corpora(references=1), corpora(references=2), st.sampled_from(["13a", "intl", "none", "zh", "char"]))
def test_generated_corpora_score_as_on_the_command_line(one: Corpus, two: Corpus, tokenize: str) -> None:
    for hypotheses, columns in (one, two):
        with tempfile.TemporaryDirectory() as folder:
            arguments = ["-m", "bleu", "chrf", "ter", "-tok", tokenize]
            theirs = sacrebleu(Path(folder), [hypotheses], columns, *arguments)
        ours = mtcheck.score(hypotheses, columns, metrics=METRICS, options={"tokenize": tokenize})
        for key, wanted in zip(METRICS, theirs, strict=True):
            assert ours[key].signature == wanted["signature"]
            assert float(f"{ours[key].score:.{DIGITS}f}") == wanted["score"]


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=6), st.sampled_from(["bleu", "chrf", "chrf++", "mtcheck"]))
def test_equal_texts_score_100(lines: list[str], key: str) -> None:
    scores = mtcheck.score(lines, lines, metrics=[key, "ter"])
    assert scores["ter"].score == 0.0
    assert scores[key].segments == tuple([pytest.approx(100.0)] * len(lines))


@settings(max_examples=40, deadline=None)
@given(corpora(references=2), st.randoms(use_true_random=False))
def test_the_order_of_segments_and_references_is_nothing_to_the_corpus(corpus: Corpus, random: Any) -> None:
    hypotheses, columns = corpus
    order = list(range(len(hypotheses)))
    random.shuffle(order)
    shuffled = [[column[i] for i in order] for column in reversed(columns)]
    names = (*METRICS, "mtcheck")
    one = mtcheck.score(hypotheses, columns, metrics=names, lang="en")
    other = mtcheck.score([hypotheses[i] for i in order], shuffled, metrics=names, lang="en")
    for key in names:
        if key != "chrf":  # of references that score alike sacrebleu's chrF takes the counts of the first
            assert one[key].score == pytest.approx(other[key].score)
        assert [one[key].segments[i] for i in order] == pytest.approx(list(other[key].segments))


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n\0")), max_size=6))
def test_lines_survive_a_file(lines: list[str]) -> None:
    data = "".join(line + "\n" for line in lines).encode()
    read = split_lines(data, "a.txt").lines
    expected = [line.rstrip() for line in lines]
    if expected and lines[0].startswith("\ufeff"):
        expected[0] = lines[0][1:].rstrip()
    assert list(read) == expected
