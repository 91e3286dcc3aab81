"""Users' glossaries: CSV, TSV, TOML and TBX files named in the options of the TRM rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from mtcheck import lazyre
from mtcheck.bitext.numberdata import base
from mtcheck.bitext.tbx import tbx_concepts
from mtcheck.bitext.terms import Term
from mtcheck.errors import ConfigError

# What a row may hold beside columns that are named by a language ("en", "pt-BR").
_KEYS: Final = ("source", "target", "forms", "forbidden", "keep", "case", "note")
_LANGUAGE: Final = lazyre.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_YES: Final = ("1", "yes", "true", "x")
_NO: Final = ("", "0", "no", "false")
_SEPARATOR: Final = "|"


class _Row(NamedTuple):
    """A row as it was written. ``said`` holds terms by language, "" where the file names none."""

    place: str
    said: dict[str, tuple[str, ...]]
    targets: tuple[str, ...]
    forbidden: dict[str, tuple[str, ...]]
    keep: bool
    case: bool


def glossary(names: Iterable[str], source_lang: str, target_lang: str) -> tuple[Term, ...]:
    """The terms of several files for a pair of languages; files are read again when they have changed.

    Raises ConfigError that names the file, the row and the way out.
    """
    terms: list[Term] = []
    for name in names:
        path = Path(name)
        try:
            status = path.stat()
        except OSError as error:
            problem = f"cannot be read: {error.strerror}; see the option glossaries of TRM001"
            raise ConfigError(name, "", problem) from error
        terms += _terms(str(path.absolute()), name, status.st_mtime_ns, base(source_lang), base(target_lang))
    return tuple(terms)


@lru_cache(maxsize=64)
def _terms(absolute: str, name: str, changed_ns: int, source_lang: str, target_lang: str) -> tuple[Term, ...]:
    return tuple(
        term for row in _rows(absolute, name, changed_ns) for term in _of(row, source_lang, target_lang)
    )


def _of(row: _Row, source_lang: str, target_lang: str) -> Iterator[Term]:
    """What a row says for one pair of languages."""
    sources = row.said.get(source_lang, ()) or row.said.get("", ())
    targets = row.targets or row.said.get(target_lang, ())
    forbidden = row.forbidden.get(target_lang, ()) + row.forbidden.get("", ())
    if forbidden and not row.said.keys() - {target_lang}:
        yield Term("", targets, forbidden, False, row.case, row.place)
    for source in sources:
        if targets or forbidden or row.keep:
            yield Term(source, targets, forbidden, row.keep, row.case, row.place)


@lru_cache(maxsize=64)
def _rows(absolute: str, name: str, changed_ns: int) -> tuple[_Row, ...]:
    path, suffix = Path(absolute), Path(absolute).suffix.lower()
    if suffix in (".tbx", ".xml"):
        return tuple(
            _Row(f"{name}: {concept.place}", concept.terms, (), concept.forbidden, False, False)
            for concept in tbx_concepts(path, name)
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(name, "", f"cannot be read: {error}; save it as UTF-8") from error
    if suffix == ".toml":
        raw = _toml_rows(text, name)
    elif suffix in (".csv", ".tsv"):
        raw = _csv_rows(text, name, "\t" if suffix == ".tsv" else ",")
    else:
        raise ConfigError(name, "", "is neither .csv nor .tsv nor .toml nor .tbx; rename it")
    return tuple(_row(values, name, place) for place, values in raw)


def _toml_rows(text: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(name, "", f"is not valid TOML: {error}") from error
    rows = values.get("term")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError(name, "", "holds no terms; begin each with [[term]]")
    for number, row in enumerate(rows, 1):
        yield f"term {number}", row


def _csv_rows(text: str, name: str, delimiter: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    import csv

    reader = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            place = f"line {reader.line_num}"
            if None in row:
                problem = "has more cells than columns; put cells that hold a comma in quotation marks"
                raise ConfigError(name, place, problem)
            if any(value and value.strip() for value in row.values()):
                yield place, {key.strip(): value for key, value in row.items() if value}
    except csv.Error as error:
        raise ConfigError(name, f"line {reader.line_num}", f"is not valid CSV: {error}") from error


def _row(values: Mapping[str, Any], name: str, place: str) -> _Row:
    import difflib

    said: dict[str, tuple[str, ...]] = {}
    for key, value in values.items():
        if key in _KEYS:
            continue
        if not _LANGUAGE.fullmatch(key):
            near = difflib.get_close_matches(str(key), _KEYS, 1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(_KEYS)} and language codes"
            raise ConfigError(name, place, f"unknown column {key!r}; {hint}")
        said[base(key)] = _several(value, key, name, place)
    targets = _several(values.get("target", ""), "target", name, place)
    forms = _several(values.get("forms", ""), "forms", name, place)
    forbidden = _several(values.get("forbidden", ""), "forbidden", name, place)
    if "source" in values:
        said[""] = _several(values["source"], "source", name, place)
    keep, case = (_flag(values.get(key, ""), key, name, place) for key in ("keep", "case"))
    if not any(said.values()) and not forbidden:
        raise ConfigError(name, place, "has no source; write the term to look for, or delete the row")
    if not (targets or forbidden or keep or len(said) > 1):
        problem = "has no target; write the translation, a forbidden one, or keep = true"
        raise ConfigError(name, place, problem)
    return _Row(f"{name}: {place}", said, targets + forms, {"": forbidden} if forbidden else {}, keep, case)


def _several(value: object, key: str, name: str, place: str) -> tuple[str, ...]:
    """One text, several joined by |, or a list."""
    if isinstance(value, str):
        value = value.split(_SEPARATOR)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ConfigError(name, place, f"{key} is neither a text nor a list of texts")
    return tuple(each.strip() for each in value if each.strip())


def _flag(value: object, key: str, name: str, place: str) -> bool:
    said = str(value).strip().lower()
    if said not in (*_YES, *_NO):
        raise ConfigError(name, place, f"{key} is {value!r}; write true or false")
    return said in _YES
