"""Markup of a text: tags of XML and HTML, BBCode, and pairs of Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mtcheck import lazyre
from mtcheck.bitext.items import Item, unmatched
from mtcheck.tags import UNSPACED

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


# The mark of a key behind a bracket, (&E), is no address of a link.
# … nor is the particle of Korean there, (으).
_KEY_MARK = lazyre.compile(r"\]\((?:[&_]\w|[\uac00-\ud7a3]{1,2})\)$")
# `quoted' as GNU's programs quote, twice in a message; and a name of Python or AsciiDoc, __all__.
_GNU_QUOTE = lazyre.compile(r"`[^`'\s][^`'\n]*'(?![A-Za-z\u00c0-\u024f])")
_DUNDER = lazyre.compile(r"__\w+__")
_MARKS = {"code": "``", "link": "[]()", "strong": "**", "under": "**"}


def _markdown(text: str) -> Iterator[Item]:
    for match in _MARKDOWN.finditer(text):
        kind = match.lastgroup or ""
        no_pair = {"code": _GNU_QUOTE.match, "under": _DUNDER.fullmatch}.get(kind)
        if no_pair and no_pair(match[0]):
            continue
        if kind == "link" and _KEY_MARK.search(match[0]):
            continue
        key = "![]()" if kind == "link" and match[0].startswith("!") else _MARKS[kind]
        yield Item(*match.span(), key, match[0])


def compare_tags(source: str, target: str) -> tuple[list[Item], list[Item]]:
    """Markup that the target lacks, and markup that the source does not have. The order may change.

    >>> lost, added = compare_tags("<b>Hallo</b>", "Hello</b>")
    >>> [item.text for item in lost], added
    (['<b>'], [])
    """
    lost, added = _without_twins(*unmatched(find_tags(source), find_tags(target)))
    lost = [item for item in lost if not _is_mended(item, source, target)]
    added = [item for item in added if not (_is_mended(item, source, target) or _is_marked(item, source))]
    return _changed(lost, source, target), _changed(added, target, source)


def _is_mended(item: Item, source: str, target: str) -> bool:
    """Whether one end of a pair stands by itself in the source, and the target has both ends or none."""
    name = item.key.strip("</>")
    if item.key[:1] != "<" or "#" in name or name.isdigit() or name in _VOID:
        return False
    ends = [Counter(found.key for found in find_tags(text)) for text in (source, target)]
    one, other = (each[f"<{name}>"] - each[f"</{name}>"] for each in ends)
    return one != 0 and other == 0


# Two names of one thing: bold, and words that are stressed.
_TWINS = {"b": "strong", "strong": "b", "i": "em", "em": "i"}


def _without_twins(lost: list[Item], added: list[Item]) -> tuple[list[Item], list[Item]]:
    """What is left when a tag is paired with its like: <b> with <strong>.

    >>> lost, added = compare_tags("<b>Land</b> here", "Hier <strong>anlegen</strong>")
    >>> lost, added
    ([], [])
    """
    rest = list(added)
    left = []
    for item in lost:
        name = item.key.strip("</>")
        wanted = item.key.replace(name, _TWINS[name]) if name in _TWINS else ""
        twin = next((other for other in rest if other.key == wanted), None)
        if twin:
            rest.remove(twin)
        else:
            left.append(item)
    return left, rest


def _changed(items: list[Item], own: str, other: str) -> list[Item]:
    """Of the markup that only one side has, what the other side has in no form of its own."""
    return [
        item
        for item in items
        if not (
            _is_quoted(item, other)
            or _is_word_in_quotes(item, own, other)
            or _is_translated(item, own, other)
            or _is_named(item, other)
        )
    ]


_IN_QUOTES = lazyre.compile(
    rf"(?<![^\W_{UNSPACED}])[\"“”„«‘'「][^\"“”„«»‘’'「」`\n]{{2,40}}[\"“”»’'」](?![^\W_{UNSPACED}])"
)


def _is_word_in_quotes(item: Item, own: str, other: str) -> bool:
    """Whether a word in back-quotes, the name of a box to tick, was translated and put in quotation marks."""
    if item.key != "``" or not item.text.strip("`").isalpha():
        return False
    return len(_IN_QUOTES.findall(other)) > len(_IN_QUOTES.findall(own))


def _is_marked(item: Item, other: str) -> bool:
    """Whether words in back-quotes are a term that the other side has as it is."""
    return item.key == "``" and " " in item.text and item.text.strip("`") in other


_FEWEST_QUOTED = 3
# What may stand around a value in place of back-quotes: “%s”, « id », 「id」.
_QUOTES = "`\"'“”„‟«»‹›‘’‚「」『』《》"


def _is_quoted(item: Item, other: str) -> bool:
    """Whether what one side has in back-quotes stands in quotation marks on the other."""
    if item.key != "``":
        return False
    inner = item.text.strip("`").strip(" *")
    # The name of an argument in them may be translated: `save [format]`.
    first = inner.split("[")[0].split("<")[0].strip()
    first = first if len(first) >= _FEWEST_QUOTED else inner
    place = other.find(first)
    while first and place >= 0:
        before, after = other[:place].rstrip()[-1:], other[place + len(first) :].lstrip()
        reach = 1 if first == inner else len(inner)
        if before and after and before in _QUOTES and any(mark in _QUOTES for mark in after[:reach]):
            return True
        place = other.find(first, place + 1)
    return False


# Angle brackets around words: what a program shows where a value is wanted, or is not known.
_SLOT = lazyre.compile(r"<[^\W\d_][^<>/=\n]{0,60}>")


def _is_translated(item: Item, own: str, other: str) -> bool:
    """Whether a tag is words in angle brackets, `<none>`, that the other side has translated: `<keine>`."""
    if item.key[:1] != "<" or not _SLOT.fullmatch(item.text):
        return False
    name = item.key[1:-1]
    if name in _LOCALISATION or name in _ALONE or f"</{name}" in f"{own}{other}".lower():
        return False
    if item.text in other:
        return name not in _HTML  # `<fd>` is said twice
    slots = [found for found in _SLOT.findall(other) if f"</{found[1:-1]}" not in other]
    slots = [found for found in slots if found[1:-1].lower() not in _ALONE]
    own_slots = len(_SLOT.findall(own))
    fewest = own_slots if own_slots < _MANY_SLOTS else own_slots // 2
    return len(slots) >= fewest and item.text not in slots


# HTML that is never closed; other names without an end are those of arguments: --label <label>
_ALONE = frozenset("br hr img wbr p li td tr".split())
# A text with so many slots is the help of a command, which one language may write with fewer.
_MANY_SLOTS = 4


def _is_named(item: Item, other: str) -> bool:
    """Whether the other side has the name of a tag as a word: the <sequence> tag, Sequence tags."""
    name = item.key[1:-1]
    if item.key[:1] != "<" or not name.isalpha() or name in _HTML or name in _LOCALISATION:
        return False
    return re.search(rf"(?<![\w<]){name}(?!\w)", other, re.IGNORECASE) is not None


def first_misnested(tags: Sequence[Item]) -> Item | None:
    """The first closing tag that closes nothing open, of tags that come in pairs; None when all fit.

    >>> first_misnested(find_tags("<i><b>x</i></b>")).text
    '</i>'
    >>> first_misnested(find_tags('<x id="CLOSE_LINK"/>x<x id="START_LINK"/>')).text
    '<x id="CLOSE_LINK"/>'
    """
    ends = [_pair_end(item.key) for item in tags]
    paired = {name for closes, name in ends if closes} & {name for closes, name in ends if not closes}
    open_: list[str] = []
    for item, (closes, name) in zip(tags, ends, strict=True):
        if name not in paired:
            continue
        if not closes:
            open_.append(name)
        elif not open_ or open_.pop() != name:
            return item
    return None


def first_left_open(tags: Sequence[Item]) -> Item | None:
    """The first tag of a pair of Angular's that as many others do not close; None when all are closed.

    >>> first_left_open(find_tags('<x id="START_LINK"/>x<x id="START_LINK_1"/>y<x id="CLOSE_LINK"/>')).text
    '<x id="START_LINK"/>'
    """
    ends = [(*_pair_end(item.key), item) for item in tags if _ANGULAR.fullmatch(item.key)]
    opened = Counter(name for closes, name, _ in ends if not closes)
    closed = Counter(name for closes, name, _ in ends if closes)
    return next((item for closes, name, item in ends if not closes and opened[name] > closed[name]), None)


def find_pairs(text: str) -> tuple[Item, ...]:
    """Tags, and placeholders that are one end of a pair: {$START_LINK}here{$CLOSE_LINK}"""
    braces = (Item(*match.span(), match[0], match[0]) for match in _ANGULAR_BRACES.finditer(text))
    return tuple(sorted((*find_tags(text), *braces))) if "{$" in text else find_tags(text)


# Angular's placeholders of a pair; those of one element are numbered where they open: START_LINK_1.
_ELEMENT = r"(START|CLOSE)_([A-Z][A-Z\d.-]*(?:_[A-Z][A-Z\d.-]*)*)(?:_\d+)?"
_ANGULAR = lazyre.compile(rf"(?:<(?:x|ph)#|\{{\$){_ELEMENT}[>}}]")
_ANGULAR_BRACES = lazyre.compile(rf"\{{\${_ELEMENT}\}}")


def _pair_end(key: str) -> tuple[bool, str]:
    """Whether a tag closes a pair, and what its two ends are called; "" for what is no end of one."""
    angular = _ANGULAR.fullmatch(key)
    if angular:
        return angular[1] == "CLOSE", f"#{angular[2]}"
    if key[:1] != "<":
        return False, ""
    return key[1:2] == "/", key.lstrip("</").rstrip(">")
