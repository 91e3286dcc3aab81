"""Stretches that are not prose, so that rules about prose leave them alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from mtcheck.document import Span, overlaps


class Zone(msgspec.Struct, frozen=True, order=True):
    """A stretch of one kind: ``link`` (URL, e-mail, handle, hashtag, file name) or ``code``."""

    start: int
    end: int
    kind: str


# What every link holds inside: a scheme's or port's colon, an at or number sign, a dot inside a word.
_ANCHOR = re.compile(r"[.:@#](?=[\w/])")
# Ends of two letters are words of many languages (De, Az, Es), so a capital and a small letter are none.
_LOWER = "io|ru|ua|by|kz|az|uk|de|fr|es|it|pl|tr|eu|tv|me|co|us"
_COUNTRIES = f"(?-i:{_LOWER}|{_LOWER.upper()})"
_LINK = re.compile(
    rf"""
      (?:https?|ftp)://[^\s<>"“”«»]+                    # https://t.me/x
    | \bwww\.[^\s<>"“”«»]+                             # www.example.org
    | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+         # name@example.org
    | (?<![\w&])[@\#]\w+                               # @handle, #hashtag
    | (?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|gov|edu|html?|php|pdf|jpe?g|png|gif|txt
        |docx?|xlsx?|zip|js|py|json|xml|csv|{_COUNTRIES})\b
        (?:[/?\#][^\s<>"“”«»]*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Sentence punctuation at the end of a link belongs to the sentence.
_LINK_TAIL = ".,;:!?…)]}'’"
_INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_MARKDOWN_TARGET = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")


def find_zones(text: str, format_name: str = "text") -> list[Zone]:
    """The zones of a text, sorted; in text that is not Markdown only whole lines are code.

    >>> [(zone.kind, zone.start, zone.end) for zone in find_zones("see t.me/x or www.a.org.")]
    [('link', 4, 10), ('link', 14, 23)]
    >>> [(zone.kind, zone.start, zone.end) for zone in find_zones("So:\\nx = y ? a : b ;\\n")]
    [('code', 4, 19)]
    """
    zones = [*_links(text), *_code_lines(text)]
    if format_name == "markdown":
        zones += _markdown(text)
    return sorted(zones)


def _links(text: str) -> Iterator[Zone]:
    done = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < done:
            continue
        token = _around(text, anchor.start())
        for match in _LINK.finditer(text, max(token.start, done), token.end):
            done = match.end() - (len(match[0]) - len(match[0].rstrip(_LINK_TAIL)))
            if done > match.start():
                yield Zone(match.start(), done, "link")
        done = token.end


# A line of a program in plain text: an assignment to a name, or one that ends a call or opens a block.
_LINE_END = re.compile(r"[\r\n]")
_CODE_MARK = re.compile(r"[={;]")
_CODE_LINE = re.compile(
    r"[ \t]*[A-Za-z_$][\w.$\[\]]{0,60} ?(?:[-+*/%|&^]?=|:=) ?[^\s=]"
    r"|[^\r\n]{0,1000}(?:\)[ \t]*;|[)=>][ \t]*\{)[ \t]*\Z"
)


def _code_lines(text: str) -> Iterator[Zone]:
    """Lines that are a program's, wherever they stand: `x = y ? a : b;`"""
    done = -1
    for mark in _CODE_MARK.finditer(text):
        if mark.start() <= done:
            continue
        start = max(text.rfind("\n", 0, mark.start()), text.rfind("\r", 0, mark.start())) + 1
        line_end = _LINE_END.search(text, mark.start())
        done = line_end.start() if line_end else len(text)
        if _CODE_LINE.match(text, start, done):
            yield Zone(start, done, "code")


# A link is shorter than this; a longer run without a space is examined around its anchors only, so
# that a text of one endless token costs no more than another.
_TOKEN_REACH = 500
_SPACE = re.compile(r"\s")


def _around(text: str, place: int) -> Span:
    """The run without white space around a place, at most _TOKEN_REACH characters either way."""
    low = max(0, place - _TOKEN_REACH)
    start = low
    for match in _SPACE.finditer(text, low, place):
        start = match.end()
    after = _SPACE.search(text, place, place + _TOKEN_REACH)
    return Span(start, after.start() if after else min(len(text), place + _TOKEN_REACH))


def _markdown(text: str) -> Iterator[Zone]:
    from markdown_it import MarkdownIt

    starts = [0]
    for match in re.finditer(r"\r\n|\n|\r", text):
        starts.append(match.end())
    starts.append(len(text))
    blocks: list[Span] = []
    for token in MarkdownIt("commonmark").parse(text):
        if token.type in ("fence", "code_block", "html_block") and token.map:
            first, after = token.map
            blocks.append(Span(starts[first], starts[min(after, len(starts) - 1)]))
    yield from (Zone(start, end, "code") for start, end in blocks)
    for pattern, kind in ((_INLINE_CODE, "code"), (_MARKDOWN_TARGET, "link")):
        for match in pattern.finditer(text):
            if not overlaps(Span(match.start(), match.start() + 1), blocks):
                yield Zone(match.start(), match.end(), kind)
