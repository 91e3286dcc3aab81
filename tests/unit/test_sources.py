"""Every file of corpora has its origin, licence and way to rebuild it in SOURCES.toml."""

from __future__ import annotations

import hashlib
import tomllib

from tests.conftest import ROOT

CORPORA = ROOT / "corpora"
SOURCES = tomllib.loads((CORPORA / "SOURCES.toml").read_text(encoding="utf-8"))
KEYS = {"origin", "licence", "rebuild"}


def data_files() -> list[str]:
    return sorted(
        path.relative_to(CORPORA).as_posix()
        for path in CORPORA.rglob("*")
        if path.is_file()
        and path.name not in ("__init__.py", "SOURCES.toml")
        and not {"build", "__pycache__"} & set(path.parts)
    )


def test_every_file_is_named_once() -> None:
    named = [
        path.relative_to(CORPORA).as_posix() for pattern in SOURCES for path in sorted(CORPORA.glob(pattern))
    ]
    assert sorted(named) == data_files()


def test_every_entry_says_where_from_under_what_licence_and_how_to_rebuild() -> None:
    assert not {name: KEYS - set(entry) for name, entry in SOURCES.items() if KEYS - set(entry)}


def test_built_files_are_the_ones_described() -> None:
    wrong = [
        name
        for name, entry in SOURCES.items()
        if "sha256" in entry and hashlib.sha256((CORPORA / name).read_bytes()).hexdigest() != entry["sha256"]
    ]
    assert not wrong
    assert all("sha256" in SOURCES[name] for name in data_files() if name.endswith(".bin"))
