"""One sentence a language, and strings that are none: tests/cases/languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.languages.codes import known_languages
from mtcheck.languages.identify import identify_language
from mtcheck.languages.segment import segment_languages

CASES = Path(__file__).resolve().parent.parent / "cases" / "languages"
SENTENCES = [line.split("\t") for line in (CASES / "sentences.txt").read_text("utf-8").splitlines()]
NOTHING = (CASES / "nothing.txt").read_text("utf-8").splitlines()
#: Of the languages that a script alone settles and no sentence stands for.
UNTESTED = {"bo", "lo", "my", "or", "si"}


def test_every_other_language_has_a_sentence() -> None:
    missing = set(known_languages()) - {code for code, _ in SENTENCES} - UNTESTED
    assert missing == {"bs", "hr", "ms", "tn", "ts"}  # neighbours that a sentence does not tell apart


@pytest.mark.parametrize(("code", "text"), SENTENCES, ids=[code for code, _ in SENTENCES])
def test_a_sentence_is_in_its_language(code: str, text: str) -> None:
    assert identify_language(text).code == code
    assert identify_language(text.upper()).code == code
    assert [span.code for span in segment_languages(text)] == [code]


@pytest.mark.parametrize("text", NOTHING)
def test_no_language_is_undetermined(text: str) -> None:
    assert identify_language(text).code == "und"
