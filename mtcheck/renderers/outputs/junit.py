"""JUnit XML: a test suite a document, a failed case a finding; read by every CI system."""

from __future__ import annotations

from typing import TextIO

from mtcheck.findings import Finding
from mtcheck.renderers.base import PLAIN, Look, Rows
from mtcheck.renderers.places import Place, Places, path_of, record_of
from mtcheck.renderers.xml import xml_attribute, xml_text
from mtcheck.report import Report, Summary


class JUnit(Rows):
    """Suites are written as they come, so that memory stays flat."""

    def __init__(self, stream: TextIO, look: Look = PLAIN) -> None:
        super().__init__(stream, look)
        stream.write('<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="mtcheck">\n')

    def render(self, report: Report) -> list[str]:
        name = path_of(report.document.origin.uri) + record_of(report)
        places = Places(report)
        cases = [_case(name, places.of(finding), finding) for finding in report.findings]
        cases += [
            f"    <testcase classname={xml_attribute(name)} name={xml_attribute(fault.rule)}>\n"
            f"      <error message={xml_attribute(fault.error)}/>\n    </testcase>\n"
            for fault in report.faults
        ]
        passed = f'    <testcase classname={xml_attribute(name)} name="mtcheck"/>\n'
        return [
            f'  <testsuite name={xml_attribute(name)} tests="{max(1, len(cases))}" '
            f'failures="{len(report.findings)}" errors="{len(report.faults)}" skipped="0">\n'
            f"{''.join(cases) or passed}  </testsuite>\n"
        ]

    def finish(self, summary: Summary) -> None:
        """Write what was not read as errors, and the end."""
        for unread in summary.unread:
            name = path_of(unread.uri) + (f" [{unread.record}]" if unread.record else "")
            self.stream.write(
                f'  <testsuite name={xml_attribute(name)} tests="1" failures="0" errors="1" skipped="0">\n'
                f'    <testcase classname={xml_attribute(name)} name="read">\n'
                f"      <error message={xml_attribute(unread.message)}/>\n"
                "    </testcase>\n  </testsuite>\n"
            )
        self.stream.write("</testsuites>\n")


def _case(name: str, place: Place, finding: Finding) -> str:
    title = f"{finding.rule} {finding.name} {place.line}:{place.column}"
    where = f"line {place.line}, column {place.column}"
    return (
        f'    <testcase classname={xml_attribute(name)} name={xml_attribute(title)} line="{place.line}">\n'
        f"      <failure type={xml_attribute(finding.rule)} message={xml_attribute(finding.message)}>"
        f"{xml_text(f'{where}, {finding.severity}: {finding.message}')}</failure>\n    </testcase>\n"
    )


OUTPUT = JUnit
