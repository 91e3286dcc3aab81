"""What is promised to callers: names, signatures, defaults, options, keys. A change here breaks somebody."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest

import mtcheck
from mtcheck.cli.main import main

DEFAULTS = {
    "check": {"lang": "auto", "source": None, "references": None, "config": None},
    "check_many": {"config": None},
    "clean": {"lang": "auto", "unsafe": False, "drop": None, "config": None},
    "repair_encoding": {},
    "identify_language": {"among": None},
    "segment_languages": {"among": None},
    "score": {"sources": None, "metrics": ("chrf", "bleu", "ter", "mtcheck")},
    "read": {"format": None},
}
POSITIONAL = {"check_many": ["documents"], "score": ["hypotheses", "references"], "read": ["path_or_file"]}
COMMON = (
    "--lang --source-lang --profile --select --ignore --fail-on --min-quality --output-format --output "
    "--baseline --write-baseline --config --jobs --quiet --verbose --no-color --input-format --fetch"
)
OPTIONS = {
    "check": COMMON,
    "clean": "-o --in-place --diff --unsafe --drop --lang --profile --select --ignore --jobs --config",
    "score": "--ref --src --metrics --output-format",
    "gate": "--ref --baseline --save",
    "rules": "--output-format",
    "serve": "--host --port",
    "init": "",
}
FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "html")
DOCUMENT = {"uri", "record", "lang", "languages", "quality", "scores", "findings", "faults"}
FINDING = set(
    "rule name category severity start end line column text message confidence edit safety "
    "fingerprint".split()
)
TEXT = "Talks were held in the Baltic countries . “We leave, ”she said.\n"


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_function_takes_what_it_took(name: str) -> None:
    parameters = inspect.signature(getattr(mtcheck, name)).parameters
    given = [key for key, value in parameters.items() if value.kind is value.POSITIONAL_OR_KEYWORD]
    assert given == POSITIONAL.get(name, ["text"])
    for key, default in DEFAULTS[name].items():
        assert parameters[key].kind is inspect.Parameter.KEYWORD_ONLY
        assert parameters[key].default == default
    others = parameters.keys() - DEFAULTS[name].keys() - set(given)
    assert all(parameters[key].default is not inspect.Parameter.empty for key in others)


def test_every_public_name_is_there() -> None:
    assert {*DEFAULTS, "rule"} <= set(mtcheck.__all__)
    assert all(getattr(mtcheck, name) is not None for name in mtcheck.__all__)


def test_a_report_and_its_findings() -> None:
    report = mtcheck.check(
        TEXT, references=["Talks were held in the Baltic countries. “We leave,” she said."]
    )
    assert report.findings
    assert report.faults == ()
    assert report.quality is None  # fewer than 50 words
    long = "The council will close the old bridge and the road beside it for two months. " * 5
    quality = mtcheck.check(long).quality
    assert quality is not None
    assert 0 <= quality <= 100
    assert report.scores
    assert mtcheck.check(TEXT).scores is None
    assert json.loads(report.to_json()) == json.loads(json.dumps(report.to_dict()))
    for finding in report.findings:
        assert all(hasattr(finding, key) for key in FINDING)
        assert TEXT[finding.start : finding.end] == finding.text
        assert finding.severity in {"neutral", "minor", "major", "critical"}
        assert finding.safety in {"safe", "unsafe", "display"}
        assert 0 <= finding.confidence <= 1
    moved = mtcheck.check("A line of its own stands above.\n\n" + TEXT)
    assert {f.fingerprint for f in report.findings} <= {f.fingerprint for f in moved.findings}


def test_cleaned_and_repaired_replay() -> None:
    cleaned = mtcheck.clean(TEXT)
    assert cleaned.text == "Talks were held in the Baltic countries. “We leave,” she said.\n"
    assert _replay(TEXT, cleaned.edits) == cleaned.text
    assert cleaned.report.findings == mtcheck.check(TEXT).findings
    garbled = "our РєР ° РЅР ° Р »РІ Telegram \ud800"
    repaired = mtcheck.repair_encoding(garbled)
    assert repaired.text == "our канал в Telegram \ud800" == _replay(garbled, repaired.edits)


@pytest.mark.parametrize("text", ["", "x", "\n \n", "Привет, мир. Hello, this is English.\n\n\ud800 \ufeff"])
def test_languages_cover_the_text(text: str) -> None:
    spans = mtcheck.segment_languages(text)
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert all(0 <= span.confidence <= 1 and span.start < span.end for span in spans)


@pytest.mark.parametrize("text", ["", "12:30, 45 %", "https://example.org/a"])
def test_und_when_it_cannot_tell(text: str) -> None:
    assert mtcheck.identify_language(text).code == "und"


def test_scores_by_metric_with_signatures() -> None:
    scores = mtcheck.score(["The cat sat down."], ["The cat sat there."])
    for key in ("chrf", "bleu", "ter", "mtcheck"):
        metric = scores[key]
        assert metric.score is not None
        assert metric.signature
        assert len(metric.segments) == 1


@pytest.mark.parametrize("command", OPTIONS)
def test_a_command_knows_its_options(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_code:
        main([command, "--help"])
    assert not exit_code.value.code
    words = capsys.readouterr().out.replace("[", " ").replace(",", " ").split()
    assert set(OPTIONS[command].split()) <= set(words)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written(form: str, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    # The annotation of GitHub and the like too: nothing fails at this level.
    code = main(["check", str(path), "--isolated", "--output-format", form, "--fail-on", "never"])
    assert code == 0
    assert "PUN001" in capsys.readouterr().out


def test_the_keys_of_the_json(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    common = ["check", str(path), "--isolated", "--fail-on", "minor", "--output-format"]
    assert main([*common, "json"]) == 1
    run = json.loads(capsys.readouterr().out)
    assert {"schema", "version", "profile", "documents", "summary"} <= run.keys()
    assert run["schema"] == "mtcheck.report/1"
    assert run["profile"] == "article"
    assert {"documents", "findings", "by_rule", "by_severity", "unread"} <= run["summary"].keys()
    (document,) = run["documents"]
    assert document.keys() >= DOCUMENT
    assert document["languages"][0].keys() >= {"start", "end", "code", "confidence"}
    for finding in document["findings"]:
        assert finding.keys() >= FINDING
        assert finding["edit"] is None or finding["edit"].keys() == {"start", "end", "text"}
    assert main([*common, "jsonl"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 2
    assert lines[0]["findings"] == document["findings"]


def test_exit_codes(tmp_path: Any) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("All is well in the harbour.\n", encoding="utf-8")
    bad.write_text(TEXT, encoding="utf-8")
    assert main(["check", str(good), "--isolated"]) == 0
    assert main(["check", str(bad), "--isolated", "--fail-on", "minor"]) == 1
    assert main(["check", str(bad), "--isolated", "--select", "NO"]) == 2
    assert main(["check", str(good), str(tmp_path / "missing.txt"), "--isolated"]) == 3


def _replay(text: str, edits: Any) -> str:
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
