"""Words remembered from text to text: the same costs as without, whatever was asked before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from mtcheck.languages.identify import identify_language
from mtcheck.languages.memo import FEW, LONGEST_KEPT, WordMemo
from mtcheck.languages.ngrams import Words, table
from mtcheck.lexicon.scripts import code_points

#: Frequent words, words of a list, words of neither, a rare letter and a word beyond LONGEST_WORD.
WORDS = "the und bridge wojewódzkie qwxzkv ſtraſſe ŵŷ ɮɮ a " + "donaudampfschiff" * 12


def costs(words: Words) -> list[tuple[int, list[int]]]:
    return [(int(best), row.tolist()) for best, row in zip(words.best, words.costs, strict=True)]


@pytest.mark.parametrize("word", WORDS.split())
def test_one_word_costs_the_same_alone_and_among_others(word: str) -> None:
    latin = table("latin")
    symbols = latin.symbols(code_points(word))
    (expected,) = costs(latin.words(symbols))
    alone = latin.word(symbols.tobytes(), {})
    assert (alone.best, alone.costs.tolist()) == expected
    assert latin.word(symbols.tobytes(), {}).best == alone.best


@pytest.mark.parametrize(("script", "text"), [
    ("latin", "le pont sera fermé en automne pour travaux, a dit la mairie"),
    ("cyrillic", "мост закроют осенью на ремонт, сообщили в мэрии города"),
    ("arabic", "سيغلق الجسر في الخريف"),
    ("devanagari", "पुल शरद ऋतु में बंद"),
])  # fmt: skip
def test_what_was_asked_before_changes_nothing(script: str, text: str) -> None:
    known = table(script)
    expected = costs(known.words(known.symbols(code_points(text))))
    fresh, used = WordMemo(known), WordMemo(known)
    for start in range(0, len(text), 5):
        used.words(known.symbols(code_points(text[start : start + 17])))
    for memo in (fresh, used, used):
        assert costs(memo.words(known.symbols(code_points(text)))) == expected


def test_a_full_memory_starts_anew() -> None:
    latin, memo = table("latin"), WordMemo(table("latin"), capacity=FEW + 3)
    for text in ("one two three four", "five six seven", "one two", "a b c d e f g", "a b c d e f g h i"):
        symbols = latin.symbols(code_points(text))
        assert costs(memo.words(symbols)) == costs(latin.words(symbols))


def test_long_words_are_not_kept() -> None:
    latin, memo = table("latin"), WordMemo(table("latin"))
    symbols = latin.symbols(code_points("x" * (LONGEST_KEPT + 1)))
    assert costs(memo.words(symbols)) == costs(latin.words(symbols))
    assert not memo._rows
    assert not len(memo.words(np.zeros(5, np.uint8)).starts)


def test_threads_share_one_memory() -> None:
    texts = [f"{word} und {word[::-1]} {word[1:]}" for word in WORDS.split()[:8]] * 8
    alone = [identify_language(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(identify_language, texts)) == alone
