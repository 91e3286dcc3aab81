"""The public benchmark: its cases are right, its verdicts too, and a tool is added as the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "benchmarks" / "public"
TEXTS = {
    "de": ["Die Fähre fährt heute später, weil der Hafen am Morgen gesperrt war.",
           "Nach der Übergabe blieb das Löschboot noch zwei Stunden am Kai liegen."],
    "ru": ["Паром сегодня выйдет позже, потому что гавань была закрыта."],
}  # fmt: skip


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, Any]]:
    monkeypatch.syspath_prepend(str(FOLDER))
    import generate
    import run

    yield generate, run
    for name in ("generate", "run", "tools"):
        sys.modules.pop(name, None)


def test_cases_are_new_for_each_seed_and_the_same_for_one(modules: tuple[Any, Any]) -> None:
    generate, _ = modules
    one, again, other = (generate.cases(TEXTS, 10, seed) for seed in (1, 1, 2))
    assert one == again != other
    kinds = {kind: [case for case in one if case.kind == kind] for kind in {case.kind for case in one}}
    assert {kind: len(cases) for kind, cases in kinds.items()} == dict.fromkeys(modules[1].ROWS, 10)
    for case in one:
        if case.kind in ("mojibake", "split mojibake"):
            assert case.given != case.wanted
            assert case.wanted in TEXTS[case.lang]
        if case.stretch:
            foreign = case.given[slice(*case.stretch)]
            assert any(foreign in texts for lang, texts in TEXTS.items() if lang != case.lang)
    for case in kinds["split mojibake"]:
        assert case.given.count(" ") > case.wanted.count(" ")


def test_a_tool_that_does_nothing_gets_what_it_earns(modules: tuple[Any, Any]) -> None:
    generate, run = modules
    idle = run.Tool("idle", "1", repair=str, identify=lambda text: "", foreign=lambda text, lang: [])
    table = run.measure(idle, generate.cases(TEXTS, 10, 1))
    shares = {kind: hits / total for kind, (hits, total) in table.items() if kind in run.ROWS}
    wanted = {"mojibake": 0, "split mojibake": 0, "clean text": 1, "sentence": 0, "foreign sentence": 0}
    assert shares == {**wanted, "one language": 1}
    assert table["ENC: marked"][0] == 0
    assert table["ENC: left alone"][0] == table["ENC: left alone"][1] > 0


def test_a_tool_is_added_as_the_page_says(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "public-benchmark.md").read_text(encoding="utf-8")
    code = re.search(r"```python title=\"mytool.py\"\n(.*?)```", page, re.DOTALL)
    assert code
    (tmp_path / "mytool.py").write_text(code[1], encoding="utf-8")
    for lang, lines in TEXTS.items():
        (tmp_path / f"{lang}.txt").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, str(FOLDER / "run.py"), "--texts", ".", "--count", "4", "--seed", "7"]
    done = subprocess.run(
        [*command, "--tool", "mytool:make", "--tool", "nowhere:make"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("seed 7; 3 sentences of 2 languages")
    assert "| right, % | mytool 1.0 | nowhere:make (left out) |" in done.stdout
    assert re.search(r"^\| clean text \| 100 \[51, 100\] of 4 \| - \|$", done.stdout, re.MULTILINE)
    assert "LEFT OUT: nowhere:make: not importable" in done.stderr
