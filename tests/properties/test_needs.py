"""A rule finds nothing in a text that has none of the things it says it needs.

The engine does not call a rule then, so what a rule declares must never be less than what it reads. The rules
are called here without that gate: on all cases, cut to pieces too, and on pieces of text drawn at random.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.document import Document, Origin
from mtcheck.registry import Rule, registry
from mtcheck.text.shapes import Needs, Shape, class_of
from mtcheck.text.view import View
from mtcheck.text.words import starts_between_blanks, words_of
from tests.conftest import load_cases, unmark

GATED = [rule for rule in registry() if rule.needs is not None]


@cache
def case_texts() -> tuple[tuple[str, str], ...]:
    """Every text of the cases with its language; then its halves and its lines."""
    found: dict[tuple[str, str], None] = {}
    for cases in load_cases().values():
        for case in (*cases["hits"], *cases["silent"]):
            text, lang = unmark(case["text"])[0], case.get("lang", "en")
            half = len(text) // 2
            for piece in (text, text[:half], text[half:], *text.splitlines()):
                found[piece, lang] = None
    return tuple(found)


def view_of(text: str, lang: str) -> View:
    return View(text, Document(text, Origin("drawn")), lang)


def unmet(view: View) -> list[Rule]:
    """The rules that the engine does not call on this text."""
    return [rule for rule in GATED if rule.needs is not None and not view.may_meet(rule.needs)]


def found_all_the_same(view: View) -> list[str]:
    return [rule.code for rule in unmet(view) if next(rule(view), None) is not None]


def test_no_case_is_lost_by_a_gate() -> None:
    silent = 0
    for text, lang in case_texts():
        view = view_of(text, lang)
        silent += len(unmet(view))
        assert not found_all_the_same(view), text
    assert silent > len(case_texts()) * len(GATED) / 4, "the gates keep out hardly any text"


LETTERS = st.sampled_from(
    ["the", "He", "said", "a", "5", "1990", "000", "X", "слово", "Київ", "字", "½", "𝐀"]
)
MARKS = st.sampled_from(list(" .,:;!?…-–—'’\"“”„«»()[]{}<>/\\&%$£*_|`@#\n\t\u00a0\u202f\u200b\ufffd，。¿"))
TEXTS = st.lists(LETTERS | MARKS, max_size=24).map("".join)


@settings(max_examples=300)
@given(TEXTS, st.sampled_from(["en", "de", "fr", "ru", "zh", "es"]))
def test_no_drawn_text_is_lost_by_a_gate(text: str, lang: str) -> None:
    assert not found_all_the_same(view_of(text, lang)), text


@given(st.text(max_size=40), st.text(alphabet="aA0lws ,.\n“", min_size=1, max_size=4))
def test_a_shape_is_found_where_it_stands(text: str, shape: str) -> None:
    classes = {"l": "aA", "w": "aA0", "s": " \n\t\u00a0\u202f\u2009"}
    written = [class_of(character) for character in text]
    there = any(
        all(one in classes.get(wanted, wanted) for one, wanted in zip(written[at:], shape, strict=False))
        for at in range(len(text) - len(shape) + 1)
    )
    # Of two classes that stand side by side the answer is exact; it is a search where they are more.
    assert Shape(text).has(shape) == there


@pytest.mark.parametrize(
    ("needs", "text", "met"),
    [
        (Needs(), "a text", False),
        (Needs(pieces=("hopes",)), "No HOPES left", True),
        (Needs(words=lambda lang: ("the",)), "Then they", False),
        (Needs(words=lambda lang: ("the",)), "By the sea", True),
        (Needs(words=lambda lang: None), "By the sea", True),
        (Needs(shapes=(",A",)), "so,So", True),
        (Needs(shapes=(",A",)), "so,so", False),
    ],
)
def test_any_one_of_the_needs_will_do(needs: Needs, text: str, met: bool) -> None:
    assert view_of(text, "en").may_meet(needs) is met


@given(TEXTS | st.text(max_size=60))
def test_words_start_where_the_pattern_says(text: str) -> None:
    lowered = view_of(text, "en").lowered
    assert Shape(text).word_starts() == [match.start() for match in re.finditer(r"\w+", lowered)]
    assert len(words_of(lowered)) == len(Shape(text).word_starts())
    parts = text.split()
    assert [
        text[at : at + len(part)] for at, part in zip(starts_between_blanks(text), parts, strict=True)
    ] == parts
