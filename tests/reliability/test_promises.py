"""docs/security.md promises what tests show; those of its claims that no other test is about."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mtcheck.cli.main import main
from tests.conftest import ROOT

_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_the_page_names_tests_that_are_there() -> None:
    named = _NAMED.findall((ROOT / "docs" / "security.md").read_text("utf-8"))
    assert len(named) > 30
    missing = [
        f"{path}::{name}" for path, name in named if f"def {name}(" not in (ROOT / path).read_text("utf-8")
    ]
    assert not missing


def test_a_text_names_no_path_and_no_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ids that climb out of the folder, addresses, code and patterns are text."""
    asked: list[object] = []

    def connect(_: socket.socket, address: object) -> None:
        asked.append(address)
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.chdir(tmp_path)
    texts = [
        "Read https://example.com/feed.xml , or ftp://example.com .",
        "![](http://example.com/pixel.png) <img src='http://example.com/p'> $(touch ran) `touch ran`",
        "__import__('os').system('touch ran') {0.__class__} %n%s (a+)+$ [.*",
    ]
    rows = [{"id": "../../escaped.txt", "text": text, "lang": "../../../etc/passwd"} for text in texts]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    fields = ("--text-field", "text", "--id-field", "id", "--lang-field", "lang", "--isolated")
    main(["check", "in", *fields])
    main(["clean", "in", "-o", "out", *fields])
    capsys.readouterr()
    assert not asked
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    papers = {"a.jsonl", "changes.jsonl", "rejected.jsonl", "report.json"}
    assert {path.name for path in (tmp_path / "out").rglob("*")} <= papers
    assert not (tmp_path.parent.parent / "escaped.txt").exists()


def test_a_crashed_worker_says_nothing_of_the_text() -> None:
    code = "from mtcheck.server.workers import _Discreet\nwith _Discreet():\n    raise ValueError('a secret')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "a worker ended: ValueError at" in done.stderr
    assert "secret" not in done.stderr
