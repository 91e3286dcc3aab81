"""Fingerprints written into a configuration, whatever the places after them hold."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import ConfigError
from mtcheck.ignored import add_fingerprints, with_list

ODD = [
    '0a in/"so".txt',
    "0a in\\so.txt",
    "0a in/a.jsonl [7]",
    "0a new\nline",
    '0a x"\n]\nunsafe = true\nq = ["',
    "0a \x7f",
]
PIECES = st.sampled_from(
    ['"', "\\", "[", "]", "#", "'", "\n", "\t", "\x7f", "\x00", "\x1b", "a", " ", "ж", "\U0001f600"]
)
BEFORE = """lang = "de"
ignore-fingerprints = [  # by hand: ["x"]
    '0b in/[1] "x".txt', "0c \\\\", # more ]
]
[fields]
text = ["a"]
"""


def test_places_may_hold_anything(tmp_path: Path) -> None:
    place = tmp_path / "mtcheck.toml"
    for count in (1, 2):  # the second time it reads what the first wrote
        assert add_fingerprints(place, ODD[: 3 * count]) == 3
        assert tomllib.loads(place.read_text("utf-8")) == {"ignore-fingerprints": ODD[: 3 * count]}
    assert add_fingerprints(place, ODD) == 0


def test_the_rest_of_a_configuration_stays(tmp_path: Path) -> None:
    place = tmp_path / "mtcheck.toml"
    place.write_text(BEFORE, "utf-8")
    assert add_fingerprints(place, ["0d"]) == 1
    wanted = {"lang": "de", "fields": {"text": ["a"]}}
    names = ['0b in/[1] "x".txt', "0c \\", "0d"]
    assert tomllib.loads(place.read_text("utf-8")) == wanted | {"ignore-fingerprints": names}


@pytest.mark.parametrize("text", ["", 'ignore-fingerprints = ["""a]"""]\n'])
def test_what_cannot_be_written_is_told_and_nothing_is_changed(tmp_path: Path, text: str) -> None:
    place = tmp_path / "mtcheck.toml"
    place.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="cannot be edited without loss; add by hand"):
        add_fingerprints(place, ["0a bad\udcff.txt"])
    assert place.read_text("utf-8") == text


@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=4))
def test_a_list_reads_as_it_was_written(names: list[str]) -> None:
    once = with_list(BEFORE, names)
    assert tomllib.loads(once)["ignore-fingerprints"] == names
    assert tomllib.loads(with_list(once, [*names, "0d"]))["ignore-fingerprints"] == [*names, "0d"]
