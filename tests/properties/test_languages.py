"""Identification and segmentation hold on every str, and answer the same in every process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.languages import paths
from mtcheck.languages.codes import known_languages
from mtcheck.languages.identify import identify_language
from mtcheck.languages.segment import segment_languages

#: Words of several scripts, marks, line ends of all kinds and what breaks decoders.
PIECES = st.sampled_from(
    ["the house ", "не было ", "və bu ", "這個 ", "ひらがな", "שלום ", "مرحبا ", "한국어 ", "\u0301", "İ",
     "ß", "Ǆ", "\n", "\r\n", "\u2028", ". ", " – ", "“", "”", "123 ", "https://a.example/b ", "\ud800",
     "\x00", "\U0001f600", "\u200f", "\U00020000", "ﬁ", "क्षि ", "Моscow ", "Ð¿Ñ€Ð¸ ", "A", " "]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))
CODES = frozenset(known_languages()) | {"und"}


@given(TEXTS)
def test_spans_cover_the_text_and_neighbours_differ(text: str) -> None:
    spans = segment_languages(text)
    assert (spans == ()) == (text == "")
    places = [0, *(span.end for span in spans)]
    assert places[-1] == len(text)
    assert [span.start for span in spans] == places[:-1]
    assert all(span.start < span.end for span in spans)
    assert all(a.code != b.code for a, b in pairwise(spans))
    assert all(span.code in CODES and 0 <= span.confidence <= 1 for span in spans)


@given(TEXTS)
def test_every_text_has_one_answer(text: str) -> None:
    found = identify_language(text)
    assert found.code in CODES
    assert 0 <= found.confidence <= 1
    assert found == identify_language(text)


@given(TEXTS, st.lists(st.sampled_from([*sorted(CODES), "no", "zh-Hans", "tlh", "und"]), max_size=4))
def test_among_restricts_the_answer(text: str, among: list[str]) -> None:
    assert identify_language(text, among=among).code in {*among, "und"}
    assert {span.code for span in segment_languages(text, among=among)} <= {*among, "und"}


@given(st.text(alphabet="abcdefgh ijklmnop.", min_size=1, max_size=40))
def test_capitals_change_no_symbols(text: str) -> None:
    from mtcheck.languages.evidence import gather

    small, large = gather(text), gather(text.upper())
    assert (small is None) == (large is None)
    if small and large:
        assert (small.letters, small.words, small.surprise) == (large.letters, large.words, large.surprise)


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
def test_a_long_line_is_no_trouble(text: str) -> None:
    long = (text * (20_000 // len(text) + 1))[:20_000]
    assert segment_languages(long)[-1].end == len(long)


_ASK = """
import json, sys
from mtcheck.languages.identify import identify_language
from mtcheck.languages.segment import segment_languages
texts = json.load(sys.stdin)
print(json.dumps([[
    (found := identify_language(text)).code, found.confidence,
    [[s.start, s.end, s.code, s.confidence] for s in segment_languages(text)],
] for text in texts]))
"""


def test_two_processes_agree() -> None:
    texts = [
        "They met in Baku.\nOnlar Bakıda görüşdülər.\nВони зустрілися в Баку.",
        "dobro jutro", "kako ste", "bra dag", "la casa", "dobrý den", "hva sier du", "Привет", "Joe Biden",
        "He called it “una vergogna totale” and left the room.",
    ]  # fmt: skip
    answers = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        answers.append(
            subprocess.run(
                [sys.executable, "-c", _ASK], input=json.dumps(texts), env=environment, text=True,
                capture_output=True, check=True,
            ).stdout
        )  # fmt: skip
    assert answers[0] == answers[1]
    assert [item[0] for item in json.loads(answers[0])] == [identify_language(text).code for text in texts]


@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.integers(1, 9))
def test_stretches_change_no_sum_and_no_gain(number: int, words: int, at_once: int) -> None:
    """A sentence of a megabyte is read some thousand words at a time, as one of ten words is."""
    chosen = np.random.default_rng(number)
    costs = chosen.integers(0, 50, (words, 3)).astype(np.int16)
    begins = chosen.random(words) < 0.2
    begins[0] = True
    sentence, firsts = begins.cumsum() - 1, begins.nonzero()[0]
    own = chosen.integers(0, 3, len(firsts))
    within = (chosen.random(len(firsts)) < 0.7)[sentence].nonzero()[0]
    least = np.full(3, 30.0)
    whole = paths.gains(costs, within, own, sentence, least)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "_STRETCH", at_once)
        found = paths.gains(costs, within, own, sentence, least)
        sums = paths.sums_of(costs, firsts)
    assert [each.tolist() for each in found] == [each.tolist() for each in whole]
    ends = [*firsts[1:], words]
    wanted = [costs[a:b].sum(axis=0).tolist() for a, b in zip(firsts, ends, strict=True)]
    assert sums.tolist() == wanted
