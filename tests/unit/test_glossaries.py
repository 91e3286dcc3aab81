"""Users' glossaries: every format says the same, and what is wrong in one is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

import mtcheck
from mtcheck.errors import ConfigError
from mtcheck.rules.terminology.glossaries import glossary

CSV = "source,target,forbidden\nмост,bridge,viaduct|overpass\n"
TSV = "ru\ten\tforbidden\nмост\tbridge\tviaduct|overpass\n"
TOML = '[[term]]\nsource = "мост"\ntarget = "bridge"\nforbidden = ["viaduct", "overpass"]\n'
TBX2 = """<?xml version="1.0"?>
<martif type="TBX" xml:lang="en"><text><body><termEntry id="c1">
<langSet xml:lang="ru"><tig><term>мост</term></tig></langSet>
<langSet xml:lang="en-GB"><tig><term>bridge</term></tig>
<ntig><termGrp><term>viaduct</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
<tig><term>overpass</term><termNote type="administrativeStatus">forbidden</termNote></tig></langSet>
</termEntry></body></text></martif>
"""
TBX3 = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca"><text><body>
<conceptEntry id="c1"><langSec xml:lang="ru"><termSec><term>мост</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>bridge</term></termSec>
<termSec><term>viaduct</term>
<termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
<termSec><term>overpass</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
</langSec></conceptEntry></body></text></tbx>
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [("t.csv", CSV), ("t.tsv", TSV), ("t.toml", TOML), ("t.tbx", TBX2), ("three.tbx", TBX3)],
)
def test_every_format_says_the_same(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (term,) = glossary([str(path)], "ru", "en-US")
    assert (term.source, term.targets, term.forbidden) == ("мост", ("bridge",), ("viaduct", "overpass"))
    report = mtcheck.check(
        "The overpass is closed.",
        source="Мост закрыт.",
        config={"select": ["TRM"], "rules": {"TRM": {"glossaries": [str(path)]}}, "source-lang": "ru"},
    )
    assert [(found.rule, found.text) for found in report.findings] == [
        ("TRM001", "The overpass is closed."),
        ("TRM002", "overpass"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "source,target\nмост,bridge,x\n", "line 2: has more cells than columns"),
        ("b.csv", "source,targt\nмост,bridge\n", "did you mean target?"),
        ("c.csv", "source,target\n,bridge\n", "line 2: has no source"),
        ("d.csv", "source,target\nмост,\n", "line 2: has no target"),
        ("e.csv", "source,keep\nмост,maybe\n", "write true or false"),
        ("f.toml", "[[term]\n", "is not valid TOML"),
        ("g.toml", "[[row]]\nsource = 'x'\n", "begin each with [[term]]"),
        ("h.toml", "[[term]]\nsource = 3\n", "term 1: source is neither a text nor a list"),
        ("i.tbx", "<martif>", "cannot be read as TBX"),
        ("j.tbx", "<martif/>", "holds no termEntry"),
        ("k.xlsx", "x", "rename it"),
    ],
)
def test_a_broken_file_is_named_with_the_way_out(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        glossary([str(path)], "ru", "en")
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.csv"):
        glossary(["nowhere.csv"], "ru", "en")


def test_a_term_base_cannot_reach_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words", encoding="utf-8")
    path = tmp_path / "t.tbx"
    path.write_text(
        f'<!DOCTYPE martif [<!ENTITY s SYSTEM "file://{secret}">]>{TBX2[22:].replace("bridge", "&s;")}',
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match="declares entities"):
        glossary([str(path)], "ru", "en")


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    import os

    path = tmp_path / "t.csv"
    path.write_text(CSV, encoding="utf-8")
    assert glossary([str(path)], "ru", "en")[0].targets == ("bridge",)
    path.write_text(CSV.replace("bridge", "crossing"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert glossary([str(path)], "ru", "en")[0].targets == ("crossing",)
