"""docs/security.md promises what tests show; those of its claims that no other test is about."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mtcheck.cli.main import main, parse
from tests.conftest import ROOT
from tests.serving import serving

_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_the_page_names_tests_that_are_there() -> None:
    named = _NAMED.findall((ROOT / "docs" / "security.md").read_text("utf-8"))
    assert len(named) > 30
    missing = [
        f"{path}::{name}" for path, name in named if f"def {name}(" not in (ROOT / path).read_text("utf-8")
    ]
    assert not missing


# Advice, which promises nothing.
_ADVICE = ("It has no users and no passwords", "Plug-ins and the `.ckpt`")


def test_every_sentence_has_its_tests() -> None:
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    said, table = page.split("## What shows it")
    claims = re.findall(r"^\| (.+?) \| `tests/", table, re.M)
    bullets = [" ".join(each.split()) for each in re.findall(r"^- (.+(?:\n  .+)*)", said, re.M)]
    sentences = [each for bullet in bullets for each in re.split(r"(?<=[.)]) (?=[A-Z`])", bullet)]
    assert len(sentences) > 30
    unshown = [each for each in sentences if not any(claim in each for claim in claims)]
    assert [each for each in unshown if not each.startswith(_ADVICE)] == []
    whole = " ".join(bullets) + (ROOT / "SECURITY.md").read_text("utf-8")
    assert [claim for claim in claims if claim not in whole] == []


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


def test_what_is_too_long_is_named_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mtcheck.toml").write_text("max-characters = 20\n")
    rows = [{"text": "a" * 200}, {"text": "It rains ."}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["check", "a.jsonl", "--text-field", "text"]) == 3
    said = capsys.readouterr()
    assert "PUN001" in said.out
    assert "a.jsonl" in said.err
    assert "line 1" in said.err


def test_nothing_connects_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command of one process, with all that is installed."""
    asked: list[object] = []

    def connect(_: socket.socket, address: object) -> None:
        asked.append(address)
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: asked.append(address))
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The ferry to example.com was late .\n")
    lines = [f"Ferry number {number} was late in the harbour." for number in range(120)]
    (tmp_path / "c.txt").write_text("\n".join(lines))
    for words in (
        "check a.txt --corpus", "clean a.txt -o out/", "review out",
        "replay out/changes.jsonl a.txt -o back/",
        "score b.txt --ref a.txt", "corpus build c.txt -o own", "doctor", "rules",
    ):  # fmt: skip
        assert main([*words.split()]) in (0, 1), words
    capsys.readouterr()
    assert not asked


def test_serve_listens_on_the_loopback_address() -> None:
    assert parse(["serve"]).host == "127.0.0.1"


def test_a_server_keeps_nothing_of_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    with serving() as server:
        for path in ("/check", "/clean"):
            assert server.post(path, {"text": "Zwetschgenmuslin was served ."}).status == 200
        assert server.post("/check", {"text": "Zwetschgenmuslin", "lang": 5}).status == 400
        server.process.terminate()
        _, said = server.process.communicate(timeout=60)
    assert "Zwetschgenmuslin" not in (said or "")
    assert not _holds(tmp_path, b"Zwetschgenmuslin")


def test_the_cache_holds_nothing_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Zwetschgenmuslin was served .\n")
    (tmp_path / "mtcheck.toml").write_text('ignore-fingerprints = ["Zwetschgenmuslin"]\n')
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-P", "-m", "mtcheck", "clean", "a.txt", "-o", "out"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert list((tmp_path / "cache").rglob("parsed/*"))
    assert not _holds(tmp_path / "cache", b"Zwetschgenmuslin")


def _holds(folder: Path, words: bytes) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()]


def test_no_page_holds_the_markup_of_a_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names of files, ids and texts of report and review are data in a script of JSON, or escaped."""
    monkeypatch.chdir(tmp_path)
    attack = "</script><img src=x onerror=pwned()><!--"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "<img src=x onerror=pwned()>.jsonl").write_text(
        json.dumps({"id": attack, "text": f"{attack}\nIt rains ."}) + "\n"
    )
    fields = ("--text-field", "text", "--id-field", "id", "--isolated", "--select", "PUN")
    main(["check", "in", *fields, "--output", "report.html", "--output-format", "html"])
    main(["clean", "in", "-o", "out", *fields])
    main(["review", "out", "-o", "review.html"])
    capsys.readouterr()
    for name in ("report.html", "review.html"):
        page = (tmp_path / name).read_text("utf-8")
        assert "onerror" in page
        assert "<img src=x" not in page
        assert attack not in page
