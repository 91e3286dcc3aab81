"""FLU004 with checkers of the user: a server and modules made here speak as the real ones do."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest

import mtcheck
from mtcheck.errors import ConfigError
from mtcheck.rules.fluency.grammar import grammalecte, lingotweaker, link_grammar, voikko


def found(text: str, lang: str, **options: Any) -> list[tuple[str, str, str | None]]:
    names = {name.replace("_", "-"): value for name, value in options.items()}
    report = mtcheck.check(text, lang=lang, config={"select": ["FLU004"], "rules": {"FLU004": names}})
    assert not report.faults
    return [(each.text, each.message, each.edit.text if each.edit else None) for each in report.findings]


def match(text: str, part: str, category: str, kind: str, *better: str) -> dict[str, Any]:
    """A match as LanguageTool gives it, places in UTF-16 units."""
    offset = len(text[: text.index(part)].encode("utf-16-le")) // 2
    rule = {"id": "R", "issueType": kind, "category": {"id": category, "name": category.title()}}
    values = [{"value": each} for each in better]
    return {"message": "so", "offset": offset, "length": len(part), "replacements": values, "rule": rule}


TEXT = "\N{GRINNING FACE} Die Haus steht am See , und der Fetchk wartet mit Kowalczyks Hunt und wil heim."


@pytest.fixture
def server() -> Iterator[Any]:
    asked: list[dict[str, list[str]]] = []
    answers: dict[str, Any] = {"status": 200, "matches": []}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(answers["status"])
            self.end_headers()
            self.wfile.write(answers.get("raw") or json.dumps({"matches": answers["matches"]}).encode())

        def log_message(self, *_: Any) -> None:
            pass

    running = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{running.server_port}", asked=asked, answers=answers)
    running.shutdown()
    thread.join()
    running.server_close()


def test_a_server_is_asked_in_the_language_and_its_noise_is_left_out(server: Any) -> None:
    server.answers["matches"] = [
        match(TEXT, "Die Haus", "GRAMMAR", "grammar", "Das Haus", "Die Häuser"),
        match(TEXT, " ,", "TYPOGRAPHY", "whitespace", ","),
        match(TEXT, "Fetchk", "TYPOS", "misspelling"),  # a capital inside a sentence: a name
        match(TEXT, "wil", "TYPOS", "misspelling", "will"),
        match(TEXT, "wartet", "STYLE", "style", "harrt"),
    ]
    assert found(TEXT, "de-AT", languagetool=server.url) == [
        ("Die Haus", "grammar: so", "as"),
        ("wil", "typos: so", "l"),
    ]
    assert server.asked == [{"language": ["de-AT"], "text": [TEXT]}]


def test_without_the_option_nobody_is_asked(server: Any) -> None:
    assert found(TEXT, "de") == []
    assert not server.asked


@pytest.mark.parametrize(
    ("status", "raw", "says"),
    [
        (400, b"Error: 'xx' is not a language code", "answers 400: Error: 'xx'"),
        (200, b"<html>", "another server"),
    ],
)
def test_a_server_that_refuses_is_an_error_with_the_way_out(
    server: Any, status: int, raw: bytes, says: str
) -> None:
    server.answers.update(status=status, raw=raw)
    with pytest.raises(ConfigError, match=says):
        found(TEXT, "de", languagetool=server.url)


@pytest.mark.parametrize(
    ("url", "says"), [("http://127.0.0.1:9", "cannot be reached"), ("file:///etc", "no address of a server")]
)
def test_a_server_that_is_not_there_is_an_error_with_the_way_out(url: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        found(TEXT, "de", languagetool=url)


def module(monkeypatch: pytest.MonkeyPatch, name: str, **content: Any) -> None:
    made = ModuleType(name)
    made.__dict__.update(content)
    monkeypatch.setitem(sys.modules, name, made)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    yield
    for each in (grammalecte._checker, voikko._checker, link_grammar._dictionary):
        each.cache_clear()


def test_grammalecte_reports_agreement_and_leaves_typography(monkeypatch: pytest.MonkeyPatch) -> None:
    def errors(text: str) -> tuple[list[dict[str, Any]], list[Any]]:
        place = text.find("les maison")
        one = {"nStart": place, "nEnd": place + 10, "sType": "gn", "sMessage": "accord"}
        greeting = {"nStart": 8, "nEnd": 13, "sType": "gn", "sMessage": "accord"}
        capital = {"nStart": 0, "nEnd": 1, "sType": "conf", "sMessage": "à"}
        if text.startswith(("Bonjour chers", "A ")):
            return [greeting] if text.startswith("B") else [capital], []
        marks = {"nStart": 0, "nEnd": 2, "sType": "typo", "sMessage": "espace", "aSuggestions": ["x"]}
        return ([one | {"aSuggestions": ["les maisons"]}, marks] if place >= 0 else [], [])

    module(monkeypatch, "grammalecte", GrammarChecker=lambda lang: SimpleNamespace(getParagraphErrors=errors))
    text = "Bonjour à tous.\nIl voit les maison du port."
    assert found("Bonjour chers amis, les bateaux partent.", "fr", grammalecte=True) == []
    assert found("A cause du vent, tout attend.", "fr", grammalecte=True) == []
    assert found(text, "fr", grammalecte=True) == [("les maison", "grammalecte gn: accord", "s")]
    assert found(text, "de", grammalecte=True) == []


def test_voikko_reports_grammar_and_leaves_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    def errors(text: str, _: str) -> list[Any]:
        facts = {"startPos": text.index("en menee"), "errorLen": 8, "shortDescription": "Negative verb"}
        right = SimpleNamespace(errorCode=13, suggestions=["en mene"], **facts)
        return [right, SimpleNamespace(errorCode=3, suggestions=[], **facts)]

    def verbless(text: str, _: str) -> list[Any]:
        facts = {"startPos": 0, "errorLen": len(text), "shortDescription": "Main verbs", "suggestions": []}
        return errors(text, _) if "menee" in text else [SimpleNamespace(errorCode=17, **facts)]

    made = SimpleNamespace(grammarErrors=verbless)
    module(monkeypatch, "libvoikko", Voikko=lambda lang: made, VoikkoException=ValueError)
    assert found("Minä en menee kotiin tänään.", "fi", voikko=True) == [
        ("en menee", "voikko: Negative verb", "")
    ]
    assert found("Tervetuloa satamaan, hyvät ystävät.", "fi", voikko=True) == []


class TooLateError(ValueError):
    """What the real module raises of a sentence that takes too long."""


def test_link_grammar_reports_sentences_that_leave_three_words_over(monkeypatch: pytest.MonkeyPatch) -> None:
    handlers: list[Any] = []

    def sentence(text: str, *_: Any) -> Any:
        def parse() -> list[str]:
            if "forever" in text:
                raise TooLateError
            return [text]

        return SimpleNamespace(parse=parse, null_count=lambda: 4 if "the of" in text else 1)

    module(
        monkeypatch,
        "linkgrammar",
        ParseOptions=lambda **_: None,
        Dictionary=lambda lang: lang,
        Sentence=sentence,
        LG_Error=type("LG_Error", (ValueError,), {"set_handler": staticmethod(handlers.append)}),
        LG_TimerExhausted=TooLateError,
    )
    text = "The boat leaves the port at noon. Under the of boat was who leaves. Under the of forever was who."
    ((marked, message, better),) = found(text, "en", link_grammar=True)
    assert (marked, better) == ("Under the of boat was who leaves.", None)
    assert "4 of its words fit nowhere" in message
    assert handlers == [None], "it would print on standard output"


@pytest.mark.parametrize(
    ("option", "name", "lang"),
    [
        ("grammalecte", "grammalecte", "fr"),
        ("voikko", "libvoikko", "fi"),
        ("link-grammar", "linkgrammar", "en"),
    ],
)
def test_what_is_not_installed_is_an_error_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch, option: str, name: str, lang: str
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ConfigError, match="is not installed"):
        found("Bonjour à tous, dit le maire du port.", lang, **{option: True})


class _Engine:
    """Speaks as lt_py does: places in bytes of UTF-8, rules with their category."""

    def __init__(self, lang: str) -> None:
        if lang != "uk":
            raise ValueError("no data")

    def check(self, text: str) -> list[dict[str, Any]]:
        def said(part: str, rule: str, category: str, *better: str) -> dict[str, Any]:
            return {
                "rule_id": rule,
                "category_id": category,
                "issue_type": "grammar",
                "offset": len(text[: text.index(part)].encode()),
                "length": len(part.encode()),
                "message": "so <suggestion>hier</suggestion>",
                "suggestions": list(better),
            }

        return [
            said("по березі", "BAD", "GRAMMAR", "берегом"),
            said("човен", "MORFOLOGIK_RULE_UK", "TYPOS", "човни"),
            said("пливе", "TASTE", "STYLE"),
        ]


def test_lingotweaker_is_asked_in_bytes_and_its_noise_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("lt_py")
    module.Engine = _Engine  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lt_py", module)
    lingotweaker._engine.cache_clear()
    try:
        text = "\N{GRINNING FACE} Цей човен пливе по березі."
        assert found(text, "uk", lingotweaker=True) == [("по березі", "lingotweaker: so hier", "берегом")]
        assert found("Ein Boot liegt am See.", "de", lingotweaker=True) == []
    finally:
        lingotweaker._engine.cache_clear()


def test_lingotweaker_that_is_missing_is_said_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lt_py", None)
    lingotweaker._engine.cache_clear()
    with pytest.raises(ConfigError, match=r"lingotweaker is not installed; pip install 'mtcheck\[fluency\]'"):
        found("Цей човен пливе.", "uk", lingotweaker=True)
