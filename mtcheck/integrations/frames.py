"""Frames of pandas and Polars: columns with what is found in a column of texts, and the cleaned texts.

Neither package is imported unless a frame of it is given. A frame lies in memory as a whole; for more rows
than that use files and `mtcheck check --jobs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from mtcheck.api import ConfigLike, config_of
from mtcheck.document import Document, Origin
from mtcheck.engine import clean_document
from mtcheck.engines.row import finding_row
from mtcheck.errors import UsageError

Frame = TypeVar("Frame")


class Row(NamedTuple):
    """The new cells of one row; all None where there is no text."""

    findings: list[dict[str, Any]] | None
    quality: float | None
    cleaned: str | None


def add_columns(
    frame: Frame,
    text: str = "text",
    *,
    source: str | None = None,
    lang: str | None = None,
    config: ConfigLike = None,
    prefix: str = "mtcheck_",
) -> Frame:
    """The frame, pandas' or Polars', with three more columns: ``findings``, ``quality`` and ``cleaned``.

    ``text``, ``source`` and ``lang`` name columns: what is checked, what it was translated from, which
    language it should be in. A cell of ``findings`` is a list of rows, as Spark, Ray and Arrow get it: rule,
    name, category, severity, start, end (code points), text, message and more. Where there is no text, the
    new cells are missing too. The frame that was given stays as it is. Raises UsageError for another kind of
    frame, or a column it does not have; ConfigError.

    >>> import polars
    >>> found = add_columns(polars.DataFrame({"text": ["So it is .", None]}))
    >>> found["mtcheck_cleaned"].to_list(), found["mtcheck_quality"].to_list()
    (['So it is.', None], [None, None])
    """
    kind = type(frame).__module__.partition(".")[0]
    if kind not in ("pandas", "polars"):
        raise UsageError(f"expected a frame of pandas or Polars, not {type(frame).__name__}")
    names = {"text": text, "source": source, "lang": lang}
    columns = {use: _strings(frame, name, kind) for use, name in names.items() if name is not None}
    rows = _rows(columns, config)
    found: Frame = (_with_pandas if kind == "pandas" else _with_polars)(frame, rows, prefix)
    return found


def _strings(frame: Any, name: str, kind: str) -> list[str | None]:
    """A column as strings; None for what is missing. Raises UsageError."""
    if name not in frame.columns:
        raise UsageError(f"the frame has no column {name!r}; it has {', '.join(map(repr, frame.columns))}")
    column = frame[name]
    missing: Iterable[bool] = column.isna() if kind == "pandas" else column.is_null()
    cells = [None if absent else cell for cell, absent in zip(column, missing, strict=True)]
    wrong = next((cell for cell in cells if cell is not None and not isinstance(cell, str)), None)
    if wrong is not None:
        raise UsageError(f"column {name!r} holds {type(wrong).__name__}, not text")
    return cells


def _rows(columns: dict[str, list[str | None]], config: ConfigLike) -> list[Row]:
    settled = config_of(config)
    rules = settled.selected()
    out = []
    for number, values in enumerate(zip(*columns.values(), strict=True)):
        row = dict(zip(columns, values, strict=True))
        text = row["text"]
        if text is None:
            out.append(Row(None, None, None))
            continue
        lang = row.get("lang") or settled.lang
        document = Document(text, Origin("<frame>", f"row {number}"), lang, row.get("source"))
        cleaned = clean_document(document, settled, rules)
        findings = [finding_row(finding) for finding in cleaned.report.findings]
        out.append(Row(findings, cleaned.report.quality, cleaned.text))
    return out


def _with_pandas(frame: Any, rows: Sequence[Row], prefix: str) -> Any:
    import pandas as pd

    index = frame.index
    columns = {
        "findings": pd.Series([row.findings for row in rows], index=index, dtype=object),
        "quality": pd.Series([row.quality for row in rows], index=index, dtype="float64"),
        "cleaned": pd.Series([row.cleaned for row in rows], index=index, dtype=object),
    }
    return frame.assign(**{prefix + name: column for name, column in columns.items()})


def _with_polars(frame: Any, rows: Sequence[Row], prefix: str) -> Any:
    import polars as pl

    return frame.with_columns(
        pl.Series(prefix + name, [getattr(row, name) for row in rows], dtype=kind)
        for name, kind in polars_types().items()
    )


def polars_types() -> dict[str, Any]:
    """What the new columns hold, in Polars' words; the order is that of finding_row."""
    import polars as pl

    edit = pl.Struct({"start": pl.Int64, "end": pl.Int64, "text": pl.String})
    other: dict[str, Any] = {"start": pl.Int64, "end": pl.Int64, "confidence": pl.Float64, "edit": edit}
    names = (
        "rule", "name", "category", "severity", "start", "end", "text", "message", "confidence", "edit",
        "safety", "fingerprint", "drop",
    )  # fmt: skip
    finding = pl.Struct({name: other.get(name, pl.String) for name in names})
    return {"findings": pl.List(finding), "quality": pl.Float64, "cleaned": pl.String}
