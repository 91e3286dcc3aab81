"""MRK001: An HTML tag is left in plain text: `the <b>old</b> bridge`, `first line<br>second line`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import NEARLY_SURE, Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.markup.shared import EMPTY, INLINE, MARKUP, NAMES
from mtcheck.text.mentions import shows_signs
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View

# Formats whose texts may hold tags: MRK001 has no say there.
_TAGGED_FORMATS = ("markdown", "html", "xliff", "tmx", "po", "xml")


# Names that are also letters or words of mathematics and programs: found only with their other half.
_SHORT = frozenset("a b i p q s u var title main source link label".split())


_TAG = lazyre.compile(rf"(?<![`\\])<(?P<slash>/?)(?P<name>{NAMES})(?:\s[^<>\n]{{0,400}})?/?>", re.IGNORECASE)


# A text about HTML shows tags on purpose.
_ABOUT_TAGS = lazyre.compile(
    r"\bX?HTML|\bXML|\b(?:the|a|this|these|open|closing|first|second|last|other) tags?\b"
    r"|\b(?:balise|тег|тэг)|标签|元素|タグ|要素"
)


# What a tag is called where it is spoken of; the noun stands before or behind it.
_CALLED = (
    r"(?:tags?|elements?|balises?|[ée]l[ée]ments?|elementos?|elementi|etiquetas?|tegs?|znacznik\w*|prvk\w*"
    r"|etiket\w*|тег\w*|тэг\w*|элемент\w*|елемент\w*|elementet|taggen)"
)
_CALLED_BEFORE = lazyre.compile(rf"\b{_CALLED}[\s\"'«„“]{{1,3}}\Z", re.I)
_CALLED_BEHIND = lazyre.compile(
    rf"[\s\"'»“”]{{0,2}}[-\u2010\u2011 ]?{_CALLED}\b|\s?(?:标签|標籤|元素|タグ|要素|태그|요소)", re.I
)


@rule(
    "MRK001",
    "html-left-in-text",
    category=MARKUP,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=("code",),
    options={"allow": ()},
    excused=True,
    needs=Needs(("<",)),
)
def html_left(view: View, options: Options) -> Iterator[Hit]:
    """An HTML tag is left in plain text: `the <b>old</b> bridge`, `first line<br>second line`

    Tags stay behind when text is taken out of a page or a translation tool (<g id="1">). `clean` removes
    those inside a line; a <br> between two words becomes a space. Where three lines and more begin with a
    tag and all are paired, or two are fields in tags of XML, the text is marked up on purpose, and nothing
    is edited; in a text with links or fences of Markdown they are guesses. Left alone are Markdown
    and other formats that hold tags, tags that the source has too, mathematics (a < b), type parameters
    (List<String>), addresses in angle brackets, texts about HTML, a tag called one (the <div>
    element), and logs of a chat, whose `<anna>` is a name.
    `allow` names more tags to leave alone.
    """
    text = view.text
    if view.document.origin.format in _TAGGED_FORMATS:
        return
    allowed = {str(name).lower() for name in options["allow"]}
    source = (view.document.source or "").lower()
    yield from _tool_tags(text, source)
    tags = [match for match in _TAG.finditer(text) if _name(match) not in allowed]
    closed = {_name(match) for match in tags if match["slash"]}
    if not tags or _ABOUT_TAGS.search(_without(text, tags)) or _is_chat(text) or _TIMED.search(text):
        return
    # Who marked up a whole text means its tags: descriptions in a store are shown with them.
    safety = Safety.UNSAFE if _is_marked_up(text, tags) or _is_markdown(text) else None
    called = [match for match in tags if _is_called(text, match)]
    spoken_of = {_name(match) for match in called}
    lines = [view.paragraph_at(match.start()) for match in called]
    shown: dict[int, bool] = {}
    for match in tags:
        name = _name(match)
        if name in spoken_of or any(start <= match.start() < end for start, end in lines):
            continue  # the <div> element, and others of its paragraph
        is_open = not match["slash"] and name not in closed and "=" not in match[0]
        if name in _SHORT and is_open and not (len(name) == 1 and _begins_sentence(text, match)):
            continue  # a < p > b: no formula has a slash
        if name not in EMPTY | closed and not match["slash"] and _is_glued(text, match):
            continue  # vector<span>: a type parameter
        if name in INLINE and " " in match[0].rstrip(" />") and "=" not in match[0]:
            continue  # <em dash>: a word by itself
        if source and (f"<{name}" in source or f"</{name}" in source):
            continue
        said = f"tag {match[0][:40]} in the text"
        at = view.paragraph_at(match.start())
        if at.start not in shown:
            shown[at.start] = _tells_of_tags(
                view, [each for each in tags if at.start <= each.start() < at.end]
            )
        sure = Safety.DISPLAY if shown[at.start] else safety
        yield Hit(match.start(), match.end(), said, _instead(text, match), NEARLY_SURE, safety=sure)


_ESCAPED_TAG = lazyre.compile(rf"&lt;/?(?:{NAMES})(?:\s[^<>&\n]{{0,200}})?/?&gt;", re.IGNORECASE)


def _tells_of_tags(view: View, tags: list[re.Match[str]]) -> bool:
    """Whether a paragraph with tags has an escaped one too, or tells what to write to get what they do."""
    return any(
        _ESCAPED_TAG.search(view.text, *view.paragraph_at(match.start())) or shows_signs(view, *match.span())
        for match in tags
    )


# Inline tags of translation tools: always with an attribute, so that <g> of a formula is none.
_TOOL_TAG = lazyre.compile(
    r"<(?P<name>g|x|bx|ex|bpt|ept|ph|mrk)(?: [\w:-]{1,20}=\"[^\"<>\n]{0,80}\"){1,4} ?/?>"
)


def _tool_tags(text: str, source: str) -> Iterator[Hit]:
    """Tags that a translation tool set for pictures and styles, and their closing halves."""
    names = set()
    for match in _TOOL_TAG.finditer(text):
        if match[0].lower() not in source:
            names.add(match["name"])
            yield Hit(
                match.start(), match.end(), f"tag {match[0][:40]} of a translation tool", "", NEARLY_SURE
            )
    for name in sorted(names):
        for match in re.finditer(f"</{name}>", text):
            yield Hit(match.start(), match.end(), f"tag {match[0]} of a translation tool", "", NEARLY_SURE)


# Links and fences of Markdown, whose texts hold tags: it is also written into files that end in .txt.
_OF_MARKDOWN = lazyre.compile(
    r"\[[^\[\]\n]{1,200}\]\([^()\s]{1,300}\)|^(?:~~~|```)[ \t]*\w*[ \t]*\r?$", re.MULTILINE
)
_FEWEST_OF_MARKDOWN = 2


def _is_markdown(text: str) -> bool:
    found = _OF_MARKDOWN.finditer(text) if "](" in text or "~~~" in text or "```" in text else ()
    return sum(1 for _ in found) >= _FEWEST_OF_MARKDOWN


# A message with its hour and the name of who wrote it: `[10:12] <anna> …`, where a tag is what is spoken of.
_MESSAGE = lazyre.compile(r"^[^\n<]{0,40}\d{1,2}:\d{2}[^\n<]{0,12}<[^<>\s]{1,30}>[ \t]", re.MULTILINE)
_FEWEST_MARKED = _FEWEST_MESSAGES = 3


# Subtitles have tags of their own: 00:00:01,000 --> 00:00:03,500
_TIMED = lazyre.compile(r"\d\d[,.]\d{3} --> \d\d:")


def _is_chat(text: str) -> bool:
    return len(_MESSAGE.findall(text)) >= _FEWEST_MESSAGES


# A line that is one field of a record in XML, in no tag of HTML: `<place>Hull</place>`
_OTHER_MARKUP = lazyre.compile(
    rf"^[ \t]*<(?!(?i:{NAMES})\b)([A-Za-z][\w:.-]*)(?:\s[^<>\n]*)?>[^<\n]*</\1>[ \t]*\r?$", re.MULTILINE
)
_FEWEST_OTHERS = 2


def _is_marked_up(text: str, tags: list[re.Match[str]]) -> bool:
    """Whether lines begin with tags and every tag has its other half, in order, or lines have tags of XML."""
    starts = [match.start() for match in tags if not match["slash"]]
    if len(_OTHER_MARKUP.findall(text)) >= _FEWEST_OTHERS:
        return True
    begin = sum(start == 0 or text[start - 1] in "\r\n" for start in starts)
    opened: list[str] = []
    for match in tags:
        if _name(match) in EMPTY:
            continue
        if not match["slash"]:
            opened.append(_name(match))
        elif not opened or opened.pop() != _name(match):
            return False
    return begin >= _FEWEST_MARKED and not opened


def _name(match: re.Match[str]) -> str:
    return match["name"].lower()


def _begins_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a stop is before a tag, and a word that may begin a sentence behind it."""
    before = text[max(0, match.start() - 4) : match.start()].rstrip(" ")[-1:]
    after = text[match.end() : match.end() + 6].lstrip(" ")[:2]
    return before in (*".!?…。！？۔।",) and after.isalpha() and (after[0].isupper() or after == after.upper())


def _is_glued(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()].isalnum()


def _is_called(text: str, match: re.Match[str]) -> bool:
    """Whether a tag is called one beside it: `the <div> element`, `la balise <br>`."""
    before = text[max(0, match.start() - 24) : match.start()]
    return bool(_CALLED_BEHIND.match(text, match.end()) or _CALLED_BEFORE.search(before))


def _without(text: str, tags: list[re.Match[str]]) -> str:
    ends = [0, *(match.end() for match in tags)]
    starts = [*(match.start() for match in tags), len(text)]
    return " ".join(text[a:b] for a, b in zip(ends, starts, strict=True))


def _instead(text: str, match: re.Match[str]) -> str:
    """What a tag leaves after: nothing, or a space where a break parted two words."""
    name = _name(match)
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if name in INLINE or name == "a":
        return ""
    apart = not before or not after or before.isspace() or after.isspace() or before == ">" or after == "<"
    return "" if apart else " "
