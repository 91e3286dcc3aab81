"""The public benchmark: its cases are right, its verdicts too, and a tool is added as the page says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

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
    for name in ("faults", "generate", "run", "tools"):
        sys.modules.pop(name, None)


def test_cases_are_new_for_each_seed_and_the_same_for_one(modules: tuple[Any, Any]) -> None:
    generate, _ = modules
    one, again, other = (generate.cases(TEXTS, 10, seed) for seed in (1, 1, 2))
    assert one == again != other
    kinds = {kind: [case for case in one if case.kind == kind] for kind in {case.kind for case in one}}
    assert {kind: len(cases) for kind, cases in kinds.items()} == dict.fromkeys(modules[1].ROWS, 10)
    for case in kinds["changed word"]:
        assert case.given == case.given.lower() != case.worse
        assert case.wanted in TEXTS[case.lang]
        assert len(set(case.wanted.split()) - set(case.worse.split())) == 1, "one word is another"
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
    table, langs = run.measure(idle, generate.cases(TEXTS, 10, 1))
    assert set(langs) == set(TEXTS)
    shares = {kind: hits / total for kind, (hits, total) in table.items() if kind in run.ROWS}
    wanted = {"mojibake": 0, "split mojibake": 0, "clean text": 1, "sentence": 0, "foreign sentence": 0}
    assert shares == {**wanted, "one language": 1}
    assert table["ENC: marked"][0] == 0
    assert table["ENC: left alone"][0] == table["ENC: left alone"][1] > 0


def test_our_sentences_say_the_same_in_every_language(modules: tuple[Any, Any]) -> None:
    texts = modules[1].read_texts(modules[1].SENTENCES, 1)
    assert len(texts) == 25
    assert {len(lines) for lines in texts.values()} == {12}
    numbers = {lang: [re.findall(r"\d+", line) for line in lines] for lang, lines in texts.items()}
    for lang, found in numbers.items():
        # Vienna's train, months and days: some languages number what others name.
        assert all(set(wanted) <= set(here) for wanted, here in zip(numbers["en"], found, strict=True)), lang


def test_faults_are_where_the_mark_is(modules: tuple[Any, Any]) -> None:
    _, run = modules
    texts = run.read_texts(run.SENTENCES, 1)
    made = run.faults(texts, texts, 20, 1)
    assert made == run.faults(texts, texts, 20, 1) != run.faults(texts, texts, 20, 2)
    kinds = {f"{fault.family}: {fault.kind}" for fault in made}
    assert kinds == {f"{family}: {kind}" for family, of in run.KINDS.items() for kind in of}
    assert kinds < set(run.row_names())
    sentences = {line for lines in texts.values() for line in lines}
    for fault in made:
        if fault.stretch is None:
            continue
        broken = fault.text[slice(*fault.stretch)]
        if fault.kind in ("entity left", "tag left"):
            assert re.fullmatch(r"&#?\w+;|</?\w+ ?/?>", broken)
        elif fault.kind == "word twice":
            assert len(set(broken.split())) == 1 < len(broken.split())
        elif fault.kind == "word cut":
            assert any(broken.replace(" ", "") in line for line in sentences)
            assert not any(fault.text == line for line in sentences)
        elif fault.kind == "number changed":
            assert broken.isdecimal()
            assert broken not in (fault.source or "")


def test_a_tool_is_right_where_it_touches_the_place(modules: tuple[Any, Any]) -> None:
    _, run = modules
    texts = run.read_texts(run.SENTENCES, 1)
    made = run.faults(texts, texts, 5, 1)

    def sees(text: str, lang: str, family: str, source: str | None) -> list[tuple[int, int]]:
        return [(match.start(), match.end()) for match in re.finditer(r"</?\w+ ?/?>", text)]

    table, langs = run.measure(run.Tool("tags", "1", marks=sees, families=("MRK", "PUN")), made)
    assert table["MRK: tag left"] == table["MRK: clean text"] == table["PUN: clean text"] == (5, 5)
    assert table["PUN: space missing"] == (0, 5)
    assert "FLU: word cut" not in table
    assert sum(total for _, total in langs.values()) == 5 * (2 + 3)


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
    assert "| right, % | mytool 1.0 | nowhere:make (not installed) |" in done.stdout
    assert re.search(r"^\| clean text \| 100 \[51, 100\] of 4 \| - \|$", done.stdout, re.MULTILINE)
    assert "LEFT OUT: nowhere:make: not importable" in done.stderr


def tools() -> Any:
    sys.modules.pop("tools", None)
    import tools

    return tools


def test_languagetool_is_asked_at_its_address(
    monkeypatch: pytest.MonkeyPatch, modules: tuple[Any, Any]
) -> None:
    class Server(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            text = asked["text"][0]
            # UTF-16 units: a character beyond the first plane is two of them.
            at = len(text[: text.find("teh")].encode("utf-16-le")) // 2
            matches = [{"offset": at, "length": 3}] if "teh" in text else []
            said = {"software": {"version": "9.9"}, "language": {"detectedLanguage": {"code": "en-GB"}}}
            body = json.dumps({**said, "matches": matches}).encode()
            self.send_response(200 if asked["language"][0] != "xx" else 400)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Be quiet."""

    monkeypatch.delenv("LANGUAGETOOL_URL", raising=False)
    assert "set LANGUAGETOOL_URL" in tools().load("languagetool")
    server = HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        monkeypatch.setenv("LANGUAGETOOL_URL", f"http://127.0.0.1:{server.server_port}")
        tool = tools().load("languagetool")
        assert (tool.name, tool.version) == ("LanguageTool", "9.9")
        assert tool.marks("\U0001f600 teh end", "en", "FLU", None) == [(2, 5)]
        assert tool.marks("\U0001f600 teh end", "xx", "FLU", None) == []
        assert tool.identify("A text.") == "en-GB"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.skipif(os.name == "nt", reason="a command of the shell")
def test_pofilter_is_run_where_there_is_a_source(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, modules: tuple[Any, Any]
) -> None:
    command = tmp_path / "pofilter"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "install translate-toolkit" in tools().load("pofilter")
    command.write_text(
        f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\n"
        "if sys.argv[1] == '--version':\n    sys.exit(print('pofilter 1.2') or 0)\n"
        "text = Path(sys.argv[-2]).read_text(encoding='utf-8')\n"
        "if '{key}' in text.split('msgstr')[-2] and '{key}' not in text.split('msgstr')[-1]:\n"
        "    Path(sys.argv[-1]).write_text('# (pofilter) braces', encoding='utf-8')\n"
    )
    command.chmod(0o755)
    tool = tools().load("pofilter")
    assert (tool.version, tool.families) == ("1.2", ("TRN",))
    assert tool.marks("Drücken", "de", "TRN", "Press {key}") == [(0, 7)]
    assert tool.marks("{key} drücken", "de", "TRN", "Press {key}") == []
    assert tool.marks("Drücken", "de", "TRN", None) == []
