"""The error classes of one system: what the rules say of each of its segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtcheck.document import Document, Origin
from mtcheck.findings import Severity
from mtcheck.scoring.errorclasses import CLASSES, FAMILIES, classes_of

if TYPE_CHECKING:
    from mtcheck.cli.scoring import Parallel


def error_rows(parallel: Parallel, lang: str | None) -> list[dict[str, int]]:
    """A row for each scored segment: its words, and the findings of each class."""
    from mtcheck.config import Config
    from mtcheck.engine import check_document
    from mtcheck.fluency.quality import count_words
    from mtcheck.scoring.composite import language_of

    config = Config(select=FAMILIES)
    rules = config.selected()
    expected = lang or language_of([segment for segment in parallel.segments if segment])
    rows = []
    for number, segment in enumerate(parallel.segments, 1):
        if not segment:
            continue
        origin = Origin(parallel.hypotheses.name, f"line {number}")
        document = Document(segment.hypothesis, origin, expected, segment.source)
        report = check_document(document, config, rules, mapped=False)
        row = {"words": count_words(segment.hypothesis), **dict.fromkeys(CLASSES, 0)}
        for finding in report.findings:
            for key in (
                classes_of(finding.rule, finding.category) if finding.severity >= Severity.MAJOR else ()
            ):
                row[key] += 1
        rows.append(row)
    return rows
