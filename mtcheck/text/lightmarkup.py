"""AsciiDoc and reStructuredText, which are read as plain text: what in them is no prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.text.markdown import Zone, block

# A title, a setting or the head of a block: nothing but AsciiDoc begins a line so. MediaWiki ends its titles
# with the same signs, and `----` is a rule there.
_ASCIIDOC = lazyre.compile(
    r"^(?:={1,6} [^=\s](?:[^\n]*[^=\s])?$|:!?[a-z][\w-]{0,40}!?:(?: \S|$)"
    r"|\[(?:source|listing|literal|NOTE|TIP|WARNING|IMPORTANT|CAUTION|cols|options)\b[^\]\n]*\]$)",
    re.MULTILINE,
)
# Listings, literal text, what is passed through and comments, between two lines that are the same. What is
# in front of the first is no text: a line under text may be that of a title.
_DELIMITED = lazyre.compile(
    r"(?:\A|(?<=\n)(?:[ \t]*|\[[^\n]*\]|\.[^\s.][^\n]*|\+|//[^\n]*)\r?\n)"
    r"(?P<fence>-{4,}|\.{4,}|\+{4,}|/{4,})[ \t]*\r?\n(?:[^\n]*\n){0,400}?(?P=fence)[ \t]*\r?$",
    re.MULTILINE,
)

# `.. image:: a.png`, `.. _top:`, `.. |name| replace:: …`, and a comment: `.. So.`
_EXPLICIT = lazyre.compile(r"^(?P<indent>[ \t]*)\.\.[ \t]+(?P<rest>\S[^\n]*)$", re.MULTILINE)
_DIRECTIVE = lazyre.compile(r"(?:\|[^|\n]+\|[ \t]+)?(?P<name>[A-Za-z][\w:.+-]*)::(?:[ \t]|\r?$)")
_TARGET = lazyre.compile(r"_|__|\[|\|")
_OPTION = lazyre.compile(r"[ \t]+:[\w-]+:")
# Directives whose content is prose; the content of all others is code, data or a name.
_OF_PROSE = frozenset(
    "note warning tip important attention caution danger error hint seealso admonition todo topic sidebar"
    " rubric epigraph container centered deprecated versionadded versionchanged versionremoved only tabs tab"
    " group-tab tab-item tab-set dropdown card details describe glossary".split()
)
# A paragraph that ends so has literal text below it, further in.
_LITERAL = lazyre.compile(r"^(?P<indent>[ \t]*)(?!\.\. )(?:\S[^\n]*)?(?P<mark>::)[ \t]*\r?$", re.MULTILINE)
# The border of a table: `+-----+----+`, `=====  ====`.
_BORDER = lazyre.compile(r"^[ \t]*(?:\+(?:[-=]{2,}\+)+|={2,}(?: +={2,})+)[ \t]*\r?$", re.MULTILINE)
_LONGEST_BLOCK = 400


def light_markup(text: str) -> Iterator[Zone]:
    """Listings, literal text, comments, directives and tables of AsciiDoc and reStructuredText.

    >>> [(zone.start, zone.end) for zone in light_markup("So::\\n\\n   x ; y\\n\\nYes.")]
    [(2, 4), (6, 14), (6, 14)]
    """
    if _has_fence(text) and _ASCIIDOC.search(text):
        for match in _DELIMITED.finditer(text):
            yield from block(match.start("fence"), match.end())
    if "::" in text:
        for match in _EXPLICIT.finditer(text):
            yield from _explicit(text, match)
        for match in _LITERAL.finditer(text):
            start = _after(text, match.end())
            end = _end_of_block(text, start, len(match["indent"]))
            if end > start:
                yield Zone(match.start("mark"), match.start("mark") + 2, "code")
                yield from block(start, end)
    if "==  ==" in text or "== ==" in text or "--+" in text or "==+" in text:
        yield from _tables(text)


def _has_fence(text: str) -> bool:
    return any(fence in text for fence in ("----", "....", "++++", "////"))


def _zone(start: int, end: int) -> Iterator[Zone]:
    if start < end:
        yield from block(start, end)


def _after(text: str, place: int) -> int:
    """Behind the line end at a place and the blank lines that follow."""
    end = text.find("\n", place)
    start = end + 1 if end >= 0 else len(text)
    while start < len(text):
        end = text.find("\n", start)
        if text[start : end if end >= 0 else len(text)].strip():
            break
        start = end + 1 if end >= 0 else len(text)
    return start


def _end_of_block(text: str, start: int, indent: int) -> int:
    """Where lines that are further in than an indent end, blank lines between them included."""
    end = place = start
    for _ in range(_LONGEST_BLOCK):
        if place >= len(text):
            break
        line_end = text.find("\n", place)
        line = text[place : line_end if line_end >= 0 else len(text)]
        if line.strip():
            if len(line) - len(line.lstrip(" \t")) <= indent:
                break
            end = place + len(line.rstrip("\r"))
        place = line_end + 1 if line_end >= 0 else len(text)
    return end


def _explicit(text: str, match: re.Match[str]) -> Iterator[Zone]:
    """A directive with what is code in it, a target, a substitution or a comment."""
    directive = _DIRECTIVE.match(match["rest"])
    start, below = match.start("indent") + len(match["indent"]), _line_after(text, match.end())
    if directive is None:
        # A line of prose may begin with two dots; a comment has no more than one line of it here.
        if _TARGET.match(match["rest"]):
            yield from _zone(start, match.end())
        return
    if directive["name"].lower() not in _OF_PROSE:
        end = _end_of_block(text, below, len(match["indent"]))
        yield from _zone(start, max(match.end(), end))
        return
    yield Zone(start, match.start("rest") + directive.end(), "code")
    while below < len(text) and _OPTION.match(text, below):
        end = text.find("\n", below)
        end = end if end >= 0 else len(text)
        yield from _zone(below, end)
        below = end + 1


def _line_after(text: str, place: int) -> int:
    end = text.find("\n", place)
    return end + 1 if end >= 0 else len(text)


def _tables(text: str) -> Iterator[Zone]:
    """Tables that are drawn: a space more or less moves their columns."""
    start = end = -1
    for border in _BORDER.finditer(text):
        between = text[end : border.start()] if start >= 0 else ""
        if start >= 0 and "\n\n" not in between.replace("\r", "") and between.count("\n") < _LONGEST_BLOCK:
            end = border.end()
            continue
        yield from _zone(start, end)
        start, end = border.span()
    if start >= 0:
        yield from _zone(start, end)
