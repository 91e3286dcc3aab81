"""The longer list of words: what is in it, what is not, and how seldom chance says otherwise."""

from __future__ import annotations

import random

import pytest

from mtcheck.lexicon.known_words import known_words, place_of
from mtcheck.lexicon.wordlists import code_of, wordlist


@pytest.mark.parametrize(
    ("lang", "word", "piece"),
    [
        ("en", "developments", "velopments"),
        ("ru", "подозрительных", "дозрительных"),
        ("de", "selbstverständlichkeit", "bstverständlichkeit"),
        ("hu", "hétvégén", "tvégén"),
        ("tr", "evlerinde", "vlerinded"),
        ("el", "γέφυρες", "φυρεςγ"),
        ("hr", "dobrog", "obrogd"),
    ],
)
def test_a_form_is_a_word_and_a_piece_of_it_is_none(lang: str, word: str, piece: str) -> None:
    known = known_words(lang)
    assert known is not None
    assert word in known
    assert piece not in known


def test_chance_takes_few_letters_for_a_word() -> None:
    known, chance = known_words("en"), random.Random(5)
    assert known is not None
    made = ["".join(chance.choices("bcdfghjklmnpqrstvwxz", k=12)) for _ in range(20_000)]
    assert sum(word in known for word in made) < 20


def test_the_longer_list_has_nearly_all_of_the_shorter() -> None:
    known, listed = known_words("fr"), wordlist("fr")
    assert known is not None
    assert listed is not None
    words = "maison pont rivière conseil municipal ouvrir fermée glacés port bateaux quai".split()
    assert [word for word in words if word in listed and word not in known] == []


def test_codes_of_a_language_and_languages_without_a_list() -> None:
    assert known_words("pt-BR") is known_words("pt")
    assert all("ljudi" in known_words(lang) for lang in ("sh", "hr", "bs", "sr"))
    assert "људи" in known_words("sr")
    assert "людьми" not in known_words("sr")
    assert "straße" in known_words("de")
    assert known_words("xx") is None
    assert known_words("zh") is None


def test_a_place_lies_within_the_buckets() -> None:
    for word in ("", "a", "\ud800", "слово" * 1000):
        bucket, code = place_of(code_of(word), 1000)
        assert 0 <= bucket < 1000
        assert 0 <= code < 65536
