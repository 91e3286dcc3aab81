"""What becomes of one row of a table: an answer, whatever the row holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from mtcheck import lazyre
from mtcheck.config import Config
from mtcheck.document import Document, Origin
from mtcheck.engine import Cleaned, clean_or_fault
from mtcheck.findings import Fault, Finding
from mtcheck.registry import Rule

# A repeated fragment of a megabyte makes hundreds of thousands of findings, which nobody reads and every
# engine has to carry; an article has tens.
MAX_FINDINGS = 10_000
# A finding may be said of a whole text; its start and end say where it is, the quotation only shows it.
MAX_QUOTE = 200
_LONE_SURROGATE = lazyre.compile("[\ud800-\udfff]")


class Request(msgspec.Struct, frozen=True, array_like=True):
    """A row to clean: its text, its language where the row says it, and what it was translated from."""

    text: str
    lang: str | None = None
    source: str | None = None


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """The columns of one row but its id. ``text`` is None where nothing could be done.

    ``error`` with a text says that rules crashed and the others ran on.
    """

    text: str | None = None
    quality: float | None = None
    findings: list[dict[str, Any]] | None = None
    changes: list[dict[str, Any]] | None = None
    languages: list[dict[str, Any]] | None = None
    error: str | None = None
    exhausted: bool = False


def problem_of(text: str, max_characters: int) -> str | None:
    """Why a text is not to be cleaned at all, and the way out; None for most.

    >>> problem_of("x" * 11, 10)
    'has 11 characters, more than max_characters = 10; split it, or raise the limit'
    """
    if len(text) > max_characters:
        return (
            f"has {len(text):,} characters, more than max_characters = {max_characters:,}; "
            "split it, or raise the limit"
        )
    lone = _LONE_SURROGATE.search(text)
    if lone:
        return (
            f"has the lone surrogate U+{ord(lone[0]):04X} at {lone.start():,}, which UTF-8 cannot hold; "
            "decode it again from its bytes"
        )
    return None


def clean_row(request: Request, config: Config, rules: Sequence[Rule]) -> Answer:
    """Clean one row. Raises nothing that has to do with the text.

    >>> from mtcheck.config import Config
    >>> answer = clean_row(Request("In Baltic countries ."), Config(), Config().selected())
    >>> answer.text, answer.findings[0]["rule"], answer.changes[0]["before"], answer.error
    ('In Baltic countries.', 'PUN001', ' ', None)
    """
    document = Document(request.text, Origin("<row>"), request.lang, request.source)
    done = clean_or_fault(document, config, rules)
    if isinstance(done, Fault):
        return Answer(error=done.error, exhausted="MemoryError" in done.error)
    return _answer(done)


def without_surrogates(answer: Answer) -> Answer:
    """The answer, or an error where it holds what UTF-8 cannot: a repair may join halves wrongly.

    >>> without_surrogates(Answer(text="\\ud83d")).error
    'the cleaned text or a finding holds a lone surrogate, which UTF-8 cannot hold'
    """
    try:
        msgspec.msgpack.encode(answer)
    except UnicodeEncodeError:
        return Answer(error="the cleaned text or a finding holds a lone surrogate, which UTF-8 cannot hold")
    return answer


def _answer(cleaned: Cleaned) -> Answer:
    report = cleaned.report
    errors = [f"rule {fault.rule} crashed: {fault.error}" for fault in report.faults]
    exhausted = any("MemoryError" in error for error in errors)
    if len(report.findings) > MAX_FINDINGS:
        errors.append(f"{len(report.findings):,} findings, of which the first {MAX_FINDINGS:,} are here")
    return Answer(
        text=cleaned.text,
        quality=report.quality,
        findings=[finding_row(finding) for finding in report.findings[:MAX_FINDINGS]],
        changes=[msgspec.to_builtins(change) for change in cleaned.changes],
        languages=[msgspec.to_builtins(span) for span in report.languages],
        error="; ".join(errors) or None,
        exhausted=exhausted,
    )


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding as every frame and table holds it."""
    edit = finding.edit
    return {
        "rule": finding.rule,
        "name": finding.name,
        "category": finding.category,
        "severity": str(finding.severity),
        "start": finding.start,
        "end": finding.end,
        "text": finding.text[:MAX_QUOTE],
        "message": finding.message,
        "confidence": finding.confidence,
        "edit": None if edit is None else {"start": edit.start, "end": edit.end, "text": edit.text},
        "safety": str(finding.safety),
        "fingerprint": finding.fingerprint,
        "drop": finding.drop,
    }
