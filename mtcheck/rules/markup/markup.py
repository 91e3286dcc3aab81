"""MRK: tags left in a text, and links, addresses and placeholders that a translator broke apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.view import View

MARKUP = "design/markup"
# Formats whose texts may hold tags: MRK001 has no say there.
_TAGGED_FORMATS = ("markdown", "html", "xliff", "tmx", "po", "xml")
_INLINE = frozenset(
    "abbr b bdi bdo big cite code del em font i ins kbd mark q s samp small span strike strong sub sup tt u"
    " var".split()
)
_BLOCK = frozenset(
    "a article aside blockquote body br button center dd div dl dt figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 head header hr html iframe img input label li link main meta nav ol option p picture pre script"
    " section select source style svg table tbody td textarea tfoot th thead title tr ul video wbr".split()
)
_EMPTY = frozenset("br hr img input link meta source wbr".split())
# Names that are also letters or words of mathematics and programs: found only with their other half.
_SHORT = frozenset("a b i p q s u var title main source link label".split())
_NAMES = "|".join(sorted(_INLINE | _BLOCK, key=lambda name: (-len(name), name)))
_TAG = re.compile(rf"(?<![`\\])<(?P<slash>/?)(?P<name>{_NAMES})(?:\s[^<>\n]{{0,400}})?/?>", re.IGNORECASE)
# A text about HTML shows tags on purpose.
_ABOUT_TAGS = re.compile(
    r"\bX?HTML|\bXML|\b(?:the|a|this|these|open|closing) tags?\b|\b(?:balise|тег|тэг)|标签|元素|タグ|要素"
)


@rule(
    "MRK001",
    "html-left-in-text",
    category=MARKUP,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=("code",),
    options={"allow": ()},
)
def html_left(view: View, options: Options) -> Iterator[Hit]:
    """A tag of HTML stands in a plain text: `the <b>old</b> bridge`, `first line<br>second line`

    Tags stay behind when a text is taken out of a page. Those inside a line are removed; a <br> between two
    words becomes a space. Markdown and other formats that hold tags are left alone, and so are tags that
    the source text has too, mathematics (a < b), type parameters (List<String>) and addresses in angle
    brackets. A text about HTML is left alone too. `allow` names tags to leave alone.
    """
    text = view.text
    if "<" not in text or view.document.origin.format in _TAGGED_FORMATS:
        return
    allowed = {str(name).lower() for name in options["allow"]}
    source = (view.document.source or "").lower()
    tags = [match for match in _TAG.finditer(text) if _name(match) not in allowed]
    closed = {_name(match) for match in tags if match["slash"]}
    if not tags or _ABOUT_TAGS.search(_without(text, tags)):
        return
    for match in tags:
        name = _name(match)
        if name in _SHORT and not match["slash"] and name not in closed:
            continue  # a < p > b: no formula has a slash
        if name not in _EMPTY | closed and not match["slash"] and _is_glued(text, match):
            continue  # vector<span>: a type parameter
        if source and (f"<{name}" in source or f"</{name}" in source):
            continue
        yield Hit(match.start(), match.end(), f"tag {match[0][:40]} in the text", _instead(text, match), 0.95)


def _name(match: re.Match[str]) -> str:
    return match["name"].lower()


def _is_glued(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()].isalnum()


def _without(text: str, tags: list[re.Match[str]]) -> str:
    ends = [0, *(match.end() for match in tags)]
    starts = [*(match.start() for match in tags), len(text)]
    return " ".join(text[a:b] for a, b in zip(ends, starts, strict=True))


def _instead(text: str, match: re.Match[str]) -> str:
    """What a tag leaves behind: nothing, or a space where a break parted two words."""
    name = _name(match)
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if name in _INLINE or name == "a":
        return ""
    apart = not before or not after or before.isspace() or after.isspace() or before == ">" or after == "<"
    return "" if apart else " "


@rule(
    "MRK002",
    "mangled-url-or-email",
    category=MARKUP,
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    skip=("code",),
    options={"handles": True},
)
def mangled_link(view: View, options: Options) -> Iterator[Hit]:
    """Spaces stand inside an address: `https: // t. me / x`, `name @ example. org`, `@ handle`

    Translators set spaces round the punctuation of links, addresses, handles and hashtags. A number sign
    before a number or at the start of a line (a heading) and an at sign before a price or time are left
    alone. The fix joins the pieces; where the address ends is a guess, so it is unsafe. `handles = false`
    leaves `@ handle` and `# hashtag` alone.
    """
    text = view.text
    done = 0
    for pattern, needed, what in _ADDRESSES:
        if not any(sign in view.lowered for sign in needed):
            continue
        for match in pattern.finditer(text):
            if not any(space in match[0] for space in " \u00a0") or match.start() < done:
                continue
            whole = match[0].rstrip(".,:/ \u00a0") if what == "link" else match[0]
            end = match.start() + len(whole)
            joined = re.sub("[ \u00a0]", "", whole)
            if joined != whole:
                yield Hit(match.start(), end, f"{what} with spaces in it", joined, 0.9)
    if options["handles"]:
        yield from _handles(text)


_S = "[ \u00a0]?"
_TOP = (
    "com|org|net|info|edu|gov|int|biz|io|me|tv|co|ai|app|dev|news|online|site|eu|ru|ua|by|kz|az|uk|de|fr|es"
    "|it|pl|cz|sk|at|ch|nl|be|se|no|dk|fi|pt|gr|ro|bg|hu|tr|il|jp|cn|kr|in|br|mx|ca|au|nz|us|lt|lv|ee|ge|am|md|rs|hr|si|ba|mk|su|рф|укр"
)
# A host in pieces: labels parted by dots, with spaces about them, the last a known top-level domain.
_HOST = rf"[\w-]{{1,63}}(?:{_S}\.{_S}[\w-]{{1,63}}){{0,4}}?{_S}\.{_S}(?:{_TOP})\b(?!{_S}\.{_S}(?:{_TOP})\b)"
# A path piece begins with a slash; behind the slash no capital, which would be the next sentence.
_PATH = rf"(?:(?:/|[ \u00a0]/{_S})(?:[\w%~+-]{{1,80}}(?:[.=&?#][\w%~+-]{{1,80}}){{0,8}})?){{0,12}}"
_ADDRESSES = (
    (re.compile(rf"\bhttps?{_S}:{_S}/{_S}/{_S}{_HOST}{_PATH}", re.IGNORECASE), ("http",), "link"),
    (re.compile(rf"(?<![\w/.@])www{_S}\.{_S}{_HOST}{_PATH}", re.IGNORECASE), ("www",), "link"),
    (
        re.compile(
            rf"(?<![\w.+-])[\w+-]{{1,40}}(?:\.[\w+-]{{1,40}}){{0,3}}{_S}@"
            rf"{_S}[\w-]{{1,63}}(?:{_S}\.{_S}[\w-]{{1,63}}){{0,3}}?"
            rf"{_S}\.{_S}(?:{_TOP})\b",
            re.IGNORECASE,
        ),
        ("@",),
        "e-mail address",
    ),
)
_HANDLE = re.compile(
    r"(?<![^\s(\[«“„\"'])(?P<sign>[@#])[ \u00a0]"
    r"(?P<name>[^\W\d]\w{2,40})(?![\w@]|\.\w|[ \u00a0]?\.[ \u00a0]?[a-z])"
)
# Words that stand behind a bare at sign in prose (shorthand for "at"), or behind a sharp sign.
_NO_HANDLES = frozenset(
    "the a an home work night noon my our your their his her this that all me least and or is are".split()
)


_PLACEHOLDER_OPEN, _LONGEST_NAME = re.compile(r"#\w+[ \u00a0]$"), 40


def _handles(text: str) -> Iterator[Hit]:
    if not any(pair in text for pair in ("@ ", "# ", "@\u00a0", "#\u00a0")):
        return
    for match in _HANDLE.finditer(text):
        start = match.start()
        before = text[max(0, start - 2) : start].rstrip("[(«“„\"'")
        if match["sign"] == "#" and (not before.strip() or before.endswith("\n")):
            continue  # a heading, or the first word
        if match["sign"] == "#" and _PLACEHOLDER_OPEN.search(text, max(0, start - _LONGEST_NAME), start):
            continue  # the end of #NAME #, a placeholder set apart
        if match["name"].lower() in _NO_HANDLES or before[:1].isdigit():
            continue
        what = "handle" if match["sign"] == "@" else "hashtag"
        yield Hit(start, match.end(), f"{what} with a space in it", match["sign"] + match["name"], 0.8)


@rule(
    "MRK003",
    "mangled-placeholder",
    category=MARKUP,
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    skip=("code",),
)
def mangled_placeholder(view: View, options: Options) -> Iterator[Hit]:
    """Spaces stand inside a placeholder, entity or tag: `{ name }`, `% s`, `{$ total}`, `& nbsp ;`, `< b >`

    A program no longer finds its placeholder when a translator sets spaces in it. Percentages (100 % sure,
    a 50 % discount), sets ({ x }), code and {{ name }} of templates, where spaces are usual, are left
    alone, and so is what the source text writes the same way.
    """
    text, source = view.text, view.document.source or ""
    for needed, pattern in _PLACEHOLDERS:
        if needed not in text:
            continue
        for match in pattern.finditer(text):
            if match[0] in source or _is_plain(text, match):
                continue
            joined = re.sub("[ \u00a0]", "", match[0])
            if joined != match[0]:
                yield Hit(
                    match.start(), match.end(), f"placeholder {match[0]!r} with spaces in it", joined, 0.9
                )
    if "<" in text:
        yield from _spaced_tags(text, source)


_ENTITIES = (
    "nbsp|amp|lt|gt|quot|apos|laquo|raquo|mdash|ndash|hellip|rsquo|lsquo|rdquo|ldquo|bdquo|copy|reg|shy"
    "|#[ \u00a0]?x?[0-9a-fA-F]{2,5}"
)
_PLACEHOLDERS = (
    ("{", re.compile(r"\$[ \u00a0]?(?<!\{)\{[ \u00a0]?\w{1,40}(?:\.\w{1,40}){0,3}[ \u00a0]?\}(?!\})")),
    ("{", re.compile(r"\{(?<![\w${)=:>\\].)[ \u00a0]?\$[ \u00a0]?\w{1,40}[ \u00a0]?\}(?!\})")),
    (
        "{",
        re.compile(
            r"\{(?<![\w${)=:>\\].)(?<![=>)]\s.)[ \u00a0]?"
            r"(?:[^\W\d]\w{1,40}(?:\.\w{1,40}){0,3}|\d)[ \u00a0]?\}(?!\})"
        ),
    ),
    (
        "%",
        re.compile(
            r"%(?<![\w%].)(?<!\d[ \u00a0].)[ \u00a0]?\([ \u00a0]?\w{1,40}[ \u00a0]?\)[ \u00a0]?[sdif]\b"
        ),
    ),
    ("%", re.compile(r"%(?<![\w%].)(?<!\d[ \u00a0].)[ \u00a0]?\d[ \u00a0]?\$[ \u00a0]?[sdif@]\b")),
    ("%", re.compile(r"%(?<![\w%].)(?<!\d[ \u00a0].)[ \u00a0](?:\.\d)?(?:l?[sdiuf])\b(?![ \u00a0]?[’'\-])")),
    ("&", re.compile(rf"&[ \u00a0]?(?:{_ENTITIES})[ \u00a0]?;")),
)
# Words before a brace that make it code or a set.
_CODE_WORD = re.compile(
    r"(?:\b(?:import|const|let|var|export|struct|class|enum|return|else|try|do|set|sets|set of)"
    r"|[∈∉⊂⊆∪∩\\|])\s*$"
)
_TAG_IN_PIECES = re.compile(
    rf"<[ \u00a0]?(?P<slash>/?)[ \u00a0]?(?P<name>{_NAMES})[ \u00a0]?/?[ \u00a0]?>", re.IGNORECASE
)


def _is_plain(text: str, match: re.Match[str]) -> bool:
    """Whether braces are those of a set or of code, and a percent sign that of a share."""
    if "{" in match[0]:
        return _CODE_WORD.search(text, max(0, match.start() - 12), match.start()) is not None
    return False


def _spaced_tags(text: str, source: str) -> Iterator[Hit]:
    tags = list(_TAG_IN_PIECES.finditer(text))
    opened = {match["name"].lower() for match in tags if not match["slash"]}
    closed = {match["name"].lower() for match in tags if match["slash"]}
    for match in tags:
        name, joined = match["name"].lower(), re.sub("[ \u00a0]", "", match[0])
        plain = joined == match[0] or re.fullmatch(r"<\w+ /?>", match[0]) is not None
        if plain or match[0] in source or (name not in _EMPTY and not (name in opened and name in closed)):
            continue
        yield Hit(match.start(), match.end(), f"tag {match[0]!r} with spaces in it", joined, 0.9)
