"""Parsed TOML that is kept, and patterns that wait."""

from __future__ import annotations

import atexit
import os
import pickle
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from mtcheck import compiled, lazyre, parsed
from mtcheck.registry import registry


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(parsed, "kept_in", lambda: tmp_path / "cache" / "parsed")
    place = tmp_path / "sv.toml"
    place.write_text('[words]\nyes = "ja"\n', "utf-8")
    return place


def kept(source: Path) -> list[Path]:
    return list(source.parent.glob("cache/parsed/*"))


def test_what_was_parsed_is_read_back_without_parsing(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = parsed.load(source)
    monkeypatch.setattr(tomllib, "loads", lambda text: pytest.fail("parsed again"))
    assert parsed.load(source) == first == {"words": {"yes": "ja"}}


def test_a_changed_file_is_parsed_again(source: Path) -> None:
    parsed.load(source)
    before = source.stat()
    source.write_text('[words]\nyes = "jo"\n', "utf-8")
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))  # as large and as old as before
    assert parsed.load(source)["words"]["yes"] == "jo"


@pytest.mark.parametrize("broken", [b"", b"\x92\x02", b"junk", b"\x92\x01\x80"])
def test_a_broken_form_is_made_anew(source: Path, broken: bytes) -> None:
    parsed.load(source)
    (place,) = kept(source)
    place.write_bytes(broken)
    assert parsed.load(source)["words"]["yes"] == "ja"
    assert place.read_bytes() != broken


def test_nothing_is_written_where_python_writes_nothing(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert parsed.load(source)["words"]["yes"] == "ja"
    assert not kept(source)


def test_nothing_lies_beside_the_tables(source: Path) -> None:
    """pip would leave it there, and what is left hides the next installation."""
    parsed.load(source)
    assert {each.name for each in source.parent.iterdir()} == {"sv.toml", "cache"}


@pytest.mark.skipif(os.name == "nt", reason="asks for the folders of Unix")
def test_forms_are_kept_in_the_cache_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert parsed.kept_in() == tmp_path / "mtcheck" / "parsed"
    monkeypatch.setenv("XDG_CACHE_HOME", "here")  # the folder at hand may be anybody's
    monkeypatch.setenv("HOME", str(tmp_path))
    assert parsed.kept_in() == tmp_path / ".cache" / "mtcheck" / "parsed"
    monkeypatch.setenv("HOME", "here")
    assert parsed.kept_in() is None


def test_a_value_that_has_no_form_is_parsed_each_time(source: Path) -> None:
    source.write_text("when = 1979-05-27T07:32:00\n", "utf-8")
    first = parsed.load(source)
    assert parsed.load(source) == first == tomllib.loads(source.read_text("utf-8"))


def test_a_waiting_pattern_answers_like_a_compiled_one() -> None:
    waiting, compiled = lazyre.compile(r"(?P<day>\d+)", re.I), re.compile(r"(?P<day>\d+)", re.I)
    assert waiting.findall("1 and 22") == compiled.findall("1 and 22")
    assert waiting.sub("x", "a1") == compiled.sub("x", "a1")
    assert (waiting.pattern, waiting.flags, waiting.groups) == (
        compiled.pattern,
        compiled.flags,
        compiled.groups,
    )
    assert pickle.loads(pickle.dumps(waiting)).search("a1") is not None
    assert pickle.loads(pickle.dumps(lazyre.compile("a"))).match("ab") is not None


def test_a_waiting_pattern_that_is_wrong_says_so_when_it_is_used() -> None:
    with pytest.raises(re.error):
        lazyre.compile("(").search("")


@pytest.mark.skipif(os.name == "nt", reason="has no modes")
@pytest.mark.parametrize("mode", [0o777, 0o775, 0o702])
def test_a_folder_that_others_can_write_to_is_neither_read_nor_written(source: Path, mode: int) -> None:
    parsed.load(source)
    (place,) = kept(source)
    place.write_bytes(place.read_bytes().replace(b"ja", b"no"))
    assert parsed.load(source)["words"]["yes"] == "no"  # of a folder of one's own it is believed
    place.parent.chmod(mode)
    assert parsed.load(source)["words"]["yes"] == "ja"
    place.unlink()
    parsed.load(source)
    assert not kept(source)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="gives a folder away")
def test_a_folder_of_another_user_is_neither_read_nor_written(source: Path) -> None:
    parsed.load(source)
    (place,) = kept(source)
    place.write_bytes(place.read_bytes().replace(b"ja", b"no"))
    os.chown(place.parent, 65534, 65534)
    assert parsed.load(source)["words"]["yes"] == "ja"


def test_a_cache_that_cannot_be_written_or_is_no_folder_costs_nothing(source: Path) -> None:
    (source.parent / "cache").write_text("a file")
    assert parsed.load(source)["words"]["yes"] == "ja"


def test_patterns_are_read_back_as_python_compiles_them() -> None:
    registry()
    waiting = {
        id(each): each
        for module in list(sys.modules.values())
        for each in vars(module).values()
        if getattr(module, "__name__", "").startswith("mtcheck.") and isinstance(each, lazyre._Compiled)
    }
    made = [each._made_of for each in waiting.values() if isinstance(each._made_of[0], str)]
    assert len(made) > 100
    text = (
        "On 3 May, “he” said: naïve café 12,5 % <b>x</b> www.example.org ... страна 中文 don't U.S. [a](b)\n"
    )
    for pattern, flags in made:
        one, other = (
            re.compile(pattern, flags),
            compiled._pattern_of(pattern, compiled._made_of(pattern, flags)),
        )
        assert (one, one.flags, one.groupindex) == (other, other.flags, other.groupindex)
        assert [m.regs for m in one.finditer(text)] == [m.regs for m in other.finditer(text)], pattern


def test_patterns_are_kept_by_processes_of_ours_alone(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atexit, "register", lambda work: work)
    parsed.load(source)  # makes the folder
    host, ours, later = (compiled._Patterns() for _ in range(3))
    assert host.get("a+", 0).findall("baab") == ["aa"]
    host._write()
    assert len(kept(source)) == 1
    ours.collect()
    assert ours.get("(?P<x>a+)", re.I).findall("bAab") == ["Aa"]
    assert ours.get("[\ud800-\udfff]", 0).findall("a\udc00") == ["\udc00"]
    ours._write()
    assert len(kept(source)) == 2
    monkeypatch.setattr(re, "compile", lambda *about: pytest.fail("compiled again"))
    found = later.get("(?P<x>a+)", re.I).search("bAab")
    assert found is not None
    assert found["x"] == "Aa"


@pytest.mark.parametrize(
    "broken", [b"", b"junk", b"\x81\xa4" + b"0 a+" + b"\x94\x00\xc4\x04\xff\xff\xff\xff\x00\x80"]
)
def test_patterns_that_cannot_be_read_back_are_compiled(source: Path, broken: bytes) -> None:
    parsed.load(source)
    place = compiled._place()
    assert place is not None
    place.write_bytes(broken)
    assert compiled._Patterns().get("a+", 0).findall("baab") == ["aa"]


def test_a_python_with_another_compiler_compiles_as_ever(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patterns = compiled._Patterns()
    patterns._collects = True
    for error in (ImportError, AttributeError, TypeError):
        monkeypatch.setattr(compiled, "_made_of", _raising(error))
        assert patterns.get("a+", 0).findall("baab") == ["aa"]
    assert not patterns._new


def _raising(error: type[Exception]) -> Callable[..., None]:
    def made_of(*about: object) -> None:
        raise error

    return made_of
