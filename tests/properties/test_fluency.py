"""The FLU rules on any text: no crash, spans inside, edits that mend; and on long texts made to be slow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtcheck
from mtcheck.edits import apply, resolve

WORDS = st.sampled_from(
    "the of a an town Town (NATO) NATO is it's its don't said Samuel Charap Sharap и на не город 谈判 ha "
    "ofthe lead ers “the harbour, harbour. — 12 https://example.org/a to too go went has he they people "
    "who".split()
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", " ", "\n", "\n\n", "  "])), max_size=60).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


@given(TEXTS, st.sampled_from(["en", "de", "ru", "zh", "id", "tlh"]))
def test_any_text_is_checked_without_a_crash(text: str, lang: str) -> None:
    report = mtcheck.check(text, lang=lang, config={"select": ["FLU"]})
    assert not report.faults
    for finding in report.findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text


@given(TEXTS)
def test_a_doubled_or_glued_word_that_is_mended_is_gone(text: str) -> None:
    config = {"select": ["FLU001", "FLU008"], "unsafe": True}
    report = mtcheck.check(text, config=config)
    edits = resolve(finding.edit for finding in report.findings if finding.edit)
    mended = apply(text, edits)
    assert len(mended.split()) <= len(text.split()) + len(edits) * 2
    cleaned = mtcheck.clean(text, unsafe=True, drop=(), config={"select": ["FLU001", "FLU008"]})
    assert (
        mtcheck.clean(cleaned.text, unsafe=True, drop=(), config={"select": ["FLU001", "FLU008"]}).text
        == cleaned.text
    )


@pytest.mark.parametrize(
    "piece",
    [
        "the the ",
        "of the ",
        "LOUD LOUD ",
        "a",
        "ofthe",
        "ofthe ",
        "Samuel Charap Samuel Sharap ",
        "How did it end: how did it end? ",
        "谈判",
        "ab cd ",
        "The town was mended, the town was ",
        "NATO (NATO) ",
        "it will suffer ",
        "for which ",
        "he have many thing; ",
    ],
)
def test_long_monotonous_texts_are_checked_in_one_go(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert not mtcheck.check(text, config={"select": ["FLU"]}).faults
