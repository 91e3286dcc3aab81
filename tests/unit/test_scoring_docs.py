"""The examples of docs/scoring.md run."""

from __future__ import annotations

import doctest

from tests.conftest import ROOT


def test_the_examples_run() -> None:
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "scoring.md"), module_relative=False, encoding="utf-8"
    )
    assert tried >= 3
    assert failed == 0
