"""Offsets are sacred: edits, maps and composition against character-by-character oracles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.document import Span
from mtcheck.edits import Edit, OffsetMap, apply, compose, minimal, rebase, resolve
from mtcheck.errors import EditError

TEXTS = st.text(alphabet="abР°»\u0301👁 \n\r\ufeff\ud800", max_size=24)


@st.composite
def edits_on(draw: st.DrawFn, text: str) -> list[Edit]:
    raw = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 5)))
        raw.append(Edit(start, end, draw(st.text(alphabet="xyz", max_size=4))))
    return resolve(raw)


@st.composite
def revisions(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXTS)
    return text, draw(edits_on(text))


def origins(text: str, edits: list[Edit]) -> list[tuple[int, int]]:
    """For each character of the new text, the old stretch it came from."""
    out, position = [], 0
    for edit in edits:
        out += [(i, i + 1) for i in range(position, edit.start)]
        out += [(edit.start, edit.end)] * len(edit.text)
        position = edit.end
    return out + [(i, i + 1) for i in range(position, len(text))]


@given(revisions(), st.data())
def test_a_span_maps_back_character_by_character(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    new, oracle = apply(text, edits), origins(text, edits)
    assert len(oracle) == len(new)
    if not new:
        return
    start = data.draw(st.integers(0, len(new) - 1))
    end = data.draw(st.integers(start + 1, len(new)))
    old = OffsetMap(edits).to_old(Span(start, end))
    assert old == (oracle[start][0], oracle[end - 1][1])
    assert 0 <= old.start <= old.end <= len(text)


@given(revisions(), st.data())
def test_an_empty_span_stays_inside_the_old_text(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    new = apply(text, edits)
    place = data.draw(st.integers(0, len(new)))
    old = OffsetMap(edits).to_old(Span(place, place))
    assert 0 <= old.start <= old.end <= len(text)


@given(revisions(), st.data())
def test_a_rebased_edit_with_the_rest_equals_two_steps(
    case: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    text, repairs = case
    new = apply(text, repairs)
    start = data.draw(st.integers(0, len(new)))
    polish = Edit(
        start, data.draw(st.integers(start, len(new))), data.draw(st.text(alphabet="QW", max_size=3))
    )
    based = rebase(polish, new, OffsetMap(repairs))
    rest = [edit for edit in repairs if not (based.start <= edit.start and edit.end <= based.end)]
    chosen = sorted([*rest, based])
    assert all(before.end < after.start for before, after in zip(chosen, chosen[1:], strict=False))
    assert apply(text, chosen) == apply(new, [polish])


@given(revisions(), st.data())
def test_two_rounds_compose_into_one_list(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, first = case
    middle = apply(text, first)
    second = data.draw(edits_on(middle))
    composed = compose(first, middle, second)
    edits = [item.edit for item in composed]
    assert apply(text, edits) == apply(middle, second)
    assert all(before.end < after.start for before, after in zip(edits, edits[1:], strict=False))
    assert sorted(i for item in composed for i in item.first) == list(range(len(first)))
    assert sorted(i for item in composed for i in item.second) == list(range(len(second)))


@given(revisions())
def test_resolving_twice_changes_nothing(case: tuple[str, list[Edit]]) -> None:
    _, edits = case
    assert resolve(edits) == edits


@given(revisions())
def test_a_minimal_edit_makes_the_same_change(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    for edit in edits:
        small = minimal(text, edit)
        assert apply(text, [small]) == apply(text, [edit])
        assert edit.start <= small.start <= small.end <= edit.end


def test_touching_deletions_become_one() -> None:
    assert resolve([Edit(4, 8, ""), Edit(0, 4, ""), Edit(8, 12, "")]) == [Edit(0, 12, "")]


@pytest.mark.parametrize(
    "edits", [[Edit(2, 4, ""), Edit(0, 1, "")], [Edit(0, 9, "")], [Edit(0, 3, ""), Edit(2, 4, "")]]
)
def test_edits_that_have_no_single_meaning_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(EditError):
        apply("abcd", edits)
