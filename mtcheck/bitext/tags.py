"""Markup of a text: tags of XML and HTML, BBCode, and pairs of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtcheck import lazyre
from mtcheck.bitext.items import Item, unmatched

# A name, or a number as localisation tools write it: <b>, </b>, <br/>, <g id="1">, <0>, </0>.
_TAG = lazyre.compile(r"<(/?)([A-Za-z][\w:.-]*|\d{1,3})((?:\s[^<>]*?)?)(/?)>")
_BBCODE = lazyre.compile(
    r"\[(/?)(b|i|u|s|url|img|quote|code|color|size|list)(=[^\]\n]{0,400})?\]", re.IGNORECASE
)
_IDENTITY = lazyre.compile(r"\b(?:id|rid|i|x)\s*=\s*[\"']?([\w.-]+)")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# What is in brackets is short: else a row of thousands of brackets is read from each of them to the end.
_MARKDOWN = lazyre.compile(
    r"(?P<code>(?<!`)`[^`\n]+`(?!`))"
    r"|(?P<link>!?\[[^\]\n]{0,400}\]\([^()\s]+(?:\s\"[^\"\n]*\")?\))"
    r"|(?P<strong>(?<![*\w])\*\*(?=\S)[^*\n]+?(?<=\S)\*\*(?!\*))"
    r"|(?P<under>(?<![_\w])__(?=\S)[^_\n]+?(?<=\S)__(?![_\w]))"
)
_HTML = _VOID | frozenset(
    "a abbr address article aside audio b blockquote body button canvas caption center cite code dd del"
    " details div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header html i iframe ins"
    " kbd label legend li main mark nav ol optgroup option p pre q s samp script section select small span"
    " strike strong style sub summary sup svg table tbody td textarea tfoot th thead title tr tt u ul var"
    " video".split()
)
_ATTRIBUTES = lazyre.compile(r"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))*\s*/?")
_LOCALISATION = frozenset(("g", "x", "bx", "ex", "ph", "bpt", "ept", "it", "mrk", "pc", "sc", "ec", "sub"))


def may_hold_tags(text: str) -> bool:
    """A cheap test: whether a mark of markup is in the text."""
    return "<" in text or "[" in text or "`" in text or "**" in text or "__" in text


def find_tags(text: str) -> tuple[Item, ...]:
    """Tags and Markdown pairs in order. Keys leave out attributes but for the numbers of placeholders.

    >>> [item.key for item in find_tags('<b>bold</b><br/> and **strong** <x id="3"/>')]
    ['<b>', '</b>', '<br>', '**', '<x#3>']
    """
    if not may_hold_tags(text):
        return ()
    return tuple(sorted((*_tags(text), *_bbcode(text), *_markdown(text))))


def _tags(text: str) -> Iterator[Item]:
    if "<" not in text:
        return
    for match in _TAG.finditer(text):
        closing, name, attributes, alone = match.groups()
        lowered = name.lower()
        if not _is_tag(text, lowered, name, attributes):
            continue
        identity = _IDENTITY.search(attributes) if lowered in _LOCALISATION else None
        number = f"#{identity[1]}" if identity else ""
        slash = "/" if alone and lowered not in _VOID and not number else ""
        yield Item(*match.span(), f"<{closing}{lowered}{number}{slash}>", match[0])


def _is_tag(text: str, lowered: str, name: str, attributes: str) -> bool:
    """Whether angle brackets hold a tag, and not a title: <Mameya Kanazawa Bankyu>, <Funabashiya>."""
    if lowered in _HTML or lowered in _LOCALISATION:
        return True
    if attributes.strip(" /") and not _ATTRIBUTES.fullmatch(attributes):
        return False
    return name[0].islower() or name.isdigit() or f"</{name}" in text


def _bbcode(text: str) -> Iterator[Item]:
    if "[/" not in text:
        return
    for match in _BBCODE.finditer(text):
        yield Item(*match.span(), f"[{match[1]}{match[2].lower()}]", match[0])


_MARKS = {"code": "``", "link": "[]()", "strong": "**", "under": "**"}


def _markdown(text: str) -> Iterator[Item]:
    for match in _MARKDOWN.finditer(text):
        kind = match.lastgroup or ""
        key = "![]()" if kind == "link" and match[0].startswith("!") else _MARKS[kind]
        yield Item(*match.span(), key, match[0])


def compare_tags(source: str, target: str) -> tuple[list[Item], list[Item]]:
    """Markup that the target lacks, and markup that the source does not have. The order may change.

    >>> lost, added = compare_tags("<b>Hallo</b>", "Hello</b>")
    >>> [item.text for item in lost], added
    (['<b>'], [])
    """
    return unmatched(find_tags(source), find_tags(target))


def first_misnested(tags: Sequence[Item]) -> Item | None:
    """The first closing tag that closes nothing open, of tags that come in pairs; None when all fit.

    >>> first_misnested(find_tags("<i><b>x</i></b>")).text
    '</i>'
    """
    names = {item.key for item in tags}
    open_: list[str] = []
    for item in tags:
        if item.key.startswith("</") and f"<{item.key[2:]}" in names:
            if not open_ or open_.pop() != item.key[2:]:
                return item
        elif item.key.startswith("<") and f"</{item.key[1:]}" in names:
            open_.append(item.key[1:])
    return None
