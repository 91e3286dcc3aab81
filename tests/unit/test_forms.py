"""The tables of word forms: what they say, how big they are, and that the languages' facts can be read."""

from __future__ import annotations

import pytest

from mtcheck.lexicon.features import POS, slot, slots_of
from mtcheck.lexicon.forms import forms, languages
from mtcheck.lexicon.government import government
from mtcheck.lexicon.government import languages as governed
from mtcheck.lexicon.grammar import CLOSES, ENDS, OPENS, grammar, grammars
from tests.conftest import ROOT

MAX_BYTES = 3_000_000


def test_a_table_is_small_and_knows_nothing_of_other_words() -> None:
    assert languages() == set("cs de en es fr it nl pl pt ru uk".split())
    for lang in languages():
        assert (ROOT / "corpora" / "forms" / f"{lang}.bin").stat().st_size <= MAX_BYTES
        assert forms(lang).class_of("xqzvwk") == 0


@pytest.mark.parametrize(
    ("lang", "word", "slots"),
    [
        ("de", "Brücke", "f.sg"),
        ("es", "puerta", "f.sg.nom"),
        ("ru", "лодку", "f.sg.acc"),
        ("uk", "ліхтарем", "i.sg.ins"),
        ("pl", "lampa", "f.sg.nom"),
        ("cs", "střechu", "f.sg.acc"),
    ],
)
def test_a_noun_has_the_slots_of_its_gender_number_and_case(lang: str, word: str, slots: str) -> None:
    table = forms(lang)
    place = table.class_of(word)
    assert int(table.pos[place]) & POS["noun"]
    found = int(table.noun[place])
    assert found & slots_of(slots)
    assert not found & slot("n", "sg", "ins")


def test_the_facts_of_every_language_can_be_read() -> None:
    for lang in grammars():
        known = grammar(lang)
        assert known.roles
        assert len(known.roles) == len(known.pos) == len(known.det)
    for lang in governed():
        table = government(lang)
        assert all(not set(head.right) & head.wrong for head in table.heads.values())
        assert table.phrases


def test_a_token_says_where_marks_are() -> None:
    codes = grammar("de").tokens(["„Die", "Brücke“,", "sagte", "er."])
    assert [code & (OPENS | CLOSES | ENDS) for code in codes] == [OPENS, CLOSES, 0, CLOSES | ENDS]
