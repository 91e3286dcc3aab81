"""Stretches that are not prose, so that rules about prose leave them alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.text.lightmarkup import light_markup
from mtcheck.text.markdown import Zone, block, front_matter, markdown_zones

__all__ = ["Zone", "find_zones"]


def _patterns(marks: str, behind: str) -> dict[str, re.Pattern[str]]:
    """A pattern for each mark: one that begins with a plain character is found many times faster."""
    return {mark: lazyre.compile(re.escape(mark) + behind) for mark in marks}


# What every link holds inside: a scheme's or port's colon, an at or number sign, a dot inside a word.
_ANCHORS = _patterns(".:@#", r"(?=[\w/])")
# Ends of two letters are words of many languages (De, Az, Es), so a capital and a small letter are none.
_LOWER = "io|ru|ua|by|kz|az|uk|de|fr|es|it|pl|tr|eu|tv|me|co|us"
_COUNTRIES = f"(?-i:{_LOWER}|{_LOWER.upper()})"
_LINK = lazyre.compile(
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
# In text that is not Markdown a back-quote is also an apostrophe: об`єкт.
_INLINE_CODE = lazyre.compile(r"(?<![`\w])(`+)(?!`)(?=\S)(.+?)(?<=\S)(?<!`)\1(?![`\w])")


def find_zones(text: str, format_name: str = "text") -> list[Zone]:
    """The zones of a text, sorted; in text that is not Markdown whole lines and back-quoted words are code.

    >>> [(zone.kind, zone.start, zone.end) for zone in find_zones("see t.me/x or www.a.org.")]
    [('link', 4, 10), ('link', 14, 23)]
    >>> [(zone.kind, zone.start, zone.end) for zone in find_zones("So:\\nx = y ? a : b ;\\n")]
    [('code', 4, 19)]
    """
    zones = [*_links(text), *_code_lines(text), *_indented(text), *_printed(text), *front_matter(text)]
    if format_name == "markdown":
        zones += markdown_zones(text)
        for match in _DOUBLED.finditer(text) if "```" in text else ():
            zones += block(*match.span())
    else:
        zones += light_markup(text)
    if format_name != "markdown":
        for match in _FENCED.finditer(text) if "```" in text or "~~~" in text else ():
            zones += block(*match.span())
    if format_name != "markdown" and "`" in text:
        for match in _INLINE_CODE.finditer(text):
            zones += (Zone(*match.span(), "code"), Zone(*match.span(), "mention"))
    for mark, pattern in (
        ("%", _FILLED_IN),
        ("{", _IN_BRACES),
        ("$", _FORMULA),
        ("\\", _FORMULA_IN_BRACKETS),
    ):
        if mark in text:
            zones += (Zone(*match.span(), "code") for match in pattern.finditer(text))
    if "<!--" in text:
        zones += (zone for match in _OUR_COMMENT.finditer(text) for zone in block(*match.span()))
    return sorted(zones)


# A sample of code between fences, as AsciiDoc and mails have it.
_FENCED = lazyre.compile(
    r"^(?P<fence>```+|~~~+)[ \t]*\w*[ \t]*\r?\n(?:[^\n]*\n){1,400}?(?P=fence)[ \t]*\r?$", re.MULTILINE
)


# A sample whose fences came twice, as pages that were converted have them: nothing in the first pair.
_DOUBLED = lazyre.compile(
    r"^```[ \t]*\w*[ \t]*\r?\n(?:[ \t]*\r?\n){0,2}```[ \t]*\w*[ \t]*\r?\n(?=[^\s`])(?:[^\n]*\n){1,120}?"
    r"```[ \t]*\r?\n(?:[ \t]*\r?\n){0,2}```[ \t]*\r?$",
    re.MULTILINE,
)


# Comments that say what is left out (suppression.py): in a text of any format nothing touches them.
_OUR_COMMENT = lazyre.compile(r"<!--\s{0,9}mtcheck-[^<>]{0,400}?-->")


# A pattern that begins with a plain character is found many times faster than one with several beginnings.
_PER_CENT = (
    r"%(?:\([^()\s]{1,60}\)[#0+ -]?\d*(?:\.\d+)?[a-zA-Z]"
    r"|(?:\d{1,2}\$)?[-+0#]?\d*(?:\.\d+)?(?:ll|[hlqjzt])?[diouxXeEfFgGcs@](?!\w))"
)
_AFTER_PER_CENT = lazyre.compile(_PER_CENT)
# printf, Python, braces, and tags with what is in them: `%(count)d %(items)s` is no English.
_PLACEHOLDER = lazyre.compile(
    rf"{_PER_CENT}"
    r"|data:[a-z]{1,20}/[\w.+-]{1,40}[;,][^\s\"'<>()]*"
    r"|[$#%]?\{\{?[^{}\n]{0,80}\}?\}|</?[A-Za-z][^<>\n]{0,400}>|&[A-Za-z]\w{1,30};"
)
# Those that no translator took apart, and no set of mathematics: `%(count)s`, `%1$s`, `{name}`, `{{ name }}`.
_FILLED_IN = lazyre.compile(r"%(?:\(\w{1,60}\)[#0+-]?\d*(?:\.\d+)?[a-zA-Z]|\d{1,2}\$[sdf]|[sd](?![^\W\d_]))")
_IN_BRACES = lazyre.compile(
    r"\{\{ ?[\w.]{1,60}(?:\([^{}\n]{0,300}\))? ?\}\}"
    r"|(?<![\w\\$#%{])(?<![$#%{] )[$#%]?\{[A-Za-z_][\w.]{0,60}\}(?!\w)"
)
# Mathematics for TeX: `$$ a \\, b $$`, `\(x_1\)`, and `$x_1$` where it holds a sign that no price has.
_FORMULA = lazyre.compile(
    r"\$\$[^$]{1,2000}\$\$|(?<![\w$\\])\$(?=[^\s$])(?=[^$\n]{0,200}[\\^_{])[^$\n]{1,200}(?<=[^\s\\])\$(?![\w$])"
)
_FORMULA_IN_BRACKETS = lazyre.compile(r"\\\[[^$]{1,2000}?\\\]|\\\([^$\n]{1,300}?\\\)")
_LETTER = lazyre.compile(r"[^\W_]")


def without_placeholders(text: str, zones: Iterable[Zone]) -> str:
    """The text with digits for the letters of code, placeholders and tags: as long, and in no language.

    >>> without_placeholders("%(count)d Dateien", ())
    '%(00000)0 Dateien'
    """
    spans = [(zone.start, zone.end) for zone in zones if zone.kind == "code"]
    others = "{" in text or "<" in text or "&" in text
    if others or ("%" in text and _AFTER_PER_CENT.search(text)):
        spans += [match.span() for match in _PLACEHOLDER.finditer(text)]
    if not spans:
        return text
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        parts += (text[done:start], _LETTER.sub("0", text[max(start, done) : end]))
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _places_of(patterns: dict[str, re.Pattern[str]], text: str) -> list[int]:
    """Where any of the patterns matches, in order; each begins with its mark."""
    found = [
        match.start()
        for mark, pattern in patterns.items()
        if mark in text
        for match in pattern.finditer(text)
    ]
    found.sort()
    return found


def _links(text: str) -> Iterator[Zone]:
    done = 0
    for anchor in _places_of(_ANCHORS, text):
        if anchor < done:
            continue
        token = _around(text, anchor)
        for match in _LINK.finditer(text, max(token.start, done), token.end):
            done = match.end() - (len(match[0]) - len(match[0].rstrip(_LINK_TAIL)))
            if done > match.start():
                yield Zone(match.start(), done, "link")
        done = token.end


# A line of a program in plain text: an assignment to a name, or one that ends a call or opens a block.
_LINE_END = lazyre.compile(r"[\r\n]")
_CODE_MARKS = _patterns("={;", "")
_CODE_LINE = lazyre.compile(
    r"[ \t]*[A-Za-z_$][\w.$\[\]]{0,60} ?(?:[-+*/%|&^]?=|:=) ?[^\s=]"
    r"|[^\r\n]{0,1000}(?:\)[ \t]*;|[)=>][ \t]*\{)[ \t]*\Z"
)


def _code_lines(text: str) -> Iterator[Zone]:
    """Lines that are a program's, wherever they stand: `x = y ? a : b;`"""
    done = -1
    for mark in _places_of(_CODE_MARKS, text):
        if mark <= done:
            continue
        start = max(text.rfind("\n", 0, mark), text.rfind("\r", 0, mark)) + 1
        line_end = _LINE_END.search(text, mark)
        done = line_end.start() if line_end else len(text)
        if _CODE_LINE.match(text, start, done):
            yield Zone(start, done, "code")


# An indented line with two signs of a program: a word of programs in front, an index, a call, a comparison.
_INDENTED = lazyre.compile(r"^(?: {4}|\t)[ \t]{0,60}(?P<line>[^\s][^\r\n]{0,1000})", re.MULTILINE)
_SIGNS_OF_PROGRAM = tuple(
    map(
        lazyre.compile,
        (
            r"^(?:return|if|elif|for|while|def|import|print|yield|raise|const|let|var|echo)\b",
            r"(?<!\w)[a-zA-Z_]\w{0,40}\[[\w'\":.-]{0,40}\]",
            r"(?<![\w.])[a-zA-Z_][\w.]{0,60}\([^()]{0,80}\)",
            r" (?:[<>=!]=|[<>]|=) ",
            r"^\[|[\[{(] |[ ;][\]})]$|[{;]$",
        ),
    )
)


def _indented(text: str) -> Iterator[Zone]:
    """Lines that are indented by four and a program's: `    return [x for x in h if x > 0 ] , h[0]`"""
    if "    " not in text and "\t" not in text:
        return
    for match in _INDENTED.finditer(text):
        if sum(sign.search(match["line"]) is not None for sign in _SIGNS_OF_PROGRAM) > 1:
            yield Zone(*match.span(), "code")


# A link is shorter than this; a longer run without a space is examined around its anchors only, so
# that a text of one endless token costs no more than another.
_TOKEN_REACH = 500
_SPACE = lazyre.compile(r"\s")


def _around(text: str, place: int) -> Span:
    """The run without white space around a place, at most _TOKEN_REACH characters either way."""
    low = max(0, place - _TOKEN_REACH)
    head = text[low:place]
    last = head.rsplit(None, 1)[-1:] if head and not head[-1].isspace() else [""]
    start = place - len(last[0])
    after = _SPACE.search(text, place, place + _TOKEN_REACH)
    return Span(start, after.start() if after else min(len(text), place + _TOKEN_REACH))


# What a program printed: `PrimaryPort : 80`, names and values apart by a colon, in columns; `ls -l`.
_PRINTED = lazyre.compile(
    r"^[ \t]*(?P<name>[^\W\d_][\w.-]{0,40}(?: [\w.-]{1,40}){0,3})(?P<gap>[ \t]+): (?=\S)[^\r\n]*",
    re.MULTILINE,
)
_PROGRAM_NAME = lazyre.compile(r"[^\W\d_]*[a-zß-ÿ\d][A-ZÀ-Þ][^\W_]*|[A-Z]{2,}[a-z]{2,}[^\W_]*|\w*[._]\w+")
_LISTED_FILE = lazyre.compile(r"^[-bcdlps](?:[-r][-w][-xsStT]){3}[.+@]? [^\r\n]*", re.MULTILINE)
_RIGHTS = lazyre.compile("[-bcdlps](?:[-r][-w][-xsStT]){3}")
_LONGEST_LINE_END = 2


def _printed(text: str) -> Iterator[Zone]:
    """Lines that a program printed, as whole stretches of them."""
    if " : " in text:
        lines: list[re.Match[str]] = []
        for match in _PRINTED.finditer(text):
            if lines and match.start() - lines[-1].end() > _LONGEST_LINE_END:
                yield from _printed_stretch(lines)
                lines = []
            lines.append(match)
        yield from _printed_stretch(lines)
    if "   " in text:
        yield from _columns(text)
    for match in _CHANGES.finditer(text):
        yield from block(*match.span())
    for match in _PROMPT.finditer(text) if "$ " in text or ">" in text else ():
        yield from block(*match.span())
    if "rw" in text and any(map(_RIGHTS.match, text.split("\n"))):
        for match in _LISTED_FILE.finditer(text):
            yield from block(*match.span())


# Two lines of a log of versions: each begins with the number of a change, in base 16.
_CHANGE = r"[*|\\/_ \t]{0,12}(?=[0-9a-f]{0,39}\d)(?=\d{0,39}[a-f])[0-9a-f]{7,40}[ \t:][^\r\n]*"
_CHANGES = lazyre.compile(rf"^{_CHANGE}(?:\r?\n{_CHANGE})+", re.MULTILINE)
# A command after the sign that a shell waits with: `$ ls`, `C:\\Users> dir`.
_PROMPT = lazyre.compile(
    r"^[ \t]*(?:\$ (?=[a-z./~])|PS [^\r\n>]{0,80}> |[A-Z]:\\[^\r\n>]{0,80}>)[^\r\n]*", re.MULTILINE
)
_GAP = lazyre.compile(r"(?<=\S) {2,}(?=\S)")
_WIDE_GAP = 3
_FEWEST_GAPS = 2


def _columns(text: str) -> Iterator[Zone]:
    """Lines one under the other that are set in columns by spaces, one of them wide."""
    start, rows, end = 0, 0, 0
    for line in re.finditer(r"[^\r\n]+", text):
        gaps = _GAP.findall(line[0])
        if len(gaps) >= _FEWEST_GAPS and max(map(len, gaps)) >= _WIDE_GAP and "|" not in line[0]:
            if rows and line.start() - end <= _LONGEST_LINE_END:
                rows += 1
            else:
                if rows > 1:
                    yield from block(start, end)
                start, rows = line.start(), 1
            end = line.end()
        elif rows:
            if rows > 1:
                yield from block(start, end)
            rows = 0
    if rows > 1:
        yield from block(start, end)


def _printed_stretch(lines: list[re.Match[str]]) -> Iterator[Zone]:
    """One zone for lines of which one has the name of a variable, or a colon set apart to form a column."""
    is_column = len(lines) > 1 and any(len(line["gap"]) > 1 for line in lines)
    if lines and (is_column or any(_PROGRAM_NAME.fullmatch(line["name"]) for line in lines)):
        yield from block(lines[0].start(), lines[-1].end())
