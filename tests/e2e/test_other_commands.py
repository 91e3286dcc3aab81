"""`mtcheck rules`, `init`, `--version` and `--help`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import mtcheck
from mtcheck.config import make_config
from mtcheck.registry import registry
from tests.conftest import Run


def test_rules_are_listed_and_explained(run: Run) -> None:
    listed = run("rules").stdout.splitlines()
    assert [line.split()[0] for line in listed] == [rule.code for rule in registry()]
    page = run("rules", "quote-shifted").stdout
    assert page.startswith("PUN003 quote-shifted\n")
    assert "Severity  minor" in page
    assert run("rules", "pun").stdout.count("PUN0") >= 7
    rows = json.loads(run("rules", "ENC002", "--output-format", "json").stdout)
    assert rows[0]["name"] == "split-mojibake"


def test_init_writes_the_defaults_once(run: Run, tmp_path: Path) -> None:
    assert run("init").returncode == 0
    text = (tmp_path / "mtcheck.toml").read_text(encoding="utf-8")
    assert make_config(tomllib.loads(text)) == make_config({})
    again = run("init")
    assert again.returncode == 2
    assert "exists already" in again.stderr


def test_the_version_and_a_help_page_that_fits_a_screen(run: Run) -> None:
    assert run("--version").stdout == f"mtcheck {mtcheck.__version__}\n"
    assert len(run("--help").stdout.splitlines()) <= 30
