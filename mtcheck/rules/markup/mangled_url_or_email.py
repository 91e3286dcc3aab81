"""MRK002: spaces stand inside an address: `https: // t. me / x`, `name @ example. org`, `@ handle`"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.document import Span, overlaps
from mtcheck.findings import LIKELY, PROBABLE, Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.resources import word_set
from mtcheck.rules.markup.bare_hosts import bare_hosts
from mtcheck.rules.markup.shared import MARKUP
from mtcheck.text.view import View


@rule(
    "MRK002",
    "mangled-url-or-email",
    category=MARKUP,
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    skip=("code",),
    options={"handles": True},
    excused=True,
)
def mangled_link(view: View, options: Options) -> Iterator[Hit]:
    """Spaces break an address: `https: // t. me / x`, `name @ example. org`, `@ handle`

    Translators set spaces round the punctuation of links, addresses, handles and hashtags. The fix joins
    the pieces; where the address ends is a guess, so it is unsafe. Number signs before a number or at the
    start of a line, and at signs before a price or time, are left alone. `handles = false` leaves `@
    handle` and `# hashtag` alone.
    """
    text = view.text
    done, told = 0, list[Span]()
    for pattern, sign, what in _ADDRESSES:
        for match in _in_lines(view, pattern, sign):
            if not any(space in match[0] for space in " \u00a0") or match.start() < done:
                continue
            whole = match[0].rstrip(".,:/ \u00a0") if what == "link" else match[0]
            end = match.start() + len(whole)
            joined = re.sub("[ \u00a0]", "", whole)
            if joined != whole:
                told.append(Span(match.start(), end))
                yield Hit(match.start(), end, f"{what} with spaces in it", joined, LIKELY)
    for match in _ONE_SLASH.finditer(text) if ":/" in text else ():
        told.append(Span(*match.span()))
        yield Hit(*match.span(), "a slash of the address is lost", f"{match[1]}//{match[2]}", LIKELY)
    told.sort()
    yield from (hit for hit in bare_hosts(view) if not overlaps(Span(hit.start, hit.end), told))
    if options["handles"]:
        yield from _handles(text, view.document.source or "")


_S = "[ \u00a0]?"


_TOP = (
    "com|org|net|info|edu|gov|int|biz|io|me|tv|co|ai|app|dev|news|online|site|eu|ru|ua|by|kz|az|uk|de|fr|es"
    "|it|pl|cz|sk|at|ch|nl|be|se|no|dk|fi|pt|gr|ro|bg|hu|tr|il|jp|cn|kr|in|br|mx|ca|au|nz|us|lt|lv|ee|ge|am|md|rs|hr|si|ba|mk|su|рф|укр"
)


# A host in pieces: labels parted by dots, with spaces about them, the last a known top-level domain.
_HOST = rf"[\w-]{{1,63}}(?:{_S}\.{_S}[\w-]{{1,63}}){{0,4}}?{_S}\.{_S}(?:{_TOP})\b(?!{_S}\.{_S}(?:{_TOP})\b)"


# A path piece begins with a slash; after the slash no capital, which would be the next sentence.
_PATH = rf"(?:(?:/|[ \u00a0]/{_S})(?:[\w%~+-]{{1,80}}(?:[.=&?#][\w%~+-]{{1,80}}){{0,8}})?){{0,12}}"


_ADDRESSES = (
    (lazyre.compile(rf"\bhttps?{_S}:{_S}/{_S}/{_S}{_HOST}{_PATH}", re.IGNORECASE), "http", "link"),
    (lazyre.compile(rf"(?<![\w/.@])www{_S}\.{_S}{_HOST}{_PATH}", re.IGNORECASE), "www", "link"),
    (
        lazyre.compile(
            rf"(?<![\w.+-])[\w+-]{{1,40}}(?:\.[\w+-]{{1,40}}){{0,3}}{_S}@"
            rf"{_S}[\w-]{{1,63}}(?:{_S}\.{_S}[\w-]{{1,63}}){{0,3}}?"
            rf"{_S}\.{_S}(?:{_TOP})\b",
            re.IGNORECASE,
        ),
        "@",
        "e-mail address",
    ),
)


# One slash behind the colon, and a host.
_ONE_SLASH = lazyre.compile(rf"\b(https?:)/((?:[\w-]{{1,63}}\.){{1,4}}(?:{_TOP}))\b")


def _in_lines(view: View, pattern: re.Pattern[str], sign: str) -> Iterator[re.Match[str]]:
    """The matches in lines that have a sign; an address ends with its line."""
    place = view.lowered.find(sign)
    while place >= 0:
        line = view.lines[bisect_right(view.lines, place, key=lambda span: span.start) - 1]
        yield from pattern.finditer(view.text, line.start, line.end)
        place = view.lowered.find(sign, max(line.end, place + 1))


# A sign that is spoken of: `an @ stands before each name`.
_NAMED = lazyre.compile(r"(?<!\w)(?:an?|the)[ \u00a0]$", re.IGNORECASE)
_HANDLE = lazyre.compile(
    r"(?P<sign>[@#])(?<![^\s(\[«“„\"'].)[ \u00a0]"
    r"(?P<name>[^\W\d]\w{2,40})(?![\w@]|\.\w|[ \u00a0]?\.[ \u00a0]?[a-z])"
)


# Words that stand after a bare at sign in prose (shorthand for "at"), or after a sharp sign.


_PLACEHOLDER_OPEN, _LONGEST_NAME = lazyre.compile(r"#\w+[ \u00a0]$"), 40


# Numbers of something: `track #] title`.
_BARE_SIGN = lazyre.compile(r"#(?!\w)")


def _handles(text: str, source: str) -> Iterator[Hit]:
    if not any(pair in text for pair in ("@ ", "# ", "@\u00a0", "#\u00a0")):
        return
    for match in _HANDLE.finditer(text):
        start = match.start()
        before = text[max(0, start - 2) : start].rstrip("[(«“„\"'")
        if match["sign"] == "#" and (not before.strip() or before.endswith("\n")):
            continue  # a heading, or the first word
        if match["sign"] == "#" and _PLACEHOLDER_OPEN.search(text, max(0, start - _LONGEST_NAME), start):
            continue  # the end of #NAME #, a placeholder set apart
        if (
            match["name"].lower() in word_set("en", "no-handles")
            or before[:1].isdigit()
            or _NAMED.search(text[max(0, start - 5) : start])
        ):
            continue
        if match["sign"] == "#" and _BARE_SIGN.search(source):
            continue
        what = "handle" if match["sign"] == "@" else "hashtag"
        yield Hit(start, match.end(), f"{what} with a space in it", match["sign"] + match["name"], PROBABLE)
