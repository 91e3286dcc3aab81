"""What holds for every text and every file, whoever made it; the fuzzer and a test ask the same questions."""

from __future__ import annotations

import base64
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mtcheck
from mtcheck.changes import bytes_of
from mtcheck.config import Config
from mtcheck.edits import apply
from mtcheck.errors import InputError
from mtcheck.formats import open_input
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.clean import Settings, clean_inputs
from mtcheck.jobs.executors import Opening
from mtcheck.jobs.replay import Replay, load_log, replay_inputs
from mtcheck.jobs.targets import Where

CORPUS = Path(__file__).parent / "corpus"
FORMATS = ("txt", "md", "jsonl", "json", "csv", "tsv", "xml", "xlf", "tmx", "po", "srt", "vtt", "html")
OPTIONS = ReadOptions(text_fields=("text",))
RULES = Config(select=("PUN", "ENC", "MRK"))


def check(text: str) -> None:
    """Findings lie in the text, nothing crashes, and the same text gives the same answer."""
    report = mtcheck.check(text)
    assert not report.faults, report.faults
    for finding in report.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
    again = mtcheck.check(text)
    assert [each.fingerprint for each in again.findings] == [each.fingerprint for each in report.findings]
    json.loads(report.to_json())


def clean(text: str) -> None:
    """Edits replay, and a cleaned text is clean."""
    cleaned = mtcheck.clean(text)
    assert apply(text, cleaned.edits) == cleaned.text
    assert mtcheck.clean(cleaned.text).text == cleaned.text


def repair(text: str) -> None:
    """Repairs replay, never raise, and are done once."""
    repaired = mtcheck.repair_encoding(text)
    assert apply(text, repaired.edits) == repaired.text
    assert mtcheck.repair_encoding(repaired.text).text == repaired.text


def languages(text: str) -> None:
    """Stretches of languages cover the text without gaps."""
    spans = mtcheck.segment_languages(text)
    assert [span.start for span in spans] == [0, *(span.end for span in spans)][: len(spans)]
    assert not spans or spans[-1].end == len(text)
    assert 0 <= mtcheck.identify_language(text).confidence <= 1


def bitext(text: str) -> None:
    """A translation is compared with any source."""
    half = len(text) // 2
    report = mtcheck.check(text[half:], source=text[:half], config={"profile": "bitext"})
    assert not report.faults, report.faults


def score(text: str) -> None:
    """Metrics take any text."""
    half = len(text) // 2
    scores = mtcheck.score([text[:half]], [text[half:] or "x"], metrics=("chrf", "bleu", "ter"))
    assert all(metric.score is None or metric.score >= 0 for metric in scores.metrics.values())


def read(name: str, data: bytes) -> None:
    """A reader gives documents or InputErrors, and writes back what it read."""
    container = open_input(io.BytesIO(data), OPTIONS, f"a.{name}")
    out = io.BytesIO()
    rewriter = container.rewriter(out)
    whole = True
    for item in container.items():
        if isinstance(item, InputError):
            whole = False
            continue
        assert "\0" not in item.text
        bytes_of(item)
    try:
        rewriter.finish()
    except InputError:
        assert not whole
        return
    assert out.getvalue() == data


def undo(name: str, data: bytes) -> None:
    """What a clean did to a file is undone to the byte."""
    with tempfile.TemporaryDirectory() as folder:
        place, out = Path(folder) / f"a.{name}", Path(folder) / "out"
        place.write_bytes(data)
        inputs = [Input(str(place), place.name)]
        log = str(out / "changes.jsonl")
        clean_inputs(inputs, RULES, OPTIONS, Where("folder", str(out), log), Settings())
        cleaned = out / place.name
        if not cleaned.exists():
            return
        back = io.BytesIO()
        told: list[InputError] = []
        how = Replay(OPTIONS, Where("standard output"), True, Opening(), told.append)
        replay_inputs([Input(str(cleaned), cleaned.name)], load_log(log), how, back)
        read = [item for item in open_input(cleaned, OPTIONS).items() if isinstance(item, InputError)]
        refused = {str(each) for each in told} - {str(each) for each in read}
        assert not refused, refused
        assert back.getvalue() == data


TEXT: dict[str, Callable[[str], None]] = {
    "check": check,
    "clean": clean,
    "repair": repair,
    "languages": languages,
    "bitext": bitext,
    "score": score,
}
FILE: dict[str, Callable[[str, bytes], None]] = {"read": read, "undo": undo}


def ask(entry: dict[str, Any]) -> None:
    """Ask the question of one entry of the corpus again. Raises AssertionError, or what was found."""
    if entry["question"] in TEXT:
        TEXT[entry["question"]](entry["text"])
        return
    try:
        FILE[entry["question"]](entry["format"], base64.b64decode(entry["data"]))
    except InputError:
        return


def corpus() -> Iterator[tuple[str, dict[str, Any]]]:
    """What the fuzzer found, by file."""
    for path in sorted(CORPUS.glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))
