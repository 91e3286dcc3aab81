"""docs/adding-a-language.md, followed step by step for a language that is made up."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import mtcheck
from mtcheck import resources
from mtcheck.text.conventions import Conventions, MarkWords, conventions, mark_words
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "adding-a-language.md").read_text(encoding="utf-8")
CODE = "qaa"  # reserved for private use: nobody's language
TABLES = set(re.findall(r"^\*\*([a-z-]+)\*\*", PAGE, re.M)) | {"scales"}


def forget() -> None:
    for module in ("mtcheck.resources", "mtcheck.text.conventions"):
        for value in vars(__import__(module, fromlist=["*"])).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A copy of corpora with the page's example in it."""
    folder = tmp_path / "corpora"
    shutil.copytree(ROOT / "corpora", folder, ignore=shutil.ignore_patterns("build", "__pycache__"))
    example = re.findall(r"```toml\n(.*?)```", PAGE, re.S)[0]
    (folder / "lang" / f"{CODE}.toml").write_text(example, encoding="utf-8")
    forget()
    monkeypatch.setattr(resources, "root", lambda: folder)
    yield
    monkeypatch.undo()
    forget()


@pytest.mark.usefixtures("added")
def test_the_language_of_the_page_is_known_at_once() -> None:
    assert conventions(CODE).decimal == ","
    assert "usv" in mark_words(f"{CODE}-AT").abbreviations
    cut = "Xuvi qlomi bruzzo hextu i krum doran vesk plamon tusk i krum le"
    assert said_by("FLU003", cut) == ["breaks off: the last word is 'le'"]
    assert len(said_by("FLU001", "Xuvi mol mol qlomi bruzzo hextu hextu krum.")) == 1


def said_by(code: str, text: str) -> list[str]:
    """The messages of one rule on a text of the new language."""
    config = {"select": [code]}
    return [finding.message for finding in mtcheck.check(text, lang=CODE, config=config).findings]


def test_every_file_holds_only_tables_that_the_page_explains() -> None:
    assert len(TABLES) > 8
    wrong = {
        name: sorted(unknown)
        for name in resources.languages()
        if (unknown := set(resources.language_facts(name)) - TABLES)
    }
    assert not wrong


def test_every_name_is_a_tag_and_every_table_is_well_formed() -> None:
    import msgspec

    from mtcheck.tags import valid

    for name in resources.languages():
        assert name == "und" or valid(name).name == name
        facts = resources.language_facts(name)
        for table, kind in (("mark-words", MarkWords), ("conventions", Conventions)):
            if (
                table in facts
                and name != "und"
                and not (table == "conventions" and "quotes" not in facts[table])
            ):
                msgspec.convert(facts[table], kind)


def test_names_of_languages_are_words_of_english() -> None:
    names = tomllib.loads((ROOT / "corpora" / "languages" / "names.toml").read_text(encoding="utf-8"))
    assert len(set(names.values())) == len(names) > 100
