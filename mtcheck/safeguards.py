"""What no rule may do, whichever it is: say again what another said, tidy up the traces of a fault."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from urllib.parse import unquote

import msgspec

from mtcheck import lazyre
from mtcheck.document import Document, Span
from mtcheck.edits import Edit, apply, resolve
from mtcheck.findings import Finding, Safety, is_repaired
from mtcheck.text.mentions import asks_to_mend, tells_of_faults

# Categories of findings that say: something is broken or missing here.
_BROKEN = ("linguistic/character-encoding", "accuracy/omission")
# What is said of a whole sentence is not said of a place in it.
_MOST_CHARACTERS = 40


def is_spacing(text: str, edit: Edit) -> bool:
    """Whether an edit moves, adds or takes nothing but white space and punctuation.

    >>> is_spacing("the end .", Edit(7, 8, "")), is_spacing("the the end", Edit(3, 7, ""))
    (True, False)
    """
    return all(
        character.isspace() or unicodedata.category(character)[0] in "PZ"
        for character in text[edit.start : edit.end] + edit.text
    )


# A cell with fewer words holds a value, a name or a mark; one with more may be a sentence.
_FEWEST_WORDS_OF_PROSE = 6


def is_in_short_cell(text: str, span: Span) -> bool:
    """Whether a stretch of a line of a table is in a cell without a sentence, where marks may be data.

    >>> is_in_short_cell("| a | x , y |", Span(7, 8))
    True
    """
    start = max(text.rfind(mark, 0, span.start) for mark in "|\n") + 1
    end = min((place for mark in "|\n" if (place := text.find(mark, span.end)) >= 0), default=len(text))
    return len(text[start:end].split()) < _FEWEST_WORDS_OF_PROSE


# Rules that say that nothing was translated, and the families whose rules would say it again.
_UNTRANSLATED = ("TRN001", "TRN002")
_SAID_ALREADY = ("LNG", "FLU", "TRN")


def restrained(document: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings: one for an untranslated unit; no edit hides a fault or empties a record."""
    if any(finding.rule in _UNTRANSLATED for finding in findings):
        findings = [
            finding
            for finding in findings
            if finding.rule in _UNTRANSLATED or not finding.rule.startswith(_SAID_ALREADY)
        ]
    if any(finding.safety is Safety.SAFE for finding in findings) and is_licence(document):
        return tuple(msgspec.structs.replace(finding, safety=Safety.DISPLAY) for finding in findings)
    findings = without_quoted(document.text, findings)
    return without_breaking(document, without_emptying(document, without_hiding(document.text, findings)))


_OPENS, _CLOSES = '"“„«»‹›‘‚「『', '"”“»«›‹’‘」』'


def without_quoted(text: str, findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings; an edit is shown inside a quotation of a line that speaks of faults, and in an exercise.

    A line with `find the fault`, `is wrong:` or `typo` quotes what is wrong on purpose; items of a list under
    `Correct the punctuation:` are for the pupil to mend.
    """
    told: dict[int, bool] = {}
    exercises = _exercises(text) if any(each.edit and each.safety is Safety.SAFE for each in findings) else ()
    out = []
    for finding in findings:
        if finding.edit and finding.safety is Safety.SAFE:
            start, end = _line_around(text, finding.edit)
            if start not in told:
                told[start] = tells_of_faults(text[start:end])
            quoted = told[start] and _is_quoted(
                text[start : finding.edit.start], text[finding.edit.end : end]
            )
            at = bisect_right(exercises, (start, len(text))) - 1
            if quoted or (at >= 0 and start < exercises[at].end):
                finding = msgspec.structs.replace(finding, safety=Safety.DISPLAY)
        out.append(finding)
    return out


_ITEM = lazyre.compile(r"\s*(?:(?:\d{1,3}|[^\W\d_])[.)]|[-*•–])[ \t]")


def _exercises(text: str) -> tuple[Span, ...]:
    """The lists right under a line that asks to mend them."""
    found, begin, at = [], None, 0
    for line in text.splitlines(keepends=True):
        if _ITEM.match(line):
            if begin is not None:
                found[-1:] = [Span(begin, at + len(line))]
        elif line.strip():
            begin = at + len(line) if asks_to_mend(line) else None
            if begin is not None:
                found.append(Span(begin, begin))
        at += len(line)
    return tuple(found)


def _is_quoted(before: str, after: str) -> bool:
    """Whether a quotation is open before a place, and a mark that may close it is behind."""
    opened = max((before.rfind(mark) for mark in _OPENS), default=-1)
    if opened < 0 or not any(mark in after for mark in _CLOSES):
        return False
    return before[opened] != '"' or before.count('"') % 2 == 1


_LICENCE_FILE = lazyre.compile(
    r"(?:^|[/\\])(?:(?:third[_-]?party|mit|bsd|apache|gnu)[_.-])?"
    r"(?:licen[cs]es?|copying|copyright|unlicense|eula|[la]?gpl)(?:[_.-][\w.-]{0,20}|v?\d[\w.-]{0,20})?$",
    re.IGNORECASE,
)
_LICENCE_NAME = lazyre.compile(
    r"^[^\[\]!`/\n]{0,40}(?:general public licen[cs]e|free documentation licen[cs]e|apache licen[cs]e"
    r"|(?:mozilla|eclipse|european union) public licen[cs]e|\b(?:bsd|mit|boost software) licen[cs]e"
    r"|permission is hereby granted, free of charge)[^\[\]!`/\n]{0,40}$",
    re.IGNORECASE | re.MULTILINE,
)
# A licence begins with its name.
_HEAD_OF_LICENCE, _LINES_OF_HEAD = 600, 4


def is_licence(document: Document) -> bool:
    """Whether a text is that of a licence, which nobody may change: by its file, or its first lines.

    >>> from mtcheck.document import Origin
    >>> is_licence(Document("Alle Rechte .", Origin("docs/LICENSE.de.md")))
    True
    """
    if _LICENCE_FILE.search(document.origin.uri) and document.origin.format in ("text", "markdown", "html"):
        return True
    head = document.text[:_HEAD_OF_LICENCE].strip().split("\n")[:_LINES_OF_HEAD]
    return _LICENCE_NAME.search("\n".join(line.strip() for line in head)) is not None


_TITLE = lazyre.compile(r"[ ]{0,3}#{1,6}[ \t]+(?P<title>[^\n]*?)[ \t]*(?:#+[ \t]*)?\r?\Z")
_FRAGMENT = lazyre.compile(r"(?:\]\(|\]:[ \t]*|href=[\"'])#([^\s()\"'<>]+)")
_UNDERLINE = lazyre.compile(r"([=~^\"'`#*+.:_-])\1+[ \t]*\r?")


def without_breaking(document: Document, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings; an edit of a title is shown where a link leads to it, or its underline gets too short.

    Markdown makes the name of a title's place of its words, spaces and hyphens; reStructuredText does not
    read a title that is longer than the line under it.
    """
    text = document.text
    if document.origin.format == "markdown" and "#" in text:
        fragments = {unquote(found).casefold() for found in _FRAGMENT.findall(text)}
        breaks = partial(_leads_nowhere, text, fragments) if fragments else None
    else:
        breaks = partial(_outgrows, text) if document.origin.format == "text" else None
    if breaks is None:
        return findings
    return tuple(
        msgspec.structs.replace(finding, safety=Safety.DISPLAY)
        if finding.edit and finding.safety is Safety.SAFE and breaks(finding.edit)
        else finding
        for finding in findings
    )


def _leads_nowhere(text: str, fragments: Collection[str], edit: Edit) -> bool:
    """Whether an edit changes the name of a title's place that a link of the text has."""
    start, end = _line_around(text, edit)
    name = anchor(text[start:end])
    return name in fragments and name != anchor(text[start : edit.start] + edit.text + text[edit.end : end])


def _outgrows(text: str, edit: Edit) -> bool:
    """Whether an edit makes a title longer than the line under it."""
    more = len(edit.text) - (edit.end - edit.start)
    if more <= 0:
        return False
    start, end = _line_around(text, edit)
    line = _UNDERLINE.match(text, end + 1)
    return line is not None and len(line[0].rstrip()) < len(text[start:end].rstrip()) + more


def _line_around(text: str, edit: Edit) -> tuple[int, int]:
    """The line, or lines, that an edit is in."""
    end = text.find("\n", edit.end)
    return text.rfind("\n", 0, edit.start) + 1, end if end >= 0 else len(text)


def anchor(line: str) -> str:
    """The name that programs give the place of a title of Markdown; empty where a line is no title.

    >>> anchor("## Pay  ( by card )"), anchor("## Pay (by card)")
    ('pay---by-card-', 'pay-by-card')
    """
    title = _TITLE.match(line)
    if title is None:
        return ""
    kept = (
        sign
        for sign in title["title"].casefold()
        if sign.isalnum() or sign in " -_" or unicodedata.category(sign)[0] == "M"
    )
    return "".join(kept).replace(" ", "-")


def without_emptying(document: Document, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings; labels and calls that are all of a record, such as the title of a feed's item, are shown.

    `Lire aussi` may be the name of a novel, and a line of a file has a place that would be left empty.
    """
    text = document.text.strip()
    if document.origin.record is None or not text or "\n" in text:
        return findings
    edits = [found.edit for found in findings if found.edit and found.drop == "boilerplate"]
    if not edits or apply(document.text, resolve(edits)).strip():
        return findings
    return tuple(
        msgspec.structs.replace(found, safety=Safety.DISPLAY) if found.drop == "boilerplate" else found
        for found in findings
    )


def without_hiding(text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings; those that would tidy up beside what stays broken only show their edit.

    `3 400 Ă  5 200` has lost a letter, of which the second space is the trace.
    """
    broken = [
        finding.span
        for finding in findings
        if finding.category in _BROKEN
        and 0 < finding.end - finding.start <= _MOST_CHARACTERS
        and not is_repaired(finding)
    ]
    if not broken:
        return tuple(findings)
    return tuple(_only_shown(text, finding, broken) for finding in findings)


def _only_shown(text: str, finding: Finding, broken: Iterable[Span]) -> Finding:
    edit = finding.edit
    if edit is None or finding.safety is not Safety.SAFE or not is_spacing(text, edit):
        return finding
    if any(edit.start <= end + 1 and start - 1 <= edit.end for start, end in broken):
        return msgspec.structs.replace(finding, safety=Safety.DISPLAY)
    return finding
