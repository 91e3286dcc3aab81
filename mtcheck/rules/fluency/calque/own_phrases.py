"""Users' own phrasebooks and forbidden phrases: TOML or CSV files named in the options of FLU005."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

from mtcheck.errors import ConfigError
from mtcheck.findings import Severity
from mtcheck.rules.fluency.calque.phrasebook import MAX_REACH, Row
from mtcheck.rules.fluency.calque.readings import longest_match, needed_words, one_of, pattern_problem

# What a row may hold. The tests of a shipped row (hits, silent) are allowed and not read.
_KEYS = ("pattern", "better", "why", "severity", "id", "source", "hits", "silent")
_OPTION = "rules.FLU005.phrases"
_DEFAULT_WHY = "is on your list of phrases"


def own_rows(name: str) -> tuple[Row, ...]:
    """The rows of one file, named relative to the working folder; read again when it has changed.

    Raises ConfigError that names the file, the row and the way out.
    """
    path = Path(name)
    try:
        status = path.stat()
    except OSError as error:
        raise ConfigError(name, "", f"cannot be read: {error.strerror}; see FLU005's option files") from error
    return _rows(str(path.absolute()), name, status.st_mtime_ns)


def rows_of(phrases: Iterable[object]) -> list[Row]:
    """The rows of the option ``phrases``: a pattern each, or a table with the keys of a row.

    Raises ConfigError that names the row and the way out.

    >>> rows = rows_of(["synergy", {"pattern": "utili[sz]e", "better": "use"}])
    >>> [(row.pattern, row.better) for row in rows]
    [('synergy', ''), ('utili[sz]e', 'use')]
    """
    rows = []
    for number, phrase in enumerate(phrases, 1):
        values = {"pattern": phrase} if isinstance(phrase, str) else phrase
        if not isinstance(values, Mapping):
            raise ConfigError(
                _OPTION, f"row {number}", "is neither a text nor a table; write { pattern = … }"
            )
        rows.append(_row(values, _OPTION, f"row {number}", number))
    return rows


@lru_cache(maxsize=64)
def _rows(absolute: str, name: str, changed_ns: int) -> tuple[Row, ...]:
    path = Path(absolute)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(name, "", f"cannot be read: {error}; save it as UTF-8") from error
    if path.suffix.lower() == ".toml":
        raw = _toml_rows(text, name)
    elif path.suffix.lower() in (".csv", ".tsv"):
        raw = _csv_rows(text, name, "\t" if path.suffix.lower() == ".tsv" else ",")
    else:
        raise ConfigError(name, "", "is neither .toml nor .csv nor .tsv; rename it")
    return tuple(_row(values, name, place, number) for number, (place, values) in enumerate(raw, 1))


def _toml_rows(text: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(name, "", f"is not valid TOML: {error}") from error
    rows = values.get("row")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError(name, "", "holds no rows; begin each with [[row]]")
    for number, row in enumerate(rows, 1):
        yield f"row {number}", row


def _csv_rows(text: str, name: str, delimiter: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    import csv

    reader = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
    if "pattern" not in (reader.fieldnames or ()):
        raise ConfigError(name, "line 1", "names no column pattern; begin with pattern,better,why,severity")
    try:
        for row in reader:
            if None in row:
                problem = "has more cells than columns; put cells that hold a comma in quotation marks"
                raise ConfigError(name, f"line {reader.line_num}", problem)
            yield f"line {reader.line_num}", {key: value for key, value in row.items() if value}
    except csv.Error as error:
        raise ConfigError(name, f"line {reader.line_num}", f"is not valid CSV: {error}") from error


def _row(values: Mapping[str, Any], name: str, place: str, number: int) -> Row:
    import difflib

    for key, value in values.items():
        if key not in _KEYS:
            near = difflib.get_close_matches(str(key), _KEYS[:4], 1)
            hint = f"did you mean {near[0]}?" if near else f"known ones: {', '.join(_KEYS[:4])}"
            raise ConfigError(name, place, f"unknown column {key!r}; {hint}")
        if key in _KEYS[:4] and not isinstance(value, str):
            raise ConfigError(name, place, f"{key} is not text; put it in quotation marks")
    pattern = values.get("pattern", "").strip()
    if not pattern:
        raise ConfigError(name, place, "has no pattern; write the phrase to look for, or delete the row")
    problem = pattern_problem(pattern)
    if problem is None and longest_match(pattern) > MAX_REACH:
        problem = f"can match more than {MAX_REACH} characters; shorten its repetitions"
    if problem:
        raise ConfigError(name, place, f"pattern {pattern!r}: {problem}")
    severity = values.get("severity", "minor").strip()
    if severity not in list(Severity):
        raise ConfigError(name, place, f"{severity!r} is not a severity; choose from {', '.join(Severity)}")
    why = values.get("why", "").strip() or _DEFAULT_WHY
    better = values.get("better", "").strip()
    needs, reach, pieces = needed_words(pattern), longest_match(pattern), one_of(pattern)
    return Row(f"{name}:{number}", "", pattern, why, better, Severity(severity), needs, reach, pieces)
