"""FLU: what reads as translated though no letter is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.fluency.calque.own_phrases import own_rows, rows_of
from mtcheck.rules.fluency.calque.phrasebook import Phrasebook, Row, shipped_rows
from mtcheck.tags import tag
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")


@rule(
    "FLU005",
    "calque",
    category="style/unidiomatic",
    severity=Severity.MINOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    options={"source": "", "files": [], "phrases": []},
    examples=(
        ("The talks were held in a closed format.", "The talks were held behind closed doors."),
        ("The road is closed since three weeks.", "The road has been closed for three weeks."),
    ),
)
def calque(view: View, options: Options) -> Iterator[Hit]:
    """A phrase of the source language, carried over word for word: `in a closed format`

    corpora/calques has the phrases, a file for each pair of languages. ``source`` ("ru") or `--source-lang`
    restricts the rule to one pair. ``phrases`` are your own forbidden phrases, ``files`` your own
    phrasebooks, TOML or CSV, relative to the working folder; both apply to every source language.
    docs/phrasebooks.md says how to write one. Stretches in another language are left alone.
    """
    target = _language(view.lang)
    own = [row for name in options.get("files", ()) for row in own_rows(str(name))]
    own += rows_of(options.get("phrases", ()))
    source = options.get("source") or view.told_source_lang
    book = _book(target, _language(source), tuple(own))
    for start, end, row in book.find(view.text, view.lowered, view.words, view.shape.word_starts):
        if view.paragraph_at(start).end < end or _language(view.lang_at(start)) != target:
            continue
        better = f"; better “{row.better}”" if row.better else ""
        quoted = " ".join(view.text[start:end].split())
        yield Hit(start, end, f"calque “{quoted}”: {row.why}{better}", severity=row.severity)


def _language(code: str) -> str:
    return tag(code).base


@lru_cache(maxsize=32)
def _book(target: str, source: str, own: tuple[Row, ...]) -> Phrasebook:
    return Phrasebook([*shipped_rows(target, source), *own])
