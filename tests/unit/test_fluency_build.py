"""The script that makes the fluency index: pages in their states, a model, figures over what was left out."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest

from corpora.build import docpages
from corpora.build.docpages import git_of, pages, prose_lines, repositories
from corpora.build.fluency import Product, add, auc, fit, row_of, training_set
from mtcheck.fluency.features import shapes_of

PAGE = """---
title: Dienste
ms.translationtype: {kind}
---
# Dienste

* Der **Dienst** ruft `run()` auf und [schreibt](a.md) danach {what} in die Datei.

```csharp
var x = new Client();
```
| Der Name des Dienstes steht in dieser Spalte | kurz |
"""
WANTED = "Der Dienst ruft 0 auf und schreibt danach {} in die Datei."


def git(folder: Path, *words: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def fetched(tmp_path: Path) -> Path:
    """A repository whose page a machine made first, then a person; one of another kind, kept for tests."""
    for name in ("owner+nuget.de-de", "owner+AspNetCore.Docs.de-de"):
        repo = tmp_path / name / "repo"
        repo.mkdir(parents=True)
        git(repo, "init", "-q")
        for kind, what in (("MT", "das Wert"), ("HT", "den Wert"), ("MTE", "nichts")):
            (repo / "a.md").write_text(PAGE.format(kind=kind, what=what), encoding="utf-8")
            git(repo, "add", ".")
            git(repo, "commit", "-qm", kind)
    return tmp_path


LIST = """
[[product]]
name = "nuget"
owner = "microsoft"
repositories = ["owner/nuget.de-de", "owner/nuget.it-it"]

[[product]]
name = "aspnetcore"
owner = "microsoft"
fresh = true
repositories = ["owner/AspNetCore.Docs.de-de"]
"""


def test_a_page_is_taken_in_its_last_state_of_each_kind(
    fetched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = fetched / "documentation.toml"
    names.write_text(LIST, encoding="utf-8")
    monkeypatch.setattr(docpages, "DOCUMENTATION", names)
    # What is kept for tests of others is never read, though it be named.
    german, italian = repositories()
    assert german == ("owner/nuget.de-de", "de", "nuget", "microsoft", False)
    assert git_of(fetched, italian.name) is None
    folder = git_of(fetched, german.name)
    assert folder is not None
    (page,) = pages(folder)
    assert page.path == "a.md"
    cell = "Der Name des Dienstes steht in dieser Spalte"
    assert page.states == {
        "machine": [WANTED.format("das Wert"), cell],
        "human": [WANTED.format("den Wert"), cell],
    }


def test_short_lines_and_code_are_no_prose() -> None:
    assert prose_lines("Kurz.\n\n    var x = new Client();\n\nJa\n") == []


def test_what_both_states_share_is_left_out() -> None:
    product, shapes = Product([], [], []), shapes_of("de")
    both = [f"Der Dienst Nummer {number} läuft auf dem Server der Gruppe und wartet." for number in range(8)]
    one = [f"Der Fehler {number} auftritt, wenn die Datei ist nicht in das Ordner." for number in range(8)]
    other = [f"Der Fehler {number} tritt auf, wenn die Datei nicht im Ordner liegt." for number in range(8)]
    add(product, shapes, {"machine": both + one, "human": both + other})
    ((machine, human),) = product.matched
    assert np.array_equal(machine[0], row_of(shapes, one)[0])
    assert np.array_equal(human[0], row_of(shapes, other)[0])


def test_the_model_learns_what_products_share() -> None:
    random = np.random.default_rng(7)

    def rows(shift: int, topic: int) -> list[tuple[object, object]]:
        found = []
        for _ in range(40):
            each = np.unique(
                np.append(random.integers(0, 200, 30) + shift, random.integers(0, 99, 30) + topic)
            )
            found.append((each.astype(np.int32), np.full(len(each), 0.12, dtype=np.float32)))
        return found

    real = {f"p{n}": Product([], rows(0, 1000 * n), rows(150, 1000 * n)) for n in range(1, 9)}
    weights, bias = fit(*training_set(list(real.values())))
    assert weights[:150].mean() > 0 > weights[200:350].mean()
    assert np.isfinite(bias)


def test_auc_counts_pairs() -> None:
    assert auc(np.array([2.0, 3.0]), np.array([1.0, 2.5])) == 0.75
