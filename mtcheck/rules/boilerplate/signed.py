"""Notices of machine translation that the tool signed: by comments around them, or by its own link.

A tool writes the same notice in some fifty languages, and its structure tells it where its words do not:
`<!-- … TRANSLATOR DISCLAIMER START -->` above and `END` below, or a labelled last paragraph under a rule,
whose first sentence says that this text was translated, and links the translator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.rules.boilerplate.about import names_this_text
from mtcheck.rules.boilerplate.disclaimer_data import languages
from mtcheck.text.view import View

_OPENING = lazyre.compile(
    r"<!--[ \t]*((?=[^<>\n]{0,60}TRANSLAT)[A-Z][A-Z -]{0,60}DISCLAIMER) START[ \t]*-->[ \t]*\r?\n"
)
_LONGEST = 2_500
# What no notice holds: a heading, code, a table.
_OTHER = lazyre.compile(r"^[ \t]*(?:#{1,6} |```|~~~|\||<)", re.MULTILINE)
_RULE = r"(?:^|\n)[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*\r?\n(?:[ \t]*\r?\n)*"
_LABEL = r"[ \t]*(?:\*\*|__)[^*_\n]{2,60}(?:[:：][ \t]*(?:\*\*|__)|(?:\*\*|__)[ \t\u00a0]*[:：])"
_LAST = lazyre.compile(rf"{_RULE}(?P<notice>{_LABEL}(?P<said>(?:[^\n]|\n(?![ \t]*\r?(?:\n|\Z)))+))\s*\Z")
_TOOL = lazyre.compile(r"\[[^\]\n]{0,40}translat[^\]\n]{0,40}\]\(https?://[^)\s]{1,200}\)", re.IGNORECASE)
_SENTENCE_END = lazyre.compile(r"(?:[.!?။](?=[\s*_]|$)|[。．।។۔])(?![^(\n]{0,200}\))")


def find_signed(view: View) -> list[Span]:
    """Notices that a tool signed, in order. Ask ``View.once`` for it."""
    if view.document.origin.format != "markdown":
        return []
    found = list(_fenced(view.text))
    last = _last_paragraph(view.text)
    if last is not None and not any(last.start < end and start < last.end for start, end in found):
        found.append(last)
    return found


def _fenced(text: str) -> Iterator[Span]:
    for opening in _OPENING.finditer(text) if "DISCLAIMER START" in text else ():
        limit = opening.end() + _LONGEST
        end = text.find(f"<!-- {opening[1]} END -->", opening.end(), limit)
        said = text[opening.end() : end] if end >= 0 else ""
        if said.strip() and not _OTHER.search(said):
            start = opening.end() + len(said) - len(said.lstrip())
            yield Span(start, opening.end() + len(said.rstrip()))


def _last_paragraph(text: str) -> Span | None:
    """The labelled paragraph that a text ends with, where it says of this text that it was translated."""
    start = max(0, len(text) - _LONGEST)
    found = _LAST.search(text, start) if "ranslat" in text[start:] else None
    if found is None:
        return None
    first = _SENTENCE_END.split(found["said"], maxsplit=1)[0]
    if not _TOOL.search(first):
        return None
    bare = _TOOL.sub(" ", first).strip(" \t\r\n*_")
    if not any(names_this_text(bare, language) for language in languages()):
        return None
    return Span(found.start("notice"), found.end("notice"))
