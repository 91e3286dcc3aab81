"""The structure of Markdown: what in it is no prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from mtcheck import lazyre
from mtcheck.document import Span, overlaps
from mtcheck.text.fences import Fence, first_broken


class Zone(msgspec.Struct, frozen=True, order=True):
    """A stretch of one kind.

    ``link``: URL, e-mail, handle, hashtag, file name. ``code``: everything that is no prose. Of code,
    ``block`` is whole lines (fences, front matter, comments, what a program printed) and ``mention`` what is
    spoken of between back-quotes. ``row`` is a line of a table. ``unsure`` is what follows a broken fence,
    where code and prose cannot be told apart.
    """

    start: int
    end: int
    kind: str


def block(start: int, end: int) -> tuple[Zone, Zone]:
    """The zones of whole lines that are no prose."""
    return Zone(start, end, "code"), Zone(start, end, "block")


_FRONT_MATTER = lazyre.compile(
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*(?P<end>\r\n|\n|\r)[ \t]*(?:#|[\w.:\"'-][\w.:\"' -]{0,60}[:=])"
    r"(?:.*?(?P=end))??(?:(?P=fence)|\.\.\.)[ \t]*(?=[\r\n]|\Z)",
    re.DOTALL,
)
_COMMENT = lazyre.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = lazyre.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]{0,1000})?/?>")
_INLINE_CODE = lazyre.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
# A mark of code that has lost its partner, and the rest of its line.
_LOOSE_MARK = lazyre.compile(r"(?<![\\`\w])`(?!`)[^\n]*")
# A translator may have put a space inside its brackets.
_TARGET = lazyre.compile(
    r"\]\([ \t]{0,3}[^()\s]*(?:\([^()\s]*\)[^()\s]*)*[ \t]{0,3}(?:[ \t]\"[^\"\r\n]*\"[ \t]{0,3})?\)"
)
# What a site generator reads: `:::image source="a.png":::`, `[!NOTE]`, `[!TAB iOS]`.
_DIRECTIVE = lazyre.compile(
    r":::[ \t]*[A-Za-z][^\r\n]*?(?::::|(?=[\r\n])|\Z)|\[![A-Za-z-]{2,20}(?: [^\[\]\r\n]{0,200})?\]"
)
# Code between two marks of a site generator: `{{< highlight go >}} … {{< /highlight >}}`, `{% raw %} …`.
_SHORTCODE = lazyre.compile(
    r"\{\{[<%][ \t]*(?P<name>highlight|code[\w-]*|tabs?-code)\b[^\n]{0,300}?[>%]\}\}.*?"
    r"\{\{[<%][ \t]*/[ \t]*(?P=name)[ \t]*[>%]\}\}",
    re.DOTALL,
)
# The same in Liquid: `{% highlight ruby %} … {% endhighlight %}`.
_LIQUID = lazyre.compile(
    r"\{%-?[ \t]*(?P<name>highlight|raw|codeblock|code)\b[^\n]{0,300}?%\}.*?"
    r"\{%-?[ \t]*end(?P=name)[ \t]*-?%\}",
    re.DOTALL,
)
_DEFINITION = lazyre.compile(r"^ {0,3}\[[^\]\r\n]{1,200}\]:[ \t]*\S+", re.MULTILINE)
_LINE_END = lazyre.compile(r"\r\n|\n|\r")


def front_matter(text: str) -> Iterator[Zone]:
    """The settings before a text, between lines of three hyphens.

    >>> [(zone.start, zone.end, zone.kind) for zone in front_matter("---\\ntitle: x\\n---\\n\\nSo it is.")]
    [(0, 16, 'code'), (0, 16, 'block')]
    """
    match = _FRONT_MATTER.match(text) if text[:4].lstrip("\ufeff")[:3] in ("---", "+++") else None
    if match:
        yield from block(*match.span())


def markdown_zones(text: str) -> Iterator[Zone]:
    """What in Markdown is no prose, front matter left out: code, comments, tags, targets of links, tables."""
    from markdown_it import MarkdownIt

    starts = [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
    settings = next(front_matter(text), None)
    first_line = text.count("\n", 0, settings.end) + 1 if settings and "\n" in text else 0
    body = text[starts[min(first_line, len(starts) - 1)] :]
    blocks: list[Span] = [Span(0, settings.end)] if settings else []
    fences: list[Fence] = []
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.map and token.type in ("fence", "code_block", "html_block", "tr_open"):
            start, end = (starts[min(line + first_line, len(starts) - 1)] for line in token.map)
            if token.type == "tr_open":
                yield Zone(start, end, "row")
            else:
                blocks.append(Span(start, end))
                yield from block(start, end)
            if token.type == "fence":
                fences.append((token.map[0], token.map[1], token.info.strip()))
    broken = first_broken(_LINE_END.split(body), fences) if "```" in body or fences else None
    if broken is not None:
        yield Zone(starts[min(broken + first_line, len(starts) - 1)], len(text), "unsure")

    def free(match: re.Match[str]) -> bool:
        return not overlaps(Span(match.start(), match.start() + 1), blocks)

    for mark, pattern in (("<!--", _COMMENT), ("{{", _SHORTCODE), ("{%", _LIQUID)):
        for match in pattern.finditer(text) if mark in text else ():
            if free(match):
                yield from block(*match.span())
    spans: list[Span] = []
    for match in _INLINE_CODE.finditer(text) if "`" in text else ():
        if free(match):
            spans.append(Span(*match.span()))
            yield Zone(*match.span(), "code")
            yield Zone(*match.span(), "mention")
    for match in _LOOSE_MARK.finditer(text) if "`" in text else ():
        if free(match) and not overlaps(Span(match.start(), match.start() + 1), spans):
            yield Zone(*match.span(), "unsure")
    for match in _TAG.finditer(text) if "<" in text else ():
        if free(match):
            yield Zone(*match.span(), "code")
    for match in _DIRECTIVE.finditer(text) if ":::" in text or "[!" in text else ():
        if free(match):
            yield from block(*match.span()) if match[0][0] == ":" else (Zone(*match.span(), "code"),)
    for pattern in (_TARGET, _DEFINITION):
        for match in pattern.finditer(text) if "]" in text else ():
            if free(match):
                yield Zone(*match.span(), "link")


# What a page of a manual has: callouts, directives, fenced code, links in its folder or on itself, badges.
_MANUAL = lazyre.compile(
    r"^[ \t]*>[ \t]*\[!\w|^[ \t]*(?:```|~~~)|:::[ \t]*[a-z]|\]\((?![a-z]+:)[^()\s]+\.md[#)]|\]\(#[^()\s]"
    r"|\[!\[[^\]\n]{0,60}\]\([^()\n]{1,200}\)\]\(",
    re.IGNORECASE | re.MULTILINE,
)


def is_manual(text: str) -> bool:
    """Whether a text of Markdown is a page of documentation: its pointers and labels are its own.

    >>> is_manual("> [!NOTE]\\n> Wait."), is_manual("# Storm over the harbour")
    (True, False)
    """
    return _MANUAL.search(text) is not None
