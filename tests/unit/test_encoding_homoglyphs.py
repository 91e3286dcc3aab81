"""Words of two alphabets: found where letters look alike, silent where a mix is meant."""

from __future__ import annotations

import pytest

from mtcheck.encoding.homoglyphs import find_mixed_script_words

HITS = [
    ("He lives in ⟦M\u043esc\u043ew⟧.", "Moscow", True),
    ("новый ⟦к\u0061н\u0061л⟧ открыт", "канал", True),
    ("⟦\u0391THENS⟧ is old", "ATHENS", True),
    ("дзякуй за ⟦песьн\u0069⟧", "песьні", False),
]


@pytest.mark.parametrize(("marked", "becomes", "safe"), HITS)
def test_mixed_word(marked: str, becomes: str, safe: bool) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    assert find_mixed_script_words(text) == [(start, end, becomes, safe)]


@pytest.mark.parametrize(
    "text",
    [
        "SMSки и iPhoneом",
        "TNFα and β-catenin, IL2Rγ",
        "plain ASCII",
        "чистый русский текст",
        "5 µm, 3 Ω",
        "Wi-Fi сеть",
    ],
)
def test_clean_word_stays(text: str) -> None:
    assert find_mixed_script_words(text) == []
