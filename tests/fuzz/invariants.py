"""What holds for every text and every file, whoever made it; the fuzzer and a test ask the same questions."""

from __future__ import annotations

import base64
import io
import json
import tempfile
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import mtcheck
from mtcheck.baseline import Baseline
from mtcheck.changes import bytes_of, read_log
from mtcheck.config import Config, load_config
from mtcheck.document import Document, Origin
from mtcheck.edits import apply
from mtcheck.errors import InputError, MtcheckError
from mtcheck.formats import open_input
from mtcheck.formats import read as read_input
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.lines import split_lines
from mtcheck.jobs.clean import Settings, clean_inputs
from mtcheck.jobs.executors import Opening
from mtcheck.jobs.replay import Replay, load_log, replay_inputs
from mtcheck.jobs.targets import Where
from mtcheck.renderers import make_renderer, output_formats
from mtcheck.report import Summary
from mtcheck.rules.terminology.glossaries import glossary
from mtcheck.scoring.gate import read_run
from mtcheck.server.answers import ROUTES, answer

CORPUS = Path(__file__).parent / "corpus"
OPTIONS = ReadOptions(text_fields=("text",))
RULES = Config(select=("PUN", "ENC", "MRK"))
# A file is cleaned with one of these, by a number made from its bytes: what is found is found again.
CONFIGS = (RULES, Config(), Config(unsafe=True))
# Their bytes are made anew from the cells; what must come back is what they hold.
_CELLS = ("parquet",)


def check(text: str) -> None:
    """Findings lie in the text, nothing crashes, and the same text gives the same answer."""
    report = mtcheck.check(text)
    _sound(report)
    again = mtcheck.check(text)
    assert [each.fingerprint for each in again.findings] == [each.fingerprint for each in report.findings]
    json.loads(report.to_json())


def _sound(report: mtcheck.Report) -> None:
    text = report.document.text
    assert not report.faults, report.faults
    for finding in report.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]


def clean(text: str) -> None:
    """Edits replay, and a cleaned text is clean."""
    cleaned = mtcheck.clean(text)
    assert apply(text, cleaned.edits) == cleaned.text
    assert mtcheck.clean(cleaned.text).text == cleaned.text


def many(text: str) -> None:
    """Many documents are checked as each of them is, in their order."""
    parts = text.split("\n")
    reports = list(mtcheck.check_many(Document(part, Origin(f"{n}")) for n, part in enumerate(parts)))
    assert [report.document.text for report in reports] == parts
    for report in reports:
        _sound(report)


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
    assert mtcheck.identify_language(text, among=("en", "de")).code in ("en", "de", "und")


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


def outputs(text: str) -> None:
    """Every output is text that UTF-8 can hold, of the form it says, and obeyed by no terminal."""
    report = mtcheck.check(text)
    for name in output_formats():
        out = io.StringIO()
        writer = make_renderer(name, out, "article", False)
        writer.report(report)
        writer.finish(Summary.of(report))
        written = out.getvalue()
        assert "\x1b" not in written or name == "html"  # inert there, in a script of JSON
        if name == "text":  # standard output escapes what is left
            continue
        data = written.encode()
        if name in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(data)
        if name in ("junit", "checkstyle"):
            ET.fromstring(data)


def serve(text: str) -> None:
    """A server has an answer to every text."""
    for route in ROUTES:
        asked = {"text": text} if route != "/score" else {"hypotheses": [text], "references": [text]}
        found = answer(route, json.dumps(asked).encode(), Config())
        assert found.status in (200, 400)
        json.loads(found.body)


def read(name: str, data: bytes) -> None:
    """A reader gives documents or InputErrors, and writes back what it read."""
    told: list[InputError] = []
    try:
        documents = list(read_input(_named(name, data), options=OPTIONS, on_error=told.append))
        container = open_input(io.BytesIO(data), OPTIONS, f"a.{name}")
    except InputError:
        return
    out = io.BytesIO()
    rewriter = container.rewriter(out)
    items = list(container.items())
    assert [item.text for item in items if isinstance(item, Document)] == [each.text for each in documents]
    for document in documents:
        assert "\0" not in document.text
        bytes_of(document)
    try:
        rewriter.finish()
    except InputError:
        assert told
        return
    assert name in _CELLS or _unpacked(name, out.getvalue()) == _unpacked(name, data)


def _named(name: str, data: bytes) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = f"a.{name}"  # type: ignore[attr-defined]
    return file


def undo(name: str, data: bytes) -> None:
    """What a clean did to a file is undone to the byte, and done again; nobody is told of a refusal."""
    config = CONFIGS[zlib.crc32(data) % len(CONFIGS)]
    with tempfile.TemporaryDirectory() as folder:
        place, out = Path(folder) / f"a.{name}", Path(folder) / "out"
        place.write_bytes(data)
        log = out / "changes.jsonl"
        _clean(place, config, Where("folder", str(out), str(log)))
        cleaned = out / place.name
        assert cleaned.exists(), "every input has its output"
        if not log.exists() or not log.read_bytes():
            assert cleaned.read_bytes() == data
            return
        _same(name, _replayed(cleaned, log, True), data)
        _same(name, _replayed(place, log, False), cleaned.read_bytes())
        # Twice in place, and back over both.
        log = Path(folder) / "log"
        for each in (RULES, config):
            _clean(place, each, Where("in place", None, str(log)))
        assert log.exists(), "what a clean of a folder changes, a clean in place changes too"
        _same(name, _replayed(place, log, True), data)


def _clean(place: Path, config: Config, where: Where) -> None:
    clean_inputs([Input(str(place), place.name)], config, OPTIONS, where, Settings())


def _replayed(place: Path, log: Path, is_undo: bool) -> bytes:
    back = io.BytesIO()
    told: list[InputError] = []
    how = Replay(OPTIONS, Where("standard output"), is_undo, Opening(), told.append)
    replay_inputs([Input(str(place), place.name)], load_log(str(log)), how, back)
    of_reading = [item for item in open_input(place, OPTIONS).items() if isinstance(item, InputError)]
    refused = {str(each) for each in told} - {str(each) for each in of_reading}
    assert not refused, refused
    return back.getvalue()


def _same(name: str, one: bytes, other: bytes) -> None:
    if name in _CELLS:
        assert _texts(name, one) == _texts(name, other)
    else:
        assert _unpacked(name, one) == _unpacked(name, other)


def _texts(name: str, data: bytes) -> Sequence[str]:
    return [each.text for each in read_input(_named(name, data), options=OPTIONS, on_error=lambda _: None)]


def _unpacked(name: str, data: bytes) -> bytes:
    """What an archive holds, also of one that is cut off; a damaged one is compared as it is."""
    if not name.endswith(".gz"):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data)
    except zlib.error:
        return data


def papers(name: str, data: bytes) -> None:
    """A configuration, a baseline, a log, a glossary or a file of lines is taken, or refused in our words."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"a.{name}"
        place.write_bytes(data)
        tries: list[Callable[[], object]] = [
            lambda: load_config(place),
            lambda: Baseline.load(place),
            lambda: list(read_log(io.BytesIO(data), place.name)),
            lambda: glossary((str(place),), "en", "de"),
            lambda: split_lines(data, place.name),
            lambda: read_run(data, place.name),
        ]
        for each in tries:
            try:
                each()
            except MtcheckError:
                continue


def request(name: str, data: bytes) -> None:
    """A server has an answer to every body."""
    for route in ROUTES:
        assert answer(route, data, Config()).status in (200, 400)


TEXT: dict[str, Callable[[str], None]] = {
    "check": check,
    "clean": clean,
    "many": many,
    "repair": repair,
    "languages": languages,
    "bitext": bitext,
    "score": score,
    "outputs": outputs,
    "serve": serve,
}
FILE: dict[str, Callable[[str, bytes], None]] = {
    "read": read,
    "undo": undo,
    "papers": papers,
    "request": request,
}


def ask(entry: dict[str, Any]) -> None:
    """Ask the question of one entry of the corpus again. Raises AssertionError, or what was found."""
    if entry["question"] in TEXT:
        TEXT[entry["question"]](entry["text"])
    else:
        FILE[entry["question"]](entry["format"], base64.b64decode(entry["data"]))


def corpus() -> Iterator[tuple[str, dict[str, Any]]]:
    """What the fuzzer found, by file."""
    for path in sorted(CORPUS.glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))
