"""SARIF 2.1.0, for code scanning: results with regions in code points, fixes and stable fingerprints."""

from __future__ import annotations

from typing import Any, TextIO

from mtcheck.findings import Finding, Safety, Severity
from mtcheck.registry import Rule, registry
from mtcheck.renderers.base import PLAIN, Look, Rows
from mtcheck.renderers.places import Places, record_of, uri_of
from mtcheck.report import Report, Summary, dumps
from mtcheck.version import HOMEPAGE, __version__, rule_page

_LEVEL = {Severity.NEUTRAL: "note", Severity.MINOR: "warning", Severity.MAJOR: "error"}
_LEVEL[Severity.CRITICAL] = "error"
# The name of the fingerprint says how it is made; it changes when that does.
_FINGERPRINT = "mtcheck/v1"


class Sarif(Rows):
    """One run. Results are written as they come; rules and notifications close the file."""

    first, between = "\n", ",\n"

    def __init__(self, stream: TextIO, look: Look = PLAIN) -> None:
        super().__init__(stream, look)
        self._rules = list(registry())
        self._index = {rule.code: number for number, rule in enumerate(self._rules)}
        stream.write(
            '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{'
            '"columnKind":"unicodeCodePoints","results":['
        )

    def render(self, report: Report) -> list[str]:
        places = Places(report)
        return [dumps(self._result(report, places, finding)) for finding in report.findings]

    def finish(self, summary: Summary) -> None:
        """Write what was not read, the rules, and the end."""
        notes = []
        for each in (*summary.crashes, *summary.unread):
            record = f" [{each.record}]" if each.record else ""
            notes.append(_note(each.uri, each.message + record))
        tool = {
            "driver": {
                "name": "mtcheck",
                "informationUri": HOMEPAGE,
                "semanticVersion": __version__,
                "rules": [_describe(rule) for rule in self._rules],
            }
        }
        invocation: dict[str, Any] = {"executionSuccessful": not notes}
        if notes:
            invocation["toolExecutionNotifications"] = notes
        self.stream.write(f'\n],"tool":{dumps(tool)},"invocations":{dumps([invocation])}}}]}}\n')

    def _result(self, report: Report, places: Places, finding: Finding) -> dict[str, Any]:
        uri = uri_of(report.document.origin.uri)
        region: dict[str, Any] = {**_region(places, finding.start, finding.end)}
        if finding.text:
            region["snippet"] = {"text": _sound(finding.text)}
        location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
        if report.document.origin.record:
            location["logicalLocations"] = [{"name": report.document.origin.record, "kind": "element"}]
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": self._index[finding.rule],
            "level": _LEVEL[finding.severity],
            "message": {"text": _sound(finding.message + record_of(report))},
            "locations": [location],
            "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
            "properties": {
                "severity": str(finding.severity),
                "confidence": finding.confidence,
                "safety": str(finding.safety),
            },
        }
        if finding.edit is not None and finding.safety is not Safety.DISPLAY:
            result["fixes"] = [_fix(places, finding, uri)]
        return result


def _fix(places: Places, finding: Finding, uri: str) -> dict[str, Any]:
    edit = finding.edit
    assert edit is not None
    replacement: dict[str, Any] = {"deletedRegion": _region(places, edit.start, edit.end)}
    if edit.text:
        replacement["insertedContent"] = {"text": _sound(edit.text)}
    change = {"artifactLocation": {"uri": uri}, "replacements": [replacement]}
    return {"description": {"text": f"{finding.safety} fix"}, "artifactChanges": [change]}


def _region(places: Places, start: int, end: int) -> dict[str, int]:
    line, column, end_line, end_column = places.span(start, end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _sound(text: str) -> str:
    """The text without lone surrogates, which no UTF-8 file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _note(uri: str, text: str) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": {"uri": uri_of(uri)}}}
    return {"level": "error", "message": {"text": _sound(text)}, "locations": [location]}


def _describe(rule: Rule) -> dict[str, Any]:
    help_text = f"{rule.summary}\n\n{rule.details}".strip()
    return {
        "id": rule.code,
        "helpUri": rule_page(rule.code, rule.name),
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": help_text},
        "help": {"text": help_text, "markdown": help_text},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"tags": [rule.family, *rule.category.split("/")]},
    }


OUTPUT = Sarif
