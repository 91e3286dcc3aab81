"""Every row's own examples: what it finds is found whole, its look-alikes stay silent."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from mtcheck import resources
from mtcheck.rules.boilerplate import disclaimers, labels, rows, surroundings
from mtcheck.rules.phrases import fold

_spec = importlib.util.spec_from_file_location("fake_view", Path(__file__).with_name("fake_view.py"))
assert _spec
assert _spec.loader
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
FakeView = _module.FakeView

FINDERS = {
    "related": surroundings.find_related,
    "calls": surroundings.find_appeals,
    "residue": surroundings.find_residue,
    "furniture": surroundings.find_furniture,
}
LANGUAGE_ROWS = [
    row
    for file in resources.list_names("disclaimers", ".toml")
    for row in resources.read_toml(file).get("language", ())
]
ROWS = [(name, row) for name in FINDERS for row in rows.read_rows(name)]


def label(value: Any) -> str | None:
    return value.get("id", value.get("lang")) if isinstance(value, dict) else None


def everything(text: str) -> list[tuple[Any, ...]]:
    view = FakeView(text)
    found: list[tuple[Any, ...]] = list(disclaimers.find_disclaimers(view))
    for finder in FINDERS.values():
        found += finder(view)
    return found


@pytest.mark.parametrize("row", LANGUAGE_ROWS, ids=label)
def test_disclaimers_are_found_whole_and_in_their_language(row: dict[str, Any]) -> None:
    assert row["hits"]
    for text in row["hits"]:
        assert list(disclaimers.find_disclaimers(FakeView(text))) == [(0, len(text), row["lang"])], text


@pytest.mark.parametrize("row", LANGUAGE_ROWS, ids=label)
def test_news_about_translation_is_no_disclaimer(row: dict[str, Any]) -> None:
    assert row["misses"]
    for text in row["misses"]:
        assert not list(disclaimers.find_disclaimers(FakeView(text))), text


@pytest.mark.parametrize("row", LANGUAGE_ROWS, ids=label)
def test_a_disclaimer_inside_an_article_is_found_alone(row: dict[str, Any]) -> None:
    above, below = "The harbour opened at noon.", "Ships came in from the north all day."
    text = f"{above}\n{row['hits'][0]}\n\n{below}"
    start = len(above) + 1
    assert everything(text)[:1] == [(start, start + len(row["hits"][0]), row["lang"])]


def test_at_least_sixty_languages_are_covered() -> None:
    languages = {row["lang"] for row in LANGUAGE_ROWS}
    assert len(languages) >= 60
    needed = (
        "en uk ru be az tr kk ky uz tk de fr es pt it nl pl cs sk sl hr sr bs mk bg ro hu fi sv nb nn da is "
        "et lv lt el he ar fa ur hi bn mr gu pa ta te kn ml th vi id ms tl sw zh ja ko ka hy mn sq ca gl eu "
        "ga cy af eo la am ne si km lo my"
    )
    assert set(needed.split()) <= languages


@pytest.mark.parametrize(("name", "row"), ROWS, ids=label)
def test_rows_find_their_examples(name: str, row: dict[str, Any]) -> None:
    assert row["hits"]
    for text in row["hits"]:
        found = list(FINDERS[name](FakeView(text))) or everything(text)  # a share bar is a call too
        assert found, text
        if row.get("scope") != "match":
            assert (found[0][0], found[-1][1]) == (0, len(text)), text


@pytest.mark.parametrize(("name", "row"), ROWS, ids=label)
def test_rows_leave_their_look_alikes_to_no_other_row(name: str, row: dict[str, Any]) -> None:
    assert row["misses"]
    for text in row["misses"]:
        assert not everything(text), text


def test_ids_of_rows_are_unique() -> None:
    ids = [row["id"] for _, row in ROWS]
    assert len(ids) == len(set(ids))


def test_folding_forgives_lost_accents() -> None:
    bare = "Ten artykul zostal automatycznie przetlumaczony z jezyka rosyjskiego i nie byl redagowany."
    assert [found.lang for found in disclaimers.find_disclaimers(FakeView(bare))] == ["pl"]
    assert fold("Ελλάδα, Łódź; ЁЛКА") == " ελλαδα lodz елка "


@pytest.mark.parametrize("row", LANGUAGE_ROWS, ids=label)
def test_every_word_for_a_machine_is_behind_a_gate(row: dict[str, Any]) -> None:
    gates = disclaimers.gates()
    for stem in row["machine"].lower().split():
        # A stem ends inside a word: any ending will do, a gate is shorter.
        text = stem.replace("_", " ").strip() + ("" if stem.endswith("_") else "xx")
        assert any(True for _ in gates.found(FakeView(text))) or any(
            True for _ in gates.found(FakeView(text[:-2]))
        ), stem


LABELS = labels.read_languages()


@pytest.mark.parametrize("row", LABELS, ids=label)
def test_labels_are_found_whole_below_an_article(row: dict[str, Any]) -> None:
    above = "The harbour opened at noon, and ships came in from the north all day long.\n\n"
    assert row["hits"]
    for text in row["hits"]:
        found = everything(above + text)
        assert [(start, end) for start, end, *_ in found] == [(len(above), len(above + text))], text


@pytest.mark.parametrize("row", LABELS, ids=label)
def test_what_only_looks_like_a_label_stays(row: dict[str, Any]) -> None:
    assert row["misses"]
    for text in row["misses"]:
        assert not everything(text), text


@pytest.mark.parametrize(
    "text", ["Home and away", "A view from the top", "siguiente:", "The list view", "Read and write", "Next."]
)
def test_titles_and_wrapped_lines_are_no_labels(text: str) -> None:
    assert labels.kind_of(text.lower(), text) is None


def test_a_label_over_links_stays() -> None:
    above = "The harbour opened at noon, and ships came in from the north all day long.\n\n"
    for below in ("Related posts\n- [Port](https://port.example)", "Latest posts:\nThe clerk keeps them."):
        assert not list(surroundings.find_furniture(FakeView(above + below))), below


def test_labels_that_are_glued_are_found() -> None:
    above = "The harbour opened at noon, and ships came in from the north all day long.\n\n"
    for text in ("Share on X12Share on FacebookPrint this page", "Jump to contentSkip to the menu"):
        assert [(a, b) for a, b, *_ in everything(above + text)] == [(len(above), len(above + text))], text


def test_strings_of_a_program_are_no_page() -> None:
    strings = "Continue to checkout\nSkip to the menu\nHello, reader"
    assert not list(surroundings.find_furniture(FakeView(strings)))
