"""What a check says: a Report per document, a Summary of many, and their JSON."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

import msgspec

from mtcheck.config import Config
from mtcheck.display import as_html, as_text, headline
from mtcheck.document import Document
from mtcheck.findings import Fault, Finding, Severity, is_on_request, is_repaired
from mtcheck.fluency.quality import Fluency
from mtcheck.languages import LanguageSpan
from mtcheck.version import __version__

SCHEMA = "mtcheck.report/1"


class Report(msgspec.Struct, frozen=True):
    """What was found in one document.

    ``quality`` is 0-100: 100 less the MQM penalty points (minor 1, major 5, critical 25) per 100 words, and
    less what the fluency index is short of 100; None under 50 words of prose. ``fluency`` is that index, None
    where the language has no model or there is too little text; docs/fluency.md says what both figures were
    validated on. ``scores`` is None without references. ``faults`` are rules that crashed; the others ran on.
    """

    document: Document
    lang: str
    profile: str
    findings: tuple[Finding, ...]
    languages: tuple[LanguageSpan, ...]
    quality: float | None
    scores: dict[str, Any] | None = None
    faults: tuple[Fault, ...] = ()
    fluency: Fluency | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `mtcheck.report/1` with this one document, as plain values."""
        summary = Summary.of(self)
        return run_dict([document_dict(self)], summary, self.profile)

    def to_json(self, indent: int = 0) -> str:
        """The same as JSON text; ``indent`` 0 is compact."""
        return dumps(self.to_dict(), indent)

    def __str__(self) -> str:
        return as_text(self)

    def __repr__(self) -> str:
        return f"<Report {headline(self)}>"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return as_html(self)


class Unread(msgspec.Struct, frozen=True):
    """Some input that could not be read: file, record (or None) and the way out."""

    uri: str
    record: str | None
    message: str


# Counts that JSON leaves out: each document and finding says it of itself.
_OF_DOCUMENTS = ("crashes", "repaired", "on_request", "by_profile")
# A rule that crashes on each of a million texts is told of no more often than that.
MAX_CRASHES = 100


class Summary(msgspec.Struct, frozen=True):
    """Counts over documents; two of them merge by addition.

    ``repaired`` counts the findings that `clean` repairs, by rule, ``on_request`` those it repairs with an
    option. ``quiet`` counts, by rule, what is in none of the documents' findings because nobody sees it
    (docs/bitext.md). ``crashes`` are of rules, by document.
    """

    documents: int = 0
    findings: int = 0
    characters: int = 0
    faults: int = 0
    by_rule: dict[str, int] = msgspec.field(default_factory=dict)
    by_severity: dict[str, int] = msgspec.field(default_factory=dict)
    repaired: dict[str, int] = msgspec.field(default_factory=dict)
    on_request: int = 0
    by_profile: dict[str, int] = msgspec.field(default_factory=dict)
    quiet: dict[str, int] = msgspec.field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    crashes: tuple[Unread, ...] = ()

    @classmethod
    def of(cls, report: Report) -> Summary:
        """The counts of one report."""
        return cls(
            documents=1,
            findings=len(report.findings),
            characters=len(report.document.text),
            faults=len(report.faults),
            by_rule=count(finding.rule for finding in report.findings),
            by_severity=count(str(finding.severity) for finding in report.findings),
            repaired=count(finding.rule for finding in report.findings if is_repaired(finding)),
            on_request=sum(is_on_request(finding) for finding in report.findings),
            by_profile={report.profile: 1},
            crashes=_crashes(report),
        )

    def __add__(self, other: Summary) -> Summary:
        return Summary(
            documents=self.documents + other.documents,
            findings=self.findings + other.findings,
            characters=self.characters + other.characters,
            faults=self.faults + other.faults,
            by_rule=_sum(self.by_rule, other.by_rule),
            by_severity=_sum(self.by_severity, other.by_severity),
            repaired=_sum(self.repaired, other.repaired),
            on_request=self.on_request + other.on_request,
            by_profile=_sum(self.by_profile, other.by_profile),
            quiet=_sum(self.quiet, other.quiet),
            unread=self.unread + other.unread,
            crashes=(self.crashes + other.crashes)[:MAX_CRASHES],
        )

    def to_dict(self) -> dict[str, Any]:
        """The summary of `mtcheck.report/1`, its counts in a fixed order."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        for name in (*_OF_DOCUMENTS, *(("quiet",) if not self.quiet else ())):
            del plain[name]
        plain["by_severity"] = {
            str(level): self.by_severity[level] for level in Severity if level in self.by_severity
        }
        plain["by_rule"] = dict(sorted(self.by_rule.items()))
        return plain


def _crashes(report: Report) -> tuple[Unread, ...]:
    origin = report.document.origin
    return tuple(
        Unread(origin.uri, origin.record, f"rule {fault.rule} crashed: {fault.error}")
        for fault in report.faults
    )


def count(names: Iterable[str]) -> dict[str, int]:
    """How often each name is there."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts


def _sum(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    if not one or not other:  # most documents have no findings
        return one or other
    return {name: one.get(name, 0) + other.get(name, 0) for name in (*one, *other)}


def fails(report: Report, config: Config) -> bool:
    """Whether a report reaches the fail level, or stays below the wanted quality; None is not below any."""
    if config.min_quality is not None and report.quality is not None and report.quality < config.min_quality:
        return True
    if config.fail_on == "never":
        return False
    return any(finding.severity >= Severity(config.fail_on) for finding in report.findings)


def document_dict(report: Report) -> dict[str, Any]:
    """One document of the JSON of `mtcheck.report/1`."""
    return {
        "uri": report.document.origin.uri,
        "record": report.document.origin.record,
        "lang": report.lang,
        "profile": report.profile,
        "languages": msgspec.to_builtins(report.languages),
        "quality": report.quality,
        "fluency": msgspec.to_builtins(report.fluency),
        "scores": report.scores,
        "findings": _in_file(report),
        "faults": msgspec.to_builtins(report.faults),
    }


def _in_file(report: Report) -> list[dict[str, Any]]:
    """The findings; where a container holds the text, with lines and columns of that."""
    found: list[dict[str, Any]] = msgspec.to_builtins(report.findings)
    locate = report.document.locate
    if locate is not None:
        for row in found:
            row["line"], row["column"] = locate(row["start"])
    return found


def run_dict(documents: list[dict[str, Any]], summary: Summary, profile: str) -> dict[str, Any]:
    """A whole run: the JSON of `mtcheck.report/1`."""
    return {
        "schema": SCHEMA,
        "version": __version__,
        "profile": profile,
        "documents": documents,
        "summary": summary.to_dict(),
    }


def dumps(value: object, indent: int = 0) -> str:
    """JSON text; lone surrogates are escaped, so that the text can always be written as UTF-8."""
    try:
        raw = msgspec.json.encode(value)
        return (msgspec.json.format(raw, indent=indent) if indent else raw).decode()
    except UnicodeEncodeError:
        import json

        return json.dumps(value, ensure_ascii=True, indent=indent or None, separators=(",", ":"))


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a run, generated from the types; mtcheck/report.schema.json is a copy of it."""
    (run,), components = msgspec.json.schema_components([_RunShape], ref_template="#/$defs/{name}")
    for name in _OF_DOCUMENTS:
        del components["Summary"]["properties"][name]
    for component in components.values():
        if "description" in component:  # msgspec takes the indent of a docstring away from 0.23 on
            component["description"] = inspect.cleandoc(component["description"])
    names = {"title": SCHEMA, "$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {**names, **run, "$defs": components}


class _DocumentShape(msgspec.Struct):
    uri: str
    record: str | None
    lang: str
    profile: str
    languages: tuple[LanguageSpan, ...]
    quality: float | None
    fluency: Fluency | None
    scores: dict[str, Any] | None
    findings: tuple[Finding, ...]
    faults: tuple[Fault, ...]


class _RunShape(msgspec.Struct):
    schema: str
    version: str
    profile: str
    documents: list[_DocumentShape]
    summary: Summary


_DocumentShape.__name__, _RunShape.__name__ = "Document", "Run"
