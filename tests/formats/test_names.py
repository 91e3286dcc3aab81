"""Names of records: each once in an input, and the same whether its parts are read apart or not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.formats.names import Names
from tests.formats.kit import container


def test_the_second_of_a_name_gets_a_number_that_no_other_has() -> None:
    names = Names()
    given_names = [names.new(name) for name in ("a", "a (2)", "a", "b", "a", "a (2)")]
    assert given_names == ["a", "a (2)", "a (3)", "b", "a (4)", "a (2) (2)"]


def test_one_name_for_all_is_linear() -> None:
    names = Names()
    assert [names.new("x") for _ in range(100_000)][-1] == "x (100000)"


# Few names, some of which are what another becomes when it gets a number.
NAMES = st.lists(st.sampled_from(["a", "b", "a (2)", "a (3)", "b (2) (2)"]), max_size=40)


@given(NAMES, st.integers(1, 200))
def test_parts_name_their_records_as_the_whole_does(ids: list[str], size: int) -> None:
    data = "".join(json.dumps({"id": each, "text": "It is."}) + "\n" for each in ids).encode()
    whole = [d.origin.record for d in container(data, "jsonl", id_field="id").items()] if ids else []
    assert len(set(whole)) == len(ids)
    opened = container(data, "jsonl", id_field="id")
    parts = opened.parts(size)
    if len(parts) > 1:
        assert [d.origin.record for part in parts for d in opened.items(part)] == whole


@pytest.mark.parametrize("format_name", ["tsv", "jsonl"])
def test_parts_without_a_field_of_names_know_none(format_name: str) -> None:
    rows = b"text\n" + b"It is.\n" * 50 if format_name == "tsv" else b'{"text": "It is."}\n' * 50
    assert all(part.names == () for part in container(rows, format_name).parts(20))
