"""A report for a person at a prompt or in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtcheck.report import Report

# A notebook shows a cell, not a book.
MOST_CHARACTERS, MOST_FINDINGS = 20_000, 200
_COLOURS = {"neutral": "#8883", "minor": "#fc06", "major": "#f806", "critical": "#f446"}


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "change"), counted(2000, "change"), counted(0, "crash", "crashes")
    ('1 change', '2,000 changes', '0 crashes')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def headline(report: Report) -> str:
    """What came of a check, on a line."""
    levels: dict[str, int] = {}
    for finding in report.findings:
        levels[str(finding.severity)] = levels.get(str(finding.severity), 0) + 1
    said = ", ".join(f"{count} {level}" for level, count in levels.items())
    found = f"{counted(len(report.findings), 'finding')} ({said})" if said else "nothing found"
    quality = f", quality {report.quality:.1f}" if report.quality is not None else ""
    return f"{report.lang}: {found}{quality}"


def as_text(report: Report) -> str:
    """The headline, and a line a finding."""
    lines = [f"{each.line}:{each.column}: {each.rule} {each.message}" for each in report.findings]
    more = len(lines) - MOST_FINDINGS
    lines[MOST_FINDINGS:] = [f"and {more:,} more"] if more > 0 else []
    return "\n".join([headline(report), *lines])


def as_html(report: Report) -> str:
    """The text with its findings marked, for a notebook; what is wrong shows under the pointer."""
    from html import escape

    text, out, at = report.document.text, [], 0
    for finding in sorted(report.findings, key=lambda each: (each.start, -each.end))[:MOST_FINDINGS]:
        if finding.start < at or finding.end > MOST_CHARACTERS:
            continue  # within one that is marked already, or beyond what is shown
        title = escape(f"{finding.rule}: {finding.message}")
        colour = _COLOURS[str(finding.severity)]
        shown = escape(text[finding.start : finding.end]) or "&#8203;"
        out.append(escape(text[at : finding.start]))
        out.append(f'<mark title="{title}" style="background:{colour};color:inherit">{shown}</mark>')
        at = finding.end
    out.append(escape(text[at:MOST_CHARACTERS]) + ("…" if len(text) > MOST_CHARACTERS else ""))
    rows = "".join(
        f"<tr><td>{each.line}:{each.column}</td><td>{each.rule}</td><td>{each.severity}</td>"
        f"<td>{escape(each.message)}</td></tr>"
        for each in report.findings[:MOST_FINDINGS]
    )
    body = f'<div style="white-space:pre-wrap">{"".join(out)}</div>'
    return f"<p><b>mtcheck</b> {escape(headline(report))}</p>{body}<table>{rows}</table>"
