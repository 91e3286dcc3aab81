"""The second half of the index: texts of public pages, and weights that a register does not give away."""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
from pathlib import Path

import numpy as np
import pytest

from corpora.build import pagetexts
from corpora.build.docpages import repositories
from corpora.build.fluency import Product
from corpora.build.fluencypages import MOST, OUT, SNAPSHOTS, across, chosen, trained
from corpora.build.pagetexts import Text, pieces, sources, texts

SENTENCE = "Der Rat hat am Montag beschlossen, die alte Brücke für zwei Monate zu sperren."
ENGLISH = "The council will close the old bridge for two months, and it is not the first time."
SOURCES = """
[[source]]
kind = "native"
family = "site"
register = "blog"
repositories = ["owner/site"]
paths = { de = "de/.*\\\\.md$" }
"""


def test_a_page_is_read_in_paragraphs_and_only_where_the_paths_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = tmp_path / "owner+site" / "repo"
    (repo / "de").mkdir(parents=True)
    wrapped = SENTENCE.replace(" die ", "\ndie ")
    page = "---\ntitle: Brücke\n---\n# Titel\n\n" + "\n\n".join([wrapped] * 9)
    (repo / "de" / "a.md").write_text(page, encoding="utf-8")
    (repo / "b.md").write_text(page, encoding="utf-8")
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.org", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", *words], cwd=repo, check=True, capture_output=True)
    sources = tmp_path / "pages.toml"
    sources.write_text(SOURCES, encoding="utf-8")
    monkeypatch.setattr(pagetexts, "SOURCES", sources)
    (text,) = texts(tmp_path, {"de"})
    assert (text.kind, text.family, text.register, text.fresh) == ("native", "site", "blog", False)
    assert text.lines == [SENTENCE] * 9


def test_english_lines_and_short_pages_are_left_out() -> None:
    assert list(pieces([SENTENCE, ENGLISH] * 7, "de")) == [[SENTENCE] * 7]
    assert list(pieces([SENTENCE] * 3, "de")) == []


def test_few_texts_of_a_family_are_none() -> None:
    some = [Text("de", "native", "few", "blog", False, [f"{number}"]) for number in range(3)]
    many = [Text("de", "native", "many", "blog", False, [f"{number}"]) for number in range(200)]
    assert {text.family for text in chosen(some + many)} == {"many"}
    assert len(chosen(many)) == MOST


def test_what_tells_registers_apart_weighs_nothing() -> None:
    random = np.random.default_rng(3)
    found, rows = [], []
    for number in range(240):
        register = "docs" if number % 2 else "blog"
        # Machine pages are mostly documentation, native ones mostly blogs.
        machine = random.random() < (0.85 if register == "docs" else 0.15)
        marks = (100 if register == "docs" else 200) + random.integers(0, 20, 12)
        own = (300 if machine else 400) + random.integers(0, 20, 4)
        each = np.unique(np.concatenate((marks, own))).astype(np.int32)
        family = f"{register}{machine}{number % 3}"
        found.append(Text("de", "machine" if machine else "native", family, register, False, ["x"]))
        rows.append((each, np.full(len(each), 0.25, dtype=np.float32)))
    weights = trained(found, rows, np.ones(len(found), dtype=bool), [])
    real = weights[300:320].mean() - weights[400:420].mean()
    assert real > 0
    assert abs(weights[100:120].mean() - weights[200:220].mean()) < 0.25 * real
    # The bias of a register is no feature of a text.
    assert not weights[-2:].any()


def _page(random: np.random.Generator, machine: bool, topic: int) -> tuple[object, object]:
    own = (300 if machine else 400) + random.integers(0, 20, 6)
    each = np.unique(np.concatenate((own, 1000 + 100 * topic + random.integers(0, 90, 12)))).astype(np.int32)
    return each, np.full(len(each), 0.25, dtype=np.float32)


def test_figures_are_of_families_and_products_that_were_left_out() -> None:
    random = np.random.default_rng(5)
    found, rows = [], []
    for number in range(10):
        kind = "machine" if number % 2 else "native"
        for page in range(30):
            found.append(Text("de", kind, f"f{number}", "docs", False, [f"{page}"]))
            rows.append(_page(random, kind == "machine", number))
    docs = {
        f"p{n}": Product([], *([_page(random, made, 20 + n) for _ in range(40)] for made in (True, False)))
        for n in range(6)
    }
    figures = across(found, rows, docs)
    assert figures.pages.keys() == {"f1", "f3", "f5", "f7", "f9"}
    assert figures.docs.keys() == docs.keys()
    assert min(figures.pages.values()) > 0.9
    assert min(figures.docs.values()) > 0.9
    # Where only topics tell the kinds apart, nothing carries over to what was left out.
    topics = [_page(random, True, int(text.family[1:])) for text in found]
    assert 0.2 < np.mean(list(across(found, topics, {}).pages.values())) < 0.8


def test_an_archive_of_machine_output_and_paragraphs_of_markup_are_read() -> None:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name in ("a/train.mt", "a/train.src"):
            member = tarfile.TarInfo(name)
            content = f"{name}\n".encode()
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    assert list(pagetexts.documents("tar", data.getvalue())) == [["a/train.mt"]]
    page = b"<content><para id='1'>Eine <term>alte</term>\n Stadt.</para><code>x</code></content>"
    assert list(pagetexts.documents("markup", page)) == [["Eine alte Stadt."]]


def test_an_owner_s_documentation_is_left_out_with_its_pages() -> None:
    random = np.random.default_rng(6)
    found, rows = [], []
    for family, machine in (("owner", True), ("other", True), ("blog", False), ("site", False)):
        for page in range(30):
            found.append(Text("de", "machine" if machine else "native", family, "docs", False, [f"{page}"]))
            rows.append(_page(random, machine, 0))
    # In the owner's documentation all is the other way round; with the owner's pages it must be gone.
    wrong = {
        f"p{n}": Product(
            [], *([_page(random, made, n) for _ in range(40)] for made in (False, True)), "owner"
        )
        for n in range(3)
    }
    figures = across(found, rows, wrong)
    assert figures.pages["owner"] > 0.9
    assert figures.docs.keys() == wrong.keys()


def test_the_list_of_what_the_index_was_made_from_is_that_of_the_scripts() -> None:
    first, *read = SNAPSHOTS.read_text(encoding="utf-8").splitlines()
    assert first == f"index.bin {hashlib.sha256(OUT.read_bytes()).hexdigest()}"
    named = {each.name for each in repositories()}
    named.update(name for source in sources() for name in source["repositories"])
    assert {line.split()[0] for line in read} == named
    assert all(source["licence"] for source in sources())
