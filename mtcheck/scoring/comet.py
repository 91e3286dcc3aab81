"""Learned metrics that the user has on disk: `comet:PATH` (extra `comet`, or `onnx`).

PATH is a checkpoint of COMET (`.ckpt`, loaded by unbabel-comet), or a folder with `model.onnx`, a regression
model as MetricX is one, and its `tokenizer.json`. A folder may hold `metric.json` with `name`, `template`
(what the model reads: `{source}`, `{hypothesis}`, `{reference}`; without it hypothesis and reference are a
pair) and `higher_is_better`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from mtcheck.errors import UsageError
from mtcheck.extras import install
from mtcheck.scoring.types import Segment, Stats
from mtcheck.version import __version__

PREFIX = "comet:"
_BATCH = 16
_MOST_PIECES = 512
_CHUNK_BYTES = 1 << 20

# Source, hypothesis, reference.
Triple = tuple[str, str, str]
Predict = Callable[[Sequence[Triple]], list[float]]


class MetricFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file metric.json of a folder."""

    name: str = "ONNX"
    template: str | None = None
    higher_is_better: bool = True


class CometScorer:
    """A learned metric. Each segment is scored by its best reference; the corpus score is the mean.

    Raises UsageError when the model or the library it needs is not there.
    """

    def __init__(self, key: str) -> None:
        path = Path(key.removeprefix(PREFIX)).expanduser()
        if not path.exists():
            raise UsageError(f"{key}: no such file or folder; give the .ckpt of COMET, or a folder")
        self.key = key
        self._references = ""
        self._needs_source = True
        if path.is_dir():
            file = _metric_file(path)
            self.name, self.higher_is_better = file.name, file.higher_is_better
            self._needs_source = bool(file.template and "{source}" in file.template)
            self._predict = _onnx_model(path, file)
            self._digest = _digest(path / "model.onnx")
        else:
            self.name, self.higher_is_better = "COMET", True
            self._predict = _comet_model(path)
            self._digest = _digest(path)

    def statistics(self, segments: Sequence[Segment]) -> Stats:
        """A row for each segment: its score, and 1. Raises UsageError when a source is missing."""
        if self._needs_source and any(segment.source is None for segment in segments):
            raise UsageError(f"{self.key} reads the source too: give it with --src (or sources=)")
        counts = {len(segment.references) for segment in segments}
        self._references = str(counts.pop()) if len(counts) == 1 else "var"
        triples = [(s.source or "", s.hypothesis, reference) for s in segments for reference in s.references]
        values = iter(self._predict(triples))
        best = max if self.higher_is_better else min
        return [[best(next(values) for _ in segment.references), 1.0] for segment in segments]

    def corpus_score(self, stats: Any) -> float:
        """The mean of some rows."""
        return self.score_of_sums([math.fsum(row[i] for row in stats) for i in (0, 1)])

    def score_of_sums(self, row: Any) -> float:
        """The mean, from the sums of some rows."""
        return float(row[0] / row[1])

    def segment_scores(self, stats: Stats) -> list[float]:
        """The score of each row."""
        return [row[0] for row in stats]

    def signature(self, segments: bool = False, **extra: Any) -> str:
        """With the beginning of the model's SHA-256."""
        parts: dict[str, Any] = {"nrefs": self._references, **extra, "model": self._digest}
        return "|".join(f"{key}:{value}" for key, value in (parts | {"version": __version__}).items())

    def detail(self, stats: Stats) -> str:
        """Nothing."""
        return ""


def _digest(path: Path) -> str:
    state = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            state.update(chunk)
    return state.hexdigest()[:12]


def _comet_model(path: Path) -> Predict:
    try:
        from comet import load_from_checkpoint
    except ImportError as error:
        raise UsageError(f"{path}: a checkpoint of COMET needs unbabel-comet: {install('comet')}") from error
    model = load_from_checkpoint(str(path))

    def predict(triples: Sequence[Triple]) -> list[float]:
        samples = [{"src": source, "mt": ours, "ref": reference} for source, ours, reference in triples]
        found = model.predict(samples, batch_size=_BATCH, gpus=0, progress_bar=False)
        return [float(score) for score in found.scores]

    return predict


def _metric_file(folder: Path) -> MetricFile:
    path = folder / "metric.json"
    if not path.exists():
        return MetricFile()
    try:
        return msgspec.json.decode(path.read_bytes(), type=MetricFile)
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"{path}: {error}") from error


def _onnx_model(folder: Path, file: MetricFile) -> Predict:
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise UsageError(f"{folder}: an ONNX model needs {error.name}: {install('onnx')}") from error
    for name in ("model.onnx", "tokenizer.json"):
        if not (folder / name).exists():
            raise UsageError(f"{folder}: holds no {name}")
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    wanted = {given.name for given in session.get_inputs()}
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_MOST_PIECES)
    tokenizer.enable_padding()

    def predict(triples: Sequence[Triple]) -> list[float]:
        scores: list[float] = []
        for start in range(0, len(triples), _BATCH):
            texts = [_model_input(file.template, triple) for triple in triples[start : start + _BATCH]]
            inputs = _arrays(tokenizer.encode_batch(texts), wanted)
            values = session.run(None, inputs)[0].reshape(len(texts), -1)
            scores += [float(row[0]) for row in values]
        return scores

    return predict


def _model_input(template: str | None, triple: Triple) -> str | tuple[str, str]:
    source, hypothesis, reference = triple
    if template is None:
        return hypothesis, reference
    # Not str.format: a segment, or the template, may hold braces of its own.
    parts = {"{source}": source, "{hypothesis}": hypothesis, "{reference}": reference}
    out, rest = "", template
    while rest:
        name = min((n for n in parts if n in rest), key=rest.index, default=None)
        if name is None:
            return out + rest
        before, _, rest = rest.partition(name)
        out += before + parts[name]
    return out


def _arrays(encoded: Sequence[Any], wanted: set[str]) -> dict[str, Any]:
    import numpy as np

    found = {
        "input_ids": [each.ids for each in encoded],
        "attention_mask": [each.attention_mask for each in encoded],
        "token_type_ids": [each.type_ids for each in encoded],
    }
    return {name: np.array(rows, dtype=np.int64) for name, rows in found.items() if name in wanted}
