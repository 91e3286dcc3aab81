"""Every file of corpora has its origin, licence and way to rebuild it in SOURCES.toml."""

from __future__ import annotations

import configparser
import hashlib
import re
import tomllib

import pytest

from mtcheck.cli.main import main
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


# How SOURCES.toml writes a licence, and its name in the SPDX list.
SPDX = {
    "MIT": "MIT",
    "Apache-2.0": "Apache-2.0",
    "CC BY-SA 4.0": "CC-BY-SA-4.0",
    "CC BY-SA 3.0": "CC-BY-SA-3.0",
    "CC BY-SA": "CC-BY-SA-4.0",
    "CC BY 3.0": "CC-BY-3.0",
    "CC BY": "CC-BY-4.0",
    "CC BY 4.0": "CC-BY-4.0",
    "BSD-2-Clause": "BSD-2-Clause",
    "BSD-3-Clause": "BSD-3-Clause",
    "LGPL-LR": "LGPLLR",
    "MPL-1.1": "MPL-1.1",
    "PSF-2.0": "PSF-2.0",
    "Unicode-3.0": "Unicode-3.0",
    "Unicode License v3": "Unicode-3.0",
}


def test_every_licence_of_the_data_is_in_the_package() -> None:
    """A new licence in SOURCES.toml needs its text in corpora/licences and its name in setup.cfg."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    said = set(setup["metadata"]["license_expression"].split(" AND "))
    texts = {path.stem for path in (CORPORA / "licences").glob("*.txt")} - {"NOTICE"}
    assert said == texts
    for name, entry in SOURCES.items():
        # Of native text for research only figures are kept: a mean, a slope and a deviation.
        none = r"\([^()]*\)|[a-z]+ sources?: .*|figures, no text|\bCC0\b|\bresearch use\b"
        plain = re.sub(none, "", entry["licence"])
        for licence in filter(None, (part.strip() for part in re.split(r"[;,]|\band\b", plain))):
            assert SPDX.get(licence) in said, f"{name}: {licence}"


def test_the_notice_names_nothing_that_is_not_shipped() -> None:
    """What went from corpora goes from the notice too."""
    notice = (CORPORA / "licences" / "NOTICE.txt").read_text(encoding="utf-8")
    works = set(re.findall(r"\b(?:\w*[a-z]\w*[A-Z]\w*|[A-Z]{3,})\b", notice.partition("In short")[2]))
    assert {"UniMorph", "OpenCorpora", "CLDR"} < works
    said = (CORPORA / "SOURCES.toml").read_text(encoding="utf-8")
    ours = {"SOURCES"}
    assert {work for work in works - ours if work not in said} == set()


def test_the_licences_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--licences"]) == 0
    printed = capsys.readouterr().out
    for words in ("wordfreq by Robyn Speer", "words/words.bin: CC BY-SA 4.0", "Apache License", "ShareAlike"):
        assert words in printed


def test_every_file_of_data_is_shipped() -> None:
    """A pattern of package_data in setup.cfg fits it; what is forgotten there is missing in the wheel."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    patterns = setup["options.package_data"]["mtcheck.corpora"].split()
    shipped = {path for pattern in patterns for path in CORPORA.glob(pattern)}
    missing = [
        name for name in data_files() if CORPORA / name not in shipped and not name.startswith("gold/")
    ]
    assert not missing
