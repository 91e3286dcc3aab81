"""What is between blanks, in short texts and in long ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text import words
from mtcheck.text.words import between_blanks, starts_between_blanks

PIECES = st.sampled_from(["a", "tide", "  ", "\n", "\u3000", "\x1f", "\u200b", "ß", "\u2028", "xyz", "\x85"])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_a_long_text_is_split_as_a_short_one_is(text: str) -> None:
    long = text + f" {'tide ' * (words._LONG // 5 + 1)}" + text
    parts = between_blanks(long)
    assert parts == long.split()
    starts = starts_between_blanks(long)
    assert [long[start : start + len(part)] for start, part in zip(starts, parts, strict=True)] == parts
    assert len({id(part) for part in parts if part == "tide"}) <= 2
