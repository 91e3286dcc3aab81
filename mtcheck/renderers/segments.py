"""One report as a browser gets it: pieces of text, not offsets.

Python counts code points and JavaScript UTF-16 units; so the article goes out cut into segments, each with
its language and the findings that share it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import msgspec

from mtcheck.errors import UnknownRuleError
from mtcheck.findings import Finding, Safety
from mtcheck.registry import registry
from mtcheck.report import Report

# How much of the text beside a change is shown.
_CONTEXT_CHARACTERS = 40
# Context is cut between words, unless the word that it would be cut in is longer.
_WORD_CHARACTERS = 15
_FIX = {
    Safety.SAFE: "applied by clean",
    Safety.UNSAFE: "applied by clean --unsafe",
    Safety.DISPLAY: "a suggestion",
}


def document_view(report: Report) -> dict[str, Any]:
    """A report as plain values for the view of mtcheck/web: findings in order, and segments of the text.

    The segments joined are the text, but that a lone surrogate is shown as U+FFFD.

    >>> from mtcheck.api import check
    >>> view = document_view(check("In Baltic countries ."))
    >>> [(segment["text"], segment["findings"]) for segment in view["segments"]]
    [('In Baltic countries', []), (' .', [0])]
    """
    starts = [span.start for span in report.languages]
    return {
        "uri": report.document.origin.uri,
        "record": report.document.origin.record,
        "lang": report.lang,
        "quality": report.quality,
        "fluency": msgspec.to_builtins(report.fluency),
        "scores": [[each["name"], each["score"]] for each in (report.scores or {}).values()],
        "faults": [f"rule {fault.rule} crashed: {fault.error}" for fault in report.faults],
        "findings": [_finding(report, finding, starts) for finding in report.findings],
        "segments": _segments(report),
    }


def document_head(report: Report) -> dict[str, Any]:
    """What a list of documents shows and filters by, without the text."""
    kinds = {(finding.rule, str(finding.severity)) for finding in report.findings}
    starts = [span.start for span in report.languages]
    return {
        "uri": report.document.origin.uri,
        "record": report.document.origin.record,
        "quality": report.quality,
        "findings": len(report.findings),
        "kinds": sorted(kinds),
        "languages": sorted({_language_at(report, finding.start, starts) for finding in report.findings}),
    }


def sound(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which no UTF-8 can hold."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _segments(report: Report) -> list[dict[str, Any]]:
    text = report.document.text
    edges = {0, len(text)}
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for span in report.languages:
        edges |= {span.start, span.end}
    for number, finding in enumerate(report.findings):
        if finding.start < finding.end:
            edges |= {finding.start, finding.end}
            opening.setdefault(finding.start, []).append(number)
            closing.setdefault(finding.end, []).append(number)
    places = sorted(edges)
    segments: list[dict[str, Any]] = []
    current: list[int] = []
    language = 0
    for start, end in zip(places, places[1:], strict=False):
        current = [number for number in current if number not in closing.get(start, ())]
        current += opening.get(start, [])
        while language + 1 < len(report.languages) and report.languages[language].end <= start:
            language += 1
        code = report.languages[language].code if report.languages else "und"
        segments.append({"text": sound(text[start:end]), "lang": code, "findings": list(current)})
    return segments


def _language_at(report: Report, place: int, starts: list[int]) -> str:
    return report.languages[bisect_right(starts, place) - 1].code if starts else "und"


def _finding(report: Report, finding: Finding, starts: list[int]) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": str(finding.severity),
        "category": finding.category,
        "confidence": round(finding.confidence, 2),
        "message": sound(finding.message),
        "summary": _summary(finding.rule),
        "length": finding.end - finding.start,
        "line": finding.line,
        "column": finding.column,
        "lang": _language_at(report, finding.start, starts),
        "fix": _fix(finding),
        "change": _change(report.document.text, finding),
    }


def _summary(code: str) -> str:
    try:
        return registry().find(code)[0].summary
    except UnknownRuleError:  # a report may come from a plug-in that is no longer there
        return ""


def _fix(finding: Finding) -> str:
    if finding.drop:
        return f"left out by clean --drop {finding.drop}"
    return _FIX[finding.safety] if finding.edit else "none"


def _change(text: str, finding: Finding) -> dict[str, str] | None:
    edit = finding.edit
    if edit is None:
        return None
    return {
        "left": sound(_before(text, edit.start)),
        "before": sound(text[edit.start : edit.end]),
        "after": sound(edit.text),
        "right": sound(_after(text, edit.end)),
    }


def _before(text: str, end: int) -> str:
    """Some text before a place, from the beginning of a word where one is near; … where more comes before.

    >>> _before("one two three four five six seven eight nine ten", 44)
    '… three four five six seven eight nine'
    """
    start = end - _CONTEXT_CHARACTERS
    if start <= 0:
        return text[:end]
    head, space, rest = text[start:end].partition(" ")
    return f"… {rest}" if space and len(head) <= _WORD_CHARACTERS else f"…{text[start:end]}"


def _after(text: str, start: int) -> str:
    """The same after a place."""
    end = start + _CONTEXT_CHARACTERS
    if end >= len(text):
        return text[start:]
    rest, space, tail = text[start:end].rpartition(" ")
    return f"{rest} …" if space and len(tail) <= _WORD_CHARACTERS else f"{text[start:end]}…"
