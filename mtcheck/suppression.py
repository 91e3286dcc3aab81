"""Findings that the text itself, its container or the configuration says to leave out.

Formats with comments (Markdown, HTML) are read for these; RULES are codes, names or families, none means all:

    <!-- mtcheck-ignore PUN003, FLU -->     after text: this line; on a line of its own: the next paragraph
    <!-- mtcheck-disable PUN -->            from here on
    <!-- mtcheck-enable -->                 ends what was disabled
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.document import Document, IdleComment, Origin, Span
from mtcheck.errors import UnknownRuleError
from mtcheck.findings import Finding
from mtcheck.registry import registry

_FORMATS_WITH_COMMENTS = ("markdown", "html")
_COMMENT = lazyre.compile(r"<!--\s{0,9}mtcheck-(ignore|disable|enable)\b:?([^<>]{0,400}?)-->")
_LINE_END = lazyre.compile(r"\r\n|\n|\r")
_BLANK_LINE = lazyre.compile(r"(?:\r\n|\n|\r(?!\n))[ \t]*(?=\r\n|\n|\r)")
_BLANKS = lazyre.compile(r"\s*")


class _Hidden(NamedTuple):
    start: int
    end: int
    names: tuple[str, ...]
    comment: Span


class Suppressions:
    """What is left out of one document's findings.

    >>> from mtcheck.document import Origin
    >>> text = "So it is . <!-- mtcheck-ignore PUN001 -->\\nAnd so .\\n"
    >>> hidden = Suppressions(Document(text, Origin("a.md", format="markdown")))
    >>> [hidden.at(rule, "x", place) for rule, place in (("PUN001", 8), ("PUN002", 8), ("PUN001", 48))]
    [True, False, False]
    """

    def __init__(self, document: Document, fingerprints: Iterable[str] = ()) -> None:
        self._fingerprints = frozenset(holding(fingerprints, document.origin))
        self._everywhere = tuple(document.ignore)
        self._stretches: list[_Hidden] = []
        self._used: set[tuple[Span, str]] = set()
        if document.origin.format in _FORMATS_WITH_COMMENTS and "mtcheck-" in document.text:
            self._stretches = _stretches(document.text)

    def __bool__(self) -> bool:
        return bool(self._fingerprints or self._everywhere or self._stretches)

    def hides(self, finding: Finding) -> bool:
        """Whether a finding is left out."""
        return finding.fingerprint in self._fingerprints or self.at(finding.rule, finding.name, finding.start)

    def at(self, code: str, name: str, place: int) -> bool:
        """Whether findings of a rule are left out at a place of the text."""
        if self._everywhere and is_named(code, name, self._everywhere):
            return True
        found = False
        for hidden in self._stretches:
            if hidden.start <= place < hidden.end and is_named(code, name, hidden.names):
                found = True
                named = hidden.names or ("",)
                used = [each for each in named if not each or is_named(code, name, [each])]
                self._used.update((hidden.comment, each) for each in used)
        return found

    def idle(self, ran: Iterable[str]) -> tuple[IdleComment, ...]:
        """The comments, or names in them, that left nothing out, once all findings have been asked about.

        What names a rule or family that did not run is not judged; ``ran`` are the codes of those that did.

        >>> from mtcheck.document import Origin
        >>> text = "So it is. <!-- mtcheck-ignore PUN001, ENX -->\\n"
        >>> Suppressions(Document(text, Origin("a.md", format="markdown"))).idle(["PUN001"])[0].names
        ('PUN001', 'ENX')
        """
        codes = tuple(ran)
        names: dict[Span, dict[str, None]] = {}
        for hidden in self._stretches:
            for name in hidden.names or ("",):
                if (hidden.comment, name) not in self._used and _may_have_run(name, codes):
                    names.setdefault(hidden.comment, {})[name] = None
        return tuple(IdleComment(span, tuple(names[span])) for span in sorted(names))


def _may_have_run(name: str, codes: Sequence[str]) -> bool:
    """Whether a name in a comment stands for a rule that ran, or for none at all."""
    if not name:
        return len({code[:3] for code in codes}) > 1  # of one family nothing is known of the others
    try:
        return any(rule.code in codes for rule in registry().find(name))
    except UnknownRuleError:
        return True


def place_of(origin: Origin) -> str:
    """What a fingerprint is limited to, to hold for one document alone.

    >>> place_of(Origin("in/a.jsonl", "7"))
    'in/a.jsonl [7]'
    """
    return f"{origin.uri} [{origin.record}]" if origin.record is not None else origin.uri


def holding(entries: Iterable[str], origin: Origin) -> tuple[str, ...]:
    """The fingerprints that hold for a document: a place after one limits it to a file, or a record of one.

    >>> holding(["0a", "0b in/a.jsonl", "0c in/a.jsonl [7]", "0d in/b.txt"], Origin("in/a.jsonl", "7"))
    ('0a', '0b', '0c')
    """
    places = ("", origin.uri, place_of(origin))
    return tuple(name for name, _, place in (each.partition(" ") for each in entries) if place in places)


def is_named(code: str, name: str, names: Sequence[str]) -> bool:
    """Whether a rule is one of those named by code, name or family; no names stand for all.

    >>> is_named("PUN003", "quote-shifted", ["ENC", "pun"])
    True
    """
    return not names or any(code.startswith(each.upper()) or name == each.lower() for each in names)


def _stretches(text: str) -> list[_Hidden]:
    out: list[_Hidden] = []
    disabled: list[_Hidden] = []
    for match in _COMMENT.finditer(text):
        names = tuple(match[2].replace(",", " ").split())
        comment = Span(*match.span())
        if match[1] == "ignore":
            out.append(_Hidden(*_reach(text, comment), names, comment))
        elif match[1] == "disable":
            disabled.append(_Hidden(match.end(), len(text), names, comment))
        else:
            ended = [each for each in disabled if not names or set(each.names) & set(names)]
            out += [each._replace(end=match.start()) for each in ended]
            disabled = [each for each in disabled if each not in ended]
    return out + disabled


def _reach(text: str, comment: Span) -> Span:
    """The line of a comment; the next paragraph where the comment is on a line of its own."""
    line_start = max(text.rfind("\n", 0, comment.start), text.rfind("\r", 0, comment.start)) + 1
    line_end = _LINE_END.search(text, comment.end)
    end = line_end.start() if line_end else len(text)
    if text[line_start : comment.start].strip() or text[comment.end : end].strip():
        return Span(line_start, end)
    blanks = _BLANKS.match(text, comment.end)
    start = blanks.end() if blanks else comment.end
    after = _BLANK_LINE.search(text, start)
    return Span(start, after.start() if after else len(text))
